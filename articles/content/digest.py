"""What an article says, unit by unit, as digests: a sign-off and a translation belong to the content they saw.

A unit is a field ("title"), a block of a stream field ("body:<block id>") or the order of its blocks ("body:order").
Without the order, a caution that was taken away would go unseen. Layout, white space and invisible characters change no
digest; a word, a number, a link or a picture does.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.models import Document
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import Image
from wagtail.models import Page

from articles.content.visitor import children
from vocabulary.models import LANGUAGES, Term

DIGEST_VERSION = 1
# What search engines and shared links show in the place of the title and the introduction. Empty, it is no unit: then
# they show what is signed already, and the digests are those of the days when it wasn't signed.
SEARCH_FIELDS = ("seo_title", "search_description")
SIGNED_FIELDS = (
    *("title", "introduction", "purpose", "audience", "key_points", "body", "questions", "references"),
    *SEARCH_FIELDS,
)

Units = dict[str, str]
Words = str | list[Any] | None  # a text, the nodes of a rich one, or none

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_SYNONYMS = {"strong": "b", "em": "i"}
_LAYOUT = {"data-block-key", "class", "style", "target", "rel"}
_INLINE = {"a", "b", "i", "span", "sub", "sup"}
# What isn't a matter of wording: where a link leads, which picture, 10⁵ or 105.
_NOT_WORDING = {"a", "embed", "sub", "sup"}


def units_of(page: Any) -> Units:
    """The SHA-256 digest of each unit of an article as it stands in memory. One query per picture, or link inside."""
    return _units(page, lambda words: words)


def shapes_of(page: Any) -> Units:
    """The same of what isn't words: kinds, levels, pictures, years, addresses, where links lead, how many parts."""
    return _units(page, _beside_words)


def _units(page: Any, kept: Callable[[Words], Any]) -> Units:
    """Of the words, what `kept` keeps; all of the rest."""
    units: Units = {}
    for name in SIGNED_FIELDS:
        field, value = page._meta.get_field(name), getattr(page, name)
        if name in SEARCH_FIELDS and not plain_text(value or ""):
            continue
        if isinstance(field, StreamField):
            units |= _stream_units(name, value, kept)
        elif isinstance(field, RichTextField):
            units[name] = _digest(kept(_html(value)))
        else:
            units[name] = _digest(kept(plain_text(value or "")))
    return units


def search_units(content: Mapping[str, Any]) -> Units:
    """The units of what search engines show, in a text as it is stored."""
    said = {name: plain_text(content.get(name) or "") for name in SEARCH_FIELDS}
    return {name: _digest(words) for name, words in said.items() if words}


def digest_of(units: Units) -> str:
    """One digest for all the units."""
    return _digest(units)


def block_of(unit: str) -> str:
    """The block id that a unit speaks of; empty for a field, and for the order of its blocks."""
    _field, _, block_id = unit.partition(":")
    return "" if block_id == "order" else block_id


def _stream_units(name: str, stream: blocks.StreamValue, kept: Callable[[Words], Any]) -> Units:
    """Not from `raw_data`, which goes stale once a child's value is set in Python, as wagtail-localize does."""
    known = stream.stream_block.child_blocks
    children = [child for child in stream.get_prep_value() if child["type"] in known]
    digests = [_digest([child["type"], _value(known[child["type"]], child["value"], kept)]) for child in children]
    return {
        **{f"{name}:{child['id']}": digest for child, digest in zip(children, digests, strict=True)},
        f"{name}:order": _digest([[child["type"], child["id"]] for child in children]),
    }


def _value(block: blocks.Block, value: Any, kept: Callable[[Words], Any]) -> Any:
    """A stored value in one form for all that mean the same; a part that equals its default is left out."""
    match block:
        case blocks.StreamBlock():
            return [[child.block.name, _value(child.block, child.value, kept)] for child in children(block, value)]
        case blocks.ListBlock():
            return [_value(child.block, child.value, kept) for child in children(block, value)]
        case ImageBlock():
            # A bare key is how an image chooser, which Wagtail lets become such a block, has stored it.
            parts = value if isinstance(value, dict) else {"image": value}
            words = {"alt_text": kept(parts["alt_text"])} if "alt_text" in parts else {}
            return {**parts, **words, "image": _picture(parts.get("image"))}
        case blocks.StructBlock():
            parts = {
                child.name: (
                    _value(child.block, child.value, kept),
                    _value(child.block, child.block.get_prep_value(child.block.get_default()), kept),
                )
                for child in children(block, value)
            }
            # A form gives "" for what was never there.
            return {
                name: part for name, (part, default) in sorted(parts.items()) if (part or None) != (default or None)
            }
        case TypedTableBlock():
            return _table(block, value or {}, kept)
        case blocks.RichTextBlock():
            return kept(_html(value))
        case blocks.ChooserBlock() if value is not None:
            return [ContentType.objects.get_for_model(block.model_class).model, value]
        case blocks.CharBlock() | blocks.TextBlock() if isinstance(value, str):
            return kept(plain_text(value))
        case _ if isinstance(value, str):
            return plain_text(value)
    return value


