"""The forms under which a term stands in a running text: singular and plural, with its synonyms and its acronym.

Simple rules for regular plurals, not a dictionary: a form that isn't recognised is not explained, nothing worse.
"""

import re
from collections.abc import Iterable

from vocabulary.models import Term

_WORD = re.compile(r"[^\W\d_]+")


def pattern_of(term: Term, language: str) -> str:
    """A regular expression for every form of `term` in `language`, without groups; empty where it has no name there."""
    names = [getattr(term, f"name_{language}"), *(getattr(term, f"synonyms_{language}") or [])]
    forms = [_phrase(name, language) for name in sorted(filter(None, names), key=len, reverse=True)]
    if acronym := getattr(term, f"acronym_{language}"):
        forms.append(f"(?-i:{re.escape(acronym)})")  # “sida” is not “SIDA”, “os” is not “OS”
    return "|".join(forms)


def matcher(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression that finds any of `patterns` as whole words and says by `lastindex` which, counted from 1."""
    choices = "|".join(f"({pattern})" for pattern in patterns)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


def _phrase(name: str, language: str) -> str:
    parts = re.split(r"(\s+|['’])", name.strip())
    return "".join(_part(part, language) for part in parts if part)


def _part(part: str, language: str) -> str:
    if part.isspace():
        return r"\s+"  # no-break spaces are spaces
    if part in "'’":
        return "(?:['’]|&#x27;)"  # the last as Django escapes it
    if not _WORD.fullmatch(part) or len(part) < 3 or part.isupper():
        return re.escape(part)
    return (_french if language == "fr" else _english)(part)


def _french(word: str) -> str:
    if word.endswith("al"):
        return f"{word[:-2]}(?:al|ale|ales|aux)"
    if word.endswith(("eau", "eu")):
        return f"{word}x?"
    if word.endswith(("s", "x", "z")):
        return f"{word}?" if word.endswith("s") and len(word) > 4 else word
    return f"{word}s?"


def _english(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}(?:y|ies)"
    if word.endswith("sis"):
        return f"{word[:-2]}[ei]s"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}(?:es)?"
    return f"{word}s?"
