"""translation-links: every link and reference of the source is in the translation, once, and leads to the same."""

import re
from collections import Counter
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles.html_tokens import Kind
from articles.html_tokens import tokens as html_tokens
from translations.checks.finding import Finding, Pair
from translations.checks.text import ADDRESS, plain, tokens

ID = "translation-links"
_REFERENCE = re.compile(
    r"\[\s?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\s?\]|\b(doi:\s?10\.\S{4,80}|PMID:?\s?\d{4,9})", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-zA-Z]{2})?")


def check(pair: Pair) -> list[Finding]:
    """A finding for each link that is missing, foreign, doubled or empty."""
    found: list[Finding] = []
    source, target = links(pair.source), links(pair.target)
    named = dict([*target, *source])
    wanted, given = Counter(key for key, _text in source), Counter(key for key, _text in target)
    found += [
        _finding(_("The link “%(link)s” of the source is missing."), named[key] or key, source=key)
        for key in wanted - given
    ]
    for key in given - wanted:
        if wanted[key]:
            found.append(
                _finding(
                    _("The link “%(link)s” is there more often than in the source."), named[key] or key, target=key
                )
            )
        else:
            found.append(_finding(_("The link “%(link)s” is not in the source."), named[key] or key, target=key))
    empty = {key for key, text in target if not text} - {key for key, text in source if not text}
    found += [_finding(_("The link “%(link)s” has no text."), key, target=key) for key in sorted(empty) if wanted[key]]
    if not found and _exchanged(source, target):
        texts = {"one": source[0][1], "other": source[1][1]}
        found.append(Finding(ID, "block", _("The links “%(one)s” and “%(other)s” have changed places.") % texts))
    found += _addresses(pair)
    missing, added = (
        references(pair.source) - references(pair.target),
        references(pair.target) - references(pair.source),
    )
    found += [_finding(_("The reference “%(link)s” of the source is missing."), key, source=key) for key in missing]
    found += [_finding(_("The reference “%(link)s” is not in the source."), key, target=key) for key in added]
    return found


def _exchanged(source: list[tuple[str, str]], target: list[tuple[str, str]]) -> bool:
    """Whether two links stand on each other’s words: they are turned round, and no word shows that it moved along."""
    if len(source) != 2 or [key for key, _text in source] == [key for key, _text in target]:
        return False
    (_a, first), (_b, second) = source
    (_c, here), (_d, there) = target
    stayed, moved = _alike(first, here) + _alike(second, there), _alike(first, there) + _alike(second, here)
    return stayed >= moved


def _alike(one: str, other: str) -> int:
    """How many words of the one begin as a word of the other does: “le don”, “donation”."""
    stems = {token.folded[:3] for token in tokens(other) if len(token.text) > 2 and token.folded != "the"}
    return sum(token.folded[:3] in stems for token in tokens(one) if len(token.text) > 2)


def _finding(message: str, link: str, **where: str) -> Finding:
    return Finding(ID, "block", message % {"link": link}, **where)


def links(segment: str) -> list[tuple[str, str]]:
    """Each link's id or address, and its text."""
    found: list[tuple[str, str]] = []
    opened: tuple[str, int] | None = None
    for tag in (token for token in html_tokens(segment) if token.name == "a"):
        if opened:
            found.append((opened[0], plain(segment[opened[1] : tag.start]).strip()))
            opened = None
        if tag.kind is Kind.OPENS:
            key = tag.attributes.get("id") or _place(tag.attributes.get("href", ""))
            opened = (key, tag.end)
    if opened:
        found.append((opened[0], plain(segment[opened[1] :]).strip()))
    return found


def _place(address: str) -> str:
    """Where an address leads, whatever the language: the host alone, where the path is one language's."""
    try:
        parts = urlsplit(
            address if "://" in address or ":" in address else f"//{address}" if address.startswith("www.") else address
        )
    except ValueError:
        return address
    if parts.scheme in {"mailto", "tel"} or ("@" in address and not parts.netloc):
        return (parts.path or address).lower()
    host = parts.netloc.lower().removeprefix("www.")
    if len(labels := host.split(".")) > 2 and _LANGUAGE.fullmatch(labels[0]):
        return ".".join(labels[1:])
    path = [part for part in parts.path.split("/") if part]
    if any(_LANGUAGE.fullmatch(part) for part in path[:2]):
        return host or "/"
    return (
        "/".join([host, *path])
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )


def _addresses(pair: Pair) -> list[Finding]:
    """Addresses that are written out in the text."""
    source, target = (
        Counter(_place(match.rstrip(".,;:!?)")) for match in ADDRESS.findall(text)) for text in pair.texts
    )
    return [
        _finding(_("The address “%(link)s” of the source is missing."), key, source=key) for key in source - target
    ] + [_finding(_("The address “%(link)s” is not in the source."), key, target=key) for key in target - source]


def references(segment: str) -> Counter[str]:
    """The references in brackets, DOIs and PMIDs of the segment."""
    found: Counter[str] = Counter()
    for brackets, identifier in _REFERENCE.findall(plain(segment)):
        if identifier:
            found[re.sub(r"[\s:]", "", identifier).rstrip(".,;)").lower()] += 1
        else:
            found.update(f"[{number}]" for number in re.findall(r"\d+", brackets))
    return found