def _table(block: TypedTableBlock, value: dict[str, Any], kept: Callable[[Words], Any]) -> Any:
    columns = value.get("columns", [])
    children = [block.child_blocks[column["type"]] for column in columns]
    return {
        "caption": kept(plain_text(value.get("caption") or "")),
        "columns": [[column["type"], kept(plain_text(column.get("heading") or ""))] for column in columns],
        "rows": [
            [_value(child, cell, kept) for child, cell in zip(children, row["values"], strict=False)]
            for row in value.get("rows", [])
        ],
    }


def _picture(pk: int | None) -> str | None:
    """By the file: another file under the same key is another picture."""
    image = Image.objects.filter(pk=pk).first() if pk else None
    return image.get_file_hash() if image else None


def _page(pk: int) -> str:
    """By its identity: the same in every installation that the content moves to."""
    names = Page.objects.filter(pk=pk).values_list("locale__language_code", "translation_key").first()
    return ":".join(map(str, names)) if names else ""


def _document(pk: int) -> str:
    document = Document.objects.filter(pk=pk).first()
    return str(document.get_file_hash()) if document else ""


def _term(pk: int) -> str:
    """By its first address."""
    slugs = Term.objects.filter(pk=pk).values_list(*(f"slug_{language}" for language in LANGUAGES)).first()
    return next(filter(None, slugs), "") if slugs else ""


_TARGETS: dict[str, Callable[[int], str | None]] = {
    "page": _page,
    "document": _document,
    "term": _term,
    "image": _picture,
}


def plain_text(text: str) -> str:
    """NFC, not NFKC, which would make 105 of 10⁵; a no-break space is a space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.translate(_INVISIBLE))).strip()


def _html(html: str | None) -> list[Any]:
    """A rich text as nested lists: words, emphasis, links and paragraph bounds; without keys, classes and styles.

    In which language a phrase is to be read out changes nothing of what it says.
    """
    soup = BeautifulSoup(html or "", "html.parser")
    for phrase in soup.find_all("a", linktype="language"):
        phrase.unwrap()
    return _nodes(soup)


def _nodes(parent: Tag) -> list[Any]:
    nodes: list[Any] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name != "br":
            attributes = {name: plain_text(str(value)) for name, value in child.attrs.items() if name not in _LAYOUT}
            kind = attributes.get("linktype") or attributes.get("embedtype")
            if kind in _TARGETS and attributes.get("id", "").isdecimal():
                attributes["id"] = _TARGETS[kind](int(attributes["id"])) or ""
            nodes.append([_SYNONYMS.get(child.name, child.name), attributes, _nodes(child)])
        elif isinstance(child, Tag) or type(child) is NavigableString:  # not a comment
            text = " " if isinstance(child, Tag) else unicodedata.normalize("NFC", child.translate(_INVISIBLE))
            words = re.sub(r"\s+", " ", text)
            if nodes and isinstance(nodes[-1], str):
                nodes[-1] = re.sub(" +", " ", nodes[-1] + words)
            elif words:
                nodes.append(words)
    if parent.name not in _INLINE:  # the space at the edge of a paragraph is layout, inside one it parts two words
        if nodes and isinstance(nodes[0], str):
            nodes[0] = nodes[0].lstrip()
        if nodes and isinstance(nodes[-1], str):
            nodes[-1] = nodes[-1].rstrip()
    return [node for node in nodes if node != ""]


def _beside_words(words: Words) -> list[Any]:
    """Of a rich text, the elements that are more than emphasis and paragraphs, in their order; of a text, nothing."""
    found: list[Any] = []
    for node in words or ():
        if not isinstance(node, str):
            name, attributes, inside = node
            found += [[name, attributes]] if name in _NOT_WORDING else []
            found += _beside_words(inside)
    return found


def _digest(value: Any) -> str:
    # Django's encoder: a date that has been looked at is a date, one that hasn't is its text.
    written = json.dumps(
        [DIGEST_VERSION, value], sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )
    return hashlib.sha256(written.encode()).hexdigest()
