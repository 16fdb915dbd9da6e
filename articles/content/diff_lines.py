"""A block of a text as lines of words, each word with what it is besides its letters.

A word has its marks: bold, the address of a link, the source it cites, the picture it stands for. Another address under
the same words is another word, as for the digests (`articles.content.digest`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.images.models import AbstractImage

from articles.content.visitor import Role, parts_of

_WORD = re.compile(r"(\s*)(\d+(?:[.,\u00a0\u202f]\d+| \d{3}(?!\d))*\w*|\w+(?:[-'’]\w+)*|[^\w\s])")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_PARAGRAPHS = ["p", "li", "h2", "h3", "h4"]
_FORMATS = {"b": "b", "strong": "b", "i": "i", "em": "i"}


@dataclass(frozen=True)
class Word:
    """A word, a sign, a number, the mark of a source or a picture."""

    text: str
    marks: tuple[tuple[str, str], ...] = ()
    is_apart: bool = False  # a space stands before it
    image: AbstractImage | None = field(default=None, compare=False, hash=False)


@dataclass(frozen=True)
class Break:
    """The end of a line."""

    label: str = ""
    tag: str = "p"


@dataclass(frozen=True)
class Line:
    """A paragraph, an item, a field of a block."""

    words: tuple[Word, ...]
    end: Break


def lines_of(block: blocks.Block, value: Any, label: str = "") -> Iterator[Line]:
    """A block's value as lines. What is empty has none."""
    for part in parts_of(block, value, label):
        if part.role is Role.PICTURE:
            yield from _picture(part.value, part.label)
        elif part.is_rich:
            yield from _rich(part.html, part.label)
        else:
            yield from plain_lines(part.text, part.label)


def plain_lines(text: str, label: str = "") -> Iterator[Line]:
    """Lines of a plain text, which has no emphasis and no links."""
    for line in text.splitlines():
        if words := tuple(_words(line)):
            yield Line(words, Break(label))


def _rich(html: str, label: str) -> Iterator[Line]:
    soup = BeautifulSoup(html, "html.parser")
    parts = [part for part in soup.find_all(_PARAGRAPHS) if not part.find(_PARAGRAPHS)] or [soup]
    for part in parts:
        if words := tuple(_inline(part, ())):
            yield Line(words, Break(label, "li" if part.name == "li" else "p"))


def _inline(parent: Tag, marks: tuple[tuple[str, str], ...]) -> Iterator[Word]:
    """The words in an element. A space at the edge of a piece belongs to the next word."""
    is_apart = False
    for child in parent.children:
        if isinstance(child, Tag):
            if child.name == "br":
                is_apart = True
            elif child.get("linktype") == "reference":
                yield Word("", (*marks, ("reference", str(child.get("id") or ""))))
            else:
                for place, word in enumerate(_inline(child, _marked(child, marks))):
                    yield word if place or not is_apart else Word(word.text, word.marks, True, word.image)
                is_apart = False
        elif type(child) is NavigableString:
            for place, word in enumerate(_words(str(child), marks)):
                yield word if place or not is_apart else Word(word.text, word.marks, True)
            is_apart = bool(child) and str(child)[-1].isspace()


def _marked(element: Tag, marks: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if element.name in _FORMATS:
        found = (_FORMATS[element.name], "1")
    elif element.name == "a":
        kind, target = str(element.get("linktype") or ""), str(element.get("id") or "")
        found = (
            ("term", target) if kind == "term" else ("link", f"{kind}:{target}" if kind else str(element.get("href")))
        )
    elif element.get("lang"):
        found = ("lang", str(element["lang"]))
    else:
        return marks
    return tuple(sorted({**dict(marks), found[0]: found[1]}.items()))


def _words(text: str, marks: tuple[tuple[str, str], ...] = ()) -> Iterator[Word]:
    written = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    for found in _WORD.finditer(written):
        yield Word(found[2], marks, bool(found[1]))


def _picture(image: Any, label: str) -> Iterator[Line]:
    if image is None:
        return
    yield Line((Word("", (("picture", image.get_file_hash()),), image=image),), Break(label))
    if getattr(image, "decorative", False):
        yield from plain_lines(gettext("decorative: it says nothing"), gettext("Description"))
    else:
        yield from plain_lines(getattr(image, "contextual_alt_text", None) or "", gettext("Description"))


def sources_in(block: blocks.Block, value: Any) -> list[str]:
    """The ids of the sources that a block cites, each once, as they come."""
    marks = (dict(word.marks) for line in lines_of(block, value) for word in line.words)
    return list(dict.fromkeys(mark["reference"] for mark in marks if "reference" in mark))
