"""translation-numbers: numbers, doses, units, rates, dates and times say the same in both languages."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.languages import Language
from translations.checks.languages.language import NEUTRAL
from translations.checks.quantities import Fact, Reading, facts, numbers_in, wrong_marks
from translations.checks.units import UNITS

ID = "translation-numbers"
MOST_FACTS = 200
"""Numbers of a segment that are compared, one with all: a paragraph has ten."""
LONGEST_SPELLED = 12
"""Larger numbers are written in figures in any language."""
_FIGURES = re.compile(r"(\D*?)(\d(?:[\d.,\s]*\d)?)(\D*)")
_MEASURED = {unit.dimension for unit in UNITS.values()} | {"number"}
_COUNTS = frozenset({"number", "share"})
_GENERIC = frozenset({"number", "#times", "#dose"})
_PART = "sense:part"
"""A word for a part of the day."""
_TIMES = frozenset({"time", "months", "clock", "always", "month", "weekday"})


@dataclass(frozen=True)
class Comparison:
    """The facts of two texts, matched as far as they agree."""

    agreed: list[tuple[Fact, Fact]]
    missing: list[Fact]
    """What the source says and the target doesn't."""
    added: list[Fact]
    """What the target says and the source doesn't."""
    reversed: list[tuple[Fact, Fact]]
    """What agrees but for “at least” against “at most”, or for its order."""


def check(pair: Pair) -> list[Finding]:
    """One finding that names all that differs."""
    source_language, target_language = pair.languages
    source, target = facts(pair.source, source_language), facts(pair.target, target_language)
    if max(len(source), len(target)) > MOST_FACTS:
        return [Finding(ID, "block", _("There are too many numbers here to compare. Divide the text into paragraphs."))]
    comparison = compare(source, target, neutral=NEUTRAL in pair.languages)
    found = []
    if comparison.missing or comparison.added:
        found.append(_difference(comparison.missing, comparison.added))
    elif comparison.reversed:
        sources, targets = zip(*comparison.reversed, strict=True)
        found.append(
            Finding(
                ID,
                "block",
                _("“%(source)s” in the source became “%(target)s”: the limits or their order differ.")
                % {"source": named(sources), "target": named(targets)},
                named(sources),
                named(targets),
            )
        )
    if not found and (wrong := wrong_marks(pair.target, target_language)):
        found.append(
            Finding(
                ID,
                "block",
                _("“%(number)s” is not how this language writes a decimal number.") % {"number": wrong[0]},
                target=wrong[0],
            )
        )
    return found


def _difference(missing: Sequence[Fact], added: Sequence[Fact]) -> Finding:
    names = {"source": named(missing), "target": named(added)}
    if missing and added:
        message = _("The source says “%(source)s”, the translation “%(target)s”.") % names
    elif missing:
        message = _("“%(source)s” is in the source and not in the translation.") % names
    else:
        message = _("“%(target)s” is in the translation and not in the source.") % names
    return Finding(ID, "block", message, names["source"], names["target"])


def named(found: Iterable[Fact]) -> str:
    """The facts as the text has them."""
    return ", ".join(dict.fromkeys(" ".join(fact.text.split()) for fact in found))


def compare(source: Sequence[Fact], target: Sequence[Fact], neutral: bool = False) -> Comparison:
    """Match the facts one to one, the surest first, and say what is left over."""
    left, right = list(source), list(target)
    agreed: list[tuple[Fact, Fact]] = []
    for same in (_equal, _compatible, _converted):
        for floor in (2, 1, 0):
            for fact in [fact for fact in left if fact.firmness >= floor]:
                candidates = [other for other in right if same(fact, other)]
                if candidates:
                    # Of several, the surest; then the one that stands where this one stands.
                    place = fact.start
                    best = max(candidates, key=lambda other: (min(other.firmness, 1), -abs(other.start - place)))
                    left.remove(fact)
                    right.remove(best)
                    agreed.append((fact, best))
    for some, others in ((left, right), (right, left)):
        _multiply(some, others)
        _divide(some, others)
    missing, added = _open(left, right, [t for _s, t in agreed]), _open(right, left, [s for s, _t in agreed])
    if neutral:
        missing, added = _in_figures(missing, right), _in_figures(added, left)
    return Comparison(agreed, missing, added, _reversed(agreed))


