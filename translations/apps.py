"""Translations: what may go live in another language."""

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """Keeps texts out of pages of another language."""

    name = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        """Guard every save of a page."""
        from translations.guard import refuse_untranslated  # models exist only once the apps are loaded

        pre_save.connect(refuse_untranslated, dispatch_uid="translations.refuse_untranslated")
