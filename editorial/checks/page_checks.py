"""The checks over pages: what they find, what refuses publication, and what is kept of the live ones."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.query import PageQuerySet

from articles.check_document import document_of
from articles.models import ArticlePage
from editorial.checks.page_links import keep_links, known_dead
from editorial.models.check_results import CheckLevel, Examination, PageFinding
from editorial.models.links import LinkUse
from editorial.models.register import SignOff
from home.models import SiteSettings, StandardPage
from quality.checks import CHECKS
from quality.document import Contributor, Document, Metadata, Review, Statements
from quality.finding import Finding, Level
from quality.runner import UNREAD, describe, examine, repair, title_of
from quality.text import NO_FIGURES, Figures, measure
from vocabulary.models import Term

logger = logging.getLogger(__name__)

LEVEL_SET = "editorial.level_set"

CHECKED: list[type[Page]] = [ArticlePage, StandardPage]


def levels() -> dict[str, Level]:
    """The levels that were set to something else than the checks' own. One query."""
    return {check: Level(level) for check, level in CheckLevel.objects.values_list("check_id", "level")}


def statements_in(language: str) -> Statements:
    """What the site says in a language. One query."""
    site_settings = SiteSettings.for_language(language)
    return Statements(site_settings.publisher, site_settings.funding_statement, site_settings.medical_disclaimer)


def is_checked(page: Page) -> bool:
    """Whether the checks look at this type of page."""
    return isinstance(page, tuple(CHECKED))


def document_for(page: Page, *, review: Review | None = None, own_signer: str = "") -> Document:
    """An article or a standing page in memory, with what the site says and what is known of its review.

    That is what readers are told, unless another is given: the one that a text is about to go live with. `own_signer`
    names whoever would sign what they wrote themselves.
    """
    statements = statements_in(page.locale.language_code)
    document = document_of(page, statements=statements, is_dead=known_dead())
    if not isinstance(page, ArticlePage):
        return document
    document = replace(document, review=review) if review else with_register(document, page)
    return replace(document, last_author=own_signer, signed_by=own_signer)


def with_register(document: Document, page: ArticlePage) -> Document:
    """A document that knows when the review that readers are told of was signed, and what machines are told of it."""
    if not page.pk or not document.review or not page.latest_review:
        return document
    number = page.latest_review.sign_off_id
    signed = SignOff.objects.defer("content", "units").filter(pk=number).first() if number else None
    review, told = document.review, page.shown_review
    shown = review.reviewer  # as people are named now
    if signed:
        signer = Contributor(signed.signer_name, signed.qualification, signed.person_id)
        signed_on = timezone.localdate(signed.signed_at)
        review = replace(review, reviewer=signer, signed_on=signed_on, signed_until=signed.next_review_on)
    metadata = Metadata(shown.name, told.reviewed_on, shown.qualification) if told else Metadata()
    return replace(document, review=review, metadata=metadata)


def review_by(sign_off: SignOff) -> Review:
    """The review that a text which this signature covers goes live with."""
    signed_on = timezone.localdate(sign_off.signed_at)
    signer = Contributor(sign_off.signer_name, sign_off.qualification, sign_off.person_id)
    return Review(signer, signed_on, sign_off.next_review_on, signed_on=signed_on)


def findings_of(page: Page, *, review: Review | None = None, own_signer: str = "") -> list[Finding]:
    """What the checks find in a page as it stands in memory (`document_for`), on the levels that are set."""
    return examine(document_for(page, review=review, own_signer=own_signer), levels())


def blocking_findings(
    page: Page, *, review: Review | None = None, overridden: Collection[tuple[str, str]] = ()
) -> list[Finding]:
    """What refuses the publication of a page as it stands in memory. It changes nothing.

    `review` is the one that it goes live with, where that isn't told to readers yet. `overridden` holds the (check,
    unit) pairs that someone authorised has answered for.
    """
    return [
        finding
        for finding in findings_of(page, review=review)
        if finding.level == Level.BLOCK and (finding.check, finding.unit) not in overridden
    ]


def words_of(finding: Finding) -> str:
    """The check, what it found and one way to put it right, in one line."""
    values = {"check": title_of(finding.check), "finding": describe(finding), "repair": repair(finding)}
    return _("%(check)s: %(finding)s %(repair)s") % values