def _agree(one: Fact, other: Fact, same: Callable[[Reading, Reading], bool]) -> bool:
    return any(same(a, b) for a in one.readings for b in other.readings)


def _equal(one: Fact, other: Fact) -> bool:
    return _agree(one, other, lambda a, b: a.dimension == b.dimension and a.value == b.value)


def _compatible(one: Fact, other: Fact) -> bool:
    """A count and the things counted: “3 tablets” and “three”."""

    def same(a: Reading, b: Reading) -> bool:
        if a.value != b.value:
            return False
        forms = {a.dimension, b.dimension}
        return (all(form in _GENERIC or form[0] == "#" for form in forms) and bool(forms & _GENERIC)) or forms == {
            "#unit", "activity",
        }  # fmt: skip

    return _agree(one, other, same)


def _converted(one: Fact, other: Fact) -> bool:
    """From one system of units into another, where figures are rounded."""

    def same(a: Reading, b: Reading) -> bool:
        if a.dimension != b.dimension or a.imperial == b.imperial:
            return False
        if a.dimension == "temperature":
            return abs(a.value - b.value) <= Fraction(3, 10)
        return abs(a.value - b.value) <= Fraction(6, 100) * max(a.value, b.value)

    return _agree(one, other, same)


def _multiply(left: list[Fact], right: list[Fact]) -> None:
    """Settle “three times a day” with “3 comprimés” and “par jour”: a rate with a count and the rate of one."""
    for fact in list(left):
        for base in [other for other in right if other.dimension == fact.dimension]:
            if not fact.dimension.startswith("rate"):
                continue
            times = fact.readings[0].value / (base.readings[0].value or 1)
            count = next((other for other in right if any(
                item.value == times for item in other.readings if item.dimension in _COUNTS or item.dimension[0] == "#"
            )), None)  # fmt: skip
            if count:
                left.remove(fact)
                right.remove(base)
                right.remove(count)
                break


def _divide(left: list[Fact], right: list[Fact]) -> None:
    """Settle “half”, or “20 %”, with “one in two”, “1 sur 5”."""
    for fact in list(left):
        share = fact.readings[0].value
        if fact.dimension not in _COUNTS or not 0 < share < 1:
            continue
        for whole in [other for other in right if other.dimension == "number" and other.firmness == 2]:
            part = share * whole.readings[0].value
            counts = [
                other
                for other in right
                if other is not whole
                and other.readings[0].value == part
                and (other.dimension == "number" or other.dimension[0] == "#")  # “1 sur 2”, “une fois sur deux”
            ]
            if counts:
                left.remove(fact)
                right.remove(whole)
                right.remove(counts[0])
                break


def _family(fact: Fact) -> set[str]:
    return {
        "rate" if item.dimension.startswith("rate")
        else "count" if item.dimension in _COUNTS or item.dimension[0] == "#"
        else "time" if item.dimension in {"time", "months"} else item.dimension
        for item in fact.readings
    }  # fmt: skip


def _open(left: Sequence[Fact], right: Sequence[Fact], said: Sequence[Fact]) -> list[Fact]:
    """What is left over and matters."""
    found = []
    for fact in left:
        contradicted = any(
            _family(fact) & (_family(other) if other.firmness else _family(other) & {"rate"}) for other in right
        )
        repeated = any(_equal(fact, other) or _compatible(fact, other) or _converted(fact, other) for other in said)
        if fact.firmness == 2:
            if not repeated or contradicted:
                found.append(fact)
        elif fact.firmness == 1:
            # “Morning and evening” is not “in the morning”: where parts of the day are named, all of them are.
            dropped = fact.dimension == _PART and not repeated and any(other.dimension == _PART for other in said)
            if contradicted or dropped:
                found.append(fact)
        elif any(
            item.dimension in {"time", "months"} and other.dimension in {"time", "months"}
            for item in fact.readings for other in (o.readings[0] for o in right)
        ):  # fmt: skip
            found.append(fact)
    return found


