"""Times of day: “20:30”, “8 pm”, “8 h 30 du soir”, “half past eight”, “noon”."""

import re
from dataclasses import dataclass
from fractions import Fraction

from translations.checks.quantities.fact import Number, Reading
from translations.checks.quantities.numerals import number_at
from translations.checks.quantities.scanner import Scanner

_MINUTES = frozenset({"min", "mn", "minutes"})
_HOUR, _HOUR_IN_MINUTES = 3600, 60  # seconds, minutes


def read_past(scanner: Scanner, index: int) -> int:
    """“half past eight”, in the morning or in the evening; the token behind, 0 for none."""
    past = scanner.language.past
    length = scanner.phrase(index, past)
    number = number_at(scanner, index + length) if length else None
    if not number or not 0 < number.values[0] <= 12:
        return 0
    hour = number.values[0] + past[scanner.said(index, length)]
    return scanner.add(index, number.stop, [Reading("clock", value % 24) for value in (hour, hour + 12)])


def read_name(scanner: Scanner, index: int) -> int:
    """“noon”; the token behind, 0 for none."""
    hour = scanner.language.clock.get(scanner.tokens[index].folded)
    return scanner.add(index, index + 1, [Reading("clock", Fraction(hour))], 1) if hour is not None else 0


def read_sense(scanner: Scanner, index: int) -> int:
    """“in the morning”, “tomorrow”, “before”; the token behind, 0 for none."""
    senses = scanner.language.senses
    length = scanner.phrase(index, senses)
    if not length:
        return 0
    kind, values = senses[scanner.said(index, length)]
    return scanner.add(index, index + length, [Reading(f"sense:{kind}", Fraction(value)) for value in values], 1)


@dataclass
class _Time:
    """An hour and what stands behind it, up to before the token `stop`."""

    hour: Fraction
    minutes: Fraction
    stop: int
    is_written_out: bool = False
    """“20:30”: it can't be anything else."""
    is_of_hours: bool = False
    """“8 h”: it may be a duration."""

    @property
    def value(self) -> Fraction:
        """The time of day in hours."""
        return self.hour + self.minutes / 60


def read_clock(scanner: Scanner, number: Number) -> int:
    """The time of day that begins with a number; the token behind, 0 for none."""
    if not 0 <= number.values[0] <= 24 or (number.values[0].denominator != 1 and not number.in_digits):
        return 0
    time = _time_at(scanner, number)
    if not time:
        return 0
    language = scanner.language
    if time_of_day := _with_part_of_day(scanner, number, time):
        return time_of_day
    hour, stop = time.hour, time.stop
    if length := scanner.phrase(stop, language.oclock):
        return _add_time(scanner, number, stop + length, [hour, hour % 12 + 12 if hour < 12 else hour])
    if hour == 12 and scanner.has(stop, language.clock):
        return _add_time(scanner, number, stop + 1, [Fraction(language.clock[scanner.tokens[stop].folded])])
    if time.is_written_out:
        either = (time.value * _HOUR, time.value * _HOUR_IN_MINUTES)
        return _add_time(scanner, number, stop, [time.value], either)
    return _hours_or_duration(scanner, number, time) if time.is_of_hours else 0


def _time_at(scanner: Scanner, number: Number) -> _Time | None:
    """The hour, the minutes and where they end; None for a number of something else."""
    hour, stop = number.values[0], number.stop
    if number.in_digits and scanner.has(stop, {":"}) and (minutes := _minutes(scanner, stop + 1)) is not None:
        stop += 2
        has_seconds = scanner.has(stop, {":"}) and _minutes(scanner, stop + 1) is not None
        return _Time(hour, minutes, stop + 2 if has_seconds else stop, is_written_out=True)
    minutes = Fraction(0)
    written = scanner.tokens[number.start].text
    if re.fullmatch(r"\d{1,2}\.\d\d", written) and scanner.phrase(stop, _parts_of_day(scanner)):
        hour, minutes = map(Fraction, map(int, written.split(".")))
    unit, after = scanner.unit(stop, number.in_digits)
    if unit == "h" and hour.denominator == 1:
        behind, stop = _minutes_behind(scanner, after)
        return _Time(hour, minutes if behind is None else behind, stop, is_of_hours=True)
    return None if unit or hour.denominator != 1 else _Time(hour, minutes, stop)


