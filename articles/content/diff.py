"""What became of a text from one version to the next, for people to read: word by word, nothing left out.

A unit (`articles.content.digest`) is read as lines of words. A word carries what it is besides its letters: bold, the
address of its link, the source it cites, the picture it stands for. So another address under the same words is a
difference, as it is for the digests.
"""

import difflib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from articles.content.diff_html import Part, Run, Token, show_runs, wrapped
from articles.content.diff_lines import Line, Word, lines_of, plain_lines
from articles.content.diff_version import Version, _streams
from articles.content.digest import SIGNED_FIELDS, block_of

Item = TypeVar("Item", bound=Hashable)


# Above this product of lengths, words are no longer compared: what is so long and so different is read anew.
MOST_COMPARED = 4_000_000


SHORTEST_ISLAND = 5  # letters; fewer that stayed, between two changes, are shown with them


def pieces(before: Sequence[Item], after: Sequence[Item]) -> Iterator[tuple[Part, Sequence[Item]]]:
    """Runs of both sequences in order: what stayed, what was removed, what was added."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            yield Part.SAME, after[new_start:new_end]
            continue
        if start < end:
            yield Part.REMOVED, before[start:end]
        if new_start < new_end:
            yield Part.ADDED, after[new_start:new_end]


@dataclass(frozen=True)
class Difference:
    """A unit in which two texts differ, to be shown."""

    unit: str
    field: str
    """The field's name, for people."""
    kind: str
    """The block's, or empty for a field and for an order."""
    place: int
    """The block's among those of its field, from 1, in the text that has it."""
    section: str
    """The heading that a block of the text stands under."""
    is_new: bool
    is_removed: bool
    html: SafeString

    @property
    def label(self) -> str:
        """What an editor calls the place."""
        if self.is_order:
            return gettext("Order of the passages")
        return self.kind or self.field

    @property
    def is_order(self) -> bool:
        """Whether it is the order of the blocks that differs."""
        return self.unit.endswith(":order")


Row = tuple[tuple[Line, ...], ...]


def differences(before: Any, now: Any, units: Iterable[str]) -> list[Difference]:
    """How two texts of an article differ in `units`, in page order. One query per picture and page link in them."""
    old, new = Version(before), Version(now)
    wanted = set(units)
    return [_difference(unit, old, new) for unit in in_page_order(old, new) if unit in wanted]


def plain_difference(before: str, now: str, page: Any) -> SafeString:
    """How two plain texts that stand beside a page's own differ, line by line."""
    version = Version(page)
    return _lines(list(plain_lines(before)), list(plain_lines(now)), version, version)


def in_page_order(old: Version, new: Version) -> Iterator[str]:
    """The units of both texts: those of the new one as readers meet them, removed ones after what they followed."""
    for name in SIGNED_FIELDS:
        if name not in _streams(new.page):
            yield name
            continue
        yield f"{name}:order"
        here, there = ([f"{name}:{child.id}" for child in getattr(version.page, name)] for version in (new, old))
        followers: dict[str, list[str]] = {}
        last = ""
        for unit in there:
            if unit in here:
                last = unit
            else:
                followers.setdefault(last, []).append(unit)
        yield from followers.get("", [])
        for unit in here:
            yield unit
            yield from followers.get(unit, [])


def label_of(page: Any, unit: str) -> str:
    """The name of the field that a unit belongs to."""
    name = unit.partition(":")[0]
    return str(capfirst(page._meta.get_field(name).verbose_name))


def _difference(unit: str, old: Version, new: Version) -> Difference:
    name = unit.partition(":")[0]
    if unit.endswith(":order"):
        kind, was, now, html = "", True, True, _order(name, old, new)
    elif block_of(unit):
        there, here = old.children.get(unit), new.children.get(unit)
        was, now = there is not None, here is not None
        kind = str((here or old.children[unit]).block.label)
        html = _block(there, here, old, new)
    else:
        kind, was, now = "", True, True
        html = _lines(
            list(plain_lines(getattr(old.page, name) or "")), list(plain_lines(getattr(new.page, name) or "")), old, new
        )
    if "<ins" not in html and "<del" not in html:
        html += format_html('<p class="difference__note">{}</p>', gettext("What changed here is not in the words."))
    having = new if unit in new.places else old
    return Difference(
        unit=unit,
        field=label_of(new.page, unit),
        kind=kind,
        place=having.places.get(unit, 0),
        section=having.sections.get(unit, "") if name == "body" else "",
        is_new=not was,
        is_removed=not now,
        html=html,
    )


def _order(name: str, old: Version, new: Version) -> SafeString:
    """The blocks that both texts have, those that changed places twice: struck out, and where they are now."""
    before, now = ([f"{name}:{child.id}" for child in getattr(version.page, name)] for version in (old, new))
    rows = [
        (wrapped(part, _opening(unit, new)),)
        for part, units in pieces([unit for unit in before if unit in now], [unit for unit in now if unit in before])
        for unit in units
    ]
    return format_html('<ol class="difference__order">{}</ol>', format_html_join("", "<li>{}</li>", rows))


def _opening(unit: str, version: Version) -> str:
    """How a block is recognised in a list."""
    child = version.children[unit]
    words = [
        word.text if not word.is_apart else f" {word.text}"
        for line in lines_of(child.block, child.value)
        for word in line.words
    ]
    return gettext("%(kind)s: “%(words)s”") % {
        "kind": child.block.label,
        "words": Truncator("".join(words).strip()).words(10),
    }


