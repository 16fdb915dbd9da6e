"""What the text relies on."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Block, Document, Mark
from quality.finding import Check, Finding, Level, Message
from quality.text import pattern

REFERENCES = ("reference", "link")


class Sources(Check):
    """A dated source, and a reference at each dose."""

    id = "sources"
    level = Level.BLOCK
    title = _("Sources")
    why = _("A reader, and the next reviewer, can check what is said and from when it is.")
    source = "DISCERN 4, 5; HONcode, attribution"
    messages = {
        "none": Message(
            _("The page has no source."),
            _("Add the institutions and publications it relies on, with their years."),
        ),
        "undated": Message(
            _("None of the sources has a year."),
            _("Give at least one source its year of publication."),
        ),
        "dose": Message(
            _("“%(dose)s” carries no reference."),
            _("Put the mark of a source, or a link to it, in this passage."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.sources:
            yield self.page("none", "references")
        elif not any(source.year for source in document.sources):
            yield self.page("undated", "references")
        doses = pattern(document.language, "dose")
        if not doses:
            return
        for block in document.of("body"):
            if any(mark.kind in REFERENCES for mark in _marks(block)):
                continue
            for passage in block.passages:
                # Doses are often in a table, whose cells can carry a reference; a caption can’t.
                can_cite = passage.is_prose or block.kind == "table"
                if can_cite and (found := doses.search(passage.text)):
                    yield self.block("dose", block, dose=found[0])


def _marks(block: Block) -> Iterator[Mark]:
    for passage in block.passages:
        yield from passage.marks
