"""What an entry of the index says: the words of a page or of a term, by their weight."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from articles.models import ArticlePage
from home.models import StandardPage
from search.models import Entry
from vocabulary.models import Term

KINDS: dict[type[Page], str] = {ArticlePage: Entry.Kind.ARTICLE, StandardPage: Entry.Kind.PAGE}
PARTS = ["p", "li", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote"]
# What opens a passage, by the name of its field in a block.
HEADINGS = frozenset({"text@heading", "question", "title", "term", "caption"})


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
    for stream in streams:
        for child in stream:
            for name, words in _words(child.block, child.value, child.block_type):
                text.body.append(words)
                if name in HEADINGS or f"{name}@{child.block_type}" in HEADINGS:
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


def _words(block: blocks.Block, value: Any, name: str) -> Iterator[tuple[str, str]]:
    """The texts in a block's value, each with the name of its field."""
    match block:
        case ImageBlock():
            return
        case TypedTableBlock():
            yield from (("cell", strip_tags(words)) for words in block.get_searchable_content(value))
        case blocks.StructBlock():
            for child, part in block.child_blocks.items():
                yield from _words(part, value.get(child), child)
        case blocks.ListBlock():
            for item in value:
                yield from _words(block.child_block, item, name)
        case blocks.RichTextBlock():
            if value:
                yield name, plain(value.source)
        case blocks.CharBlock() | blocks.TextBlock():
            if value:
                yield name, str(value)
