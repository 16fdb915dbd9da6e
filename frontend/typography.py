"""The spaces, quotation marks and apostrophes that an editor's keyboard lacks, put in as a page is rendered.

No library does French: those that make quotes curly know English alone. What is stored, attributes, addresses and code
stay as they are; words and digits are never changed (`tests/frontend/test_typography.py` tries to find one that is).
"""

import re
from collections.abc import Iterator
from html import escape, unescape

NARROW, FIXED = "\u202f", "\u00a0"  # spaces that a line can't break at

# The quotes make it whole: an attribute may hold ">". An element that holds no prose is one token, unread.
_TOKEN = re.compile(
    r"<!--.*?-->|<(script|style|svg|math|textarea|pre|code|kbd|samp)\b.*?</\1\s*>"
    r"""|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
_LANG = re.compile(r"""(?:^|\s)lang\s*=\s*["']?([a-zA-Z]+)""")
# Around any other element a sentence ends.
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "dfn", "em", "i", "mark", "q", "s", "small", "span", "strong", "time", "u"]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)

# What looks like an address or a file's name is left alone, whatever is in it.
_ADDRESS = r"(?P<address>\S*(?://|www\.|@)\S*)"
_UNITS = (
    r"(?:[kcmµn]?g|[cmdµ]?[lL]|[kcmµn]?m[²³]?|[km]?cal|[mk]?Gy|[mk]?Sv|[mµ]?mol|mmHg|UI|IU|°C|%|€|£|h|min|s"
    r"|ans?|mois|semaines?|jours?|heures?|minutes?|fois|years?|months?|weeks?|days?|hours?|times)"
)
_COMMON = (
    r"(?P<dots>(?<![.\d])\.{3}(?![.\d]))"
    r"|(?P<dash>(?<=[^\s\d] )--?(?= [^\s\d]))"
    rf"|(?P<unit>(?<=\d)[ {NARROW}](?={_UNITS}(?![\w/])))"
    r"|(?P<apostrophe>(?<=[^\W\d_])'(?=[\w«“‘\"]))"
    r'|(?P<quoted>(?<![\w"])"(?=[^\s"]))'
)
_FRENCH = re.compile(
    rf"{_ADDRESS}|{_COMMON}"
    rf"|(?P<high>(?<=[^\s(\[;!?])[ {FIXED}{NARROW}]?(?=[;!?]))"
    rf"|(?P<colon>(?<=[^\s(\[:])[ {FIXED}{NARROW}]?(?=:(?:[\s»”;!?]|$)))"
    rf"|(?P<after>(?<=«)[ {FIXED}{NARROW}]?(?=\S))|(?P<before>(?<=\S)[ {FIXED}{NARROW}]?(?=»))"
    rf"|(?P<thousands>(?<![\d,.])\d{{1,3}}(?: \d{{3}})+(?!\d))"
    r"|(?P<title>(?<=\b[DP]r) (?=[A-ZÀ-Ý])|(?<=\bn°) (?=\d))"
)
_ENGLISH = re.compile(
    rf"{_ADDRESS}|{_COMMON}"
    r"|(?P<single>(?<![\w'])'(?=[^\W\d_]))|(?P<end>(?<=[^\W\d_])'|(?<=[.,!?…])'(?!\w)|(?<!\w)'(?=\d\ds?\b))"
    r"|(?P<title>(?<=\bDr) (?=[A-Z]))"
)
_PATTERNS = {"fr": _FRENCH, "en": _ENGLISH}
_QUOTES = {"fr": (f"«{FIXED}", f"{FIXED}»"), "en": ("“", "”")}
_PUT = {
    "dots": "…",
    "dash": "–",
    "apostrophe": "’",
    "single": "‘",
    "end": "’",
    "high": NARROW,
    **dict.fromkeys(("unit", "colon", "after", "before", "title"), FIXED),
}


def typeset(html: str, language: str) -> str:
    """`html` with the typography of `language`, and of each other language that a `lang` in it names.

    Of a language without rules here nothing is changed.
    """
    parts: list[str] = []
    run: list[int] = []  # where in `parts` the text of the sentence under way stands
    open_elements: list[tuple[str, str]] = []
    spoken = language

    def finish() -> None:
        for place, text in zip(run, _typeset_run([parts[each] for each in run], spoken), strict=True):
            parts[place] = text
        run.clear()

    for text, token in _tokens(html):
        if text:
            run.append(len(parts))
            parts.append(text)
        if token is None:
            break
        name = (token["name"] or "").lower()
        if name not in _INLINE:
            finish()
        if name and token["end"]:
            while open_elements and open_elements.pop()[0] != name:
                pass
        elif name and name not in _VOID and not token["attributes"].endswith("/"):
            found = _LANG.search(token["attributes"])
            open_elements.append((name, found[1].lower() if found else spoken))
        if (now := open_elements[-1][1] if open_elements else language) != spoken:
            finish()
            spoken = now
        parts.append(token[0])
    finish()
    return "".join(parts)


def _tokens(html: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each text with the tag that follows it; the last has none."""
    place = 0
    for token in _TOKEN.finditer(html):
        yield html[place : token.start()], token
        place = token.end()
    yield html[place:], None


def _typeset_run(texts: list[str], language: str) -> list[str]:
    """The texts of one sentence or more, between whose words only inline tags stand."""
    if language not in _PATTERNS or not any(text.strip() for text in texts):
        return texts
    plain = [unescape(text) for text in texts]
    # A place for each letter, so that the tags find theirs again whatever was put in.
    letters = [*"".join(plain)]
    _replace(letters, "".join(plain), language)
    typeset_texts, place = [], 0
    for before in plain:
        typeset_texts.append(escape("".join(letters[place : place + len(before)]), quote=False))
        place += len(before)
    return typeset_texts


def _replace(letters: list[str], text: str, language: str) -> None:
    closed = -1  # what stands before it is quoted already
    for match in _PATTERNS[language].finditer(text):
        kind, start, end = match.lastgroup or "", match.start(), match.end()
        if kind == "thousands":
            for place in range(start, end):
                letters[place] = letters[place].replace(" ", NARROW)
        elif kind == "quoted" and start > closed:
            closing = _closing(text, end)
            if closing:
                letters[start], letters[closing] = _QUOTES[language]
                closed = closing
        elif kind in _PUT and end > start:
            letters[start:end] = [_PUT[kind], *[""] * (end - start - 1)]
        elif kind in _PUT:
            # Nothing stands there yet: it goes with the letter before it.
            letters[start - 1] += _PUT[kind]


def _closing(text: str, start: int) -> int:
    """Where the quotation that begins at `start` ends; 0 where it doesn't, and the mark stays what it was."""
    found = re.compile(r'(?<=[^\s"])"(?!\w)').search(text, start)
    return found.start() if found and '"' not in text[start : found.start()] else 0
