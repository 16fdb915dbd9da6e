"""A live article shows only what is signed in its language, and nothing that a blocking check finds.

Every road to publication saves the page: that is where it is refused. Whether it may is read from the register, and
from nothing else: who asks, and by which road, makes no difference.
"""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.content.digest import SIGNED_FIELDS, units_of
from articles.models import ArticlePage
from articles.publication import RefusedError, as_it_will_be
from editorial.checks.page_checks import blocking_findings, review_by, words_of
from editorial.models.register import Override
from editorial.register.authorship import minor_writers
from editorial.register.integrity import is_sealed
from editorial.register.overrides import overridden
from editorial.register.signature_status import Standing, standing_of
from quality.finding import Finding

# What makes a difference to readers. The rest (locks, dates, the place in the tree) can be saved at any time.
READ_FIELDS = {*SIGNED_FIELDS, "kind", "live", "locale", "locale_id", "alias_of", "alias_of_id"}
_OF_THE_SIGNATURE = {("authorship", "reviewer"), ("review-dates", "missing")}


class UnsignedError(RefusedError):
    """A live article would show what nobody signed, or what a check refuses. Nothing was published."""


def reasons_against(page: ArticlePage, standing: Standing | None = None) -> list[str]:
    """Why this article, as it stands in memory, may not be live, in sentences; empty if it may.

    `standing` is the page's, where it is known.
    """
    standing = standing or standing_of(page)
    passed = overridden(page, standing.units)
    reasons = [] if standing.is_signed or (Override.SIGN_OFF, "") in passed else [_unsigned_message(standing, page)]
    return reasons + [words_of(finding) for finding in open_findings(page, standing)]


def open_findings(page: ArticlePage, standing: Standing | None = None) -> list[Finding]:
    """What blocks the publication of an article as it stands in memory and nobody answered for, its signature aside."""
    standing = standing or standing_of(page)
    findings = blocking_findings(
        page,
        review=review_by(standing.sign_off) if standing.sign_off else None,
        overridden=overridden(page, standing.units),
    )
    return [finding for finding in findings if not is_of_the_signature(finding)]


def is_of_the_signature(finding: Finding) -> bool:
    """Whether a signature will answer it: of a text without one it is said once that it has none."""
    return (finding.check, finding.code) in _OF_THE_SIGNATURE


def _unsigned_message(standing: Standing, page: ArticlePage) -> str:
    if not standing.sign_off:
        language = get_language_info(page.locale.language_code)["name_translated"]
        return _(
            "Nobody has signed this text medically in this language (%(language)s), so it was not published. "
            "Nothing is lost: submit it for medical review."
        ) % {"language": language}
    count = len(standing.unsigned)
    return ngettext(
        "%(count)d passage has changed since the text was signed on %(date)s, so it was not published. "
        "Nothing is lost: submit it for medical review.",
        "%(count)d passages have changed since the text was signed on %(date)s, so it was not published. "
        "Nothing is lost: submit it for medical review.",
        count,
    ) % {"count": count, "date": date_format(localtime(standing.sign_off.signed_at), "DATE_FORMAT")}


def answer(page: Page, user: Any = None, **kwargs: Any) -> list[str]:
    """A receiver of `articles.publication.publication_requested`."""
    if not isinstance(page, ArticlePage):
        return []
    standing = standing_of(page)
    return reasons_against(page, standing) or reasons_against_own(page, user, standing)


def reasons_against_own(page: ArticlePage, user: Any, standing: Standing) -> list[str]:
    """Why this user may not be the one who publishes minor changes, which nobody signs: they are their own."""
    if not user or not standing.is_signed or user.pk not in minor_writers(page, standing, typist=user.pk):
        return []
    if (Override.SIGN_OFF, "") in overridden(page, standing.units):
        return []
    return [
        _(
            "You made minor changes yourself, which nobody else has read yet, so they were not published. "
            "Nothing is lost: submit the page for review, and someone else lets them through."
        )
    ]


def refuse_unsigned(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """A `pre_save` receiver: UnsignedError if this would make live what may not be. What is live already stays so."""
    if raw or (update_fields is not None and not READ_FIELDS.intersection(update_fields)):
        return
    if not isinstance(instance, ArticlePage) and type(instance) is not Page:
        return
    page = as_it_will_be(instance, update_fields)
    if not isinstance(page, ArticlePage) or not page.live:
        return
    stored = ArticlePage.objects.filter(pk=page.pk, live=True).first() if page.pk else None
    # Unless something else than the guard has written it, a moment ago.
    if stored and _reads_the_same(stored, page) and is_sealed(stored.pk):
        return
    if reasons := reasons_against(page):
        raise UnsignedError(reasons)


def _reads_the_same(stored: ArticlePage, page: ArticlePage) -> bool:
    def what_counts(article: ArticlePage) -> list[Any]:
        authors = [link.person_id for link in article.article_authors.all()]
        return [article.locale_id, article.alias_of_id, article.kind, authors]

    return what_counts(stored) == what_counts(page) and units_of(stored) == units_of(page)
