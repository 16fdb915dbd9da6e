"""What goes to an agency and comes back: the texts of one page into one language, whatever the format of the file."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from translations.segments.segment_labels import Places

LONGEST = 20_000
"""Characters of one text."""


class FileError(Exception):
    """A file that can't be read as what it should be: one line that says why and what to do."""


@dataclass(frozen=True)
class Unit:
    """A text, its place, and its translation, if a person has made or accepted one."""

    path: str
    """wagtail-localize's content path: `body.<block id>.text`."""
    source: str
    target: str
    place: str = ""
    """As `translations.segments.segment_labels` names it."""

    @property
    def id(self) -> str:
        """The same for the same text in the same place, and for no other."""
        return unit_id(self.path, self.source)


@dataclass(frozen=True)
class Parcel:
    """The texts of a page that go out in one file."""

    translation: str
    """wagtail-localize's UUID of the translation."""
    title: str
    name: str
    """What the file is called, without its ending."""
    source_language: str
    target_language: str
    units: list[Unit]
    made_at: datetime = field(default_factory=timezone.now)


@dataclass(frozen=True)
class ReturnedUnit:
    """A text as a file has it."""

    number: int
    """Its place in the file, from 1."""
    path: str
    source: str
    target: str
    id: str = ""
    """What the portal named it, in a format that keeps names."""


@dataclass(frozen=True)
class Returned:
    """A file as it came back. Nothing in it is believed yet."""

    file: str
    format: str
    translation: str
    source_language: str
    target_language: str
    units: list[ReturnedUnit]
    made_at: datetime | None = None


def unit_id(path: str, source: str) -> str:
    """A name that XML takes."""
    return "u" + hashlib.sha256(f"{path}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def parcel_of(translation: Translation, *, waiting_only: bool = False) -> Parcel:
    """The page's texts in reading order, each once; `waiting_only`: those that no person has translated yet.

    A machine's draft goes out as a text without a translation: whoever sends it back has translated it.
    """
    made_at = timezone.now()  # before it is read: what is saved from now on is newer than the file
    done = {
        (stored.context_id, stored.translation_of_id): stored.data
        for stored in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale_id, has_error=False
        ).exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    }
    segments = translation.source.stringsegment_set.select_related("string", "context").order_by("order")
    places = Places(translation.source.as_instance())
    units: dict[tuple[int, int], Unit] = {}
    for segment in segments:
        key = (segment.context_id, segment.string_id)
        if waiting_only and key in done:
            continue
        path = segment.context.path
        units.setdefault(key, Unit(path, segment.string.data, done.get(key, ""), places.of(path).name))
    page = translation.get_target_instance()
    return Parcel(
        translation=str(translation.uuid),
        title=str(page),
        name=f"{getattr(page, 'slug', '') or translation.pk}.{translation.target_locale.language_code}",
        source_language=translation.source.locale.language_code,
        target_language=translation.target_locale.language_code,
        units=list(units.values()),
        made_at=made_at,
    )


def named_apart(parcels: Iterable[Parcel]) -> Iterator[tuple[str, Parcel]]:
    """Each parcel with a name that no other has."""
    seen: set[str] = set()
    for parcel in parcels:
        name, number = parcel.name, 1
        while name in seen:
            number += 1
            name = f"{parcel.name}-{number}"
        seen.add(name)
        yield name, parcel
