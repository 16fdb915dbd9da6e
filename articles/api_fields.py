"""What the content API says of an article’s labels."""

from django.utils import translation
from rest_framework import serializers
from wagtail.models import Page


class LabelsField(serializers.Field):
    """A label or several, for the content API: their names, in the language of the page."""

    def get_attribute(self, article: Page) -> list[str] | str | None:
        """Whatever language the request is in."""
        found = super().get_attribute(article)
        with translation.override(article.locale.language_code):
            return [str(label) for label in found] if isinstance(found, list) else found and str(found)

    def to_representation(self, names: list[str] | str) -> list[str] | str:
        """Return the names unchanged: they are what JSON holds."""
        return names
