"""What is still to be written."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt

MARKS = ("[…]", "[...]")


class Unfinished(Check):
    """No sentence of a template is left unfinished."""

    id = "unfinished"
    level = Level.BLOCK
    title = _("Unfinished sentences")
    why = _("“[…]” stands where a template leaves something to be written.")
    source = "patient-portal"  # no standard: the shapes of articles leave this mark
    for_any_text = True
    messages = {
        "left": Message(
            _("“%(text)s” is not finished: “[…]” is still in it."),
            _("Finish the sentence, or take it away."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        for name in ("title", "purpose", "audience", "seo_title", "search_description"):
            text = getattr(document, name)
            if any(mark in text for mark in MARKS):
                yield self.page("left", name, text=excerpt(text))
        for block in document.blocks:
            for passage in block.passages:
                # In another's words it stands for what was left out of them.
                if passage.kind != "quote" and any(mark in passage.text for mark in MARKS):
                    yield self.block("left", block, text=excerpt(passage.text))
                    break
