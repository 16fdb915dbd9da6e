"""The shell: settings, addresses, checks. It may import every room; no room imports it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the system checks, and what happens when an article is published."""

    name = "portal"

    def ready(self) -> None:
        """Register the system checks; make an article's pictures once it is published."""
        from wagtail.signals import page_published

        from articles.models import ArticlePage  # models exist only once the apps are loaded
        from portal import checks  # noqa: F401 -- registers the checks, once the apps are loaded
        from portal.pictures import order_pictures

        page_published.connect(order_pictures, sender=ArticlePage, dispatch_uid="portal.order_pictures")
