"""Who must act before publication, and what each may do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Roles: who writes, signs, translates, publishes."""

    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        """Connect the signal handlers of this app."""
        from editorial import signal_handlers  # models exist only once the apps are loaded

        signal_handlers.connect()
