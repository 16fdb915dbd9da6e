"""The glossary as translators need it: the terms of a text, in whatever form, and what they are called elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection

from translations.checks.finding import TermPair
from translations.checks.lemmas import lemma
from translations.checks.text import plain, tokens
from vocabulary.models import Term

TEXTS = 4096
"""Whose terms are kept: a page's texts are asked for by its checks and by the workbench, at each of its requests."""


@dataclass(frozen=True)
class TermMatch:
    """A term in a text, and its partner in the target language."""

    term_id: int
    start: int
    """Where it stands in `translations.checks.text.plain(text)`."""
    end: int
    text: str
    """As the text has it."""
    name: str
    """As the glossary has it."""
    partner: str
    """What it is called in the target language: an acronym's partner is an acronym, where there is one."""
    partners: tuple[str, ...]
    """All that the glossary accepts for it, the partner first."""


@dataclass(frozen=True)
class _Entry:
    term_id: int
    name: str
    is_acronym: bool


class Termbase:
    """The glossary at one moment."""

    def __init__(self, terms: Iterable[dict[str, Any]]) -> None:
        self._terms = {term["pk"]: term for term in terms}
        self._indexes: dict[str, dict[str, list[tuple[tuple[str, ...], _Entry]]]] = {}
        self._found = lru_cache(maxsize=TEXTS)(self._find)

    def find(self, text: str, source_lang: str, target_lang: str) -> tuple[TermMatch, ...]:
        """The terms in a text, in reading order, none inside a longer one; those without a partner are left out."""
        return self._found(text, source_lang, target_lang)

    def _find(self, text: str, source_lang: str, target_lang: str) -> tuple[TermMatch, ...]:
        source_lang, target_lang = (code.split("-")[0].lower() for code in (source_lang, target_lang))
        text = plain(text)
        words = [token for token in tokens(text) if token.is_word or token.is_number]
        forms = [_form(token.text, source_lang) for token in words]
        index, place = self._index(source_lang), 0
        found: list[TermMatch] = []
        while place < len(words):
            for wanted, entry in index.get(forms[place], ()):
                if tuple(forms[place : place + len(wanted)]) != wanted:
                    continue
                start, end = words[place].start, words[place + len(wanted) - 1].end
                if partners := self._partners(entry, target_lang):
                    found.append(
                        TermMatch(entry.term_id, start, end, text[start:end], entry.name, partners[0], partners)
                    )
                place += len(wanted) - 1
                break
            place += 1
        return tuple(found)

    def pairs(self, text: str, source_lang: str, target_lang: str) -> list[TermPair]:
        """The terms in a text as the check of terms takes them, each once."""
        found = {
            match.term_id: TermPair(match.text, match.partners) for match in self.find(text, source_lang, target_lang)
        }
        return list(found.values())

    def _index(self, language: str) -> dict[str, list[tuple[tuple[str, ...], _Entry]]]:
        """The forms of all terms by their first word, the longest first."""
        if language not in self._indexes:
            index: dict[str, list[tuple[tuple[str, ...], _Entry]]] = {}
            for pk, term in self._terms.items():
                acronym = term.get(f"acronym_{language}") or ""
                for name in _names(term, language):
                    wanted = tuple(
                        _form(token.text, language) for token in tokens(name) if token.is_word or token.is_number
                    )
                    if wanted:
                        index.setdefault(wanted[0], []).append((wanted, _Entry(pk, name, name == acronym)))
            for entries in index.values():
                entries.sort(key=lambda entry: len(entry[0]), reverse=True)
            self._indexes[language] = index
        return self._indexes[language]

    def _partners(self, entry: _Entry, language: str) -> tuple[str, ...]:
        term = self._terms[entry.term_id]
        names = list(_names(term, language))
        acronym = term.get(f"acronym_{language}")
        if entry.is_acronym and acronym:
            names.sort(key=lambda name: name != acronym)
        return tuple(names)


def _names(term: dict[str, Any], language: str) -> list[str]:
    """The term's name in a language, its acronym, its synonyms; empty without a name."""
    name = term.get(f"name_{language}")
    if not name:
        return []
    others = [term.get(f"acronym_{language}") or "", *(term.get(f"synonyms_{language}") or [])]
    return list(dict.fromkeys([name, *filter(None, others)]))


def _form(word: str, language: str) -> str:
    """An acronym as it is, any other word as a dictionary lists it."""
    return word if len(word) > 1 and word.isupper() else lemma(word.lower(), language)


def current() -> Termbase:
    """The glossary as it is now, in one short query; indexed anew only when a term has changed, by whatever road."""
    return _termbase(_state())


def _state() -> str:
    """What PostgreSQL changes with every write to a row, whoever writes it: no process keeps an old glossary."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(string_agg(id || '.' || ctid::text || '.' || xmin::text, ',' ORDER BY id))"  # noqa: S608 -- a model's own table
            f" FROM {connection.ops.quote_name(Term._meta.db_table)}"
        )
        return f"{connection.settings_dict['NAME']} {cursor.fetchone()[0]}"


@lru_cache(maxsize=1)
def _termbase(state: str) -> Termbase:
    fields = [
        f"{field}_{code}" for field in ("name", "acronym", "synonyms") for code in settings.MODELTRANSLATION_LANGUAGES
    ]
    return Termbase(Term.objects.order_by("pk").values("pk", *fields))
