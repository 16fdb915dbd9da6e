"""Quantities: a number, its unit, and what it is per; what a medicine comes in."""

from dataclasses import replace
from fractions import Fraction

from translations.checks.quantities.clock import bare
from translations.checks.quantities.fact import Number, Reading, is_of_time, rate, reading
from translations.checks.quantities.numerals import number_at
from translations.checks.quantities.rates import add_period
from translations.checks.quantities.scanner import Scanner
from translations.checks.units import UNITS

_HALF = Fraction(1, 2)
_ONE = Fraction(1)
_CURRENCIES = frozenset({"€", "$", "£"})
_TIMES_SIGNS = frozenset({"x", "*", "×"})
_CHAINED = {("h", "min"), ("min", "s"), ("yr", "mo"), ("kg", "g"), ("d", "h")}
_MEDICINES = tuple(
    f"#{form}"
    for form in (
        "tablet", "capsule", "drop", "teaspoon", "tablespoon", "sachet", "patch", "puff", "suppository", "lozenge",
    )
)  # fmt: skip
"""What a medicine comes in, wherever it is said: “one 500 mg tablet” isn't a capsule."""
# A single one of these may be meant as no number: “a dose”, “une fois”, “un jour”, “un point”.
_MAY_BE_ONE = frozenset({"time", "months", "points", "#times", "#dose"})
_ROUND = 1000  # from which on a number takes “of”: “mille de”


def read_form(scanner: Scanner, index: int) -> int:
    """What a medicine comes in; the token behind, 0 for none."""
    unit, stop = scanner.unit(index, in_digits=False)
    if unit not in _MEDICINES:
        return 0
    return scanner.add(index, stop, [Reading("form", Fraction(_MEDICINES.index(unit)))], 1)


def read_count(scanner: Scanner, number: Number) -> int:
    """Add a number without a unit; the token behind."""
    before = scanner.token(number.start - 1)
    if before and before.text in _CURRENCIES:
        readings = [reading(value, before.text) for value in number.values]
    else:
        readings = bare(scanner, number)
    bound = scanner.bound_before(number.start) or scanner.bound_behind(number.stop)
    scanner.add(number.start, number.stop, readings, number.firmness, bound)
    if number.firmness or number.values == [_ONE]:
        scanner.idle.append(len(scanner.facts) - 1)
    return number.stop


def read_measure(scanner: Scanner, number: Number) -> int:
    """Add a number with its unit, and the “per day” behind it; the token behind, 0 where no unit follows."""
    after, is_halved = _add_half(scanner, number, _past_partitive(scanner, number))
    unit, stop = _unit_behind(scanner, number, after, is_halved)
    if not unit and is_halved:
        return scanner.add(number.start, after, [Reading("number", value) for value in number.values])
    if not unit:
        return 0
    stop, _is_halved = _add_half(scanner, number, stop)
    return _read_rate(scanner, number, unit, stop) or _read_amount(scanner, number, unit, stop)


def _past_partitive(scanner: Scanner, number: Number) -> int:
    """The token behind “of”, as in “half of a tablet”, “une dizaine de jours”."""
    language, value = scanner.language, number.values[0]
    is_collective = value >= 2 and scanner.has(number.start, language.collectives)
    if not scanner.has(number.stop, language.partitives) or not (value < 1 or value >= _ROUND or is_collective):
        return number.stop
    return number.stop + (2 if scanner.has(number.stop + 1, language.articles) else 1)


def _add_half(scanner: Scanner, number: Number, index: int) -> tuple[int, bool]:
    """Add the “and a half” that stands at a token; the token behind, and whether there is one."""
    length = scanner.phrase(index, scanner.language.halves)
    if length:
        number.values, number.firmness = [value + _HALF for value in number.values], 2
    return index + length, bool(length)


def _unit_behind(scanner: Scanner, number: Number, index: int, is_halved: bool) -> tuple[str, int]:
    """What the number counts, and the token behind: a unit, times; "" for nothing."""
    unit, stop = scanner.unit(index, number.in_digits or is_halved)
    if unit:
        return unit, stop
    if scanner.has(index, _TIMES_SIGNS):
        return "#times", index + 1
    if not is_halved and scanner.has(number.start, scanner.language.times_words):
        return "#times", number.stop
    return "", index


def _read_rate(scanner: Scanner, number: Number, unit: str, stop: int) -> int:
    """“twice a day”, “3 fois par jour”; 0 for another unit, or no period."""
    if unit != "#times":
        return 0
    language = scanner.language
    period, behind = scanner.period(stop)
    if not period and (length := scanner.phrase(stop, language.rates)):
        _times, period = language.rates[scanner.said(stop, length)]
        behind = stop + length
    if not period:
        return 0
    for place in scanner.idle:
        fact = scanner.facts[place]
        rates = [rate(value, _ONE, period) for value in fact.values("number")]
        scanner.amend(place, (*rates, *fact.readings), firmness=2)
    scanner.idle = []
    rates = [rate(value, _ONE, period) for value in number.values]
    return scanner.add(number.start, behind, rates, bound=scanner.bound_before(number.start))


def _read_amount(scanner: Scanner, number: Number, unit: str, stop: int) -> int:
    """“5 mg”, “1 h 30 min”, “10 mg/kg per day”: add it, and what it is per."""
    dimension, bound = UNITS[unit].dimension, scanner.bound_before(number.start)
    readings = [reading(value, unit) for value in number.values]
    if chained := _chained(scanner, unit, stop):
        extra, stop = chained
        readings = [replace(item, value=item.value + extra) for item in readings]
    readings, end = _divided(scanner, readings, stop)
    if unit == "yr" and end == stop:
        readings += [Reading("number", value) for value in number.values]
    if number.firmness == 0 and scanner.has(number.start, scanner.language.articles):
        is_period = dimension == "months" or (dimension == "time" and unit in {"d", "h", "wk"})
        readings += [rate(_ONE, _ONE, unit)] if is_period else []
    scanner.share_unit(unit)
    firmness = max(number.firmness, 0 if dimension in _MAY_BE_ONE else 1)
    scanner.add(number.start, end, readings, firmness, bound or scanner.bound_behind(end))
    return add_period(scanner, end)


def _chained(scanner: Scanner, unit: str, stop: int) -> tuple[Fraction, int] | None:
    """“1 hour and 30 minutes”: what the second part adds, and the token behind it."""
    following = stop + 1 if scanner.has(stop, scanner.language.and_words) else stop
    second = number_at(scanner, following)
    if not second or second.firmness == 0:
        return None
    small, after = scanner.unit(second.stop, second.in_digits)
    if (unit, small) in _CHAINED and second.values[0] < 1000:
        return reading(second.values[0], small).value, after
    return None


def _divided(scanner: Scanner, readings: list[Reading], stop: int) -> tuple[list[Reading], int]:
    """“mg/kg”, “grams per litre”: by what isn't time; and the token behind."""
    while scanner.has(stop, scanner.language.per_unit):
        unit, after = scanner.unit(stop + 1, in_digits=True)
        if not unit or is_of_time(unit):
            break
        known = UNITS[unit]
        readings = [
            Reading(f"{item.dimension}/{known.dimension}", item.value / known.factor, item.imperial or known.imperial)
            for item in readings
        ]
        stop = after
    return readings, stop
