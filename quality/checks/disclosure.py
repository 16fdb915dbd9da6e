"""Who publishes, who pays."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any, words


class Disclosure(Check):
    """The site says who publishes it, who pays for it, and with what interests."""

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
        "money": Message(
            _("What the site says of its funding in this language doesn’t say who pays for it, or that nobody does."),
            _("An administrator completes “Funding” under Settings, Site and navigation."),
        ),
        "interests": Message(
            _("What the site says of its funding in this language says nothing of interests, or that there are none."),
            _(
                "An administrator completes “Funding” under Settings, Site and navigation: what those who pay have "
                "a say in, or that they have none."
            ),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        language, funding = document.language, document.statements.funding
        if not words(document.statements.publisher):
            yield self.page("publisher")
        if not words(funding):
            yield self.page("funding")
            return
        # None for a language without lists.
        if has_any([funding], language, "statements.money") is False:
            yield self.page("money")
        if has_any([funding], language, "statements.interests") is False:
            yield self.page("interests")
