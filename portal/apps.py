"""The shell: settings, addresses, checks. It may import every room; no room imports it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the system checks."""

    name = "portal"

    def ready(self) -> None:
        """Register the system checks."""
        from portal import checks  # noqa: F401 -- registers the checks, once the apps are loaded