class Corpus:
    """Checks over many pages: what they share is read once."""

    def __init__(self) -> None:
        self.levels = levels()
        self.terms = list(Term.objects.all())
        self.is_dead = known_dead()
        self._statements: dict[str, Statements] = {}

    def document(self, page: Page) -> Document:
        """A page as the checks see it."""
        language = page.locale.language_code
        if language not in self._statements:
            self._statements[language] = statements_in(language)
        statements = self._statements[language]
        document = document_of(page, statements=statements, terms=self.terms, is_dead=self.is_dead)
        return with_register(document, page) if isinstance(page, ArticlePage) else document

    def examine(self, page: Page) -> tuple[list[Finding], Figures]:
        """What is found in a page and its figures. Of a live one both are kept, and its links.

        That a page can't be read is a finding in it, and keeps no other page from being examined.
        """
        try:
            document = self.document(page)
            findings, figures = examine(document, self.levels), measure(document)
        except DatabaseError:
            raise
        except Exception:  # stored content may have any shape: an import, or an older program, has written it
            logger.exception("A page could not be read", extra={"event": "page_unread", "page": page.pk})
            document, findings, figures = None, [UNREAD], NO_FIGURES
        if page.live:
            keep(page, findings, figures)
            if document:
                keep_links(page, document)
        return findings, figures


def live_pages(language: str | None = None) -> Iterable[Page]:
    """The live pages that are checked, a type at a time, in the order of their trees."""
    for model in CHECKED:
        pages: PageQuerySet = model._default_manager.live().select_related("locale").order_by("path")
        if model is ArticlePage:
            pages = pages.select_related("review__reviewer")
        yield from (pages.filter(locale__language_code=language) if language else pages).iterator(chunk_size=100)


@transaction.atomic
def keep(page: Page, findings: Iterable[Finding], figures: Figures) -> Examination:
    """Keep what was found in a live page in the place of what was found before."""
    measured = {
        "examined_at": timezone.now(),
        "word_count": figures.words,
        "sentence_count": figures.sentences,
        "syllable_count": figures.syllables,
        "score": figures.score,
    }
    # One statement, whether the page was examined before or is being examined twice at this moment.
    (examination,) = Examination.objects.bulk_create(
        [Examination(page_id=page.pk, **measured)],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=list(measured),
    )
    examination.findings.all().delete()
    PageFinding.objects.bulk_create(PageFinding(examination=examination, **_row(finding)) for finding in findings)
    return examination


def _row(finding: Finding) -> Mapping[str, Any]:
    return {
        "check_id": finding.check,
        "code": finding.code,
        "level": finding.level.value,
        "values": dict(finding.values),
        "field": finding.field,
        "kind": finding.kind,
        "block_id": finding.block_id,
        "place": finding.place,
    }


def examine_published(instance: Page) -> None:
    """Examine a page once its publication is committed: what is found in it is as new as the page."""
    if is_checked(instance):
        # The instance that was published holds what was published; the table is only read by people.
        transaction.on_commit(lambda: Corpus().examine(instance), robust=True)


def forget_unpublished(instance: Page, **kwargs: Any) -> None:
    """A `page_unpublished` receiver: the report is about what readers see."""
    Examination.objects.filter(page_id=instance.pk).delete()
    LinkUse.objects.filter(page_id=instance.pk).delete()


@transaction.atomic
def set_levels(chosen: Mapping[str, Level | None]) -> None:
    """Set checks to a level, or back to their own (None); what is kept of the live pages follows.

    Each that changes is a line of the site's history, under whoever's request it is.
    """
    before = {row.check_id: row for row in CheckLevel.objects.select_for_update()}
    for check in CHECKS:
        if check.id not in chosen:
            continue
        row = before.get(check.id) or CheckLevel(check_id=check.id, level=check.level.value)
        old, new = row.level, (chosen[check.id] or check.level).value
        if old == new:
            continue
        row.level = new
        row.save()
        data = {"check": check.id, "old": old, "new": new}
        log(instance=row, action=LEVEL_SET, title=title_of(check.id), data=data)
        if new == check.level:
            row.delete()
        PageFinding.objects.filter(check_id=check.id).update(level=new)
