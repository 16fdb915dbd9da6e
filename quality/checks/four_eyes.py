"""Two people, not one."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


class FourEyes(Check):
    """Nobody approves their own last change."""

    id = "four-eyes"
    level = Level.BLOCK
    title = _("Four eyes")
    why = _("A mistake is seen by someone else. Whoever signs did not make the last change that matters.")
    source = "ONS, dis-wagtail"
    is_fixed = True
    messages = {
        "own": Message(
            _("%(name)s made the last change, and is the one who signs."),
            _("Have another reviewer sign."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if document.last_author and document.last_author == document.signed_by:
            yield self.page("own", name=document.last_author)
