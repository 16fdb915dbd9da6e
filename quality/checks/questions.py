"""Questions to ask one's doctor."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message

CLINICAL = ("condition", "treatment", "examination")


class Questions(Check):
    """An article on an illness, a treatment or an examination has questions to ask one's doctor."""

    id = "questions"
    level = Level.WARN
    title = _("Questions to ask one’s doctor")
    why = _("A reader who comes with questions decides with the doctor.")
    source = "DISCERN 15"
    messages = {
        "missing": Message(
            _("The page offers no question to ask one’s doctor."),
            _("Add two or three under “Questions to ask one’s doctor”."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if document.kind in CLINICAL and not any(block.text.strip() for block in document.of("questions")):
            yield self.page("missing", "questions")
