"""A segment's HTML as text and tags, and what of it may be written: the few inline tags that a translator handles.

wagtail-localize keeps `<b>`, `<i>`, `<a id="a1">` and their like in its strings, and everything else out of them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape

from articles.html_tokens import Kind, tokens

# What XML 1.0 can't hold at all.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Far deeper than any text is written.
DEEPEST = 20

_ANY_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>?")
_BREAK = re.compile(r"<br\s*/?>")
_KNOWN = re.compile(r'</?(?:b|i|strong|em|a|code|abbr|acronym)>|<a id="a[0-9]{1,4}">|<br/>')


class BrokenTagsError(ValueError):
    """A text whose tags can't be put in a page; `tag` is the one it was noticed at."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def pieces(html: str) -> Iterator[tuple[Kind, str]]:
    """The texts, unescaped, and the tags as they stand, in their order."""
    for token in tokens(html):
        if token.kind in (Kind.TEXT, Kind.OTHER):
            yield Kind.TEXT, unescape(token.written)
        else:
            yield token.kind, token.written


def name_of(tag: str) -> str:
    """`a` of `<a id="a1">` and of `</a>`."""
    return tag.strip("</>").split()[0]


def is_known(tag: str) -> bool:
    """Whether the portal itself could have written this tag."""
    return bool(_KNOWN.fullmatch(tag))


def links_of(html: str) -> Counter[str]:
    """The link tags of a text, with how often each is there."""
    return Counter(tag for kind, tag in pieces(html) if kind is Kind.OPENS and name_of(tag) == "a")


def checked(html: str) -> str:
    """The same text as the portal stores it. BrokenTagsError for a tag that is unknown, not closed or crosswise."""
    opened: list[str] = []
    html = _BREAK.sub("<br/>", html)
    for written in _ANY_TAG.findall(html):
        if not is_known(written):
            raise BrokenTagsError(written)
    written_anew = []
    for kind, piece in pieces(html):
        if kind is Kind.TEXT:
            written_anew.append(escape(piece, quote=False))
            continue
        if kind is Kind.OPENS:
            opened.append(piece)
            if len(opened) > DEEPEST:
                raise BrokenTagsError(piece)
        elif kind is Kind.CLOSES and (not opened or name_of(opened.pop()) != name_of(piece)):
            raise BrokenTagsError(piece)
        written_anew.append(piece)
    if opened:
        raise BrokenTagsError(opened[-1])
    return "".join(written_anew)
