"""What the site is not."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any, words

_REPAIR = _(
    "An administrator completes “Medical disclaimer” under Settings, Site and navigation. For example: "
    "“These pages do not replace your doctor’s advice.”"
)


class NotASubstitute(Check):
    """The site says that it replaces no doctor, in the language of the page and in any words."""

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
        "professional": Message(
            _("The medical disclaimer in this language names no doctor or other health professional."), _REPAIR
        ),
        "substitute": Message(
            _("The medical disclaimer in this language doesn’t say that the site does not replace one’s doctor."),
            _REPAIR,
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        said = document.statements.disclaimer
        if not words(said):
            yield self.page("missing")
        # None for a language without lists.
        elif has_any([said], document.language, "statements.professional") is False:
            yield self.page("professional")
        elif has_any([said], document.language, "statements.no_substitute") is False:
            yield self.page("substitute")
