"""The words that a text explains to its readers, and what each explanation says to them.

An explanation belongs to the glossary and stands in many articles, so it is in no digest of an article
(`articles.content.digest`). A comma in it would void as many signatures. A signature keeps what the explanations said
beside it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.content.digest import plain_text
from articles.content.visitor import blocks_of
from articles.html_tokens import tokens
from vocabulary.models import LANGUAGES, Term, named_in

_UNIT = "term"
_KEY = re.compile(r"\d{1,18}")
_TERM = re.compile(rf"{_UNIT}:({_KEY.pattern})")


@dataclass(frozen=True)
class Explanation:
    """A word as a text in one language explains it."""

    term_id: int
    key: str
    """The term's first address, which stays the same in another installation."""
    word: str
    """With its acronym, if it has one."""
    definition: str

    @property
    def unit(self) -> str:
        """How a notice, a comment and the sign-off screen name it, beside the units of the text."""
        return unit_of_term(self.term_id)


def unit_of_term(term_id: int | None = None) -> str:
    """As `Explanation.unit`; what all of them begin with, without a term."""
    return f"{_UNIT}:{term_id or ''}"


def term_of_unit(unit: str) -> int | None:
    """The key of the term whose explanation a unit names; None for a unit of the text."""
    found = _TERM.fullmatch(unit)
    return int(found[1]) if found else None


def explained_terms(page: Any) -> list[Term]:
    """The terms that a page in memory explains, by name: its own, and those that only a link in its text names.

    One query for each of the two.
    """
    own = list(getattr(page, "terms", ()))
    linked = linked_in(page.body) - {term.pk for term in own}
    if not linked:
        return own
    return named_in(page.locale.language_code, [*own, *Term.objects.filter(pk__in=linked)])


def linked_in(stream: Any) -> set[int]:
    """The keys of the terms that links in a stream's rich text name."""
    rich = (part.html for _child, parts in blocks_of(stream) for part in parts if part.is_rich)
    tags = (token.attributes for html in rich for token in tokens(html) if token.name == "a")
    keys = (tag.get("id", "") for tag in tags if tag.get("linktype") == "term")
    return {int(key) for key in keys if _KEY.fullmatch(key)}


def explanations_of(page: Any, *, held: bool = False) -> list[Explanation]:
    """What a page in memory explains to its readers, by word.

    If they are `held`, whoever saves one of the terms waits for the end of the transaction. This call has waited for
    whoever was saving one. So nobody signs or publishes another explanation than the one that is here.
    """
    language = page.locale.language_code
    terms: Iterable[Term] = explained_terms(page)
    if held and terms:
        keys = [term.pk for term in terms]
        locked = Term.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
        terms = named_in(language, locked)
    return [explanation_of(term, language) for term in terms]


def explanation_of(term: Term, language: str) -> Explanation:
    """What a term says to readers of a language that it has a name in. White space is as in a digest."""
    name, acronym, definition = (
        plain_text(getattr(term, f"{field}_{language}") or "") for field in ("name", "acronym", "short_definition")
    )
    addresses = (getattr(term, f"slug_{code}") for code in LANGUAGES)
    key = next(filter(None, addresses), "")
    return Explanation(term.pk, key, f"{name} ({acronym})" if acronym else name, definition)