def _parts_of_day(scanner: Scanner) -> frozenset[str]:
    return scanner.language.morning | scanner.language.evening


def _minutes_behind(scanner: Scanner, stop: int) -> tuple[Fraction | None, int]:
    """The minutes behind “8 h”, and the token behind them; None without any."""
    language, minutes = scanner.language, _minutes(scanner, stop)
    if minutes is not None and language.minutes_follow_hours and not scanner.has_unit(stop + 1):
        return minutes, stop + 1
    if minutes is not None and scanner.has(stop + 1, _MINUTES):
        return minutes, stop + 2
    if length := scanner.phrase(stop, language.minutes_behind):
        return Fraction(language.minutes_behind[scanner.said(stop, length)]), stop + length
    return None, stop


def _minutes(scanner: Scanner, index: int) -> Fraction | None:
    """Two digits below 60."""
    token = scanner.token(index)
    return Fraction(int(token.text)) if token and re.fullmatch(r"[0-5]\d", token.text) else None


def _with_part_of_day(scanner: Scanner, number: Number, time: _Time) -> int:
    """Add a time with “pm”, “du soir” behind it; the token behind, 0 without."""
    language, stop, hour = scanner.language, time.stop, time.hour
    late, early = scanner.phrase(stop, language.evening), scanner.phrase(stop, language.morning)
    length = early or late
    if not length:
        return 0
    # one tablet, in the evening
    may_be_a_number = length > 1 and not time.is_of_hours and not time.is_written_out
    if not may_be_a_number:
        stop += length
    if hour <= 12:
        is_midnight = hour == 12 and scanner.has(stop - 1, language.night_words)
        hour = hour % 12 + (12 if late and not is_midnight else 0)
    scanner.share_hours(bool(late))
    _add_time(scanner, number, stop, [hour + time.minutes / 60])
    if may_be_a_number:
        scanner.amend(-1, (*bare(scanner, number), *scanner.facts[-1].readings))
    return stop


def _hours_or_duration(scanner: Scanner, number: Number, time: _Time) -> int:
    """Add “8 h 30”, “8 h”: a time of day where the language tells it so, a duration too; 0 for a duration alone."""
    seconds = (time.value * _HOUR,)
    if time.minutes and not scanner.has(time.stop - 1, _MINUTES):
        return _add_time(scanner, number, time.stop, [time.value % 24], seconds)
    if scanner.language.hours_tell_time:
        if time.hour == 0 or scanner.period(time.stop)[0]:
            return 0
        return _add_time(scanner, number, time.stop, [time.value % 24], seconds)
    return _add_time(scanner, number, time.stop, [], seconds) if time.minutes else 0


def _add_time(
    scanner: Scanner, number: Number, stop: int, hours: list[Fraction], seconds: tuple[Fraction, ...] = ()
) -> int:
    """Add a time of day, a duration, or what may be either; the numbers just before may be the same."""
    readings = [Reading("clock", hour % 24) for hour in hours] + [Reading("time", value) for value in seconds]
    if seconds and not hours:
        scanner.share_unit("h")
    elif seconds:
        for place in scanner.idle:
            fact = scanner.facts[place]
            pairs = [(Reading("clock", value % 24), Reading("time", value * _HOUR)) for value in fact.values("number")]
            scanner.amend(place, (*fact.readings, *(item for pair in pairs for item in pair)))
    scanner.idle = []
    bound = scanner.bound_before(number.start)
    return scanner.add(number.start, stop, readings, max(number.firmness, 1), bound)


def bare(scanner: Scanner, number: Number) -> list[Reading]:
    """What a number may mean by itself: behind “at”, a time of day too."""
    readings = [Reading("number", value) for value in number.values]
    if number.in_digits:
        return readings
    readings += [Reading("share", value) for value in number.values if 0 < value < 1]
    is_time = (
        number.start
        and scanner.phrase(number.start - 1, scanner.language.before_clock)
        and not scanner.has(number.stop, {"%"})
        and number.values[0] in range(1, 13)
    )
    if is_time:
        readings += [Reading("clock", number.values[0]), Reading("clock", number.values[0] + 12)]
    return readings
