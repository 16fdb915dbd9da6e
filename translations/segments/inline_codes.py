"""The markup of a segment as chips: named, in one piece, neither lost nor made up.

wagtail-localize stores a segment as HTML whose links are `<a id="a1">`. Translators get it as text in which each tag is
a numbered mark, `{1}…{/1}`. The workbench shows the mark as a chip (“link 1 starts”). What they send back is this text:
it can hold no other tag than those of its source, and each of its links once.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment

from articles.content.diff_html import Part
from articles.html_tokens import Kind, tokens
from translations.segments.translation_memory import word_difference

_MARK = re.compile(r"\{(/?)(\d{1,3})\}")
_SYNONYMS = {"strong": "b", "em": "i", "acronym": "abbr"}


Say = Callable[[str], SafeString]
"""Text of a stored segment, between its tags, as it is shown."""


class MarkupError(ValidationError):
    """The text has lost, doubled or torn a piece of its source's markup. Nothing was saved."""


@dataclass(frozen=True)
class Chip:
    """One piece of markup of the source; what is emphasised may be so anywhere, a link is there once."""

    number: int
    key: str
    """The id of a link, else the name of the tag."""
    tag: str
    name: str
    """As a translator reads it: “link 1”, “bold”."""
    detail: str = ""
    """Where a link leads."""
    content: str | None = None
    """What is inside, where nothing is to translate: a note's mark, nothing for a line break."""

    @property
    def is_whole(self) -> bool:
        """Whether it stands by itself, without a beginning and an end."""
        return self.content is not None

    @property
    def is_unique(self) -> bool:
        """Whether a translation has it exactly once."""
        return self.tag == "a"

    @property
    def start(self) -> str:
        """The name of its beginning."""
        return self.name if self.is_whole else _("%(chip)s starts") % {"chip": self.name}

    @property
    def end(self) -> str:
        """The name of its end."""
        return _("%(chip)s ends") % {"chip": self.name}

    @property
    def opening(self) -> str:
        """Its HTML; all of it, for one that stands by itself."""
        tag = f'<a id="{escape(self.key)}">' if self.key != self.tag == "a" else f"<{self.tag}>"
        return tag if self.content is None else "<br/>" if self.tag == "br" else f"{tag}{self.content}</{self.tag}>"

    @property
    def marks(self) -> list[str]:
        """As the text has it."""
        return [f"{{{self.number}}}"] if self.is_whole else [f"{{{self.number}}}", f"{{/{self.number}}}"]


