"""The workbench: a page's segments in reading order, each beside its translation, with what it needs.

What is here is read. `translations.workbench.saving` writes, `translations.workbench.views` answers.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.core import signing
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from articles.changes import CLINICAL
from translations.checks.text import plain
from translations.models import SegmentNote, StaleUnit
from translations.segments import termbase
from translations.segments.inline_codes import Chips, Say
from translations.segments.segment_checks import UNCHECKED, PageFinding, SegmentText, check_segments
from translations.segments.segment_labels import Place, Places
from translations.segments.segment_notes import by_segment, open_notes
from translations.segments.termbase import TermMatch
from translations.segments.translation_memory import Proposal, old_translations, proposals
from translations.status.outdated import unit_of
from translations.workbench.segment_state import ICONS, LABELS, State

SALT = "translations.workbench.segment_list"


READABLE = 40


"""Below this score a difference is harder to read than the new text alone."""


@dataclass
class Row:
    """One segment on the screen."""

    number: int
    segment: StringSegment
    translation: StringTranslation | None
    place: Place
    old: Proposal | None = None
    """What stood here before the source changed."""
    is_clinical: bool | None = None
    """Whether the change was clinical; None where readers have no translation that it outdates."""
    findings: list[PageFinding] = field(default_factory=list)
    notes: list[SegmentNote] = field(default_factory=list)
    terms: Sequence[TermMatch] = ()
    """The glossary's terms in the source, in reading order."""
    version: str = ""

    @cached_property
    def chips(self) -> Chips:
        """The codes that stand for the source's markup."""
        return Chips.of(self.segment)

    @property
    def path(self) -> str:
        """Where the text stands in the page: wagtail-localize's content path."""
        return str(self.segment.context.path)

    @property
    def state(self) -> State:
        """How the translation of the segment stands."""
        if not self.translation:
            return State.STALE if self.old else State.MISSING
        if self.translation.has_error:
            return State.ERROR
        is_machine = self.translation.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
        return State.DRAFT if is_machine else State.CURRENT

    @property
    def label(self) -> Promise:
        """The state in words."""
        return LABELS[self.state]

    @property
    def icon(self) -> str:
        """The name of the icon for the state."""
        return ICONS[self.state]

    @property
    def blocks(self) -> bool:
        """Whether a finding keeps the page from being published."""
        return any(found.blocks for found in self.findings)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state == State.CURRENT and not self.blocks

    @property
    def error(self) -> str:
        """What is wrong with a translation in error."""
        return str(self.translation.get_error() or "") if self.translation and self.translation.has_error else ""

    @property
    def source(self) -> SafeString:
        """The source, with what has changed in it, its terms underlined."""
        return self._source(is_open=False)

    @property
    def source_to_insert_from(self) -> SafeString:
        """The same; each term is a button that inserts its partner."""
        return self._source(is_open=True)

    def _source(self, *, is_open: bool) -> SafeString:
        say = underlined(self.terms, is_open=is_open) if self.terms else None
        if self.state == State.STALE and self.old and self.old.score >= READABLE:
            return self.chips.show_difference(self.old.source, say)
        return self.chips.show(self.segment.string.data, say)

    @property
    def target(self) -> SafeString | str:
        """The translation, or the old one that is kept."""
        if self.translation:
            return self.chips.show(self.translation.data)
        return self.chips.show(self.old.target) if self.old else ""

    @property
    def text(self) -> str:
        """The translation as it is typed."""
        return self.chips.write(self.translation.data) if self.translation else ""

    @property
    def old_text(self) -> str:
        """The old translation as it would be typed."""
        return self.chips.write(self.old.target) if self.old else ""

    @property
    def source_text(self) -> str:
        """The source as it would be typed."""
        return self.chips.write(self.segment.string.data)


@dataclass(frozen=True)
class Run:
    """Neighbours that are folded together, or one row that isn't."""

    rows: list[Row]
    is_folded: bool

    @property
    def first(self) -> Row:
        """The row that the run begins with."""
        return self.rows[0]

    @property
    def last(self) -> Row:
        """The row that the run ends with."""
        return self.rows[-1]


