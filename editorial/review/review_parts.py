"""What a review is made of: places, passages, sources, comments, findings let pass, editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from articles.changes import CLINICAL
from articles.content.glossary_terms import term_of_unit
from articles.models import DeclaredChange
from editorial.authoring.check_panel import Shown
from editorial.models.links import CheckedAddress
from editorial.models.register import Override
from translations.models import TranslationState


@dataclass(frozen=True)
class Place:
    """Where a unit is on the screen."""

    unit: str
    title: str
    anchor: str


@dataclass(frozen=True)
class Source:
    """A source of the page."""

    number: int
    value: Mapping[str, Any]
    is_new: bool
    cited_by: Sequence[Place]
    link: CheckedAddress | None
    """How its address answered when it was last asked; None while nobody has asked."""

    @property
    def is_dead(self) -> bool:
        """Whether its address no longer answers."""
        return self.link is not None and self.link.state == CheckedAddress.State.DEAD


@dataclass(frozen=True)
class Passage:
    """A unit of the text, as it differs from what was signed or as readers will see it."""

    unit: str
    title: str
    html: SafeString
    digest: str
    """As its marks of having been read are kept under: another text has not been read."""
    kind: str = ""
    reason: str = ""
    """Why it can't be called minor, where a check says so."""
    is_new: bool = False
    is_removed: bool = False
    findings: Sequence[Shown] = ()
    sources: Sequence[Source] = ()
    declared: DeclaredChange | None = None
    """Who said that the change is minor."""
    there: str = ""
    """The id of its place in the whole text, if it has one."""
    is_answer: bool = False
    """Whether it has changed since the text was sent back."""
    is_other_word: bool = False
    """Whether it explains a word otherwise than when the text was signed."""

    @property
    def is_word(self) -> bool:
        """Whether it is the explanation of a word, which stands beside the text."""
        return term_of_unit(self.unit) is not None

    @property
    def anchor(self) -> str:
        """Its id on the screen."""
        return anchor_of(self.unit)

    @property
    def is_clinical(self) -> bool:
        """Whether a change to it is for a doctor to see."""
        return self.kind == CLINICAL


@dataclass(frozen=True)
class Asked:
    """A comment that was sent back with the text, and what became of it."""

    place: Place
    text: str
    is_resolved: bool
    replies: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Passed:
    """A finding that someone answered for."""

    shown: Shown
    override: Override


@dataclass(frozen=True)
class Edition:
    """The page in another language, and what a signature does to it."""

    locale_name: str
    state: TranslationState
    signed_at: datetime | None
    stale: int
    clinical: int
    bilingual_url: str
    is_source: bool


def anchor_of(unit: str) -> str:
    """A unit as an id of HTML."""
    return unit.replace(":", "-")
