"""When it was reviewed, when it will be."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message

YEARS = 3


class ReviewDates(Check):
    """Last and next review are set, three years apart at most."""

    id = "review-dates"
    level = Level.BLOCK
    title = _("Review dates")
    why = _("Medical knowledge ages. A reader sees when the page was checked and when it will be again.")
    source = "NHS; HSE"
    messages = {
        "missing": Message(
            _("The page has no review date and no next one in this language."),
            _("Submit it for medical review: the signature sets both."),
        ),
        "order": Message(
            _("The next review, %(next)s, is not after the last one, %(last)s."),
            _("Have the page reviewed again."),
        ),
        "late": Message(
            _("The next review, %(next)s, is more than three years after the last one, %(last)s."),
            _("Sign with a next review within three years."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        review = document.review
        if not review:
            yield self.page("missing")
            return
        values = {"last": review.reviewed_on.isoformat(), "next": review.next_review_on.isoformat()}
        if review.next_review_on <= review.reviewed_on:
            yield self.page("order", **values)
        elif review.next_review_on > years_after(review.reviewed_on, YEARS):
            yield self.page("late", **values)


def years_after(day: date, years: int) -> date:
    """The same day years later, the 28th for a 29th of February; the last day there is rather than none."""
    if day.year + years > date.max.year:
        return date.max
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year + years)
