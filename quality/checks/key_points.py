"""What to remember if one reads nothing else."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import words

LONG = 400  # about two minutes of reading


class KeyPoints(Check):
    """A long page opens with its key points."""

    id = "key-points"
    level = Level.WARN
    title = _("Key points")
    why = _("Many readers stop early. The essential comes first.")
    source = "PEMAT 11; HAS 2008"
    messages = {
        "missing": Message(
            _("The page has %(count)d words and no key points."),
            _("Write three to five sentences to remember."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        count = sum(len(words(block.text)) for block in document.of("body"))
        if count > LONG and not any(block.text.strip() for block in document.of("key_points")):
            yield self.page("missing", "key_points", count=count)