def _in_figures(found: list[Fact], others: list[Fact]) -> list[Fact]:
    """What is left where a language’s words are unknown: it may spell a small number, and has units of its own."""
    left = []
    for fact in found:
        figures = _figures(fact)
        answered = any(figures == _figures(other) and "number" in {fact.dimension, other.dimension} for other in others)
        if figures and not answered and (max(figures) > LONGEST_SPELLED or any(map(_figures, others))):
            left.append(fact)
    return left


def _figures(fact: Fact) -> list[int]:
    return [int(figure) for figure in re.findall(r"\d+", fact.text)]


def _reversed(agreed: Sequence[tuple[Fact, Fact]]) -> list[tuple[Fact, Fact]]:
    """Bounds that became the opposite; two amounts of one kind that changed places."""
    found = [(a, b) for a, b in agreed if a.bound and b.bound and a.bound != b.bound]
    ordered = sorted(agreed, key=lambda both: both[0].start)
    parts = [both for both in ordered if both[0].dimension == _PART]
    if any(one[1].start > other[1].start for one, other in itertools.pairwise(parts)):
        return found  # told the other way round
    amounts = [both for both in ordered if len(parts) > 1 or both[0].dimension not in _COUNTS]
    amounts = [
        both for both in amounts if not both[0].dimension.startswith(("sense", "month", "weekday", "rate", "form"))
    ]
    for (first, first_there), (second, second_there) in itertools.pairwise(amounts):
        if (
            min(first.firmness, second.firmness, first_there.firmness, second_there.firmness) > 0
            and _family(first) & _family(second)
            and first.readings[0].value != second.readings[0].value
            and first_there.start > second_there.start
        ):
            found += [(first, first_there), (second, second_there)]
    return found


def repair(pair: Pair) -> tuple[str, str] | None:
    """What in the target is to become what, where one number in figures is all that differs; None where that isn't so.

    Only the figures change: where the units differ too, a person has to look.
    """
    source_language, target_language = pair.languages
    source, target = facts(pair.source, source_language), facts(pair.target, target_language)
    if not target_language.decimal or max(len(source), len(target)) > MOST_FACTS:
        return None
    comparison = compare(source, target)
    if len(comparison.missing) == len(comparison.added) == 1:
        return _renumbered(comparison.missing[0], comparison.added[0], source_language, target_language)
    wrong = wrong_marks(pair.target, target_language)
    if wrong and not (comparison.missing or comparison.added or comparison.reversed):
        return wrong[0], wrong[0].replace(",", ".")
    return None


def _renumbered(said: Fact, wrong: Fact, source_language: Language, language: Language) -> tuple[str, str] | None:
    """The wrong fact as it stands, and with the number that was said."""
    there, meant = _FIGURES.fullmatch(wrong.text), _FIGURES.fullmatch(said.text)
    one, other = said.readings[0], wrong.readings[0]
    if not there or not meant or one.dimension != other.dimension or one.dimension not in _MEASURED:
        return None
    (number, *more), (value, *others) = numbers_in(there[2], language)[0], numbers_in(meant[2], source_language)[0]
    is_same_unit = number and value and other.value / number == one.value / value
    if more or others or not is_same_unit or not (written := _written(value, language, meant[2])):
        return None
    return wrong.text, f"{there[1]}{written}{there[3]}"


def _written(value: Fraction, language: Language, like: str) -> str:
    """A number in figures as the language writes it, its thousands parted as in `like`; empty for an endless one."""
    whole, rest = divmod(value, 1)
    digits = f"{float(rest):.6f}".rstrip("0")[2:] if rest else ""
    if rest and Fraction(f"0.{digits or 0}") != rest:
        return ""
    is_parted = whole >= 10_000 or (whole >= 1000 and not like[:4].isdecimal())
    figures = f"{int(whole):,}" if is_parted else str(int(whole))
    if language.decimal == ",":
        figures = figures.replace(",", "\u202f")
    return f"{figures}{language.decimal}{digits}" if digits else figures


def agreements(pair: Pair) -> list[tuple[str, str]]:
    """What is said in numbers and agrees, as both texts have it: for the workbench."""
    languages: tuple[Language, Language] = pair.languages
    source, target = (
        facts(text, known)[:MOST_FACTS] for text, known in zip((pair.source, pair.target), languages, strict=True)
    )
    comparison = compare(source, target)
    return [(named([a]), named([b])) for a, b in comparison.agreed if a.firmness or b.firmness]
