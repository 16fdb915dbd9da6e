"""A stream's blocks, part by part, in reading order: the one place that knows how blocks hold other blocks.

A block kind declares the role of its parts in `Meta.parts`, by field name. A field of a struct in a list is
`"entries.term"`. The fields of a struct stand in reading order. A part that nobody declared is read as prose: it may be
read wrongly, but it is never left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.images.blocks import ImageBlock

_CONTAINERS = (blocks.StructBlock, blocks.ListBlock, blocks.StreamBlock, TypedTableBlock)
_LINE = blocks.CharBlock(required=False)  # what a table's caption and headings are, which have no block of their own


class Role(StrEnum):
    """What a part is to its readers."""

    PROSE = "prose"
    """The author's own sentences."""
    ITEM = "item"
    """One of several, in sentences."""
    HEADING = "heading"
    TITLE = "title"
    """What a passage is called, below the headings."""
    TERM = "term"
    """A word that is explained."""
    CAPTION = "caption"
    """What stands under a picture."""
    TABLE_CAPTION = "table caption"
    CELL = "cell"
    QUOTE = "quote"
    """Somebody else's words."""
    ATTRIBUTION = "attribution"
    """Who is quoted."""
    CREDIT = "credit"
    """Whose work it is."""
    PICTURE = "picture"
    ADDRESS = "address"
    """Where something leads."""
    DATE = "date"
    """When something was said."""
    LEVEL = "level"
    """How deep a heading stands: "2" or "3"."""
    VARIANT = "variant"
    """What a block is besides its kind: "emergency" of a callout."""
    SETTING = "setting"
    """Yes or no."""

    @property
    def is_text(self) -> bool:
        """Whether it is words that stand in the text."""
        return self not in _BESIDE_TEXT

    @property
    def is_title(self) -> bool:
        """Whether it names what follows, so that readers look for it."""
        return self in _TITLES


_BESIDE_TEXT = frozenset({Role.PICTURE, Role.ADDRESS, Role.DATE, Role.LEVEL, Role.VARIANT, Role.SETTING})
_TITLES = frozenset({Role.HEADING, Role.TITLE, Role.TERM, Role.CAPTION})


@dataclass(frozen=True)
class Child:
    """A block within another: a field of a struct, an item of a list, a block of a stream, a cell of a table."""

    name: str
    """The field's; the id of an item or of a stream's block; "caption", "heading" or "cell" of a table."""
    block: blocks.Block
    value: Any
    label: str
    """What an editor calls it."""


@dataclass(frozen=True)
class Part:
    """A value that holds no other, with its role."""

    role: Role
    name: str
    """Its field, as `Meta.parts` names it."""
    block: blocks.Block
    value: Any
    label: str

    @property
    def is_rich(self) -> bool:
        """Whether its value is rich text."""
        return isinstance(self.block, blocks.RichTextBlock)

    @property
    def html(self) -> str:
        """A rich text as it is stored."""
        return str(getattr(self.value, "source", self.value) or "")

    @property
    def text(self) -> str:
        """The words of a part that is no rich text; of a choice, the name that readers see."""
        if isinstance(self.block, blocks.ChoiceBlock):
            names = {str(key): str(name) for key, name in _flat(self.block.field.choices)}
            return names.get(str(self.value or ""), str(self.value or "")) if self.value else ""
        if hasattr(self.value, "strftime"):
            return date_format(self.value, "DATE_FORMAT")
        return "" if self.value is None else str(self.value)


def blocks_of(stream: blocks.StreamValue | None) -> Iterator[tuple[blocks.StreamValue.StreamChild, list[Part]]]:
    """Each block of a stream, with its parts."""
    if stream is None:
        return
    declared = _declared(stream.stream_block) or {}
    for child in stream:
        label = str(child.block.label or "")
        yield child, list(_visit(child.block, child.value, label, declared, child.block_type))


