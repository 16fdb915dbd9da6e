"""HTML as tokens: its tags as they are written, and the texts between them. Joined, they are the same HTML.

It is for code that changes a tag and no other byte, or that reads what a parser would mend first. Code that asks for a
paragraph with all that is in it uses BeautifulSoup.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape
from typing import NamedTuple

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])

# No part of a tag reads past the next “<”: however long a text is, and whatever is in it, each letter is read once.
_TAG = re.compile(
    r"""<!(?:[^<>"']|"[^"<]*"|'[^'<]*')*>"""
    r"""|<(?P<end>/?)(?P<name>[a-zA-Z][^\s<>/"']*)(?P<attributes>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>"""
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")


class Kind(StrEnum):
    """What a token is."""

    TEXT = "text"
    OPENS = "opens"
    CLOSES = "closes"
    EMPTY = "empty"
    """A tag by itself: a line break, a picture."""
    OTHER = "other"
    """A comment, a document's type."""


class Token(NamedTuple):
    """A tag or a text, and where it begins."""

    kind: Kind
    written: str
    start: int
    name: str = ""
    """The element's, in small letters."""

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + len(self.written)

    @property
    def attributes(self) -> dict[str, str]:
        """Those that have a value, by name, with their entities resolved."""
        found = _ATTRIBUTE.findall(self.written)
        return {name.lower(): unescape("".join(values)) for name, *values in found}


def tokens(html: str) -> Iterator[Token]:
    """Every token of `html`, in order. What is no whole tag is text."""
    place = 0
    for found in _TAG.finditer(html):
        if found.start() > place:
            yield Token(Kind.TEXT, html[place : found.start()], place)
        place = found.end()
        name = (found["name"] or "").lower()
        if not name:
            kind = Kind.OTHER
        elif found["end"]:
            kind = Kind.CLOSES
        else:
            kind = Kind.EMPTY if name in VOID or found["attributes"].endswith("/") else Kind.OPENS
        yield Token(kind, found[0], found.start(), name)
    if place < len(html):
        yield Token(Kind.TEXT, html[place:], place)
