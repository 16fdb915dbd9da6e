"""What readers are told of the medical review of a live article, and of what has changed since."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.images.models import AbstractImage
from wagtail.models import ReferenceIndex

from articles.content.glossary_terms import explanation_of, explanations_of, linked_in, unit_of_term
from articles.models import ArticlePage, ArticleTerm, BlockNotice, Review
from editorial.changes.definition_changes import unseen
from editorial.models.register import SignOff
from editorial.register.signature_status import Standing, standing_of
from vocabulary.models import Person, Term


@transaction.atomic
def tell_readers(page: ArticlePage, since: datetime.date | None = None, *, standing: Standing | None = None) -> None:
    """Its review as the register has it, and a notice on each passage and explanation that the signature doesn't cover.

    For the live text of a page, when it is published, and when it is signed. The dates are the signature's, and move
    with nothing else. Of a text that nobody ever signed, no review is told, and its readers see that. A passage changed
    `since` then, today if it isn't said. `standing` is the page's, where it is known.
    """
    standing = standing or standing_of(page)
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
    wanted: set[str] = set()
    if reviewer:
        others = unseen(explanations_of(page, held=True), sign_off, page.locale.language_code)
        wanted = _places(standing) | {each.unit for each in others}
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
    """Where the notices stand: at each unsigned unit; for a block that is gone, at the order of those that are left."""
    return {
        unit if unit in standing.units or ":" not in unit else f"{unit.partition(':')[0]}:order"
        for unit in (standing.unsigned if standing.sign_off else ())
    }


def _reviewer(sign_off: SignOff) -> Person | None:
    """Who signed, as readers know them; None if they are no longer among the people."""
    return (
        Person.objects.filter(pk=sign_off.person_id).first()
        or Person.objects.filter(account=sign_off.signer_id).first()
    )


def follow_alias(instance: ArticlePage, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: an alias goes live, and changes, without being published."""
    if not raw and instance.alias_of_id and instance.live:
        tell_readers(instance)


def follow_picture(instance: AbstractImage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: another file under a signed picture is another picture, in every page that shows it."""
    if raw or created:
        return
    for page in ArticlePage.objects.live().filter(pk__in=_pages_with(instance)).select_related("locale"):
        tell_readers(page)


def follow_term(instance: Term, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: every article that explains a word tells of it. As many queries for one as for all."""
    if raw or created:
        return
    shows_it = Q(article_terms__term=instance.pk) | Q(pk__in=_pages_with(instance))
    _tell_of_word(instance.pk, shows_it)


def follow_word(instance: ArticleTerm, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A receiver of `post_save`, `post_delete`: the words of a live article change, too, without being published."""
    if raw:
        return
    if created:
        _tell_of_word(instance.term_id, Q(pk=instance.page_id))
    elif kwargs["signal"] is post_delete and instance.term_id not in _linked_in_page(instance.page_id):
        BlockNotice.objects.filter(page=instance.page_id, unit=unit_of_term(instance.term_id)).delete()


def _linked_in_page(page_id: int) -> set[int]:
    page = ArticlePage.objects.live().filter(pk=page_id).first()
    return linked_in(page.body) if page else set()


def forget_term(instance: Term, **kwargs: Any) -> None:
    """A `post_delete` receiver: what isn't explained any more needs no notice."""
    BlockNotice.objects.filter(unit=unit_of_term(instance.pk)).delete()


@transaction.atomic
def _tell_of_word(term_id: int, articles: Q) -> None:
    """As `tell_readers` does, of one word in some live articles, by the signatures that their readers are told of."""
    rows = ArticlePage.objects.live().filter(articles, review__sign_off_id__isnull=False).distinct()
    pages = list(rows.values_list("pk", "locale__language_code", "review__sign_off_id"))
    if not pages:
        return
    term = Term.objects.get(pk=term_id)
    signed = SignOff.objects.only("explained").in_bulk([sign_off_id for *_page, sign_off_id in pages])
    wanted = [
        page_id
        for page_id, language, sign_off_id in pages
        if getattr(term, f"name_{language}")
        and unseen([explanation_of(term, language)], signed.get(sign_off_id), language)
    ]
    unit, kind = unit_of_term(term_id), BlockNotice.Kind.UNSIGNED
    notices = BlockNotice.objects.filter(unit=unit, kind=kind, page__in=[page_id for page_id, *_more in pages])
    notices.exclude(page__in=wanted).delete()
    BlockNotice.objects.bulk_create(
        [BlockNotice(page_id=page_id, kind=kind, unit=unit, since=timezone.localdate()) for page_id in wanted],
        ignore_conflicts=True,
    )


def _pages_with(instance: AbstractImage | Term) -> list[int]:
    """The keys of the pages that show a picture, or name a term."""
    references = ReferenceIndex.get_references_to(instance).filter(base_content_type__app_label="wagtailcore")
    return [int(key) for key in references.values_list("object_id", flat=True).distinct() if key.isdecimal()]
