"""What differs between two states of a page, unit by unit, and whether its authors declared that minor."""

from collections.abc import Iterable
from uuid import UUID

from articles.content.digest import Units
from articles.models import DeclaredChange

MINOR, CLINICAL = DeclaredChange.Kind.MINOR, DeclaredChange.Kind.CLINICAL

Steps = dict[tuple[str, str], set[str]]  # (unit, digest before) to the digests after


def changed_units(before: Units, now: Units) -> list[str]:
    """Units that differ, are gone or are new. The order counts only for the blocks that are in both."""
    changed = [unit for unit in {**now, **before} if not unit.endswith(":order") and before.get(unit) != now.get(unit)]
    for order in (unit for unit in now if unit.endswith(":order")):
        stream = order.removesuffix("order")
        then = [unit for unit in before if unit.startswith(stream) and unit in now]
        if then != [unit for unit in now if unit.startswith(stream) and unit in before]:
            changed.append(order)
    return changed


def kinds_of(key: UUID, language: str, before: Units, now: Units) -> dict[str, str]:
    """Each changed unit with its kind: minor if declared changes, all minor, lead from what was to what is."""
    changed = changed_units(before, now)
    if not changed:
        return {}
    declared = DeclaredChange.objects.filter(translation_key=key, language_code=language, unit__in=changed, kind=MINOR)
    return kinds_by(minor_steps(declared), before, now)


def minor_steps(declared: Iterable[DeclaredChange]) -> Steps:
    """What leads where, of one page's changes that were declared minor."""
    steps: Steps = {}
    for change in declared:
        steps.setdefault((change.unit, change.old_digest), set()).add(change.new_digest)
    return steps


def kinds_by(steps: Steps, before: Units, now: Units) -> dict[str, str]:
    """As `kinds_of`, for who has read the minor changes of the page already."""
    return {
        unit: MINOR if now.get(unit, "") in _reached(steps, unit, before.get(unit, "")) else CLINICAL
        for unit in changed_units(before, now)
    }


def _reached(steps: Steps, unit: str, start: str) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        for digest in steps.get((unit, ahead.pop()), set()) - reached:
            reached.add(digest)
            ahead.append(digest)
    return reached
