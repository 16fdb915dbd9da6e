"""The home page, standing pages, and what every page shares: site settings and navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The frame around the articles."""

    name = "home"
    verbose_name = _("Site")
