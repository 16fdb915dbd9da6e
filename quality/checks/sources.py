"""What the text relies on."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Block, Document, Mark, Passage
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any, pattern, sentences

REFERENCES = ("reference", "link")


class Sources(Check):
    """A dated source, and a reference at each claim that has to be looked up: doses, figures, appeals to evidence."""

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
        "figure": Message(
            _("“%(figure)s” puts a figure on a benefit or a risk, and carries no reference."),
            _("Put the mark of a source, or a link to it, in this passage."),
        ),
        "evidence": Message(
            _("“%(words)s”: the passage doesn’t say which evidence that is."),
            _("Put the mark of a source, or a link to it, in this passage."),
        ),
        "uncited": Message(
            _("The page has sources, but nothing in its text says what comes from which."),
            _("Put the marks of sources where a benefit or a risk of the treatment is told."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.sources:
            yield self.page("none", "references")
        elif not any(source.year for source in document.sources):
            yield self.page("undated", "references")
        cited = [any(mark.kind in REFERENCES for mark in _marks(block)) for block in document.of("body")]
        if document.kind == "treatment" and document.sources and cited and not any(cited):
            yield self.page("uncited", "body")
        for block, is_cited in zip(document.of("body"), cited, strict=True):
            if is_cited:
                continue
            # Doses are often in a table, whose cells can carry a reference; the caption of a picture can’t.
            is_table = any(passage.kind == "cell" for passage in block.passages)
            for passage in block.passages:
                if (passage.is_prose or is_table) and (claim := claim_in(passage, document.language)):
                    code, words = claim
                    yield self.block(code, block, **{_VALUES[code]: words})


_VALUES = {"dose": "dose", "figure": "figure", "evidence": "words"}


def claim_in(passage: Passage, language: str) -> tuple[str, str] | None:
    """What in a passage has to be looked up somewhere, and its words: a dose, a figure, an appeal to evidence.

    A figure counts where its sentence speaks of what a treatment does, and not of a price or a measurement.
    """
    doses = pattern(language, "dose")
    if doses and (found := doses.search(passage.text)):
        return "dose", found[0]
    for sentence in sentences(passage.text, language):
        figure = _said(sentence, language, "figures") if has_any([sentence], language, "claims.outcomes") else None
        if figure and not any(has_any([sentence], language, other) for other in ("claims.no_outcome", "not_a_risk")):
            return "figure", figure[0]
        evidence = None if sentence.endswith("?") else _said(sentence, language, "evidence")
        # It is denied, or asked, by what comes before: “no study has shown”, “ask whether studies show”.
        if evidence and not has_any([sentence[: evidence.end()]], language, "claims.no_evidence"):
            return "evidence", evidence[0]
    return None


def _said(sentence: str, language: str, name: str) -> re.Match[str] | None:
    """What a list of claims finds in a sentence."""
    claims = pattern(language, f"claims.{name}")
    return claims.search(sentence) if claims else None


def _marks(block: Block) -> Iterator[Mark]:
    for passage in block.passages:
        yield from passage.marks
