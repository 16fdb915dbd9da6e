"""A finding, its level, and the shape of a check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise

from quality.document import Block, Document, Source


class Level(StrEnum):
    """What a finding does: refuse publication, warn the editor, or be counted."""

    BLOCK = "block"
    WARN = "warn"
    REPORT = "report"


@dataclass(frozen=True)
class Message:
    """What is wrong and one way to put it right, with named values; translated when shown."""

    text: str | Promise
    repair: str | Promise


@dataclass(frozen=True)
class Finding:
    """What a check found, as data: which message with which values, about which block. Words come when it is shown.

    `field` and `place` say where it is; `block_id` is empty for a field, and all three are for the page as a whole.
    """

    check: str
    code: str
    level: Level
    values: Mapping[str, Any] = dataclass_field(default_factory=dict)
    field: str = ""
    kind: str = ""
    block_id: str = ""
    place: int = 0

    @property
    def unit(self) -> str:
        """What it speaks of, as a sign-off names it: "body:<block id>", a field, or "" for the page as a whole."""
        return f"{self.field}:{self.block_id}" if self.block_id else self.field

    def at(self, level: Level) -> "Finding":
        """The same finding on another level."""
        return replace(self, level=level)


class Check:
    """One rule. A subclass says what it looks for in `find` and how it speaks of it in `messages`."""

    id: ClassVar[str]
    level: ClassVar[Level]
    title: ClassVar[str | Promise]
    why: ClassVar[str | Promise]
    source: ClassVar[str]
    messages: ClassVar[Mapping[str, Message]]
    # Whether it makes sense for any text, or only for an article with its authors, sources and review.
    for_any_text: ClassVar[bool] = False
    # Whether it may be set to refuse publication.
    may_block: ClassVar[bool] = True
    # Whether it keeps its own level and is let pass by nobody: what it finds is refused by another way, too.
    is_fixed: ClassVar[bool] = False

    def find(self, document: Document) -> Iterator[Finding]:
        """What is wrong in `document`, in page order."""
        raise NotImplementedError

    def page(self, code: str, field: str = "", **values: Any) -> Finding:
        """A finding about the page as a whole, or about one of its fields."""
        return Finding(self.id, code, self.level, values, field=field)

    def block(self, code: str, block: Block, **values: Any) -> Finding:
        """A finding about a block."""
        return Finding(self.id, code, self.level, values, block.field, block.kind, block.id, block.place)

    def reference(self, code: str, source: Source, **values: Any) -> Finding:
        """A finding about a source of the page."""
        return Finding(self.id, code, self.level, values, "references", "reference", source.block_id, source.place)
