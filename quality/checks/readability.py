"""How hard it is to read."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import measure

# Below 50 both authors call a text difficult; of less than 100 words a score says nothing.
HARD, ENOUGH = 50, 100


class Readability(Check):
    """The text is not harder to read than a newspaper."""

    id = "readability"
    level = Level.REPORT
    title = _("Readability")
    why = _("A formula counts words and syllables. It shows where to begin rewriting, it judges nothing.")
    source = "Kandel & Moles 1958; Flesch 1948; NHS: tools only to set priorities"
    for_any_text = True
    may_block = False  # a formula is never a gate
    messages = {
        "hard": Message(
            _("Reading score %(score)s of 100 (%(formula)s): hard for many readers."),
            _("Begin with the longest sentences."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        figures = measure(document)
        if figures.score is not None and figures.words >= ENOUGH and figures.score < HARD:
            yield self.page("hard", "body", score=figures.score, formula=figures.formula)
