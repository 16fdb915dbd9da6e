"""Streams and rich text, out and in: what they point to is named, and their shape is checked."""

import re
from html import escape
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.models import Document
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import Image
from wagtail.models import Page

from articles.html_tokens import Kind, Token, tokens
from exchange.html_validation import check_link, check_rich_text
from exchange.references import Converter, Inward, Outward
from exchange.refusal import Place, PortableError, expect, plain_value, refusing
from vocabulary.models import Term

LINKED: dict[tuple[str, str], type[models.Model]] = {
    ("a", "page"): Page,
    ("a", "document"): Document,
    ("a", "term"): Term,
    ("embed", "image"): Image,
}


def convert_stream(block: blocks.StreamBlock, raw: Any, convert: Converter, place: Place) -> list[dict[str, Any]]:
    """The stored form of a StreamField with its references converted; every block is checked against its definition."""
    items = []
    for number, item in enumerate(expect(list, raw, place)):
        here = place / number
        kind = expect(dict, item, here).get("type")
        if kind not in block.child_blocks:
            raise PortableError(f"{here}: there is no block “{kind}” here.")
        value = convert_block(block.child_blocks[kind], item.get("value"), convert, here / kind)
        items.append({"type": kind, "value": value, "id": convert.identity(item, here)})
    return items


def convert_block(block: blocks.Block, raw: Any, convert: Converter, place: Place) -> Any:
    """The stored value of any block with its references converted. PortableError for a kind of block unknown here."""
    match block:
        case ImageBlock() if not isinstance(raw, dict):  # stored before it was more than a chooser
            return _convert_struct(block, block.get_prep_value(block.to_python(raw)), convert, place)
        case TypedTableBlock():
            return _convert_table(block, raw, convert, place)
        case blocks.StructBlock():
            return _convert_struct(block, raw, convert, place)
        case blocks.ListBlock():
            return _convert_list(block, raw, convert, place)
        case blocks.StreamBlock():
            return convert_stream(block, raw or [], convert, place)
        case blocks.ChooserBlock():
            return None if raw is None else convert.reference(block.model_class, raw, place)
        case blocks.RichTextBlock():
            return convert_rich_text(expect(str, raw or "", place), convert, place, block.features)
        case blocks.StaticBlock():
            return None
        case blocks.FieldBlock():
            return plain_value(raw, place)
    raise PortableError(f"{place}: blocks of the kind {type(block).__name__} can't be exported.")


def _convert_struct(block: blocks.StructBlock, raw: Any, convert: Converter, place: Place) -> dict[str, Any]:
    raw = expect(dict, {} if raw is None else raw, place)
    if isinstance(convert, Inward) and (unknown := set(raw) - set(block.child_blocks)):
        raise PortableError(f"{place}: there is no “{min(unknown)}” here.")
    values = {}
    for name, child in block.child_blocks.items():
        if name in raw:
            values[name] = convert_block(child, raw[name], convert, place / name)
        elif isinstance(convert, Outward):
            values[name] = convert_block(child, convert.missing(child), convert, place / name)
    return values


def _convert_list(block: blocks.ListBlock, raw: Any, convert: Converter, place: Place) -> list[dict[str, Any]]:
    items = []
    for number, item in enumerate(expect(list, raw or [], place)):
        here = place / number
        has_id = isinstance(item, dict) and set(item) == {"type", "value", "id"} and item["type"] == "item"
        if not has_id and isinstance(convert, Inward):
            raise PortableError(f"{here}: the item is not one of a list.")
        entry = item if has_id else {"value": item}  # stored before lists had ids
        value = convert_block(block.child_block, entry["value"], convert, here)
        items.append({"type": "item", "value": value, "id": convert.identity(entry, here)})
    return items


def _convert_table(block: TypedTableBlock, raw: Any, convert: Converter, place: Place) -> dict[str, Any]:
    raw = expect(dict, raw or {}, place)
    columns = expect(list, raw.get("columns", []), place)
    kinds = [expect(dict, column, place).get("type") for column in columns]
    if unknown := [kind for kind in kinds if kind not in block.child_blocks]:
        raise PortableError(f"{place}: there is no column “{unknown[0]}” here.")
    rows = []
    for number, row in enumerate(expect(list, raw.get("rows", []), place)):
        here = place / "rows" / number
        cells = expect(list, expect(dict, row, here).get("values"), here)
        if len(cells) != len(columns):
            raise PortableError(f"{here}: the row has {len(cells)} cells, the table {len(columns)} columns.")
        values = [
            convert_block(block.child_blocks[kind], cell, convert, here / index)
            for index, (kind, cell) in enumerate(zip(kinds, cells, strict=True))
        ]
        rows.append({"values": values})
    headings = [plain_value(column.get("heading", ""), place) for column in columns]
    return {
        "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=True)],
        "rows": rows,
        "caption": plain_value(raw.get("caption", ""), place),
    }


def convert_rich_text(html: str, convert: Converter, place: Place, features: list[str] | None = None) -> str:
    """Rich text with the ids in its links and pictures converted; not a byte of the rest is changed.

    PortableError for what comes in and could not have been written with these features.
    """

    def convert_tag(tag: Token) -> str:
        attributes = tag.attributes
        kind = attributes.get({"a": "linktype", "embed": "embedtype"}.get(tag.name, ""))
        # A source is named by its block's id, which stays, and a language by its code.
        if kind is None or (tag.name, kind) in (("embed", "media"), ("a", "reference"), ("a", "language")):
            return tag.written
        if not (model := LINKED.get((tag.name, kind))):
            raise PortableError(f"{place}: links of the kind “{kind}” can't be exported.")
        target = escape(str(convert.reference(model, attributes.get("id"), place)))
        return re.sub(r'(?<=\sid=")[^"]*', lambda _match: target, tag.written, count=1)

    if isinstance(convert, Inward):
        with refusing(place):
            check_rich_text(html, features)
    return "".join(token.written if token.kind is Kind.TEXT else convert_tag(token) for token in tokens(html))


def convert_override(model: type[models.Model], field_path: str, data: Any, convert: Converter, place: Place) -> Any:
    """The value by which a translation overrides its source: a reference where the field or block is one."""
    name, *rest = field_path.split(".")
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return None if data is None else convert.reference(field.related_model, data, place)
    if not isinstance(field, StreamField):
        if isinstance(convert, Inward) and data:
            with refusing(place):
                if isinstance(field, RichTextField):
                    check_link(expect(str, data, place))
                else:
                    field.run_validators(field.to_python(plain_value(data, place)))
        return plain_value(data, place)
    block: Any = field.stream_block
    for part in rest:
        block = (
            block.child_block if isinstance(block, blocks.ListBlock) else getattr(block, "child_blocks", {}).get(part)
        )
    if isinstance(block, blocks.ChooserBlock):
        return convert_block(block, data, convert, place)
    if isinstance(convert, Inward) and data:
        with refusing(place):
            # A link's address is said to override the rich text it stands in.
            if isinstance(block, blocks.RichTextBlock | TypedTableBlock):
                check_link(expect(str, data, place))
            elif isinstance(block, blocks.FieldBlock):
                block.clean_deferred(block.to_python(plain_value(data, place)))
    return plain_value(data, place)
