"""A text in memory, as a difference reads it."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from articles.content.digest import SIGNED_FIELDS
from articles.content.visitor import under_headings


class Version:
    """A text of an article as it is compared."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.sources = {child.id: number for number, child in enumerate(page.references, start=1)}
        self.children: dict[str, blocks.StreamValue.StreamChild] = {}
        self.places: dict[str, int] = {}
        self.sections: dict[str, str] = {}
        for name in _streams(page):
            for place, (child, section) in enumerate(under_headings(getattr(page, name)), start=1):
                unit = f"{name}:{child.id}"
                self.children[unit], self.places[unit], self.sections[unit] = child, place, section


def _streams(page: Any) -> list[str]:
    return [name for name in SIGNED_FIELDS if isinstance(page._meta.get_field(name), StreamField)]
