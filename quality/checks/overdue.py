"""A review that is due."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class Overdue(Check):
    """The next review is not past."""

    id = "overdue"
    level = Level.REPORT
    title = _("Review overdue")
    why = _("Past that day the reader sees a notice, and the page’s owner is reminded.")
    source = "NHS"
    messages = {
        "past": Message(
            _("The review was due on %(day)s. Readers see a notice."),
            _("Submit the page for medical review."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if document.review and document.review.next_review_on < document.today:
            yield self.page("past", day=document.review.next_review_on.isoformat())
