"""The translation memory: nothing that a person has translated is lost, and what resembles it is found again.

PostgreSQL narrows 100,000 texts down to those of about the same length that share two neighbouring words. rapidfuzz
says how alike they are.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import ceil
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Abs, Length
from django.utils import timezone
from django.utils.functional import cached_property
from rapidfuzz import fuzz, process
from wagtail.models import Locale
from wagtail_localize.models import String, StringSegment, StringTranslation, TranslationContext

from articles.content.diff import pieces
from articles.content.diff_html import Part
from translations.models import Remembered

BATCH = 1000
LOWEST_SCORE = 60
# Texts that score 60 are at least 60 / (200 - 60) as long as one another.
SHORTEST = LOWEST_SCORE / (200 - LOWEST_SCORE)
CANDIDATES = 1000
# A short text has few pairs: its words count by themselves.
FEW_WORDS = 4
# Pairs of short words (“de la”) are everywhere and tell nothing: the longest are asked for.
TELLING = 12
PROPOSALS = 5

_WORD = re.compile(r"<[^<>]*>|\s+|\w+|[^\w\s]")


class Origin(StrEnum):
    """Where a proposal comes from."""

    SEGMENT = "segment"  # this very place, before its source changed
    PAGE = "page"  # elsewhere in the portal
    IMPORT = "import"  # a TMX file


@dataclass(frozen=True)
class Proposal:
    """A translation of a text like the one asked for; `score` 100 is the same text."""

    source: str
    target: str
    score: int
    origin: Origin
    entry: Remembered = field(repr=False, compare=False)
    asked: str = field(repr=False, default="")

    @cached_property
    def source_diff(self) -> list[tuple[Part, str]]:
        """What to change: the proposal's source against the text asked for, word by word."""
        return word_difference(self.source, self.asked)


def remember(translations: Iterable[StringTranslation]) -> int:
    """Keep what people have translated; a new wording of the same text in the same place replaces the old one.

    A machine's draft is kept once somebody has accepted it, a text in error never.
    """
    now = timezone.now()
    entries = [
        Remembered(
            source_language=translation.translation_of.locale.language_code,
            target_language=translation.locale.language_code,
            source=translation.translation_of.data,
            target=translation.data,
            source_digest=translation.translation_of.data_hash,
            pairs=pairs_of(translation.translation_of.data),
            translation_key=translation.context.object_id,
            context=translation.context.path[:500],
            author_name=_name(translation),
            made_at=translation.created_at or now,
            used_at=translation.updated_at or now,
        )
        for translation in translations
        if translation.data.strip()
        and translation.context
        and not translation.has_error
        and translation.translation_type != StringTranslation.TRANSLATION_TYPE_MACHINE
    ]
    Remembered.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["source_language", "target_language", "source_digest", "translation_key", "context"],
        update_fields=["target", "author_name", "used_at"],
    )
    return len(entries)


def remember_words(*, string: String, context: TranslationContext, locale: Locale, data: str, name: str) -> None:
    """Keep what somebody wrote for a text that isn't in the page any more."""
    now = timezone.now()
    Remembered.objects.update_or_create(
        source_language=string.locale.language_code,
        target_language=locale.language_code,
        source_digest=string.data_hash,
        translation_key=context.object_id,
        context=context.path[:500],
        defaults={"target": data, "author_name": name[:200], "used_at": now},
        create_defaults={
            "source": string.data,
            "target": data,
            "pairs": pairs_of(string.data),
            "author_name": name[:200],
            "made_at": now,
            "used_at": now,
        },
    )


def remember_page(key: UUID) -> int:
    """Keep the translations of one page, into every language."""
    return remember(_stored().filter(context__object_id=key))


def remember_all() -> int:
    """Keep every translation there is."""
    number, batch = 0, []
    for translation in _stored().iterator(chunk_size=BATCH):
        batch.append(translation)
        if len(batch) == BATCH:
            number += remember(batch)
            batch = []
    return number + remember(batch)


def proposals(segment: StringSegment, locale: Locale, limit: int = PROPOSALS) -> list[Proposal]:
    """What was said for texts like this one: first what stood here before its source changed, then by score."""
    text = segment.string.data
    languages = Remembered.objects.filter(
        source_language=segment.string.locale.language_code, target_language=locale.language_code
    )
    here = languages.filter(translation_key=segment.context.object_id, context=segment.context.path[:500])
    current = StringSegment.objects.filter(source=segment.source_id).values("string__data_hash")
    old = _scored(here.exclude(source_digest__in=current).order_by("-used_at")[:CANDIDATES], text, Origin.SEGMENT)
    # All sentences of a paragraph share a place: the old ones that are unlike this one belong to its neighbours.
    found = [proposal for proposal in old if proposal.score >= LOWEST_SCORE] or old[:1]
    found += similar(text, segment.string.locale.language_code, locale.language_code)
    first_of_each: dict[tuple[str, str], Proposal] = {}
    for proposal in found:
        first_of_each.setdefault((proposal.source, proposal.target), proposal)
    return list(first_of_each.values())[:limit]