def _block(there: Any, here: Any, old: Version, new: Version) -> SafeString:
    if there and here and there.block_type != here.block_type:  # the same place, another kind: nothing to compare
        return format_html("{}{}", _block(there, None, old, new), _block(None, here, old, new))
    block = (here or there).block
    if isinstance(block, TypedTableBlock):
        return _table(block, there and there.value, here and here.value, old, new)
    if there and here:
        return _lines(list(lines_of(block, there.value)), list(lines_of(block, here.value)), old, new)
    part, version = (Part.ADDED, new) if here else (Part.REMOVED, old)
    shown = show_runs([(Part.SAME, _tokens(lines_of(block, (here or there).value)))], version, version)
    return wrapped(part, shown, block=True)


def _lines(before: Sequence[Line], after: Sequence[Line], old: Version, new: Version) -> SafeString:
    """Lines that stayed as they are; where they didn't, their words."""
    runs: list[Run] = []
    removed: Sequence[Line] = ()
    for part, lines in [*pieces(before, after), (Part.SAME, ())]:
        if part is Part.REMOVED:
            removed = lines
            continue
        if part is Part.ADDED or removed:
            runs += _compared(_tokens(removed), _tokens(lines) if part is Part.ADDED else [])
            removed = ()
        if part is Part.SAME:
            runs.append((Part.SAME, _tokens(lines)))
    return show_runs(runs, old, new)


def _tokens(lines: Iterable[Line]) -> list[Token]:
    tokens: list[Token] = []
    for line in lines:
        tokens += [*line.words, line.end]
    return tokens


def _compared(before: Sequence[Token], after: Sequence[Token]) -> list[Run]:
    if len(before) * len(after) > MOST_COMPARED:
        return [(Part.REMOVED, before), (Part.ADDED, after)]
    return _without_islands(list(pieces(before, after)))


def _without_islands(runs: list[Run]) -> list[Run]:
    """A comma or an “of” that stayed between two changes is told with them: confetti can't be read."""
    result: list[Run] = []
    removed: list[Token] = []
    added: list[Token] = []
    for place, (part, tokens) in enumerate(runs):
        if part is Part.REMOVED:
            removed += tokens
        elif part is Part.ADDED:
            added += tokens
        elif (removed or added) and place + 1 < len(runs) and _is_island(tokens):
            removed += tokens
            added += tokens
        else:
            result += [(name, run) for name, run in ((Part.REMOVED, removed), (Part.ADDED, added)) if run]
            result.append((part, tokens))
            removed, added = [], []
    return result + [(name, run) for name, run in ((Part.REMOVED, removed), (Part.ADDED, added)) if run]


def _is_island(tokens: Sequence[Token]) -> bool:
    return all(isinstance(token, Word) and not token.marks for token in tokens) and (
        sum(len(token.text) for token in tokens if isinstance(token, Word)) < SHORTEST_ISLAND
        and not any(token.text[:1].isdigit() for token in tokens if isinstance(token, Word))
    )


def _table(block: TypedTableBlock, before: Any, now: Any, old: Version, new: Version) -> SafeString:
    """A table of both: columns and rows that stayed side by side, cells compared word by word."""
    if before is None or now is None:
        part, version = (Part.ADDED, new) if now else (Part.REMOVED, old)
        return wrapped(part, _table(block, now or before, now or before, version, version), block=True)
    was, is_now = _grid(before), _grid(now)
    columns = _paired(was[0], is_now[0])
    rows = _paired(was[1:], is_now[1:], 1)

    def row(row_was: int | None, row_now: int | None, tag: str) -> SafeString:
        cells = (
            _lines(_cell(was, row_was, column_was), _cell(is_now, row_now, column_now), old, new)
            for column_was, column_now in columns
        )
        return format_html_join("", tag, ((cell,) for cell in cells))

    return format_html(
        '{}<div class="difference__table" role="group" aria-label="{}" tabindex="0">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        _lines(list(plain_lines(before.caption or "")), list(plain_lines(now.caption or "")), old, new),
        now.caption or gettext("Table"),
        row(0, 0, '<th scope="col">{}</th>'),
        format_html_join("", "<tr>{}</tr>", ((row(*pair, "<td>{}</td>"),) for pair in rows)),
    )


def _grid(table: Any) -> list[Row]:
    """The headings, then the rows; a cell is its lines."""
    headings = [tuple(plain_lines(str(column.get("heading") or ""))) for column in table.columns]
    rows = [
        [tuple(lines_of(column["block"], cell)) for column, cell in zip(table.columns, row["values"], strict=False)]
        for row in table.row_data
    ]
    return [tuple(cells) for cells in (headings, *rows)]


def _cell(grid: Sequence[Row], row: int | None, column: int | None) -> Sequence[Line]:
    """Empty where that text has no such row or column."""
    return grid[row][column] if row is not None and column is not None and column < len(grid[row]) else ()


def _paired(before: Sequence[Item], after: Sequence[Item], first: int = 0) -> list[tuple[int | None, int | None]]:
    """Places of both sequences, side by side where they correspond: the same, or the one in the other's place."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        (
            first + start + step if start + step < end else None,
            first + new_start + step if new_start + step < new_end else None,
        )
        for _change, start, end, new_start, new_end in matcher.get_opcodes()
        for step in range(max(end - start, new_end - new_start))
    ]
