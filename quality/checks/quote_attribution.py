"""Whose words they are."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt


class QuoteAttribution(Check):
    """A quotation says whose words it gives and where they are to be found."""

    id = "quote-attribution"
    level = Level.BLOCK
    title = _("Quotations")
    why = _("Words without an owner can’t be checked.")
    source = "HONcode, attribution"
    for_any_text = True
    messages = {
        "nobody": Message(
            _("The quotation names nobody: “%(text)s”"),
            _("Name the person, their role or their organisation."),
        ),
        "source": Message(
            _("The quotation has no source: “%(text)s”"),
            _("Give the address it was found at, or add the organisation to the sources of the page."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        known = {source.organisation.casefold() for source in document.sources if source.organisation}
        for block in document.of("body"):
            quotation = block.quotation
            if not quotation:
                continue
            if not (quotation.person or quotation.role or quotation.organisation):
                yield self.block("nobody", block, text=excerpt(block.text))
            cited = any(mark.kind == "reference" for passage in block.passages for mark in passage.marks)
            if not (quotation.url or cited or quotation.organisation.casefold() in known):
                yield self.block("source", block, text=excerpt(block.text))
