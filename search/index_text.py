"""What an entry of the index says: the words of a page or of a term, by their weight."""

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from wagtail.models import Page

from articles.content.visitor import blocks_of
from articles.models import ArticlePage
from home.models import StandardPage
from search.models import Entry
from vocabulary.models import Term

KINDS: dict[type[Page], str] = {ArticlePage: Entry.Kind.ARTICLE, StandardPage: Entry.Kind.PAGE}
PARTS = ["p", "li", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote"]


@dataclass
class Text:
    """The words of an entry: title and other names, what stands out, and all of it in reading order."""

    kind: str
    title: str
    names: list[str] = field(default_factory=list)
    highlights: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def text_of_page(page: Page) -> Text:
    """An article's or a standing page's words. Names of kinds and levels are no words of the text."""
    text = Text(KINDS[type(page)], page.title, highlights=[page.introduction], body=[page.introduction])
    streams = [page.body]
    if isinstance(page, ArticlePage):
        points = [str(point.value) for point in page.key_points]
        text.highlights += points
        text.body += points
        streams.append(page.questions)
    for part in (part for stream in streams for _child, parts in blocks_of(stream) for part in parts):
        words = plain(part.html) if part.is_rich else part.text
        if words and part.role.is_text:
            text.body.append(words)
            if part.role.is_title:
                text.highlights.append(words)
    return text


def text_of_term(term: Term, language: str) -> Text:
    """A term's words in one language: its synonyms and its acronym are names too."""

    def own(name: str) -> Any:
        return getattr(term, f"{name}_{language}") or ""

    return Text(
        Entry.Kind.TERM,
        own("name"),
        names=[*(own("synonyms") or []), *([own("acronym")] if own("acronym") else [])],
        body=[own("short_definition"), plain(own("long_definition"))],
    )


def plain(html: str) -> str:
    """Rich text as words; a paragraph, a line or an item parts them, a link or an emphasis doesn't."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup(PARTS):
        part.append(" ")
    return " ".join(soup.get_text().split())
