"""From paragraphs to an article: what is its title, what a question, what a list of definitions.

Nothing is invented and no word is lost. Where two readings are possible the careful one is taken, and said.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.imported_document import Block, Document, Paragraph, Runs, cut, html_of, text_of

TITLE, HEADING, TERM, INTRODUCTION = 255, 200, 60, 600
_QUESTION = 150
_HEAD = 4  # paragraphs after the title among which its author and date may stand
_EXCERPT = 60

_NAVIGATION = re.compile(
    r"^[\W_]*(blog|accueil|home|articles?|actualités|news|menu"
    r"|(retour|revenir) (à|aux|vers) .{1,40}|back to .{1,40}|(partager|share|imprimer|print)( .{1,30})?)[\W_]*$",
    re.IGNORECASE,
)
_CATEGORIES = re.compile(
    r"^(catégories?|categor(?:y|ies)|rubriques?|thèmes?|topics?|tags?)\s*:\s*(?P<names>.*)$", re.IGNORECASE | re.DOTALL
)
# A document is anyone's: in none of these patterns may two parts that repeat take the same characters.
_COUNTED = re.compile(r"^(?P<name>.*\S)\s*\(\d+\)$")

_MONTHS = (
    (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
)
_MONTH = {name: number for names in _MONTHS for number, name in enumerate(names, start=1)} | {
    "fevrier": 2, "aout": 8, "decembre": 12,
}  # fmt: skip
_DATE = (
    r"(?P<date>(?P<d1>\d{1,2})(?:er|st|nd|rd|th)?\s+(?P<m1>[^\W\d_]+)\.?\s+(?P<y1>\d{4})"
    r"|(?P<m2>[^\W\d_]+)\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})|(?P<d4>\d{1,2})/(?P<m4>\d{1,2})/(?P<y4>\d{4}))"
)
_BY = r"(?:écrit |rédigé |publié |proposé |written |posted |published )?(?:par|by)\s+(?P<author>[^,;:]{2,80}?)"
_ON = r"(?:publié |mis en ligne |published |posted )?(?:le |on the |on |the )?" + _DATE
_BYLINES = [
    re.compile(pattern + r"\s*\.?$", re.IGNORECASE)
    for pattern in (rf"^{_BY}\s*[,–—|-]?\s*{_ON}", rf"^{_ON}\s*[,–—|-]?\s*{_BY}", rf"^{_ON}", rf"^{_BY}")
]

_COLON = re.compile(r"^(?P<term>[^:?!.;«»“”]{2,60}?)\s*:\s+(?=\S)")
_VERB = re.compile(
    r"^(?P<term>[^:?!.;,«»“”]{3,60}?)\s+"
    r"(?=(?:consiste(?:nt)? (?:en|à)|désigne(?:nt)?|consists? of|means?|refers? to)\s)",
    re.IGNORECASE,
)
_MARKDOWN_DEFINITION = re.compile(r"^(?P<term>[^\n]{2,60})\n:\s+(?=\S)")
_QUOTED = re.compile(
    r"^(?:«\s*(?P<fr>[^\s«»][^«»]*)»|“\s*(?P<en>[^\s“”][^“”]*)”)\s*(?:[.,]\s*)?(?:[—–-]\s*(?P<who>\S.{1,150}))?$",
    re.DOTALL,
)
_SIGNED = re.compile(r"^[—–-]+\s*(?P<who>[^\W\d_].{1,150})$", re.DOTALL)
_REPORTED = re.compile(
    r"\b(?i:comme (?:le|l[’'])\s?(?:précise|souligne|explique|rappelle|indique|dit)|selon|d[’']après|according to"
    r"|as explained by)\b.{0,200}?\b[A-ZÀ-Þ][\w’'-]{1,40} [A-ZÀ-Þ][\w’'-]"
)


def recognise(paragraphs: list[Paragraph], notes: list[str]) -> Document:
    """What an article would make of the paragraphs. Never fails; `notes` are what the reader of the format said."""
    document = Document(unsure=list(notes))
    rest = _leave_out_navigation(list(paragraphs), document)
    rest = _take_title(rest, document)
    rest = _take_byline(rest, document)
    rest = _take_introduction(rest, document)
    _Body(document, rest).build()
    if not document.introduction:
        document.unsure.append(_("No introduction was found: write two or three sentences."))
    return document


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"


def _leave_out_navigation(rest: list[Paragraph], document: Document) -> list[Paragraph]:
    """Take the site's own words from both ends, and the categories named at the end."""

    def is_navigation(paragraph: Paragraph) -> bool:
        return paragraph.kind in ("text", "item") and bool(_NAVIGATION.match(paragraph.text))

    while len(rest) > 1 and is_navigation(rest[0]):
        document.left_out.append(rest.pop(0).text)
    tail: list[str] = []
    if (start := _categories_start(rest)) is not None:
        for paragraph in rest[start:]:
            tail.append(paragraph.text)
            inline = _CATEGORIES.match(paragraph.text)
            names = re.split(r"[,;\n]", inline["names"]) if inline else [paragraph.text]
            for name in names:
                counted = _COUNTED.match(name.strip(" .•\t"))
                if cleaned := (counted["name"] if counted else name).strip(" .•\t"):
                    document.categories.append(cleaned)
        rest = rest[:start]
    while len(rest) > 1 and is_navigation(rest[-1]):
        tail.insert(0, rest.pop().text)
    document.left_out.extend(tail)
    return rest


