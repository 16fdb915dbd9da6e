"""What differs between two states of an article, unit by unit, in its readers' words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlock

from articles.document import document_of
from articles.models import ArticlePage
from quality.document import Block, Passage

AROUND = 6  # words that are shown on either side of a change
LONGEST = 60  # words of one addition or removal, before it is cut

_FIELDS = ("title", "introduction", "purpose", "audience")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Part:
    """Words that are in both texts, only in the new one, or only in the old one."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One unit (`articles.units`) before and now. Without parts, the words are the same and something else differs."""

    unit: str
    label: str
    place: int
    """Counts the blocks of a field from 1, as the editor shows them; 0 for a field."""
    parts: list[Part]


@dataclass(frozen=True)
class _Said:
    label: str
    place: int
    text: str


def differences(before: ArticlePage, now: ArticlePage, units: Iterable[str]) -> list[Difference]:
    """Each of `units` with what became of its words, in the order of `now`; what is gone stands where it was."""
    then, said = _said_in(before), _said_in(now)
    wanted = dict.fromkeys(units)
    order = [*said, *(unit for unit in then if unit not in said)]
    found = []
    for unit in [*(unit for unit in order if unit in wanted), *(unit for unit in wanted if unit not in order)]:
        old, new = then.get(unit), said.get(unit)
        shown = new or old or _Said(_label(now, unit), 0, "")  # an order says nothing by itself
        found.append(
            Difference(unit, shown.label, shown.place, compare(old.text if old else "", new.text if new else ""))
        )
    return found


def compare(before: str, now: str) -> list[Part]:
    """The words that changed, each with a few around it; nothing if none did."""
    if before == now:
        return []
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    parts: list[Part] = []
    runs = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, start, end, new_start, new_end) in enumerate(runs):
        if kind == "equal":
            parts.append(Part("same", _shortened(old[start:end], number > 0, number < len(runs) - 1)))
            continue
        if end > start:
            parts.append(Part("removed", _cut(old[start:end])))
        if new_end > new_start:
            parts.append(Part("added", _cut(new[new_start:new_end])))
    return parts


def _shortened(tokens: list[str], after: bool, before: bool) -> str:
    """A run between two changes, or at the edge of a text: only what is near a change."""
    near = 2 * AROUND  # words and the spaces between them
    if len(tokens) <= near * (after + before):
        return "".join(tokens)
    first, last = tokens[:near] if after else [], tokens[-near:] if before else []
    while first and not first[-1].isspace():  # “l’” stays with its word
        first.pop()
    while last and not last[0].isspace():
        last.pop(0)
    return "".join([*first, "…", *last])


def _cut(tokens: list[str]) -> str:
    return "".join(tokens) if len(tokens) <= 2 * LONGEST else "".join(tokens[: 2 * LONGEST]) + " …"


def _said_in(page: ArticlePage) -> dict[str, _Said]:
    document = document_of(page, terms=())
    said = {name: _Said(_label(page, name), 0, getattr(page, name) or "") for name in _FIELDS}
    numbers = {source.block_id: source.place for source in document.sources}
    for block in document.blocks:
        if block.id:
            text = "\n".join(_texts(block, numbers))
            said[f"{block.field}:{block.id}"] = _Said(_label(page, block.field, block.kind), block.place, text)
    for source in document.sources:
        parts = [source.organisation, source.title, str(source.year or ""), source.url]
        label = _label(page, "references", "reference")
        said[f"references:{source.block_id}"] = _Said(label, source.place, ", ".join(filter(None, parts)))
    return said


def _texts(block: Block, numbers: dict[str, int]) -> Iterator[str]:
    yield from (_with_marks(passage, numbers) for passage in block.passages)
    if block.picture:
        yield block.picture.alternative
        yield block.picture.file_name
    if quotation := block.quotation:
        day = quotation.day.isoformat() if quotation.day else ""
        yield from filter(None, (quotation.person, quotation.role, quotation.organisation, quotation.url, day))


def _with_marks(passage: Passage, numbers: dict[str, int]) -> str:
    """A link with its address, a mark of a source with its number: a change of either is a change."""
    marks = []
    for mark in passage.marks:
        if mark.kind == "link":
            marks.append(f"({mark.text}: {mark.target})")
        elif mark.kind == "reference" and mark.target in numbers:
            marks.append(f"[{numbers[mark.target]}]")
    return " ".join([passage.text, *marks])


def _label(page: ArticlePage, unit: str, kind: str = "") -> str:
    """What the editor calls a field or a block."""
    name, _colon, block = unit.partition(":")
    field = page._meta.get_field(name)
    if block == "order":
        return _("Order: %(field)s") % {"field": field.verbose_name}
    stream = getattr(field, "stream_block", None)
    if kind and isinstance(stream, StreamBlock) and kind in stream.child_blocks:
        return str(capfirst(stream.child_blocks[kind].label))
    return str(capfirst(field.verbose_name))
