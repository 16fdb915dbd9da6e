"""What a program can hold of trustworthy patient information: a document in, findings out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """An application for its messages alone: no models, no requests."""

    name = "quality"
    verbose_name = _("Quality")
