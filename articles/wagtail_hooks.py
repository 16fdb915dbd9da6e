"""The categories' place in the admin."""

from wagtail.snippets.models import register_snippet

from articles.viewsets import CategoryViewSet

register_snippet(CategoryViewSet)
