"""Content in and out: exports, imports, documents of other programs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Versioned exports, imports and the demo content."""

    name = "exchange"
    verbose_name = _("Exchange")
