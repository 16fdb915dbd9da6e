"""The checks over pages: what they find, what refuses publication, and what is kept of the live ones."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from articles.document import document_of
from articles.models import ArticlePage, DeclaredChange
from editorial.findings import CheckLevel, Examination, PageFinding
from editorial.links import LinkUse, keep_links, known_dead
from home.models import SiteSettings, StandardPage
from quality.checks import CHECKS
from quality.document import Document, Statements
from quality.examine import examine
from quality.finding import Finding, Level
from quality.text import Figures, measure
from vocabulary.models import Term

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


def document_for(page: Page, signer: AbstractBaseUser | None = None) -> Document:
    """An article or a standing page in memory, with what the site says. With a signer, who made the last change too."""
    return document_of(
        page,
        statements=statements_in(page.locale.language_code),
        is_dead=known_dead(),
        last_author=_last_author(page) if signer else "",
        signed_by=signer.get_username() if signer else "",
    )


def findings_of(page: Page, signer: AbstractBaseUser | None = None) -> list[Finding]:
    """What the checks find in a page as it stands in memory, on the levels that are set."""
    return examine(document_for(page, signer), levels())


def blocking_findings(
    page: Page,
    *,
    signer: AbstractBaseUser | None = None,
    overridden: Collection[tuple[str, str]] = (),
    leave_out: Collection[str] = (),
) -> list[Finding]:
    """What refuses the publication of a page as it stands in memory. It changes nothing.

    `overridden` holds the (check, unit) pairs that someone authorised has answered for; `leave_out` the ids of checks
    that the caller is about to satisfy: who signs now has no review yet.
    """
    return [
        finding
        for finding in findings_of(page, signer)
        if finding.level == Level.BLOCK
        and (finding.check, finding.unit) not in overridden
        and finding.check not in leave_out
    ]


def _last_author(page: Page) -> str:
    """The account that made the last change that wasn't declared minor: declared, or else the latest version's."""
    users = get_user_model().objects
    declared = DeclaredChange.objects.filter(
        translation_key=page.translation_key,
        language_code=page.locale.language_code,
        kind=DeclaredChange.Kind.CLINICAL,
    )
    author = declared.order_by("-declared_at", "-pk").values_list("author_id", flat=True).first()
    if not author and page.latest_revision:
        author = page.latest_revision.user_id
    user = users.filter(pk=author).first() if author else None
    return user.get_username() if user else ""


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
        return document_of(page, statements=self._statements[language], terms=self.terms, is_dead=self.is_dead)

    def examine(self, page: Page) -> tuple[list[Finding], Figures]:
        """What is found in a page and its figures. Of a live one both are kept, and its links."""
        document = self.document(page)
        findings, figures = examine(document, self.levels), measure(document)
        if page.live:
            keep(page, findings, figures)
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


def examine_published(instance: Page, **kwargs: Any) -> None:
    """A `page_published` receiver: what is found in a page is as new as the page."""
    if is_checked(instance):
        # The instance that was published holds what was published; the table is only read by people.
        transaction.on_commit(lambda: Corpus().examine(instance), robust=True)


def forget_unpublished(instance: Page, **kwargs: Any) -> None:
    """A `page_unpublished` receiver: the report is about what readers see."""
    Examination.objects.filter(page_id=instance.pk).delete()
    LinkUse.objects.filter(page_id=instance.pk).delete()


@transaction.atomic
def set_levels(chosen: Mapping[str, Level | None]) -> None:
    """Set checks to a level, or back to their own (None); what is kept of the live pages follows."""
    for check in CHECKS:
        if check.id not in chosen:
            continue
        level = chosen[check.id]
        if level is None or level == check.level:
            CheckLevel.objects.filter(check_id=check.id).delete()
        else:
            CheckLevel.objects.update_or_create(check_id=check.id, defaults={"level": level.value})
        PageFinding.objects.filter(check_id=check.id).update(level=(level or check.level).value)