def _categories_start(rest: list[Paragraph]) -> int | None:
    """Where a list of categories begins that goes on to the end, None where there is none."""
    for start in range(len(rest) - 1, 0, -1):
        paragraph = rest[start]
        if match := _CATEGORIES.match(paragraph.text):
            names = match["names"]
            following = rest[start + 1 :]
            is_listed = bool(names) and len(names) <= 200 and not re.search(r"[.!?]\s", names)
            is_list = bool(following) and all(item.kind == "item" or _COUNTED.match(item.text) for item in following)
            return start if (is_listed and not following) or (not names and is_list) else None
        if len(paragraph.text) > 80 or not (paragraph.kind == "item" or _COUNTED.match(paragraph.text)):
            return None
    return None


def _take_title(rest: list[Paragraph], document: Document) -> list[Paragraph]:
    head = rest[: _HEAD - 1]
    place = next((n for n, paragraph in enumerate(head) if paragraph.kind == "title"), None)
    if place is None:
        place = next((n for n, p in enumerate(head) if p.kind == "heading" and p.level == 1), None)
    if place is None and rest and rest[0].kind in ("text", "heading"):
        place = 0
    if place is None:
        first = next(
            (text for p in rest for text in (p.text, *(text_of(cell) for row in p.rows for cell in row)) if text), ""
        )
        document.title = _first_words(first)
        document.unsure.append(_("No title was found: the first words were taken. Write one."))
        return rest
    title = rest[place]
    text = " ".join(title.text.split())
    is_sentence = title.kind == "text" and (
        len(text) > _QUESTION or (text.endswith(".") and len(rest) > 1 and len(text) > 80)
    )
    if len(text) > TITLE or is_sentence:
        document.title = _first_words(text)
        document.unsure.append(_("The first paragraph is too long for a title: its first words were taken. Write one."))
        return rest
    document.title = text
    return rest[:place] + rest[place + 1 :]


def _first_words(text: str) -> str:
    return f"{' '.join(text.split()[:8])[:100]}…"


def _take_byline(rest: list[Paragraph], document: Document) -> list[Paragraph]:
    """Who wrote it and when: a line, or two, soon after the title."""
    kept = []
    for place, paragraph in enumerate(rest):
        match = _byline(paragraph) if place < _HEAD else None
        groups = match.groupdict() if match else {}
        author, written = groups.get("author"), groups.get("date")
        day = _date(groups) if written else None
        is_new = (author or written) and not (author and document.author) and not (written and document.published_on)
        if not is_new or (written and not day):
            kept.append(paragraph)
            if written and not day:
                document.unsure.append(_("“%(text)s” is no date.") % {"text": written})
            continue
        document.author = document.author or (author or "").strip()
        document.published_on = document.published_on or day
        if day and day > timezone.localdate():
            document.unsure.append(_("The date is in the future: %(text)s.") % {"text": written})
        if groups.get("d4") and int(groups["d4"]) <= 12 and int(groups["m4"]) <= 12:
            document.unsure.append(_("%(text)s was read as day, month, year.") % {"text": written})
    return kept


def _byline(paragraph: Paragraph) -> re.Match[str] | None:
    if paragraph.kind not in ("text", "heading") or len(paragraph.text) > 120:
        return None
    text = " ".join(paragraph.text.split())
    match = next((match for pattern in _BYLINES if (match := pattern.match(text))), None)
    if not match or ("date" in match.groupdict() and match["date"]):
        return match
    # “By hand” is no author: a name has capitals, and few words.
    name = match["author"]
    return match if len(name.split()) <= 6 and any(word[0].isupper() for word in name.split()) else None


def _date(groups: dict[str, str | None]) -> date | None:
    for n in "1234":
        if groups.get(f"y{n}"):
            year, month, day = (groups[f"{part}{n}"] or "" for part in "ymd")
            number = int(month) if month.isdecimal() else _MONTH.get(month.casefold(), 0)
            try:
                return date(int(year), number, int(day))
            except ValueError:
                return None
    return None


def _take_introduction(rest: list[Paragraph], document: Document) -> list[Paragraph]:
    """The first paragraph, if it is one that can stand alone above the article."""
    if len(rest) < 2 or rest[0].kind != "text":
        return rest
    first = rest[0]
    if (
        _is_question(first)
        or first.text.endswith(":")
        or _QUOTED.match(first.text)
        or _MARKDOWN_DEFINITION.match(first.text)
    ):
        return rest
    if len(first.text) > INTRODUCTION or any(run.href for run in first.runs):
        document.unsure.append(
            _("The first paragraph is too long for an introduction, or has links: it stays in the text.")
        )
        return rest
    document.introduction = " ".join(first.text.split())
    return rest[1:]


def _is_question(paragraph: Paragraph) -> bool:
    return (
        paragraph.kind == "text"
        and paragraph.text.endswith("?")
        and len(paragraph.text) <= _QUESTION
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


class _Body:
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
        if (quoted := _QUOTED.match(paragraph.text)) and (
            quoted["who"] or (following and following.kind == "text" and _SIGNED.match(following.text))
        ):
            return "quote"
        if _MARKDOWN_DEFINITION.match(paragraph.text):
            return "definitions"
        if following and following.kind not in ("title", "heading"):
            if _is_question(paragraph) and not self.levels:
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
            elif _is_question(paragraph) and self.levels:
                self.unsure(_("A question that stands alone; it stays a paragraph: “%(text)s”") % excerpt)
            elif _QUOTED.match(paragraph.text):
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
        if not _MARKDOWN_DEFINITION.match(paragraphs[0].text):
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
            quoted, signed = _QUOTED.match(paragraph.text), _SIGNED.match(paragraph.text)
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
    match = _MARKDOWN_DEFINITION.match(text) or _COLON.match(text) or _VERB.match(text)
    if not match or len(match["term"].split()) > 8 or not (explanation := cut(runs, match.end())):
        return None
    return match["term"].strip(), explanation
