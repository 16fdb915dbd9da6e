"""What readers are told of the medical review of a live article, and of what has changed since."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex

from articles.models import ArticlePage, BlockNotice, Review
from editorial.register import SignOff
from editorial.standing import Standing, standing_of
from vocabulary.models import Person


@transaction.atomic
def tell_readers(page: ArticlePage, since: datetime.date | None = None) -> None:
    """Its review as the register has it, and a notice on each passage that the signature doesn't cover.

    For the live text of a page, when it is published, and when it is signed. The dates are the signature's, and move
    with nothing else. Of a text that nobody ever signed, no review is told, and its readers see that. A passage changed
    `since` then, today if it isn't said.
    """
    standing = standing_of(page)
    sign_off = standing.sign_off
    reviewer = _reviewer(sign_off) if sign_off else None
    if sign_off and reviewer:
        Review.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "reviewer": reviewer,
                "reviewed_on": timezone.localdate(sign_off.signed_at),
                "next_review_on": sign_off.next_review_on,
                "sign_off_id": sign_off.pk,
            },
        )
    wanted = _places(standing) if reviewer else set()
    notices = BlockNotice.objects.filter(page_id=page.pk, kind=BlockNotice.Kind.UNSIGNED)
    notices.exclude(unit__in=wanted).delete()
    # One that is there already keeps its date.
    BlockNotice.objects.bulk_create(
        [
            BlockNotice(page_id=page.pk, kind=BlockNotice.Kind.UNSIGNED, unit=unit, since=since or timezone.localdate())
            for unit in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
    for remembered in ("latest_review", "reader_notices"):
        page.__dict__.pop(remembered, None)


def _places(standing: Standing) -> set[str]:
    """Where the notices stand: at each unsigned unit; for one that is gone, at the order of those that are left."""
    return {
        unit if unit in standing.units else f"{unit.partition(':')[0]}:order"
        for unit in (standing.unsigned if standing.sign_off else ())
    }


def _reviewer(sign_off: SignOff) -> Person | None:
    """Who signed, as readers know them; None if they are no longer among the people."""
    return (
        Person.objects.filter(pk=sign_off.person_id).first()
        or Person.objects.filter(account=sign_off.signer_id).first()
    )


def follow_publication(instance: Page, **kwargs: Any) -> None:
    """A `page_published` receiver."""
    if isinstance(instance, ArticlePage) and instance.live:
        tell_readers(instance)


def follow_alias(instance: ArticlePage, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: an alias goes live, and changes, without being published."""
    if not raw and instance.alias_of_id and instance.live:
        tell_readers(instance)


def follow_picture(instance: AbstractImage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: another file under a signed picture is another picture, in every page that shows it."""
    if raw or created:
        return
    references = ReferenceIndex.get_references_to(instance).filter(base_content_type__app_label="wagtailcore")
    keys = [key for key in references.values_list("object_id", flat=True).distinct() if key.isdecimal()]
    for page in ArticlePage.objects.live().filter(pk__in=keys).select_related("locale"):
        tell_readers(page)
