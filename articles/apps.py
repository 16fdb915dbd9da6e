"""Articles: their page types, their blocks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The articles and their index."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        """Once Wagtail's pictures are loaded."""
        from articles.wagtail_patches import propose_no_title  # not before its models are

        propose_no_title()
