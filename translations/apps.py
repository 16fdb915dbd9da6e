"""Translations: where they stand, and what may go live in another language."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """Keeps texts out of pages of another language, and knows what is translated from what."""

    name = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        """Connect the signal handlers of this app."""
        from translations import signal_handlers  # models exist only once the apps are loaded

        signal_handlers.connect()
