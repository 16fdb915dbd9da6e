"""What a check is given, and what it answers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from translations.checks.languages import Language, language
from translations.checks.text import plain

Severity = Literal["block", "warn"]


@dataclass(frozen=True)
class TermPair:
    """A term that the source uses, and what it may be called in the target."""

    source: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A segment and its translation, as wagtail-localize stores them: text with inline markup."""

    source: str
    target: str
    source_lang: str
    target_lang: str
    terms: Sequence[TermPair] = ()

    @cached_property
    def languages(self) -> tuple[Language, Language]:
        """What is known of the two languages."""
        return language(self.source_lang), language(self.target_lang)

    @cached_property
    def texts(self) -> tuple[str, str]:
        """The two texts without markup."""
        return plain(self.source), plain(self.target)


@dataclass(frozen=True)
class Finding:
    """Something that differs between a segment and its translation."""

    id: str
    severity: Severity
    message: str
    """In the active language; it names what differs."""
    source: str = ""
    """The words of the source that it speaks of."""
    target: str = ""

    def as_json(self) -> dict[str, Any]:
        """The finding as values that JSON can hold."""
        return asdict(self)
