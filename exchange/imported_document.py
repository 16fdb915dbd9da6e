"""What a document says, whatever program wrote it: first its paragraphs, then what they are."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from html import escape, unescape
from typing import Any, Literal

from django.utils.html import strip_tags

Kind = Literal["text", "title", "heading", "item", "quote", "term", "table"]


class DocumentError(Exception):
    """A document that can't be imported: one line, in the reader's language, that says why."""


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks the same from end to end."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    @property
    def html(self) -> str:
        """The run as rich text."""
        html = escape(self.text, quote=False)
        html = f"<i>{html}</i>" if self.italic else html
        html = f"<b>{html}</b>" if self.bold else html
        return f'<a href="{escape(self.href)}">{html}</a>' if self.href else html


Runs = tuple[Run, ...]


def text_of(runs: Runs) -> str:
    """The words of some runs, without emphasis and links."""
    return "".join(run.text for run in runs)


def html_of(runs: Runs) -> str:
    """One paragraph of rich text."""
    return f"<p>{''.join(run.html for run in runs)}</p>"


def cut(runs: Runs, start: int, end: int | None = None) -> Runs:
    """The runs from one place in the text to another, without the white space at both ends."""
    text = text_of(runs)[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    kept, place = [], 0
    for run in runs:
        part = run.text[max(start - place, 0) : max(end - place, 0)]
        place += len(run.text)
        if part:
            kept.append(Run(part, run.bold, run.italic, run.href))
    return tuple(kept)


def strip(runs: Runs) -> Runs:
    """The runs without the white space at both ends."""
    return cut(runs, 0)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with what its format says about it: hints, not yet a structure."""

    runs: Runs
    kind: Kind = "text"
    level: int = 0  # of a heading from 1, of a list item from 0
    is_numbered: bool = False
    rows: tuple[tuple[Runs, ...], ...] = ()  # of a table
    has_header: bool = False  # of a table: the format says that the first row is one

    @property
    def text(self) -> str:
        """Its words, without white space at both ends."""
        return text_of(self.runs).strip()


@dataclass
class Block:
    """A block of an article, with its value as `articles.blocks` stores it, but for ids."""

    kind: str
    value: Any

    @property
    def lines(self) -> list[str]:
        """Its texts without markup, one for each thing that it says."""
        return [
            line for text, is_rich in words(self.value) for line in (_paragraphs(text) if is_rich else [text]) if line
        ]


def words(value: Any, is_rich: bool = True) -> Iterator[tuple[str, bool]]:
    """The texts in a block's value, in reading order, and whether each is rich text; choices and dates are none."""
    if isinstance(value, str):
        yield value, is_rich
    elif isinstance(value, list):
        for item in value:
            yield from words(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in ("kind", "level", "type"):
                yield from words(item, is_rich=name == "definition")


def _paragraphs(html: str) -> list[str]:
    return [" ".join(unescape(strip_tags(part)).split()) for part in html.split("</p>")]


@dataclass
class Document:
    """A document as an article would hold it."""

    title: str = ""
    author: str = ""
    published_on: date | None = None
    introduction: str = ""
    blocks: list[Block] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)  # named in its navigation: the site's list, not the article's
    left_out: list[str] = field(default_factory=list)  # navigation
    unsure: list[str] = field(default_factory=list)  # lines for the editor

    def as_json(self) -> dict[str, Any]:
        """The document as plain data."""
        return {**asdict(self), "published_on": self.published_on.isoformat() if self.published_on else None}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        """The document that `as_json` gave."""
        written = data["published_on"]
        return cls(
            **{
                **data,
                "published_on": date.fromisoformat(written) if written else None,
                "blocks": [Block(**block) for block in data["blocks"]],
            }
        )
