"""What it is for, and for whom."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class Purpose(Check):
    """Aim and audience are filled."""

    id = "purpose"
    level = Level.BLOCK
    title = _("Aim and audience")
    why = _("Whoever knows what a text is for, and for whom, can write it, judge it and choose it.")
    source = "DISCERN 1; HAS 2008; PEMAT 1"
    messages = {
        "aim": Message(
            _("The aim of the page is not filled."),
            _("Write what the reader will be able to do after reading."),
        ),
        "audience": Message(
            _("The audience of the page is not filled."),
            _("Write whom it is for: patients, relatives, both."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.purpose.strip():
            yield self.page("aim", "purpose")
        if not document.audience.strip():
            yield self.page("audience", "audience")
