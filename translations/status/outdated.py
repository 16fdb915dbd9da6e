"""What of a translation no longer says what its source says: found at each publication, without anyone asking.

A translation remembers the digests of the source's units that it was made from. Compared with the source as it is now,
they give the changed units, the removed ones, the new ones and a new order. The author of a change may have declared it
minor; what nobody declared is clinical, and readers of the translation are told.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from articles.changes import CLINICAL
from articles.content.digest import Units, units_of
from articles.models import ArticlePage, BlockNotice
from translations.models import MadeFrom, StaleUnit, TranslationState

Pairs = list[list[str]]


def unit_of(path: str) -> str:
    """The unit that a segment belongs to: "body.<id>.text" is of "body:<id>", "title" of "title"."""
    field, _, rest = path.partition(".")
    return f"{field}:{rest.partition('.')[0]}" if rest else field


def units_in_order(page: Page) -> Units:
    """The digest of each unit of a page, in its order; of a page that isn't signed, by its segments."""
    if isinstance(page, ArticlePage):
        return units_of(page)
    texts: dict[str, list[str]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            texts.setdefault(unit_of(segment.path), []).append(segment.string.data)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):  # a unit of its own, or a removed block would be all that tells of the order
            texts[f"{field.name}:order"] = [str(child.id) for child in getattr(page, field.name)]
    return {unit: hashlib.sha256(json.dumps(said).encode()).hexdigest() for unit, said in texts.items()}


def note_origin(revision: Revision, source: TranslationSource) -> None:
    """Keep what a draft was made from, for the day it is published."""
    MadeFrom.objects.update_or_create(
        revision=revision, defaults={"units": pairs_of(units_in_order(source.as_instance()))}
    )


def origin_of(source_page: Page, translation: Translation | None, revision: Revision | None) -> Pairs:
    """What a translation that goes live was made from: known of its draft, or what its translator sees.

    A page that is translated by hand is taken to be made from its source as it is now.
    """
    if revision and (known := MadeFrom.objects.filter(revision=revision).first()):
        return list(known.units)
    seen = translation.source.as_instance() if translation and translation.enabled else source_page
    return pairs_of(units_in_order(seen))


def pairs_of(units: Units) -> Pairs:
    """As they are stored."""
    return [[unit, digest] for unit, digest in units.items()]


def mark_stale(state: TranslationState, kinds: dict[str, str]) -> list[StaleUnit]:
    """Store the stale units of a translation. The date of one that is known stays, unless its kind changes."""
    known = {stale.unit: stale for stale in state.stale_units.all()}
    now = timezone.now()
    units = []
    for unit, kind in kinds.items():
        before = known.get(unit)
        since: datetime = before.since if before and before.kind == kind else now
        units.append(StaleUnit(state=state, unit=unit, kind=kind, since=since))
    state.stale_units.exclude(unit__in=kinds).delete()
    StaleUnit.objects.bulk_create(
        units, update_conflicts=True, unique_fields=["state", "unit"], update_fields=["kind", "since"]
    )
    return units


def tell_readers(target: Page, stale: Iterable[StaleUnit]) -> None:
    """A notice on each block of a live article whose source has changed clinically; none on the others.

    A block that isn't there yet has no place for one: the page as a whole carries it, as for a new order.
    """
    wanted: dict[str, Any] = {}
    clinical = [unit for unit in stale if unit.kind == CLINICAL] if target.live else []
    if clinical and not isinstance(target, ArticlePage):
        target = target.specific
    if clinical and isinstance(target, ArticlePage):
        standing = units_of(target)
        for unit in clinical:
            place = unit.unit if unit.unit in standing else "body:order"
            day = timezone.localdate(unit.since)
            wanted[place] = min(day, wanted.get(place, day))
    notices = BlockNotice.objects.filter(page_id=target.pk, kind=BlockNotice.Kind.OUTDATED)
    notices.exclude(unit__in=wanted).delete()
    BlockNotice.objects.bulk_create(
        [
            BlockNotice(page_id=target.pk, kind=BlockNotice.Kind.OUTDATED, unit=unit, since=since)
            for unit, since in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["page", "unit", "kind"],
        update_fields=["since"],
    )
