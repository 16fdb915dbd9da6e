"""Shared labels: categories, series, terms, persons. One row each, a column per language."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabularyConfig(AppConfig):
    """The labels that pages of every language share."""

    name = "vocabulary"
    verbose_name = _("Vocabulary")
