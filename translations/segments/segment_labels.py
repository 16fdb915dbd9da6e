"""Where a segment stands in its page, in the words of whoever edits the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.views.edit_translation import TabHelper

from articles.blocks import HeadingBlock
from articles.content.visitor import children, under_headings
from translations.segments.inline_codes import Chips


@dataclass(frozen=True)
class Place:
    """A field, or a block and the part of it."""

    name: str
    """“Title”; “Block 4 · Paragraph”; “Block 5 · List, item 1 of 4”."""
    order: int = 10_000
    """Among the fields, as the page's editor has them."""
    under: str = ""
    """The heading above it."""
    max_length: int | None = None
    """How many characters fit."""


class Places:
    """The places of one page, by content path."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._tabs = TabHelper(page)
        self._streams: dict[str, dict[str, Place]] = {}

    def of(self, path: str) -> Place:
        """The place of a segment; of one that the page no longer has, its field."""
        field_name, _dot, rest = path.partition(".")
        field = self._page._meta.get_field(field_name)
        name = str(capfirst(getattr(field, "verbose_name", "") or field_name))
        try:
            order = self._tabs.get_field_order(field_name)
        except KeyError:
            order = Place.order
        if not isinstance(field, StreamField):
            return Place(name, order, max_length=field.max_length if isinstance(field, CharField) else None)
        if field_name not in self._streams:
            self._streams[field_name] = dict(_of_stream(getattr(self._page, field_name), name, order))
        known = self._streams[field_name]
        while rest and rest not in known:  # a link's address stands below its block: body.<id>.'https://…'
            rest = rest.rpartition(".")[0]
        return known.get(rest, Place(name, order))


def _of_stream(stream: blocks.StreamValue, field: str, order: int) -> Iterator[tuple[str, Place]]:
    several = len(stream.stream_block.child_blocks) > 1
    for number, (child, heading) in enumerate(under_headings(stream), start=1):
        label = str(child.block.label)
        name = (
            _("Block %(number)s · %(kind)s") % {"number": number, "kind": label}
            if several
            else _("%(field)s, %(number)s of %(total)s") % {"field": field, "number": number, "total": len(stream)}
        )
        under = "" if isinstance(child.block, HeadingBlock) else heading
        for path, part, max_length in _parts(child.block, child.value, ""):
            place = Place(f"{name}, {part}" if part and part != label else name, order, under, max_length)
            yield f"{child.id}.{path}" if path else str(child.id), place


def _parts(block: blocks.Block, value: Any, label: str) -> Iterator[tuple[str, str, int | None]]:
    """Each part of a block: its path in the block, what it is called, how many characters fit."""
    yield "", label, getattr(getattr(block, "field", None), "max_length", None)
    if isinstance(block, TypedTableBlock):  # wagtail-localize has one path for all of it
        return
    inner = list(children(block, value))
    for number, child in enumerate(inner, start=1):
        own, outer = child.label, label
        if isinstance(block, blocks.ListBlock):
            own, outer = "", _("item %(number)s of %(total)s") % {"number": number, "total": len(inner)}
        for path, part, length in _parts(child.block, child.value, own):
            yield f"{child.name}.{path}" if path else child.name, _joined(outer, part), length


def _joined(outer: str, inner: str) -> str:
    """An image of an image block is an image."""
    return ", ".join(dict.fromkeys(filter(None, [outer, inner])))


def characters(html: str) -> int:
    """How long a stored segment is in a field of plain text."""
    return len(Chips("").write(html))
