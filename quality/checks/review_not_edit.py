"""Only a signature moves the review date."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class ReviewNotEdit(Check):
    """Both days of a review are a signature's."""

    id = "review-not-edit"
    level = Level.BLOCK
    title = _("Review date comes from a signature")
    why = _("A date that moves with every correction tells readers of a review that never was.")
    source = "NHS, “know that a page is up to date”"
    messages = {
        "moved": Message(
            _("The page says it was reviewed on %(shown)s, the last signature is of %(signed)s."),
            _("Have the page signed again; the date follows by itself."),
        ),
        "extended": Message(
            _("The page says that its next review is due on %(shown)s, the last signature says %(signed)s."),
            _("Have the page signed again; the date follows by itself."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        review = document.review
        if not review:
            return
        if review.signed_on and review.signed_on != review.reviewed_on:
            yield self.page("moved", shown=review.reviewed_on.isoformat(), signed=review.signed_on.isoformat())
        if review.signed_until and review.signed_until != review.next_review_on:
            yield self.page("extended", shown=review.next_review_on.isoformat(), signed=review.signed_until.isoformat())
