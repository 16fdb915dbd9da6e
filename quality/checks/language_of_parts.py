"""Words of another language."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Block, Document, Passage
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt, foreign_language, sentences

QUOTED = re.compile(r"«\s*([^»]{8,200}?)\s*»|“([^”]{8,200})”")


class LanguageOfParts(Check):
    """A foreign sentence or phrase carries its language."""

    id = "language-of-parts"
    level = Level.WARN
    title = _("Language of parts")
    why = _("A screen reader pronounces a phrase by the rules of the language it is told.")
    source = "WCAG 2.2, 3.1.2"
    for_any_text = True
    messages = {
        "foreign": Message(
            _("“%(text)s” seems to be in another language (%(language)s) than the page."),
            _("Translate it, or select it and say its language with the globe above the text."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        for block, passage in _passages(document):
            seen = {mark.text for mark in passage.marks if mark.kind == "foreign"}
            # A phrase set apart says more by two small words than a part of running text does.
            texts = [(text, 3) for text in sentences(passage.text, document.language)]
            texts += [(text, 2) for text in _set_apart(passage) if not _is_name(text)]
            for text, least in texts:
                language = foreign_language(text, document.language, least)
                if language and not any(text in other or other in text for other in seen):
                    seen.add(text)
                    yield self.block("foreign", block, text=excerpt(text), language=language)


def _passages(document: Document) -> Iterator[tuple[Block, Passage]]:
    """All that is read out as the page’s own words, headings and cells too."""
    for block in document.of("introduction", "key_points", "body", "questions"):
        for passage in block.passages:
            may_be_name = passage.kind in ("caption", "cell")
            if passage.kind not in ("quote", "term") and not (may_be_name and _is_name(passage.text)):
                yield block, passage


def _set_apart(passage: Passage) -> Iterator[str]:
    """What stands in italics or in quotation marks."""
    yield from (mark.text for mark in passage.marks if mark.kind == "emphasis")
    yield from (french or english for french, english in QUOTED.findall(passage.text))


def _is_name(text: str) -> bool:
    """The name of an institution or of a work: WCAG asks nothing of a name."""
    return text[:1].isupper() and not text.rstrip().endswith((".", "!", "?"))
