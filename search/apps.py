"""Search: what readers type, understood and answered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Keeps the index in step with pages and terms."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect the signal handlers of this app."""
        from search import signal_handlers

        signal_handlers.connect()
