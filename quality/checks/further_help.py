"""Where to find support."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any


class FurtherHelp(Check):
    """The page says where to find support."""

    id = "further-help"
    level = Level.WARN
    title = _("Where to find help")
    why = _("A text answers some questions; people and associations answer the others.")
    source = "DISCERN 7"
    messages = {
        "missing": Message(
            _("The page does not say where to find support or more information."),
            _("Name an association, a service or a person to turn to."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        texts = document.said()
        if has_any(texts, document.language, "further_help") is False:
            yield self.page("missing", "body")
