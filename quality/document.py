"""A document as the checks see it: plain, immutable, of no database and no page type.

Texts are plain text. A text may hold more than letters: a link, a mark of a source, words in italics. That is listed
beside it, with the words it covers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import inf

# Whose words are not the author's, or are no sentences.
_NOT_PROSE = frozenset({"heading", "title", "term", "caption", "cell", "quote"})


@dataclass(frozen=True)
class Mark:
    """A part of a text: `kind` is "link", "reference", "term", "emphasis" or "foreign"; `target` its address."""

    kind: str
    text: str
    target: str = ""
    is_dead: bool = False


@dataclass(frozen=True)
class Passage:
    """One paragraph, list item, cell, heading or title."""

    text: str
    kind: str = "paragraph"
    marks: tuple[Mark, ...] = ()

    @property
    def is_prose(self) -> bool:
        """Whether it is made of the author's own sentences."""
        return self.kind not in _NOT_PROSE


@dataclass(frozen=True)
class Picture:
    """A picture of the text."""

    alternative: str = ""
    is_decorative: bool = False
    file_name: str = ""


@dataclass(frozen=True)
class Quotation:
    """Who is quoted, and where it was found."""

    person: str = ""
    role: str = ""
    organisation: str = ""
    url: str = ""
    day: date | None = None
    is_dead: bool = False


@dataclass(frozen=True)
class Block:
    """A part that an editor can go to: a block of a stream (`id`), or a plain field (no id).

    `place` counts the blocks of `field` from 1. `role` is what a block is besides its kind: "emergency" of a callout,
    "numbered" of a list.
    """

    field: str
    kind: str
    id: str = ""
    place: int = 0
    passages: tuple[Passage, ...] = ()
    level: int = 0
    role: str = ""
    picture: Picture | None = None
    quotation: Quotation | None = None
    credit: str = ""  # whose work a picture or a video is

    @property
    def text(self) -> str:
        """The words of all its passages, in reading order."""
        return "\n".join(passage.text for passage in self.passages)


@dataclass(frozen=True)
class Source:
    """What the text relies on."""

    organisation: str = ""
    title: str = ""
    year: int | None = None
    url: str = ""
    accessed: date | None = None
    block_id: str = ""
    place: int = 0
    is_dead: bool = False


@dataclass(frozen=True)
class Contributor:
    """Who wrote or reviewed. `key` stays the same when a name changes; None where nobody knows it."""

    name: str
    qualification: str = ""
    key: int | None = None


@dataclass(frozen=True)
class Review:
    """The medical review in force.

    `signed_on` and `signed_until` are what the register of sign-offs says of its two days, None where nobody asked it.
    """

    reviewer: Contributor
    reviewed_on: date
    next_review_on: date
    signed_on: date | None = None
    signed_until: date | None = None


@dataclass(frozen=True)
class Metadata:
    """What machines are told of the review."""

    reviewer: str = ""
    reviewed_on: date | None = None
    qualification: str = ""


@dataclass(frozen=True)
class Word:
    """A word of the glossary in the document's language, with all the ways it is written."""

    name: str
    forms: tuple[str, ...] = ()
    acronym: str = ""
    is_explained: bool = False


@dataclass(frozen=True)
class Statements:
    """What the site says once for all its pages, in the document's language."""

    publisher: str = ""
    funding: str = ""
    disclaimer: str = ""


@dataclass(frozen=True)
class Document:
    """Everything the checks may look at. A document that isn't governed (no article) is checked for its form only."""

    language: str
    title: str = ""
    kind: str = ""
    purpose: str = ""
    audience: str = ""
    seo_title: str = ""  # what search engines show in the place of the title, and of the introduction
    search_description: str = ""
    is_governed: bool = True
    today: date = field(default_factory=date.today)
    blocks: tuple[Block, ...] = ()
    sources: tuple[Source, ...] = ()
    authors: tuple[Contributor, ...] = ()
    review: Review | None = None
    last_author: str = ""  # whoever made the last change that was not minor
    signed_by: str = ""  # whoever signs
    metadata: Metadata | None = None
    words: tuple[Word, ...] = ()
    statements: Statements = Statements()

    def of(self, *fields: str) -> Iterator[Block]:
        """The blocks of these fields."""
        return (block for block in self.blocks if block.field in fields)

    def prose(self) -> Iterator[tuple[Block, Passage]]:
        """The author's own sentences, in page order; not the questions one may ask, nor the sources."""
        for block in self.of("introduction", "key_points", "body"):
            yield from ((block, passage) for passage in block.passages if passage.is_prose)

    def said(self) -> list[str]:
        """What is said where readers look for it, part by part, without the headings that nothing stands under."""
        parts: list[str] = []
        # From the end: text is under all headings before it, down to one of the same level or a higher one.
        deepest = -inf
        for block in reversed([*self.of("introduction", "key_points", "body")]):
            is_said = block.level < deepest if block.kind == "heading" else bool(block.passages)
            if is_said:
                parts.append(block.text)
            if block.kind == "heading":
                deepest = min(deepest, block.level)
            elif is_said:
                deepest = inf
        return parts[::-1]

    @property
    def text(self) -> str:
        """The title and all that readers read below it, sources left out."""
        return "\n".join([self.title, *(block.text for block in self.blocks)])
