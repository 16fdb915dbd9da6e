"""The place of categories and series in the admin, and two buttons in its rich text."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from articles.rich_text import register_features
from articles.viewsets import CategoryViewSet, SeriesViewSet

register_snippet(CategoryViewSet)
register_snippet(SeriesViewSet)
hooks.register("register_rich_text_features", register_features)