class Chips:
    """The chips of one segment's source, in its order."""

    def __init__(self, source: str, attributes: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.source = source
        self._attributes = attributes or {}

    @classmethod
    def of(cls, segment: StringSegment) -> "Chips":
        """Of a stored segment."""
        return cls(segment.string.data, json.loads(segment.attrs) or {})

    @cached_property
    def all(self) -> list[Chip]:
        """Every code of the source, once."""
        found: dict[str, Chip] = {}
        counts: dict[str, int] = {}
        taken = {int(number) for _slash, number in _MARK.findall(unescape(self.source))}
        numbers = (number for number in range(1, 1000) if number not in taken)
        for element in BeautifulSoup(self.source, "html.parser").find_all(True):
            key = _key(element)
            if key in found:
                continue
            kind, detail, content = self._read(element)
            counts[kind] = counts.get(kind, 0) + 1
            name = _name(kind, counts[kind])
            found[key] = Chip(next(numbers), key, element.name, name, detail, content)
        return list(found.values())

    def write(self, html: str) -> str:
        """Stored HTML as text with marks; a tag that the source doesn't have is left out, its words stay."""
        return "".join(self._written(BeautifulSoup(html, "html.parser")))

    def read(self, text: str) -> str:
        """Text with marks as HTML to store; MarkupError where a mark is missing, doubled, torn or made up."""
        by_number = {chip.number: chip for chip in self.all}
        line_break = self._by_key.get("br")
        text = re.sub(r"\s*\n\s*", line_break.marks[0] if line_break else " ", text.strip())
        html: list[str] = []
        opened: list[tuple[Chip, int]] = []
        used: set[int] = set()
        end = 0
        for mark in _MARK.finditer(text):
            if not (chip := by_number.get(int(mark[2]))):
                continue  # “{5}” in a text without such a chip is text
            html.append(escape(text[end : mark.start()], quote=False))
            end = mark.end()
            if mark[1]:
                html.append(self._close(chip, opened, html))
                continue
            if chip.is_unique and chip.number in used:
                raise MarkupError(_("“%(chip)s” is there twice: take one away.") % {"chip": chip.name})
            if chip.is_unique and not chip.is_whole and any(other.tag == "a" for other, _at in opened):
                raise MarkupError(_("“%(chip)s” starts inside another link: put it outside.") % {"chip": chip.name})
            used.add(chip.number)
            html.append(chip.opening)
            if not chip.is_whole:
                opened.append((chip, len(html)))
        html.append(escape(text[end:], quote=False))
        if opened:
            raise MarkupError(_("“%(chip)s” is missing.") % {"chip": opened[-1][0].end})
        if lost := [chip.name for chip in self.all if chip.is_unique and chip.number not in used]:
            raise MarkupError(_("Missing from the translation: %(chips)s.") % {"chips": ", ".join(lost)})
        return str(BeautifulSoup("".join(html), "html.parser"))

    def show(self, html: str, say: Say | None = None) -> SafeString:
        """Stored HTML as it is read on the screen: its text, shown by `say`, and its tags as chips."""
        return format_html_join("", "{}", ((piece,) for piece in self._shown(html, [], say or escape_text)))

    def show_difference(self, old: str, say: Say | None = None) -> SafeString:
        """What has become of `old` in the source, words added and removed marked for eye and ear."""
        pieces: list[SafeString] = []
        links: dict[bool, list[Chip]] = {True: [], False: []}  # what is open in the old text isn't in the new one
        for part, html in word_difference(old, self.source):
            is_gone = part == Part.REMOVED
            pieces_of_it = self._shown(html, links[is_gone], escape_text if is_gone else say or escape_text)
            shown = format_html_join("", "{}", ((piece,) for piece in pieces_of_it))
            if part == Part.ADDED:
                pieces.append(_marked("ins", _("added:"), shown))
            elif part == Part.REMOVED:
                pieces.append(_marked("del", _("removed:"), shown))
            else:
                pieces.append(shown)
        return format_html_join("", "{}", ((piece,) for piece in pieces))

    def as_data(self) -> list[dict[str, Any]]:
        """For the script that makes chips of the marks."""
        return [
            {
                "number": chip.number,
                "name": chip.name,
                "whole": chip.is_whole,
                "unique": chip.is_unique,
                "start": chip.start,
                "end": chip.end,
                "detail": chip.detail,
            }
            for chip in self.all
        ]

    @cached_property
    def _by_key(self) -> dict[str, Chip]:
        return {chip.key: chip for chip in self.all}

    def _read(self, element: Tag) -> tuple[str, str, str | None]:
        """Its kind, where it leads, and its content where that isn't translated."""
        if element.name != "a":
            return _SYNONYMS.get(element.name, element.name), "", "" if element.name == "br" else None
        attributes = self._attributes.get(str(element.get("id", "")), {})
        if attributes.get("linktype") == "reference":
            return "note", "", element.decode_contents()
        if attributes.get("linktype") == "term":
            return "word", "", None
        if attributes.get("linktype") == "language":
            return "phrase", "", None
        return "link", attributes.get("href", ""), None

    def _written(self, parent: Tag) -> Iterator[str]:
        for child in parent.children:
            if isinstance(child, NavigableString):
                yield str(child)
            elif isinstance(child, Tag):
                chip = self._by_key.get(_key(child))
                if chip and chip.is_whole:
                    yield chip.marks[0]
                elif chip:
                    yield chip.marks[0] + "".join(self._written(child)) + chip.marks[1]
                else:
                    yield from self._written(child)

    def _close(self, chip: Chip, opened: list[tuple[Chip, int]], html: list[str]) -> str:
        if chip.is_whole or not any(other.number == chip.number for other, _at in opened):
            raise MarkupError(_("“%(end)s” stands before its beginning.") % {"end": chip.end})
        last, start = opened.pop()
        if last.number != chip.number:
            raise MarkupError(
                _("“%(end)s” comes before “%(other)s”: put them the other way round.")
                % {"end": chip.end, "other": last.end}
            )
        if chip.is_unique and not "".join(html[start:]).strip():
            raise MarkupError(_("“%(chip)s” has no words: put them between its two ends.") % {"chip": chip.name})
        return f"</{chip.tag}>"

    def _shown(self, html: str, links: list[Chip], say: Say) -> Iterator[str]:
        within = ""  # a chip in one piece hides its content
        for token in tokens(html):
            if token.kind is Kind.TEXT:
                if not within:
                    yield say(token.written)
                continue
            tag, is_end = token.name, token.kind is Kind.CLOSES
            if within:
                within = "" if is_end and tag == within else within
                continue
            chip = self._by_key.get(token.attributes.get("id") or _SYNONYMS.get(tag, tag))
            if is_end and tag == "a":
                chip = links.pop() if links else None
                yield _chip(chip.end if chip else _("link ends"), "", "end")
            elif chip and chip.is_whole:
                within = tag if tag != "br" else ""
                yield _chip(chip.start, chip.detail, "whole")
            elif chip:
                if chip.tag == "a":
                    links.append(chip)
                yield _chip(chip.end if is_end else chip.start, chip.detail, "end" if is_end else "start")


def escape_text(html: str) -> SafeString:
    """Text of a stored segment, whose entities are resolved, safe to show."""
    return mark_safe(escape(unescape(html)))  # noqa: S308 -- escaped in the same breath


def _key(element: Tag) -> str:
    return (
        str(element["id"])
        if element.name == "a" and "id" in element.attrs
        else _SYNONYMS.get(element.name, element.name)
    )


def _chip(name: str, detail: str, side: str) -> SafeString:
    return format_html('<span class="chip chip--{}" title="{}">{}</span>', side, detail, name)


def _marked(tag: str, word: str, shown: SafeString) -> SafeString:
    return format_html(
        '<{tag}><span class="w-sr-only">[{word} </span>{shown}<span class="w-sr-only">]</span></{tag}>',
        tag=mark_safe(tag),  # noqa: S308 -- "ins" or "del"
        word=word,
        shown=shown,
    )


def _name(kind: str, number: int) -> str:
    match kind:
        case "link":
            return _("link %(number)s") % {"number": number}
        case "note":
            return _("note %(number)s") % {"number": number}
        case "word":
            return _("explained word %(number)s") % {"number": number}
        case "phrase":
            return _("phrase in another language %(number)s") % {"number": number}
        case "b":
            return _("bold")
        case "i":
            return _("italic")
        case "br":
            return _("line break")
        case "code":
            return _("code")
        case "abbr":
            return _("abbreviation")
    return kind
