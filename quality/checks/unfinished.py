"""What is still to be written."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Block, Document, Passage
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt, pattern, tidy

_BRACKETED = re.compile(r"\[([^\[\]]{1,200})\]")
# What no sentence of any language has: programmers' words in capitals, a printer's dummy text. 47,XXX is a karyotype.
_CERTAIN = re.compile(
    r"(?<![\w-])(?:TODO|FIXME|TBD)(?![\w-])"
    r"|(?<![\w;-])(?<!\d,)(?<!\d, )(?<!yotype )(?<!yndrome )(?<!risomie )(?<!risomy )X{3,}(?![\w-])"
    r"|(?<![\w-])X{2}(?=\s*(?:%|(?:mg|g|ml|mL|kg|cm|mm|µg|UI|IU|Gy)\b))"
    r"|\b(?:[Ll]orem [Ii]psum|LOREM IPSUM)\b"
)
_CERTAIN_IN_BRACKETS = re.compile(r"\W*(?:todo|fixme|tbd|tbc|xx+)\b", re.IGNORECASE)
# “dose: ?? mg”, “(??)”, “?? %”; after a word it is only a question asked too loudly.
_QUESTION_MARKS = re.compile(
    r"(?:^|(?<=[:=≈~(\[/]))\s*(?P<first>\?{2,})"
    r"|\?{2,}(?=\s*(?:%|(?:mg|g|ml|mL|kg|cm|mm|µg|UI|IU|Gy)\b))"
)
# “(source ?)”; what else is asked in round brackets is a question.
_ASKED = re.compile(r"\(\s*([^()?]{1,20}\?+)\s*\)")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")
_LABELS = frozenset({"heading", "title", "term", "caption", "cell"})
_ENDS = re.compile(r"\s*(?:$|[.,:;!)\]»”–—-])")


class Unfinished(Check):
    """No sentence is left unfinished: of a template, or of a draft with a note to oneself."""

    id = "unfinished"
    level = Level.BLOCK
    title = _("Unfinished sentences")
    why = _("“[…]”, “TODO” or “[to be completed]” stands where something is still to be written.")
    source = "patient-portal"  # no standard: the shapes of articles leave “[…]”, and drafts the others
    for_any_text = True
    messages = {
        "mark": Message(
            _("“%(text)s” is not finished: “%(mark)s” is still in it."),
            _("Finish the sentence, or take it away."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        language = document.language
        for name in ("title", "purpose", "audience", "seo_title", "search_description"):
            text = getattr(document, name)
            if mark := mark_in(Passage(tidy(text), "title"), language):
                yield self.page("mark", name, text=excerpt(text), mark=mark)
        for block in document.blocks:
            for passage in _texts(block):
                if mark := mark_in(passage, language):
                    yield self.block("mark", block, text=excerpt(passage.text), mark=mark)
                    break
        for source in document.sources:
            for text in (source.organisation, source.title):
                # A title may have been shortened.
                if mark := mark_in(Passage(tidy(text.replace("[…]", "").replace("[...]", "")), "title"), language):
                    yield self.reference("mark", source, text=excerpt(text), mark=mark)
                    break


def mark_in(passage: Passage, language: str) -> str:
    """The first thing that certainly says that a text isn't finished, "" where nothing does.

    “À vérifier avec votre médecin” and “to be confirmed by a biopsy” are sentences. Such words count in square
    brackets, in capitals, or as all that a paragraph says. In another's words and another language, “[…]” is what was
    left out of them, and “todo” a word.
    """
    for mark in passage.marks:
        if mark.kind == "foreign" and mark.text:
            passage = Passage(passage.text.replace(mark.text, " "), passage.kind, passage.marks)
    is_quoted = passage.kind == "quote"
    own = passage.text if is_quoted else _QUOTED.sub(_unless_marked, passage.text)
    notes = pattern(language, "unfinished.notes")
    for text, others_words in ((own, is_quoted), (passage.text, True)):
        for found in _BRACKETED.finditer(text):
            if _is_note(found[1].strip(), language, others_words=others_words):
                return found[0]
    if is_quoted:
        return ""
    if certain := _CERTAIN.search(own) or _QUESTION_MARKS.search(own):
        return certain[0].strip()
    bracketed = pattern(language, "unfinished.bracketed")
    for found in _ASKED.finditer(own):
        if bracketed and bracketed.fullmatch(found[1]):
            return found[0]
    if not notes:
        return ""
    alone = own.strip(" .:;!…–—*-")
    if passage.kind not in _LABELS and notes.fullmatch(alone):
        return alone
    for found in notes.finditer(own):
        if found[0].isupper() and not own.isupper() and _ENDS.match(own, found.end()):
            return found[0]
    return ""


def _is_note(said: str, language: str, *, others_words: bool) -> bool:
    """Whether what stands in square brackets is a note to oneself."""
    if said in ("…", "..."):
        return not others_words
    if re.fullmatch(r"[?…\s]*\?[?…\s]*", said) or _CERTAIN_IN_BRACKETS.match(said):
        return True
    lists = (pattern(language, "unfinished.notes"), pattern(language, "unfinished.bracketed"))
    return any(listed and listed.match(said) for listed in lists)


def _texts(block: Block) -> Iterator[Passage]:
    """All that its author typed into a block, what a picture shows and who is quoted too."""
    yield from block.passages
    if block.picture:
        yield Passage(tidy(block.picture.alternative), "title")
    if block.quotation:
        for text in (block.quotation.person, block.quotation.role, block.quotation.organisation):
            yield Passage(tidy(text), "title")


def _unless_marked(quoted: re.Match[str]) -> str:
    """Nothing in the place of a quotation; “[…]” in quotation marks is none."""
    return " " if re.search(r"\w", _BRACKETED.sub("", quoted[0])) else quoted[0]