class Workbench:
    """A page's segments and how far they are. The number of queries doesn't depend on that of the segments."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation

    @cached_property
    def source_page(self) -> Page:
        """The source as the translators have it, which isn't always what is online."""
        return self.translation.source.as_instance()

    @cached_property
    def rows(self) -> list[Row]:
        """Every segment, in reading order."""
        places = Places(self.source_page)
        stored = {
            (each.translation_of_id, each.context_id): each
            for each in self.translation.source.stringsegment_set.get_translations(
                self.translation.target_locale
            ).select_related("last_translated_by", "translation_of", "context")
        }
        segments = [(places.of(segment.context.path), segment) for segment in self._segments]
        segments.sort(key=lambda pair: (pair[0].order, pair[1].order))
        rows = [
            Row(number, segment, stored.get((segment.string_id, segment.context_id)), place)
            for number, (place, segment) in enumerate(segments, start=1)
        ]
        self._mark_old(rows)
        self._check(rows)
        notes = by_segment(
            open_notes(self.translation.source.object_id).filter(locale=self.translation.target_locale),
            [(row.path, row.segment.string.data) for row in rows],
        )
        glossary, languages = termbase.current(), self._languages
        for place, row in enumerate(rows):
            row.terms = glossary.find(row.segment.string.data, *languages)
            row.notes = notes.get(place, [])
            row.version = version_of(self.translation, row.segment, row.translation)
        return rows

    @cached_property
    def done(self) -> int:
        """How many segments are current."""
        return sum(row.state == State.CURRENT for row in self.rows)

    @cached_property
    def to_do(self) -> list[Row]:
        """What isn't done, in reading order."""
        return [row for row in self.rows if not row.is_done]

    @cached_property
    def stale(self) -> list[Row]:
        """What was translated before its source changed."""
        return [row for row in self.rows if row.state == State.STALE]

    @cached_property
    def clinical(self) -> int:
        """How many of those after a clinical change."""
        return sum(bool(row.is_clinical) for row in self.stale)

    @cached_property
    def blocking(self) -> list[Row]:
        """What a check has found and blocks."""
        return [row for row in self.rows if row.blocks]

    @property
    def missing(self) -> int:
        """How many were never translated."""
        return sum(row.state == State.MISSING for row in self.rows)

    @property
    def drafts(self) -> int:
        """How many are a machine's."""
        return sum(row.state == State.DRAFT for row in self.rows)

    @property
    def errors(self) -> int:
        """How many can't be published as they are."""
        return sum(row.state == State.ERROR for row in self.rows)

    def row(self, segment_id: int) -> Row | None:
        """The row of a segment, None for one of another page."""
        return next((row for row in self.rows if row.segment.pk == segment_id), None)

    def next_to_do(self, after: int = 0) -> Row | None:
        """The next row that isn't done, from the number `after` on and round again."""
        return next((row for row in self.to_do if row.number > after), self.to_do[0] if self.to_do else None)

    def runs(self, shown: Sequence[Row], active: Row | None) -> list[Run]:
        """The rows to show; current neighbours folded, the active one never."""

        def is_folded(row: Row) -> bool:
            return row.is_done and not row.notes and row is not active

        runs: list[Run] = []
        for folded, group in groupby(shown, is_folded):
            rows = list(group)
            runs += [Run(rows, True)] if folded else [Run([row], False) for row in rows]
        return runs

    @property
    def _languages(self) -> tuple[str, str]:
        return self.translation.source.locale.language_code, self.translation.target_locale.language_code

    @cached_property
    def _segments(self) -> QuerySet[StringSegment]:
        return self.translation.source.stringsegment_set.select_related("string__locale", "context").order_by("order")

    def _mark_old(self, rows: list[Row]) -> None:
        untranslated = [row.segment for row in rows if not row.translation]
        old = old_translations([row.segment for row in rows], self.translation.target_locale) if untranslated else {}
        kinds = dict(
            StaleUnit.objects.filter(
                state__translation_key=self.translation.source.object_id,
                state__locale=self.translation.target_locale_id,
            ).values_list("unit", "kind")
        )
        for row in rows:
            row.old = old.get(row.segment.pk) if not row.translation else None
            kind = kinds.get(unit_of(row.path))
            row.is_clinical = kind == CLINICAL if kind and row.old else None

    def _check(self, rows: list[Row]) -> None:
        """What differs in the texts that a person or a machine has written."""
        written = [
            (row, SegmentText(row.path, row.segment.string.data, row.translation.data))
            for row in rows
            if row.translation and row.path not in UNCHECKED
        ]
        row_of = {id(text): row for row, text in written}
        for found in check_segments([text for _row, text in written], self.translation):
            row_of[id(found.segment)].findings.append(found)


