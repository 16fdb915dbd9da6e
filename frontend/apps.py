"""What readers get: the pages' context, pictures, addresses for machines, typography."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    """Orders an article's pictures when it is published."""

    name = "frontend"

    def ready(self) -> None:
        """Make an article's pictures once it is published."""
        from wagtail.signals import page_published

        from articles.models import ArticlePage  # models exist only once the apps are loaded
        from frontend.renditions import order_pictures

        page_published.connect(order_pictures, sender=ArticlePage, dispatch_uid="frontend.order_pictures")
