"""The history of an article for its readers: every text they have seen, who signed it, what changed, how it stood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.changes import changed_units
from articles.difference import Part
from articles.document import document_of
from articles.models import ArticlePage
from articles.units import block_of, units_of
from editorial.register import Edition, SignOff
from translations.memory import word_difference

Parts = Sequence[tuple[Part, str]]


@dataclass(frozen=True)
class Version:
    """A text as readers saw it from a day on; numbered from 1, the first."""

    number: int
    edition: Edition
    sign_off: SignOff | None
    since: date
    until: date | None = None
    """The day the next one took its place; None for the text that is online."""

    @property
    def signed_on(self) -> date | None:
        """The day of the signature."""
        return timezone.localdate(self.sign_off.signed_at) if self.sign_off else None

    @property
    def is_signed(self) -> bool:
        """Whether a medical reviewer had signed all of it."""
        return self.sign_off is not None and not self.edition.unsigned


@dataclass(frozen=True)
class Change:
    """A passage that two texts don't share."""

    unit: str
    label: str
    place: int
    """Counts the blocks of a field from 1, as the editor shows them; 0 for a field, and for an order."""
    parts: Parts
    """Empty where the words are the same: a link, a picture or the order of the blocks is what changed."""

    @property
    def is_new(self) -> bool:
        """Whether the older text hasn't got it."""
        return bool(self.parts) and all(part is Part.ADDED for part, _text in self.parts)

    @property
    def is_gone(self) -> bool:
        """Whether the newer text hasn't got it."""
        return bool(self.parts) and all(part is Part.REMOVED for part, _text in self.parts)


def show(page: ArticlePage, request: HttpRequest, number: int | None = None) -> HttpResponse:
    """All versions, newest first; or one of them, with what changed. 404 for a version that there isn't."""
    if not page.live:
        raise Http404(_("There is no such page."))
    context: dict[str, Any] = {"is_below": True}
    if number is None:
        context |= {"versions": versions_of(page)[::-1]}
        return page.render(request, context_overrides=context, template="editorial/history.html")
    version, before = version_of(page, number)
    then = page.with_content_json(version.edition.content)
    previous = page.with_content_json(before.edition.content) if before else None
    context |= {
        "version": version,
        "then": then,
        "changes": differences(previous, then) if previous else [],
        "is_first": before is None,
    }
    return page.render(request, context_overrides=context, template="editorial/version.html")


def versions_of(page: ArticlePage) -> list[Version]:
    """Every text that readers have seen, oldest first, the texts themselves not loaded. Two queries."""
    editions = list(
        Edition.objects.filter(translation_key=page.translation_key, language_code=page.locale.language_code).defer(
            "content"
        )
    )
    signed = SignOff.objects.defer("content", "units").in_bulk(
        {edition.sign_off_id for edition in editions if edition.sign_off_id}
    )
    days = [timezone.localdate(edition.published_at) for edition in editions]
    return [
        Version(
            number=place + 1,
            edition=edition,
            sign_off=signed.get(edition.sign_off_id or 0),
            since=days[place],
            until=days[place + 1] if place + 1 < len(days) else None,
        )
        for place, edition in enumerate(editions)
    ]


def version_of(page: ArticlePage, number: int) -> tuple[Version, Version | None]:
    """A version, and the one before it."""
    versions = versions_of(page)
    if not 0 < number <= len(versions):
        raise Http404(_("There is no such page."))
    return versions[number - 1], versions[number - 2] if number > 1 else None


def differences(before: ArticlePage, now: ArticlePage, units: Iterable[str] | None = None) -> list[Change]:
    """What two texts of an article don't share, in the order of the newer one, removed passages last.

    `units` for what is known to differ otherwise: a picture's file may be another under the same name by now.
    """
    old, new = _Texts(before), _Texts(now)
    changes = []
    for unit in changed_units(units_of(before), units_of(now)) if units is None else units:
        parts = word_difference(old.of(unit), new.of(unit))
        is_told = any(part is not Part.SAME for part, _text in parts)
        label, place = new.name(unit) or old.name(unit) or ("", 0)
        changes.append(Change(unit, label, place, parts if is_told else ()))
    return changes


class _Texts:
    """The words of a text by unit, and what an editor calls the place."""

    def __init__(self, page: ArticlePage) -> None:
        self.page = page

    @cached_property
    def texts(self) -> dict[str, str]:
        document = document_of(self.page, terms=())
        found = {f"{block.field}:{block.id}" if block.id else block.field: block.text for block in document.blocks}
        for source in document.sources:
            parts = (source.organisation, source.title, source.year, source.url)
            found[f"references:{source.block_id}"] = ", ".join(str(part) for part in parts if part)
        return found | {"title": document.title, "purpose": document.purpose, "audience": document.audience}

    @cached_property
    def blocks(self) -> dict[str, tuple[str, int]]:
        return {
            f"{name}:{child.id}": (str(child.block.label), place)
            for name in ("key_points", "body", "questions", "references")
            for place, child in enumerate(getattr(self.page, name), start=1)
        }

    def of(self, unit: str) -> str:
        return self.texts.get(unit, "")

    def name(self, unit: str) -> tuple[str, int] | None:
        if unit.endswith(":order"):
            return str(_("Order of the passages")), 0
        if block_of(unit):
            return self.blocks.get(unit)
        return str(capfirst(self.page._meta.get_field(unit).verbose_name)), 0
