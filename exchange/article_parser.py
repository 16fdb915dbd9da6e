"""From paragraphs to an article: what is its title, what a question, what a list of definitions.

Nothing is invented and no word is lost. Where two readings are possible the careful one is taken, and said.
"""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.article_body import (
    INTRODUCTION,
    LONGEST_QUESTION,
    MARKDOWN_DEFINITION,
    QUOTED,
    TITLE,
    ArticleBody,
    is_question,
)
from exchange.imported_document import Document, Paragraph, text_of

_HEAD = 4  # paragraphs after the title among which its author and date may stand


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


def recognise(paragraphs: list[Paragraph], notes: list[str]) -> Document:
    """What an article would make of the paragraphs. Never fails; `notes` are what the reader of the format said."""
    document = Document(unsure=list(notes))
    rest = _leave_out_navigation(list(paragraphs), document)
    rest = _take_title(rest, document)
    rest = _take_byline(rest, document)
    rest = _take_introduction(rest, document)
    ArticleBody(document, rest).build()
    if not document.introduction:
        document.unsure.append(_("No introduction was found: write two or three sentences."))
    return document


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
        len(text) > LONGEST_QUESTION or (text.endswith(".") and len(rest) > 1 and len(text) > 80)
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
        is_question(first)
        or first.text.endswith(":")
        or QUOTED.match(first.text)
        or MARKDOWN_DEFINITION.match(first.text)
    ):
        return rest
    if len(first.text) > INTRODUCTION or any(run.href for run in first.runs):
        document.unsure.append(
            _("The first paragraph is too long for an introduction, or has links: it stays in the text.")
        )
        return rest
    document.introduction = " ".join(first.text.split())
    return rest[1:]
