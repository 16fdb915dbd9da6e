"""When to seek help."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any

CLINICAL = ("condition", "treatment", "examination")


class WarningSigns(Check):
    """A clinical page says when to seek help, and of whom."""

    id = "warning-signs"
    level = Level.WARN
    title = _("Warning signs")
    why = _("The reader must know when not to wait, and whom to call.")
    source = "EQIP"
    messages = {
        "missing": Message(
            _("The page does not say when to seek help, and whom to call."),
            _("Add a callout: the signs, and the number or the team to call."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if document.kind not in CLINICAL or any(block.role == "emergency" for block in document.of("body")):
            return
        texts = document.said()
        if has_any(texts, document.language, "warning_signs") is False:
            yield self.page("missing", "body")
