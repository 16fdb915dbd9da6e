"""The place of categories and series in the admin."""

from wagtail.snippets.models import register_snippet

from articles.viewsets import CategoryViewSet, SeriesViewSet

register_snippet(CategoryViewSet)
register_snippet(SeriesViewSet)
