"""How often and how long: “every 8 hours”, “daily”, “around the clock”, “a fortnight”."""

from fractions import Fraction

from translations.checks.quantities.fact import Number, Reading, rate, reading
from translations.checks.quantities.numerals import number_at, series_at
from translations.checks.quantities.scanner import Scanner

_ONE = Fraction(1)
_HOURS, _DAYS = 24, 7


def read_always(scanner: Scanner, index: int) -> int:
    """“24 h/24”, “7 days a week”, “24/7”; the token behind, 0 for none."""
    language, token = scanner.language, scanner.tokens[index]
    if length := scanner.phrase(index, language.always):
        return scanner.add(index, index + length, [Reading("always", Fraction(_HOURS))], 0)
    if token.text not in {"24", "7"} and language.numerals.get(token.folded) not in (7, 20):
        return 0
    number = number_at(scanner, index)
    if not number or number.values[0] not in (_HOURS, _DAYS):
        return 0
    if number.values[0] == _HOURS and scanner.has(number.stop, {"/"}) and scanner.has(number.stop + 1, {"7"}):
        scanner.add(index, number.stop, [Reading("always", Fraction(_HOURS))])
        return scanner.add(number.stop + 1, number.stop + 2, [Reading("always", Fraction(_DAYS))], 1)
    stop = _past_whole(scanner, number)
    if not stop:
        return 0
    if number.values[0] == _HOURS:
        return scanner.add(index, stop, [Reading("always", Fraction(_HOURS))])
    return scanner.add(index, stop, [Reading("always", Fraction(_DAYS)), rate(_ONE, _ONE, "d")], 1)


def _past_whole(scanner: Scanner, number: Number) -> int:
    """The token behind “h/24” or “days a week”, which make the number all of the time; 0 for another unit."""
    value = int(number.values[0])
    unit, after = scanner.unit(number.stop, in_digits=True)
    if unit != {_HOURS: "h", _DAYS: "d"}[value]:
        return 0
    second = number_at(scanner, after + 1) if scanner.has(after, {"/", *scanner.language.over_words}) else None
    if second and second.values[0] == value:
        return second.stop
    period, stop = scanner.period(after)
    return stop if period == {_HOURS: "d", _DAYS: "wk"}[value] else 0


def read_rate(scanner: Scanner, index: int) -> int:
    """“daily”, “every 8 hours”, “tous les deux jours”; the token behind, 0 for none."""
    return _named_rate(scanner, index) or _every(scanner, index)


def _named_rate(scanner: Scanner, index: int) -> int:
    length = scanner.phrase(index, scanner.language.rates)
    if not length:
        return 0
    times, unit = scanner.language.rates[scanner.said(index, length)]
    readings = [rate(Fraction(times), _ONE, unit)]
    if length == 1 or times == 1 or unit != "d":
        return scanner.add(index, index + length, readings, 1 + (times > 1))
    # “morning and evening”, which are also read one by one
    if not scanner.facts or scanner.facts[-1].start != scanner.tokens[index].start:
        scanner.add(index, index + length, readings, 1)
    return 0


def _every(scanner: Scanner, index: int) -> int:
    language = scanner.language
    length = scanner.phrase(index, language.every)
    if not length:
        return 0
    begin, is_per = index + length, scanner.has(index, language.per_unit)
    if length := scanner.phrase(begin, language.durations):
        values = language.durations[scanner.said(begin, length)]
        return scanner.add(index, begin + length, [rate(_ONE, Fraction(value), unit) for value, unit in values])
    numbers, after = series_at(scanner, begin)
    if not numbers:
        unit, stop = scanner.unit_of_time(begin, in_digits=False)
        if not unit or (is_per and index == 0 and not scanner.facts):
            return 0
        return scanner.add(index, stop, [rate(_ONE, _ONE, unit)], 2 if is_per or unit in {"h", "min"} else 1)
    unit, stop = scanner.unit_of_time(after, in_digits=numbers[-1].in_digits)
    if not unit or is_per:
        return 0
    for number in numbers:
        scanner.add(number.start, stop, [rate(_ONE, value or _ONE, unit) for value in number.values])
    return stop


def read_duration(scanner: Scanner, index: int) -> int:
    """“quinze jours”, “a fortnight”; the token behind, 0 for none."""
    language = scanner.language
    length = scanner.phrase(index, language.durations)
    if not length or (scanner.has(index, language.collectives) and scanner.has(index + 1, language.partitives)):
        return 0
    values = language.durations[scanner.said(index, length)]
    readings = [reading(Fraction(value), unit) for value, unit in values]
    readings += [Reading("number", Fraction(value)) for value, _unit in values] if length == 1 else []
    stop = scanner.add(index, index + length, readings, bound=scanner.bound_before(index))
    return add_period(scanner, stop)


def add_period(scanner: Scanner, index: int) -> int:
    """Add the “per day” that begins at a token; the token behind it, or the same without one."""
    period, stop = scanner.period(index)
    return scanner.add(index, stop, [rate(_ONE, _ONE, period)]) if period else index
