"""Two editions of one article, side by side: which block is the other's counterpart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Block = Any  # wagtail's StreamChild: `id`, `block_type`, `value`


@dataclass(frozen=True)
class Pair:
    """A block and its counterpart; None on the side that hasn't got it."""

    own: Block | None
    other: Block | None

    @property
    def kind(self) -> str:
        """The type of its blocks."""
        return str(self._either.block_type)

    @property
    def opens_section(self) -> bool:
        """Whether a section begins here: a heading of level 2."""
        return self.kind == "heading" and self._either.value["level"] == "2"

    @property
    def _either(self) -> Block:
        return self.own if self.own is not None else self.other


def align(own: Sequence[Block], other: Sequence[Block]) -> list[Pair]:
    """Every block of both texts once, in the order of `own`; what only `other` has stands after what it follows there.

    A translation keeps the ids of its source's blocks, so ids alone decide. A block whose id the other text hasn't got
    has no counterpart, however alike its neighbours. Only texts that share no id, because each was written by itself,
    are matched by the order of their kinds.
    """
    shared = {block.id for block in own} & {block.id for block in other}
    partners = _by_id(own, other, shared) if shared else _by_kind(own, other)
    paired = set(partners.values())
    followers: dict[int | None, list[int]] = {}
    previous = None
    for position in range(len(other)):
        if position in paired:
            previous = position
        else:
            followers.setdefault(previous, []).append(position)
    pairs = list(_alone(followers.get(None, ()), other))
    for position, block in enumerate(own):
        partner = partners.get(position)
        pairs.append(Pair(block, None if partner is None else other[partner]))
        if partner is not None:
            pairs.extend(_alone(followers.get(partner, ()), other))
    return pairs


def _by_id(own: Sequence[Block], other: Sequence[Block], shared: set[str]) -> dict[int, int]:
    places = {block.id: position for position, block in enumerate(other)}
    return {position: places[block.id] for position, block in enumerate(own) if block.id in shared}


def _by_kind(own: Sequence[Block], other: Sequence[Block]) -> dict[int, int]:
    own_kinds, other_kinds = ([_kind(block) for block in blocks] for blocks in (own, other))
    runs = SequenceMatcher(None, own_kinds, other_kinds, autojunk=False).get_matching_blocks()
    return {run.a + step: run.b + step for run in runs for step in range(run.size)}


def _kind(block: Block) -> tuple[str, str]:
    return block.block_type, block.value["level"] if block.block_type == "heading" else ""


def _alone(positions: Sequence[int], other: Sequence[Block]) -> Iterator[Pair]:
    return (Pair(None, other[position]) for position in positions)
