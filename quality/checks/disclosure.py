"""Who publishes, who pays."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class Disclosure(Check):
    """The site says who publishes it and who pays for it."""

    id = "disclosure"
    level = Level.BLOCK
    title = _("Publisher and funding")
    why = _("Readers must know who speaks to them, and with whose money.")
    source = "NHS; HONcode, disclosure"
    messages = {
        "publisher": Message(
            _("The site does not say who publishes it in this language."),
            _("An administrator fills “Publisher” under Settings, Site and navigation."),
        ),
        "funding": Message(
            _("The site does not say who pays for it, and what they have a say in, in this language."),
            _("An administrator fills “Funding” under Settings, Site and navigation, conflicts of interest too."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.statements.publisher.strip():
            yield self.page("publisher")
        if not document.statements.funding.strip():
            yield self.page("funding")
