"""What an import would change, page by page, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    Translation,
)

from translations.checks.text import plain
from translations.interchange.exchange_units import ReturnedUnit
from translations.segments.segment_checks import PageFinding
from translations.segments.translation_memory import word_difference


class RefusedDeliveryError(Exception):
    """A delivery that was refused, with the reasons. Nothing was changed."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Change:
    """A text that would get another translation."""

    segment: StringSegment
    before: str
    after: str
    format: str
    is_ours_newer: bool = False
    """Whether somebody has changed it here since the file was made."""
    findings: list[PageFinding] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The text in its own language."""
        return self.segment.string.data

    @property
    def difference(self) -> list[tuple[Any, str]]:
        """From what stands here to what was sent, word by word."""
        return word_difference(plain(self.before), plain(self.after))


@dataclass(frozen=True)
class Outdated:
    """A translation of a text that its page doesn't have any more."""

    unit: ReturnedUnit
    translation: Translation


@dataclass
class PagePlan:
    """What a file would do to one page's translation."""

    file: str
    translation: Translation
    page: Page
    changes: list[Change] = field(default_factory=list)
    outdated: list[Outdated] = field(default_factory=list)
    unchanged: int = 0
    untranslated: int = 0

    @cached_property
    def blocking(self) -> int:
        """Findings that would keep the page from being published."""
        return sum(each.blocks for change in self.changes for each in change.findings)


@dataclass
class Plan:
    """What a delivery would do, and what keeps it from being done."""

    pages: list[PagePlan] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        """The changes to all pages."""
        return [change for page in self.pages for change in page.changes]

    @property
    def conflicts(self) -> list[Change]:
        """Texts that were changed on both sides."""
        return [change for change in self.changes if change.is_ours_newer]

    @property
    def outdated(self) -> list[Outdated]:
        """The outdated texts of all pages."""
        return [each for page in self.pages for each in page.outdated]


def line_of(name: str, problem: object) -> str:
    """What is wrong with a file, in a line."""
    return _("“%(file)s”: %(problem)s") % {"file": name, "problem": problem}
