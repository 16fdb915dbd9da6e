"""Short sentences, short paragraphs."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt, sentences, words

WORDS, SENTENCES = 20, 3


class SentenceLength(Check):
    """Sentences of 20 words at most, paragraphs of three sentences at most."""

    id = "sentence-length"
    level = Level.WARN
    title = _("Sentences and paragraphs")
    why = _("Short sentences are understood by more people, and by people who are tired or afraid.")
    source = "NHS content standard"
    for_any_text = True
    messages = {
        "sentence": Message(
            _("A sentence of %(words)d words (20 advised): “%(sentence)s”"),
            _("Make two sentences of it."),
        ),
        "paragraph": Message(
            _("A paragraph of %(sentences)d sentences (3 advised): “%(paragraph)s”"),
            _("Begin a new paragraph where a new idea begins."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        for block, passage in document.prose():
            found = sentences(passage.text, document.language)
            for sentence in found:
                if (count := len(words(sentence))) > WORDS:
                    yield self.block("sentence", block, words=count, sentence=excerpt(sentence))
            if passage.kind == "paragraph" and len(found) > SENTENCES and block.field == "body":
                yield self.block("paragraph", block, sentences=len(found), paragraph=excerpt(passage.text))
