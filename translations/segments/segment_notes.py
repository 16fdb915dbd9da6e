"""What translators and authors say to each other about one segment."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from translations.models import SegmentNote

LONGEST = 2000


def add_note(*, key: UUID, locale: Locale, path: str, source: str, text: str, user: AbstractUser) -> SegmentNote:
    """Keep a note; ValidationError for an empty or an endless one."""
    text = text.strip()
    if not text:
        raise ValidationError(_("Write something first."))
    if len(text) > LONGEST:
        raise ValidationError(_("Say it in at most 2,000 characters."))
    name = user.get_full_name() or user.get_username()
    return SegmentNote.objects.create(
        translation_key=key,
        locale=locale,
        path=path,
        source=source,
        text=text,
        author_id=user.pk,
        author_name=name[:200],
    )


def resolve(note: SegmentNote) -> int:
    """The talk about this segment is over; how many notes it had."""
    return SegmentNote.objects.filter(
        translation_key=note.translation_key,
        locale=note.locale_id,
        path=note.path,
        source=note.source,
        resolved_at=None,
    ).update(resolved_at=timezone.now())


def open_notes(key: UUID) -> QuerySet[SegmentNote]:
    """What waits for an answer about one page, in any language, as it was said."""
    return SegmentNote.objects.filter(translation_key=key, resolved_at=None).select_related("locale")


def notes_by_page(keys: Iterable[UUID]) -> dict[UUID, int]:
    """How many notes wait for an answer, for those of these pages that have any."""
    waiting = SegmentNote.objects.filter(translation_key__in=list(keys), resolved_at=None).order_by()
    return dict(waiting.values_list("translation_key").annotate(Count("pk")))


def by_segment(notes: Iterable[SegmentNote], segments: Iterable[tuple[str, str]]) -> dict[int, list[SegmentNote]]:
    """The notes of each of these (path, source), by its place in the list.

    A note whose sentence has changed is at the first sentence of its block; one whose block is gone, at the very first.
    """
    exact: dict[tuple[str, str], int] = {}
    first: dict[str, int] = {}
    for place, (path, source) in enumerate(segments):
        exact.setdefault((path, source), place)
        first.setdefault(path, place)
    found: dict[int, list[SegmentNote]] = {}
    for note in notes:
        found.setdefault(exact.get((note.path, note.source), first.get(note.path, 0)), []).append(note)
    return found
