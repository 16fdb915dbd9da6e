"""Articles: their page types, their blocks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The articles and their index."""

    name = "articles"
    verbose_name = _("Articles")
