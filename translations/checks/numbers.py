"""translation-numbers: numbers, doses, units, rates, dates and times say the same in both languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.languages import Language
from translations.checks.languages.language import NEUTRAL
from translations.checks.quantities import Fact, Reading, facts, wrong_marks

ID = "translation-numbers"
_COUNTS = frozenset({"number", "share"})
_GENERIC = frozenset({"number", "#times", "#dose"})
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
    comparison = compare(
        facts(pair.source, source_language), facts(pair.target, target_language), neutral=NEUTRAL in pair.languages
    )
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
    left, right = _multiplied(left, right, agreed)
    right, left = _multiplied(right, left, [(there, here) for here, there in agreed])
    missing, added = _open(left, right, [t for _s, t in agreed]), _open(right, left, [s for s, _t in agreed])
    if neutral:
        missing, added = _in_figures(missing, added), _in_figures(added, missing)
    return Comparison(agreed, missing, added, _reversed(agreed))


def _agree(one: Fact, other: Fact, same: "type[object] | object") -> bool:
    return any(same(a, b) for a in one.readings for b in other.readings)  # type: ignore[operator]


def _equal(one: Fact, other: Fact) -> bool:
    return _agree(one, other, lambda a, b: a.dimension == b.dimension and a.value == b.value)


def _compatible(one: Fact, other: Fact) -> bool:
    """A count and the things counted: “3 tablets” and “three”."""

    def same(a: Reading, b: Reading) -> bool:
        if a.value != b.value:
            return False
        forms = {a.dimension, b.dimension}
        return all(form in _GENERIC or form[0] == "#" for form in forms) and bool(forms & _GENERIC) or forms == {
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


def _multiplied(
    left: list[Fact], right: list[Fact], agreed: list[tuple[Fact, Fact]]
) -> tuple[list[Fact], list[Fact]]:
    """“3 comprimés par jour” is “one tablet, three times a day”: a count and its rate, against the two in one."""
    for fact in list(left):
        rates = [item for item in fact.readings if item.dimension.startswith("rate")]
        if not rates:
            continue
        bases = [other for other in right if other.dimension.startswith("rate")]
        counts = [other for other in right if other.dimension[0] == "#" or other.dimension == "number"]
        for base in bases:
            factor = [count for count in counts if any(
                item.value * base.readings[0].value == rates[0].value and base.dimension == rates[0].dimension
                for item in count.readings if item.dimension[0] == "#" or item.dimension == "number"
            )]  # fmt: skip
            if factor and fact in left and base in right:
                left.remove(fact)
                right.remove(base)
                right.remove(factor[0])
    return left, right


def _family(fact: Fact) -> set[str]:
    return {
        "count" if item.dimension in _COUNTS or item.dimension[0] == "#"
        else "time" if item.dimension in {"time", "months"} else item.dimension
        for item in fact.readings
    }  # fmt: skip


def _open(left: Sequence[Fact], right: Sequence[Fact], said: Sequence[Fact]) -> list[Fact]:
    """What is left over and matters."""
    found = []
    for fact in left:
        contradicted = any(other.firmness and _family(fact) & _family(other) for other in right)
        repeated = any(_equal(fact, other) or _compatible(fact, other) or _converted(fact, other) for other in said)
        if fact.firmness == 2:
            if not repeated or contradicted:
                found.append(fact)
        elif fact.firmness == 1:
            if contradicted:
                found.append(fact)
        elif any(
            item.dimension in {"time", "months"} and other.dimension in {"time", "months"}
            for item in fact.readings for other in (o.readings[0] for o in right)
        ):  # fmt: skip
            found.append(fact)
    return found


def _in_figures(found: list[Fact], others: list[Fact]) -> list[Fact]:
    """For a language whose words are unknown: what it would write in figures too."""
    return [fact for fact in found if others or any(item.value > 12 for item in fact.readings)]


def _reversed(agreed: Sequence[tuple[Fact, Fact]]) -> list[tuple[Fact, Fact]]:
    """Bounds that became the opposite; two amounts of one kind that changed places."""
    found = [(a, b) for a, b in agreed if a.bound and b.bound and a.bound != b.bound]
    ordered = sorted(agreed, key=lambda both: both[0].start)
    for (first, first_there), (second, second_there) in zip(ordered, ordered[1:], strict=False):
        if (
            min(first.firmness, second.firmness, first_there.firmness, second_there.firmness) > 0
            and first.dimension == second.dimension
            and first.dimension not in _COUNTS | {"month", "weekday"}
            and first.readings[0].value != second.readings[0].value
            and first_there.start > second_there.start
        ):
            found += [(first, first_there), (second, second_there)]
    return found


def agreements(pair: Pair) -> list[tuple[str, str]]:
    """What is said in numbers and agrees, as both texts have it: for the workbench."""
    languages: tuple[Language, Language] = pair.languages
    comparison = compare(facts(pair.source, languages[0]), facts(pair.target, languages[1]))
    return [(named([a]), named([b])) for a, b in comparison.agreed if a.firmness or b.firmness]
