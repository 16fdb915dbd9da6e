"""Sources that have aged."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt

YEARS = 5


class SourceAge(Check):
    """The newest source is at most five years old, and every link still leads somewhere."""

    id = "source-age"
    level = Level.WARN
    title = _("Age of sources")
    why = _("What was right years ago may no longer be.")
    source = "HSE, review steps"
    messages = {
        "old": Message(
            _("The newest source is of %(year)d, more than %(years)d years ago."),
            _("Look for a newer edition, or another source."),
        ),
        "dead": Message(
            _("The address of “%(title)s” no longer answers."),
            _("Find its new address, or take another source."),
        ),
        "link": Message(
            _("The link “%(text)s” no longer leads anywhere."),
            _("Find its new address, or take the link away."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        years = [source.year for source in document.sources if source.year]
        if years and document.today.year - max(years) > YEARS:
            yield self.page("old", "references", year=max(years), years=YEARS)
        for source in document.sources:
            if source.is_dead:
                yield self.reference("dead", source, title=excerpt(source.title or source.url))
        for block in document.blocks:
            if block.quotation and block.quotation.is_dead:
                yield self.block("dead", block, title=excerpt(block.text))
            for passage in block.passages:
                for mark in passage.marks:
                    if mark.is_dead:
                        yield self.block("link", block, text=excerpt(mark.text or mark.target))
