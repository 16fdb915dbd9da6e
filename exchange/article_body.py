"""The body of a document: paragraphs become blocks, one by one."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from exchange.imported_document import Block, Document, Paragraph, Runs, cut, html_of, text_of

TITLE, HEADING, TERM, INTRODUCTION = 255, 200, 60, 600


LONGEST_QUESTION = 150


_EXCERPT = 60


_COLON = re.compile(r"^(?P<term>[^:?!.;«»“”]{2,60}?)\s*:\s+(?=\S)")


_VERB = re.compile(
    r"^(?P<term>[^:?!.;,«»“”]{3,60}?)\s+"
    r"(?=(?:consiste(?:nt)? (?:en|à)|désigne(?:nt)?|consists? of|means?|refers? to)\s)",
    re.IGNORECASE,
)


MARKDOWN_DEFINITION = re.compile(r"^(?P<term>[^\n]{2,60})\n:\s+(?=\S)")


QUOTED = re.compile(
    r"^(?:«\s*(?P<fr>[^\s«»][^«»]*)»|“\s*(?P<en>[^\s“”][^“”]*)”)\s*(?:[.,]\s*)?(?:[—–-]\s*(?P<who>\S.{1,150}))?$",
    re.DOTALL,
)


_SIGNED = re.compile(r"^[—–-]+\s*(?P<who>[^\W\d_].{1,150})$", re.DOTALL)


_REPORTED = re.compile(
    r"\b(?i:comme (?:le|l[’'])\s?(?:précise|souligne|explique|rappelle|indique|dit)|selon|d[’']après|according to"
    r"|as explained by)\b.{0,200}?\b[A-ZÀ-Þ][\w’'-]{1,40} [A-ZÀ-Þ][\w’'-]"
)


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"


def is_question(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a short question, which heads what follows."""
    return (
        paragraph.kind == "text"
        and paragraph.text.endswith("?")
        and len(paragraph.text) <= LONGEST_QUESTION
        and "\n" not in paragraph.text
    )


def _is_bold_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    runs = [run for run in paragraph.runs if run.text.strip()]
    return (
        paragraph.kind == "text"
        and bool(runs)
        and all(run.bold and not run.href for run in runs)
        and len(text) <= 100
        and text[-1] not in ".:;,"
        and "\n" not in text
    )


