"""The text of a segment, in words: without its markup, its addresses, its placeholders."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from articles.html_tokens import Kind
from articles.html_tokens import Token as HtmlToken
from articles.html_tokens import tokens as html_tokens

# Each begins with what its repetition can't be: none is read twice (the tests give them 100,000 characters).
_BREAK = re.compile(r"br|p|li|ul|ol|h[1-6]|td|th|tr|div")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"«»“”]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\$?\{[^{}\s]{0,80}\}|%\(\w{1,80}\)[a-zA-Z]|%%|(?<![\w%])%(?:\d\$)?[sdif](?![\w])|\[\[[^\[\]]{1,80}\]\]"
)
_SPACE = r"[ \u00a0\u202f\u2009\u2007]"
_TOKEN = re.compile(
    rf"(?<!\d)0\d(?:[ \u00a0\u202f.]\d\d){{4}}(?!\d)"  # a French telephone number
    rf"|(?<!\d)[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d+)?"
    r"|(?<![^\W\d_])(?:[A-Za-z]\.){2,4}(?![^\W\d_])"  # a.m.
    r"|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\s]"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_APOSTROPHES = frozenset("'’ʼ`´")


def fold(text: str) -> str:
    """`text` in small letters, without accents, œ as oe."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def plain(segment: str) -> str:
    """The text without its tags and entities."""
    text = html.unescape("".join(map(_said, html_tokens(segment))))
    for soft in "\u00ad\u200b\u2060\ufeff":
        text = text.replace(soft, "")
    return unicodedata.normalize("NFC", text)


def _said(token: HtmlToken) -> str:
    if token.kind in (Kind.TEXT, Kind.OTHER):
        return token.written
    return " " if _BREAK.fullmatch(token.name) else ""


@dataclass(frozen=True)
class Token:
    """A word, a number in digits or a sign, and where it stands in the plain text."""

    text: str
    start: int
    end: int
    elided: bool = False
    """An apostrophe follows (“l’”)."""
    joined: bool = False
    """Nothing but a hyphen parts it from the token before, or nothing at all."""

    @cached_property
    def folded(self) -> str:
        """As phrases are written."""
        return fold(self.text)

    @cached_property
    def is_number(self) -> bool:
        """Whether it is a number in digits."""
        return self.text[0].isdecimal()

    @cached_property
    def is_word(self) -> bool:
        """Whether it is a word."""
        return self.text[0].isalpha()


def tokens(text: str) -> list[Token]:
    """The tokens of a plain text. Apostrophes and the hyphens inside words are read and dropped."""
    text = _spaced_powers(text.translate(_DASHES))
    found: list[Token] = []
    matches = list(_TOKEN.finditer(text))
    hyphenated = False
    for index, match in enumerate(matches):
        piece, start, end = match[0], match.start(), match.end()
        after = matches[index + 1] if index + 1 < len(matches) else None
        touches = after is not None and after.start() == end
        if piece in _APOSTROPHES:
            continue
        if len(piece) > 2 and piece[1] == "." and piece[0].isalpha():
            piece = piece.replace(".", "")
        if (
            piece == "-"
            and touches
            and found
            and found[-1].end == start
            and (found[-1].is_word or matches[index + 1][0][0].isalpha())
        ):
            hyphenated = True
            continue
        before = found[-1] if found else None
        joined = hyphenated or bool(before and before.end == start)
        hyphenated = False
        if before and before.text == "°" and piece in "CFcf":
            found[-1] = Token(f"°{piece}", before.start, end)
            continue
        if before and before.end == start and piece in "23" and before.folded in {"m", "cm", "mm", "km"}:
            found[-1] = Token(before.text + piece, before.start, end, joined=before.joined)
            continue
        found.append(Token(piece, start, end, bool(touches and after and after[0] in _APOSTROPHES), joined))
    return found


def _spaced_powers(text: str) -> str:
    """Superscripts as digits, behind a unit joined to it, behind a number as one of its own."""
    if not any(sign in text for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        return text
    return re.sub(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹])", r"^\1", text).translate(_SUPERSCRIPTS)


class Phrases:
    """Phrases of words, looked up where they begin; the longest one wins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.replace(" - ", " ").split())
            self._by_first.setdefault(words[0], []).append(words)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def at(self, tokens: list[Token], index: int) -> int:
        """How many tokens the phrase that begins here has; 0 for none."""
        if index >= len(tokens):
            return 0
        for words in self._by_first.get(tokens[index].folded, ()):
            if len(words) == 1 or words == tuple(token.folded for token in tokens[index : index + len(words)]):
                return len(words)
        return 0

    def over(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """Where each phrase begins and ends, none inside another."""
        index = 0
        while index < len(tokens):
            if length := self.at(tokens, index):
                yield index, index + length
            index += length or 1


@lru_cache(maxsize=64)
def phrases(words: frozenset[str]) -> Phrases:
    """The phrases, made ready once."""
    return Phrases(words)


def said(tokens: list[Token], index: int, length: int) -> str:
    """The phrase of so many tokens, as the languages' data has it."""
    return " ".join(token.folded for token in tokens[index : index + length])
