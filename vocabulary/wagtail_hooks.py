"""The vocabulary's place in the admin. Categories, counted by article, are registered by `articles`."""

from wagtail.snippets.models import register_snippet

from vocabulary.viewsets import PersonViewSet, TermViewSet

register_snippet(TermViewSet)
register_snippet(PersonViewSet)