def old_translations(segments: Iterable[StringSegment], locale: Locale) -> dict[int, Proposal]:
    """What stood in place of a page's segments before its source changed, by segment: one query for them all."""
    segments = list(segments)
    if not segments:
        return {}
    first = segments[0]
    by_context: dict[str, list[Remembered]] = {}
    current = StringSegment.objects.filter(source=first.source_id).values("string__data_hash")
    here = Remembered.objects.filter(
        source_language=first.string.locale.language_code,
        target_language=locale.language_code,
        translation_key=first.context.object_id,
    )
    for entry in here.exclude(source_digest__in=current).order_by("-used_at"):
        by_context.setdefault(entry.context, []).append(entry)
    texts_of = Counter(segment.context.path for segment in segments)
    found = {}
    for segment in segments:
        old = _scored(by_context.get(segment.context.path[:500], []), segment.string.data, Origin.SEGMENT)
        # A field that was rewritten is the same field; a sentence that resembles no old one is new.
        if old and (old[0].score >= LOWEST_SCORE or texts_of[segment.context.path] == 1):
            found[segment.pk] = old[0]
    return found


def similar(text: str, source_language: str, target_language: str) -> list[Proposal]:
    """Entries for the same text, then for those that score at least LOWEST_SCORE, best first."""
    languages = Remembered.objects.filter(source_language=source_language, target_language=target_language)
    digest = String._get_data_hash(text)  # noqa: SLF001 -- the key that wagtail-localize stores, without a public name
    exact = list(languages.filter(source_digest=digest).order_by("-used_at")[:PROPOSALS])
    alike = (
        languages.filter(pairs__overlap=pairs_of(text, telling=True))
        .exclude(source_digest=digest)
        .annotate(length=Length("source"))
        .filter(length__gte=int(len(text) * SHORTEST), length__lte=ceil(len(text) / SHORTEST))
        .order_by(Abs(F("length") - len(text)))
    )
    candidates = dict(alike.values_list("pk", "source")[:CANDIDATES])
    best = process.extract(text, candidates, scorer=fuzz.ratio, score_cutoff=LOWEST_SCORE, limit=2 * PROPOSALS)
    return _scored(exact, text) + _scored(Remembered.objects.filter(pk__in=[pk for *_rest, pk in best]), text)


def pairs_of(text: str, *, telling: bool = False) -> list[int]:
    """Hashes of the text's neighbouring words, of a short one's words too; `telling`: those worth asking for."""
    words = [word for word in _WORD.findall(text.casefold()) if word[0].isalnum()]
    keys = [f"{first} {second}" for first, second in pairwise(words)] + (words if len(words) <= FEW_WORDS else [])
    if telling:
        keys = sorted(set(keys), key=len, reverse=True)[:TELLING]
    return sorted({zlib.crc32(key.encode()) - 2**31 for key in keys})


def word_difference(old: str, new: str) -> list[tuple[Part, str]]:
    """Pieces of both texts in order: what stayed, what was removed, what was added. A tag is one word."""
    return [(part, "".join(words)) for part, words in pieces(_WORD.findall(old), _WORD.findall(new))]


def _scored(entries: Iterable[Remembered], text: str, origin: Origin | None = None) -> list[Proposal]:
    scored = [
        Proposal(
            source=entry.source,
            target=entry.target,
            # Rounded down: 100 is for the same text alone.
            score=100 if entry.source == text else min(99, int(fuzz.ratio(entry.source, text))),
            origin=origin or (Origin.PAGE if entry.translation_key else Origin.IMPORT),
            entry=entry,
            asked=text,
        )
        for entry in entries
    ]
    return sorted(scored, key=lambda proposal: -proposal.score)


def _stored() -> QuerySet[StringTranslation]:
    return StringTranslation.objects.filter(context__isnull=False).select_related(
        "translation_of__locale", "locale", "context", "last_translated_by"
    )


def _name(translation: StringTranslation) -> str:
    user = translation.last_translated_by
    return (user.get_full_name() or user.get_username())[:200] if user else ""
