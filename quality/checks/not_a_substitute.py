"""What the site is not."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class NotASubstitute(Check):
    """The site says that it replaces no doctor, in the language of the page."""

    id = "not-a-substitute"
    level = Level.BLOCK
    title = _("Does not replace your doctor")
    why = _("Information supports the conversation with one’s doctor; it doesn’t stand in for it.")
    source = "HONcode, complementarity"
    messages = {
        "missing": Message(
            _("The site does not say in this language that it doesn’t replace one’s doctor."),
            _("An administrator fills “Medical disclaimer” under Settings, Site and navigation."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.statements.disclaimer.strip():
            yield self.page("missing")
