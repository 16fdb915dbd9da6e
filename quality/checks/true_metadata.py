"""What machines are told."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class TrueMetadata(Check):
    """Machines are told of no review that was not signed."""

    id = "true-metadata"
    level = Level.BLOCK
    title = _("Structured data")
    why = _("Search engines show what the page tells them. It must be what a reader sees.")
    source = "schema.org, MedicalWebPage"
    messages = {
        "false": Message(
            _("Machines are told of a review by %(name)s on %(day)s that nobody signed."),
            _("This is a mistake of the site: tell whoever looks after it."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        told, review = document.metadata, document.review
        if not told or not (told.reviewer or told.reviewed_on):
            return
        said = (told.reviewer, told.qualification, told.reviewed_on)
        if not review or said != (review.reviewer.name, review.reviewer.qualification, review.reviewed_on):
            name = ", ".join(part for part in (told.reviewer, told.qualification) if part)
            yield self.page("false", name=name or "?", day=told.reviewed_on.isoformat() if told.reviewed_on else "?")