def under_headings(stream: blocks.StreamValue | None) -> Iterator[tuple[blocks.StreamValue.StreamChild, str]]:
    """Each block of a stream, with the heading that it stands under; a heading stands under itself."""
    heading = ""
    for child, parts in blocks_of(stream):
        if any(part.role is Role.LEVEL for part in parts):
            heading = next((part.text for part in parts if part.role is Role.HEADING), "")
        yield child, heading


def pictures_in(stream: blocks.StreamValue | None) -> list[Any]:
    """The pictures in a stream that were chosen."""
    parts = (part for _child, own in blocks_of(stream) for part in own)
    return [part.value for part in parts if part.role is Role.PICTURE and part.value]


def parts_of(block: blocks.Block, value: Any, label: str = "") -> Iterator[Part]:
    """The parts of one block's value, in reading order."""
    return _visit(block, value, label, {}, "")


def children(block: blocks.Block, value: Any, label: str = "") -> Iterator[Child]:
    """The blocks within a block that has a value, in memory or as it is stored; those that the value has.

    Of a kind that is no longer offered, nothing is known, and nothing is read.
    """
    match block:
        case ImageBlock() if value is not None and not isinstance(value, Mapping):
            said = {"image": value, "decorative": value.decorative, "alt_text": value.contextual_alt_text}
            yield from children(block, said)
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                if name in (value or {}):
                    yield Child(name, child, value[name], str(child.label or ""))
        case blocks.StreamBlock():
            yield from _stream(block, value)
        case blocks.ListBlock():
            named = str(block.child_block.label or label)
            for key, item in _items(value):
                yield Child(key, block.child_block, item, named)
        case TypedTableBlock() if value is not None:
            yield from _table(block, value)


def is_container(block: blocks.Block) -> bool:
    """Whether its parts are those of other blocks. A picture with its description is one part."""
    return isinstance(block, _CONTAINERS) and not isinstance(block, ImageBlock)


def _visit(block: blocks.Block, value: Any, label: str, declared: Mapping[str, Role], name: str) -> Iterator[Part]:
    own = _declared(block)
    if own is not None:
        declared, name = own, ""
    if not is_container(block):
        yield Part(declared.get(name) or _role_by_type(block), name, block, value, label)
        return
    for child in children(block, value, label):
        inner = name if isinstance(block, blocks.ListBlock) else ".".join(filter(None, (name, child.name)))
        yield from _visit(child.block, child.value, child.label, declared, inner)


def _declared(block: blocks.Block) -> Mapping[str, Role] | None:
    return getattr(block.meta, "parts", None)


def _role_by_type(block: blocks.Block) -> Role:
    if isinstance(block, ImageBlock):
        return Role.PICTURE
    return Role.SETTING if isinstance(block, blocks.BooleanBlock) else Role.PROSE


def _stream(block: blocks.StreamBlock, value: Any) -> Iterator[Child]:
    for child in value or ():
        if isinstance(child, Mapping):  # as it is stored
            if inner := block.child_blocks.get(child["type"]):
                yield Child(child.get("id") or "", inner, child["value"], str(inner.label or ""))
        else:
            yield Child(child.id or "", child.block, child.value, str(child.block.label or ""))


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, blocks.list_block.ListValue):
        yield from ((item.id or "", item.value) for item in value.bound_blocks)
        return
    for item in value or ():
        is_stored = isinstance(item, Mapping) and item.get("type") == "item"
        yield (item.get("id") or "", item["value"]) if is_stored else ("", item)


def _table(block: TypedTableBlock, value: Any) -> Iterator[Child]:
    table = value if isinstance(value, TypedTable) else block.to_python(value)
    yield Child("caption", _LINE, table.caption or "", str(block.label))
    for column in table.columns:
        yield Child("heading", _LINE, str(column.get("heading") or ""), "")
    for row in table.row_data:
        for column, cell in zip(table.columns, row["values"], strict=False):
            yield Child("cell", column["block"], cell, "")


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, name in choices:
        if isinstance(name, list | tuple):
            yield from name
        else:
            yield key, name