@dataclass(frozen=True)
class Suggestion:
    """A proposal, as the rail shows it."""

    number: int
    text: str
    """As it is typed."""
    shown: SafeString | str
    difference: SafeString | str
    score: int | None
    origin: str


def suggestions(row: Row, translation: Translation) -> list[Suggestion]:
    """What could be taken over, best first; for an address, one made from the title."""
    if row.path == "slug":
        return list(_slugs(translation))
    found = proposals(row.segment, translation.target_locale)
    return [
        Suggestion(
            number,
            row.chips.write(proposal.target),
            row.chips.show(proposal.target),
            "" if not READABLE <= proposal.score < 100 else row.chips.show_difference(proposal.source),
            proposal.score,
            proposal.origin,
        )
        for number, proposal in enumerate(found, start=1)
    ]


def _slugs(translation: Translation) -> Iterator[Suggestion]:
    title = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        context__path="title",
        locale=translation.target_locale,
        translation_of__in=translation.source.stringsegment_set.values("string"),
    ).first()
    if title and (slug := slugify(plain(title.data))):
        yield Suggestion(1, slug, slug, "", None, "title")


def terms_of(row: Row) -> list[TermMatch]:
    """The glossary's terms in the source, each once."""
    return list({match.term_id: match for match in row.terms}.values())


def underlined(terms: Sequence[TermMatch], *, is_open: bool) -> Say:
    """What shows a piece of a source with its terms marked; `is_open`: as buttons.

    A term that a tag divides is among the terms beside the text alone.
    """
    by_text = {match.text: match for match in terms}
    names = "|".join(re.escape(text) for text in sorted(by_text, key=len, reverse=True))
    parts = re.compile(rf"(?<!\w)({names})(?!\w)")

    def show(match: TermMatch) -> SafeString:
        if not is_open:
            return format_html('<span class="term">{}</span>', match.text)
        return format_html(
            '<button class="term" type="button" data-action="workbench#insertTerm" data-text="{partner}" '
            'title="{partner}">{text}<span class="w-sr-only"> ({said})</span></button>',
            text=match.text,
            partner=match.partner,
            said=gettext("insert “%(term)s”") % {"term": match.partner},
        )

    def say(html: str) -> SafeString:
        pieces = parts.split(plain(html))  # every second one is a term
        shown = (show(by_text[piece]) if place % 2 else piece for place, piece in enumerate(pieces))
        return format_html_join("", "{}", ((piece,) for piece in shown))

    return say


def version_of(translation: Translation, segment: StringSegment, stored: StringTranslation | None) -> str:
    """What a translator has before their eyes, signed: the source's text and place, and what is stored for it."""
    return signing.dumps(
        [translation.pk, segment.string_id, segment.context_id, digest_of(stored)], salt=SALT, compress=False
    )


def digest_of(stored: StringTranslation | None) -> str:
    """Of what is stored."""
    if not stored:
        return ""
    said = f"{stored.data}\0{stored.translation_type}\0{stored.has_error}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
