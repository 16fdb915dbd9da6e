"""What differs between a page and its source, segment by segment."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page
from wagtail_localize.models import SourceDeletedError, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translations.checks import Finding, TermPair, check_segment
from translations.checks.text import plain
from translations.models import TranslationOverride
from translations.segments import termbase

# An address is made from a title, and says nothing that the title doesn't.
UNCHECKED = frozenset({"slug"})


@dataclass(frozen=True)
class SegmentText:
    """A segment of the source, and what stands in its place in the translation."""

    path: str
    """wagtail-localize's content path: `body.<block id>.text`."""
    source: str
    target: str


@dataclass(frozen=True)
class PageFinding:
    """A finding, where it was found, and who let it pass."""

    segment: SegmentText
    finding: Finding
    override: TranslationOverride | None = None

    @property
    def source_digest(self) -> str:
        """Of the segment's source."""
        return digest(self.segment.source)

    @property
    def target_digest(self) -> str:
        """Of what stands in its place."""
        return digest(self.segment.target)

    @property
    def source_text(self) -> str:
        """The source text without its markup."""
        return plain(self.segment.source)

    @property
    def target_text(self) -> str:
        """The translated text without its markup."""
        return plain(self.segment.target)

    @property
    def blocks(self) -> bool:
        """Whether it keeps the page from being published."""
        return self.finding.severity == "block" and self.override is None

    def as_json(self) -> dict[str, Any]:
        """The finding as values that JSON can hold."""
        return {"path": self.segment.path, **self.finding.as_json(), "overridden": self.override is not None}


def digest(text: str) -> str:
    """What an override is bound to: the text, whatever its spaces."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def translated_segments(translation: Translation) -> list[SegmentText]:
    """Each segment as the translators have left it, finished or not; what isn't translated yet has no text."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    return [
        SegmentText(segment.context.path, segment.string.data, segment.translation or "")
        for segment in segments.select_related("string", "context").order_by("order")
        if segment.context.path not in UNCHECKED
    ]


def live_segments(source: Any, target: Any) -> list[SegmentText]:
    """Each text of `source`, an instance, and what `target` shows in its place.

    All texts of one block share a path. Where their numbers differ, the block is compared as a whole.
    """
    texts, others = texts_by_path(source), texts_by_path(target)
    found = []
    for path, those in texts.items():
        these = others.get(path, [])
        pairs = zip(those, these, strict=True) if len(those) == len(these) else [("\n".join(those), "\n".join(these))]
        found += [SegmentText(path, *pair) for pair in pairs]
    return found


def texts_by_path(instance: Any) -> dict[str, list[str]]:
    """What an instance says, by content path, in its order; all texts of one block share a path."""
    found: dict[str, list[str]] = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue) and segment.path not in UNCHECKED:
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def check_segments(
    segments: Iterable[SegmentText], translation: Translation, with_terms: bool = True
) -> Iterator[PageFinding]:
    """The findings of these segments, in their order, with the overrides that hold for their texts."""
    source_lang = translation.source.locale.language_code
    target_lang = translation.target_locale.language_code
    glossary = termbase.current() if with_terms else None
    overrides = {
        (override.finding, override.source_digest, override.target_digest): override
        for override in TranslationOverride.objects.filter(
            translation_key=translation.source.object_id, language_code=target_lang
        )
    }
    for segment in segments:
        terms = glossary.pairs(segment.source, source_lang, target_lang) if glossary else ()
        for finding in _findings(
            segment.source, segment.target, source_lang, target_lang, tuple(terms), get_language()
        ):
            key = (finding.id, digest(segment.source), digest(segment.target))
            yield PageFinding(segment, finding, overrides.get(key))


@lru_cache(maxsize=4096)
def _findings(
    source: str, target: str, source_lang: str, target_lang: str, terms: tuple[TermPair, ...], spoken: str | None
) -> tuple[Finding, ...]:
    """A page is looked at again with each of its segments that is saved: the others have not changed.

    `spoken` is the language of the messages.
    """
    return tuple(check_segment(source, target, source_lang, target_lang, terms))


def translation_findings(translation: Translation) -> list[PageFinding]:
    """What a translator has to look at before submitting; what isn't translated yet is not among it."""
    segments = [segment for segment in translated_segments(translation) if segment.target]
    return list(check_segments(segments, translation))


def blocking_findings(page: Page, translation: Translation) -> list[PageFinding]:
    """What keeps this page from going live as it is, compared with the source that it was made from."""
    try:
        source = translation.source.as_instance()
    except SourceDeletedError:
        return []  # nothing is left to compare with
    segments = live_segments(source, page)
    return [found for found in check_segments(segments, translation, with_terms=False) if found.blocks]


def shows_the_same(page: Page, other: Page) -> bool:
    """Whether two versions of a page have the same texts."""
    return [(path, list(map(plain, texts))) for path, texts in texts_by_path(page).items()] == [
        (path, list(map(plain, texts))) for path, texts in texts_by_path(other).items()
    ]