class ArticleBody:
    """The text of an article under construction."""

    def __init__(self, document: Document, rest: list[Paragraph]) -> None:
        self.document = document
        self.rest = rest
        self.levels = sorted({paragraph.level for paragraph in rest if paragraph.kind == "heading"})

    def unsure(self, line: str) -> None:
        if line not in self.document.unsure:
            self.document.unsure.append(line)

    def add(self, kind: str, value: object) -> None:
        self.document.blocks.append(Block(kind, value))

    def build(self) -> None:
        for kind, group in groupby(self._kinds(), key=lambda pair: pair[0]):
            paragraphs = [paragraph for _kind, paragraph in group]
            getattr(self, f"_add_{kind}")(paragraphs)

    def _kinds(self) -> Iterator[tuple[str, Paragraph]]:
        """Each paragraph with what it is taken for."""
        is_quoting = is_defining = False
        for place, paragraph in enumerate(self.rest):
            kind = self._kind(place, paragraph)
            if is_quoting and paragraph.kind == "text" and _SIGNED.match(paragraph.text):
                kind = "quote"
            elif is_defining and paragraph.kind == "text" and kind == "paragraph":
                kind = "terms"
            is_quoting = kind == "quote"
            is_defining = paragraph.kind == "term"
            yield kind, paragraph

    def _kind(self, place: int, paragraph: Paragraph) -> str:
        following = self.rest[place + 1] if place + 1 < len(self.rest) else None
        match paragraph.kind:
            case "title" | "heading":
                return "heading" if len(paragraph.text) <= HEADING else "paragraph"
            case "item":
                return "numbers" if paragraph.is_numbered else "bullets"
            case "quote":
                return "quote"
            case "term":
                return "terms"
            case "table":
                return "table"
        if (quoted := QUOTED.match(paragraph.text)) and (
            quoted["who"] or (following and following.kind == "text" and _SIGNED.match(following.text))
        ):
            return "quote"
        if MARKDOWN_DEFINITION.match(paragraph.text):
            return "definitions"
        if following and following.kind not in ("title", "heading"):
            if is_question(paragraph) and not self.levels:
                return "heading"
            if _is_bold_line(paragraph):
                return "heading"
        if self._is_defining_line(place):
            return "definitions"
        return "paragraph"

    def _is_defining_line(self, place: int) -> bool:
        """Two lines or more, one after the other, that say “Word: explanation”."""

        def is_one(index: int) -> bool:
            if not 0 <= index < len(self.rest) or self.rest[index].kind != "text":
                return False
            match = _COLON.match(self.rest[index].text)
            return bool(match) and len(match["term"].split()) <= 5 and len(self.rest[index].text) <= 600  # type: ignore[index]

        return is_one(place) and (is_one(place - 1) or is_one(place + 1))

    def _add_heading(self, paragraphs: list[Paragraph]) -> None:
        for paragraph in paragraphs:
            level = "2"
            if paragraph.kind == "heading":
                rank = self.levels.index(paragraph.level)
                level = "2" if rank == 0 else "3"
                if rank > 1:
                    self.unsure(_("Headings have two levels here; deeper ones became level 3."))
            elif paragraph.kind == "text":
                if self.levels:
                    level = "3"
                if not paragraph.text.endswith("?"):
                    self.unsure(
                        _("Taken as a heading, because it is a bold line: “%(text)s”")
                        % {"text": _excerpt(paragraph.text)}
                    )
            self.add("heading", {"text": " ".join(paragraph.text.split()), "level": level})

    def _add_paragraph(self, paragraphs: list[Paragraph]) -> None:
        for paragraph in paragraphs:
            excerpt = {"text": _excerpt(paragraph.text)}
            if paragraph.kind == "heading":
                self.unsure(_("Too long for a heading, so it is a paragraph: “%(text)s”") % excerpt)
            elif is_question(paragraph) and self.levels:
                self.unsure(_("A question that stands alone; it stays a paragraph: “%(text)s”") % excerpt)
            elif QUOTED.match(paragraph.text):
                self.unsure(_("A quotation, but it doesn't say whose; it stays a paragraph: “%(text)s”") % excerpt)
            elif _REPORTED.search(paragraph.text):
                self.unsure(_("Someone's words are told here, not quoted; it stays a paragraph: “%(text)s”") % excerpt)
        self.add("paragraph", "".join(_rich(paragraph.runs) for paragraph in paragraphs))

    def _add_numbers(self, paragraphs: list[Paragraph]) -> None:
        self._add_items(paragraphs, "numbered")

    def _add_bullets(self, paragraphs: list[Paragraph]) -> None:
        definitions = [_definition(paragraph.runs) for paragraph in paragraphs]
        by_colon = [bool(_COLON.match(paragraph.text)) for paragraph in paragraphs]
        if len(paragraphs) > 1 and all(definitions) and any(by_colon):
            self._add_definition_list([definition for definition in definitions if definition])
            first = {"text": _excerpt(paragraphs[0].text)}
            self.unsure(_("A list whose items explain a word each was taken as definitions: “%(text)s”") % first)
            for paragraph, has_colon in zip(paragraphs, by_colon, strict=True):
                if not has_colon:
                    self.unsure(
                        _("There is no colon between the word and its explanation: “%(text)s”")
                        % {"text": _excerpt(paragraph.text)}
                    )
            return
        self._add_items(paragraphs, "bulleted")

    def _add_items(self, paragraphs: list[Paragraph], kind: str) -> None:
        if any(paragraph.level for paragraph in paragraphs):
            self.unsure(_("Lists have one level here; the items of lists within lists follow each other."))
        self.add("item_list", {"kind": kind, "entries": [_rich(paragraph.runs) for paragraph in paragraphs]})

    def _add_definitions(self, paragraphs: list[Paragraph]) -> None:
        found = [_definition(paragraph.runs) for paragraph in paragraphs]
        self._add_definition_list([definition for definition in found if definition])
        if not MARKDOWN_DEFINITION.match(paragraphs[0].text):
            first = {"text": _excerpt(paragraphs[0].text)}
            self.unsure(_("Lines that explain a word each were taken as definitions: “%(text)s”") % first)

    def _add_terms(self, paragraphs: list[Paragraph]) -> None:
        """Terms and explanations that the format itself names so."""
        entries: list[tuple[str, Runs]] = []
        for paragraph in paragraphs:
            if paragraph.kind == "term" and len(paragraph.text) <= 2 * TERM:
                entries.append((paragraph.text, ()))
            elif entries and not entries[-1][1]:
                entries[-1] = (entries[-1][0], paragraph.runs)
            else:
                entries.append(("", paragraph.runs))
        self._add_definition_list(entries)

    def _add_definition_list(self, entries: list[tuple[str, Runs]]) -> None:
        self.add(
            "definition_list",
            {"entries": [{"term": " ".join(term.split()), "definition": _rich(runs)} for term, runs in entries]},
        )

    def _add_quote(self, paragraphs: list[Paragraph]) -> None:
        """One quotation for each that is signed, one for the rest."""
        texts: list[str] = []
        for paragraph in paragraphs:
            quoted, signed = QUOTED.match(paragraph.text), _SIGNED.match(paragraph.text)
            if any(run.href for run in paragraph.runs):
                self.unsure(_("A quotation keeps no links: “%(text)s”") % {"text": _excerpt(paragraph.text)})
            if signed and texts:
                self._add_one_quote(texts, signed["who"])
                texts = []
            elif quoted:
                texts.append((quoted["fr"] or quoted["en"]).strip())
                if quoted["who"]:
                    self._add_one_quote(texts, quoted["who"])
                    texts = []
            else:
                texts.append(paragraph.text)
        if texts:
            self._add_one_quote(texts, "")
            self.unsure(_("A quotation doesn't say whose it is: “%(text)s”") % {"text": _excerpt(texts[0])})

    def _add_one_quote(self, texts: list[str], who: str) -> None:
        person, role, organisation = [*(part.strip() for part in who.split(",", 2)), "", ""][:3]
        parts = {"person": person, "role": role, "organisation": organisation}
        if len(person) > 120 or len(role) > 120:
            parts = {"person": "", "role": "", "organisation": who}
        self.add("quote", {"text": "\n".join(texts), **parts, "source_url": "", "date": None})

    def _add_table(self, paragraphs: list[Paragraph]) -> None:
        for paragraph in paragraphs:
            width = max(len(row) for row in paragraph.rows)
            if any(len(row) < width for row in paragraph.rows):
                self.unsure(_("A table has rows of different lengths: empty cells were added."))
            if not paragraph.has_header:
                self.unsure(_("A table doesn't say what its headings are: its first row was taken."))
            rows = [[*row, *([()] * (width - len(row)))] for row in paragraph.rows]
            headings = [" ".join(text_of(cell).split()) for cell in rows[0]]
            self.add(
                "table",
                {
                    "caption": "",
                    "columns": [{"type": "text", "heading": heading} for heading in headings],
                    "rows": [{"values": [_rich(cell) if cell else "" for cell in row]} for row in rows[1:]],
                },
            )


def _rich(runs: Runs) -> str:
    return html_of(runs).replace("\n", " ")


def _definition(runs: Runs) -> tuple[str, Runs] | None:
    """The word and its explanation, None where a text doesn't begin with a word that it explains."""
    text = text_of(runs)
    match = MARKDOWN_DEFINITION.match(text) or _COLON.match(text) or _VERB.match(text)
    if not match or len(match["term"].split()) > 8 or not (explanation := cut(runs, match.end())):
        return None
    return match["term"].strip(), explanation
