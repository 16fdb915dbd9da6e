"""The history of an article for its readers: every text they have seen, who signed it, what changed, how it stood."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.changes import changed_units
from articles.content.diff import Difference, differences
from articles.content.digest import units_of
from articles.models import ArticlePage
from editorial.models.register import Edition, SignOff


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
        "changes": _changes(previous, then) if previous else [],
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


def _changes(before: ArticlePage, now: ArticlePage) -> list[Difference]:
    return differences(before, now, changed_units(units_of(before), units_of(now)))
