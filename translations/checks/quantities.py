"""What a text says in numbers: quantities, rates, dates, times of day, as facts that can be compared."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from translations.checks.languages.language import NEUTRAL, Language
from translations.checks.text import ADDRESS, PLACEHOLDER, phrases, plain, said, tokens
from translations.checks.units import SYMBOLS, UNITS

_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_PHONE = re.compile(r"0\d(?:[ \u00a0\u202f.]\d\d){4}|0(?:[ \u00a0\u202f]\d{2,4}){2,4}")
_ROMAN = {
    roman: n
    for n, roman in enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
            "XXI",
        ],
        1,
    )
}
_BEFORE_ROMAN = frozenset(
    [
        "stade",
        "stades",
        "stage",
        "stages",
        "phase",
        "phases",
        "type",
        "types",
        "grade",
        "grades",
        "classe",
        "classes",
        "class",
        "classification",
        "niveau",
        "level",
        "groupe",
        "group",
    ]
)
_ORDINAL_ENDINGS = frozenset(
    ["er", "ere", "re", "e", "eme", "emes", "ieme", "iemes", "nd", "nde", "st", "rd", "th", "es", "ers"]
)
_SIGNS_BETWEEN = frozenset({",", "-", "–", "/", "et", "and"})
_DIGIT_UNITS = frozenset(["g", "l", "m", "s", "h", "j", "d", "x", "u", "v", "w", "t"])
_CHAINED = {("h", "min"), ("min", "s"), ("yr", "mo"), ("kg", "g"), ("d", "h")}
_MEDICINES = tuple(
    f"#{form}"
    for form in (
        "tablet", "capsule", "drop", "teaspoon", "tablespoon", "sachet", "patch", "puff", "suppository", "lozenge",
    )
)  # fmt: skip
"""What a medicine comes in, wherever it is said: “one 500 mg tablet” isn't a capsule."""
_HALF = Fraction(1, 2)
_OVER = frozenset({"/", "-", "–", "sur", "over"})
_LOWEST, _HIGHEST = 30, 300
"""Blood pressures, in mmHg."""


@dataclass(frozen=True)
class Reading:
    """One thing that a number may mean: so much of a dimension."""

    dimension: str
    value: Fraction
    imperial: bool = False


@dataclass(frozen=True)
class Fact:
    """Something said in numbers. It has several readings where the language leaves that open."""

    readings: tuple[Reading, ...]
    start: int
    end: int
    text: str
    firmness: int = 2
    """2: the other text must say it too. 1: it must not say otherwise. 0: it may answer, and needs no answer."""
    bound: str = ""
    """"min" or "max": “at least”, “less than”."""

    @property
    def dimension(self) -> str:
        """Of its first reading."""
        return self.readings[0].dimension


@dataclass
class _Number:
    values: list[Fraction]
    start: int
    stop: int
    """The tokens from `start` to before `stop`."""
    firmness: int
    in_digits: bool
    ordinal: bool = False


def reading(value: Fraction, unit: str) -> Reading:
    """So much of a unit, in its dimension's own measure."""
    known = UNITS[unit]
    return Reading(known.dimension, value * known.factor + known.offset, known.imperial)


def rate(times: Fraction, period: Fraction, unit: str) -> Reading:
    """So many times in so many of a unit of time."""
    known = UNITS[unit]
    return Reading(f"rate:{known.dimension}", times / (period * known.factor or 1), known.imperial)


def facts(segment: str, language: Language) -> list[Fact]:
    """What the segment says in numbers, in reading order."""
    text = plain(segment)
    for masked in (ADDRESS, PLACEHOLDER):
        text = masked.sub(lambda match: " " * len(match[0]), text)
    return _Reader(text, language).read()


class _Reader:
    """Reads the facts of one text, from left to right."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language = text, language
        self.tokens = tokens(text)
        self.idle: list[int] = []  # facts without a unit that may share the one to come
        self.facts: list[Fact] = []
        self.idioms = phrases(language.idioms)
        self.units = phrases(frozenset(language.units) | frozenset(SYMBOLS))

    def read(self) -> list[Fact]:
        """All facts."""
        index = 0
        while index < len(self.tokens):
            if length := self.idioms.at(self.tokens, index):
                index += length
                self.idle = []
            elif (
                after := self._past(index)
                or self._always(index)
                or self._rate(index)
                or self._sense(index)
                or self._duration(index)
                or self._date(index)
                or self._name(index)
            ):
                index = after
            elif number := self._number(index):
                index = self._quantity(number)
                self._form(index - 1)
            elif form := self._form(index):
                index = form
            else:
                if self.tokens[index].folded not in self.language.range_words | _SIGNS_BETWEEN:
                    self.idle = []
                index += 1
        self._pressures()
        return self.facts

    # -- small questions

    def _is(self, index: int, *words: str) -> bool:
        return index < len(self.tokens) and self.tokens[index].folded in words

    def _add(self, start: int, stop: int, readings: Iterable[Reading], firmness: int = 2, bound: str = "") -> int:
        first, last = self.tokens[start], self.tokens[stop - 1]
        self.facts.append(
            Fact(tuple(readings), first.start, last.end, self.text[first.start : last.end], firmness, bound)
        )
        return stop

    def _unit(self, index: int, in_digits: bool) -> tuple[str, int]:
        """The unit that begins here, and the token behind it; ("", index) for none."""
        length = self.units.at(self.tokens, index)
        if not length:
            return "", index
        name = said(self.tokens, index, length)
        token = self.tokens[index]
        if (
            name == "s"
            and token.joined
            and self.tokens[index - 1].text[-1:] == "0"
            and len(self.tokens[index - 1].text) in (2, 4)
        ):
            return "", index  # the 1990s
        if name in _DIGIT_UNITS and (not in_digits or token.elided or (name == "x" and self._is(index + 1, "x"))):
            return "", index
        unit = self.language.units.get(name) or SYMBOLS[name]
        if unit == "°C" and self._is(index + length, "f"):
            return "°F", index + length + 1
        return unit, index + length

    def _period(self, index: int, words: frozenset[str]) -> tuple[str, int]:
        """The unit of time behind one of `words` (“per day”), and the token behind it; ("", index) for none."""
        length = phrases(words).at(self.tokens, index)
        if not length:
            return "", index
        unit, after = self._unit(index + length, in_digits=self._is(index, "/", "par", "per"))
        return (unit, after) if unit and UNITS[unit].dimension in {"time", "months"} else ("", index)

    def _pressures(self) -> None:
        """“120/80”, and “12/8” where blood pressure is told in centimetres of mercury."""
        is_told_in_cm = any(phrases(self.language.pressure_words).over(self.tokens))
        for place, (upper, lower) in enumerate(itertools.pairwise(self.facts)):
            if self.text[upper.end : lower.start].strip().casefold() not in _OVER:
                continue
            values = [[item.value for item in fact.readings if item.dimension == "number"] for fact in (upper, lower)]
            scales = [unit for unit in ("mmHg", "cmHg") if unit == "mmHg" or is_told_in_cm]
            for unit in scales:
                both = [reading(each[0], unit) for each in values if each]
                if len(both) == 2 and _HIGHEST >= both[0].value > both[1].value >= _LOWEST:
                    self.facts[place] = replace(upper, readings=(*upper.readings, both[0]))
                    self.facts[place + 1] = replace(lower, readings=(*lower.readings, both[1]))

    # -- what is neither counted nor measured

    def _always(self, index: int) -> int:
        """“24 h/24”, “7 days a week”, “24/7”."""
        if length := phrases(self.language.always).at(self.tokens, index):
            return self._add(index, index + length, [Reading("always", Fraction(24))], 0)
        if not self._is(index, "24", "7", "seven", "sept", "vingt", "twenty"):
            return 0
        number = self._number(index)
        if not number or number.values[0] not in (24, 7):
            return 0
        value = int(number.values[0])
        if value == 24 and self._is(number.stop, "/") and self._is(number.stop + 1, "7"):
            self._add(index, number.stop, [Reading("always", Fraction(24))])
            return self._add(number.stop + 1, number.stop + 2, [Reading("always", Fraction(7))], 1)
        unit, after = self._unit(number.stop, in_digits=True)
        if unit != {24: "h", 7: "d"}[value]:
            return 0
        second = self._number(after + 1) if self._is(after, "/", "sur") else None
        if second and second.values[0] == value:
            stop = second.stop
        else:
            period, stop = self._period(after, self.language.per)
            if period != {24: "d", 7: "wk"}[value]:
                return 0
        readings = [Reading("always", Fraction(value))]
        if value == 7:
            readings.append(rate(Fraction(1), Fraction(1), "d"))
        return self._add(index, stop, readings, 2 if value == 24 else 1)

    def _sense(self, index: int) -> int:
        """“in the morning”, “tomorrow”, “before”."""
        length = phrases(frozenset(self.language.senses)).at(self.tokens, index)
        if not length:
            return 0
        kind, values = self.language.senses[said(self.tokens, index, length)]
        return self._add(index, index + length, [Reading(f"sense:{kind}", Fraction(value)) for value in values], 1)

    def _form(self, index: int) -> int:
        """What a medicine comes in."""
        unit, stop = self._unit(index, in_digits=False)
        if unit not in _MEDICINES:
            return 0
        return self._add(index, stop, [Reading("form", Fraction(_MEDICINES.index(unit)))], 1)

    def _past(self, index: int) -> int:
        """“half past eight”: in the morning or in the evening."""
        length = phrases(frozenset(self.language.past)).at(self.tokens, index)
        number = self._number(index + length) if length else None
        if not number or not 0 < number.values[0] <= 12:
            return 0
        hour = number.values[0] + self.language.past[said(self.tokens, index, length)]
        return self._add(index, number.stop, [Reading("clock", value % 24) for value in (hour, hour + 12)])

    def _rate(self, index: int) -> int:
        """“daily”, “every 8 hours”, “tous les deux jours”."""
        language = self.language
        if length := phrases(frozenset(language.rates)).at(self.tokens, index):
            times, unit = language.rates[said(self.tokens, index, length)]
            if length > 1 and times > 1 and unit == "d":  # “morning and evening”, which are also read one by one
                if not self.facts or self.facts[-1].start != self.tokens[index].start:
                    self._add(index, index + length, [rate(Fraction(times), Fraction(1), unit)], 1)
            else:
                return self._add(index, index + length, [rate(Fraction(times), Fraction(1), unit)], 1 + (times > 1))
        length = phrases(language.every).at(self.tokens, index)
        if not length:
            return 0
        if length_of := phrases(frozenset(language.durations)).at(self.tokens, index + length):
            values = language.durations[said(self.tokens, index + length, length_of)]
            readings = [rate(Fraction(1), Fraction(value), unit) for value, unit in values]
            return self._add(index, index + length + length_of, readings)
        numbers, after = self._series(index + length)
        if not numbers:
            if self._is(index, "per", "par") and not self.facts and index == 0:
                return 0
            unit, stop = self._unit(index + length, in_digits=False)
            if not unit or UNITS[unit].dimension not in {"time", "months"}:
                return 0
            return self._add(
                index,
                stop,
                [rate(Fraction(1), Fraction(1), unit)],
                2 if self._is(index, "par", "per") or unit in {"h", "min"} else 1,
            )
        unit, stop = self._unit(after, in_digits=numbers[-1].in_digits)
        if not unit or UNITS[unit].dimension not in {"time", "months"} or self._is(index, "par", "per"):
            return 0
        for number in numbers:
            self._add(number.start, stop, [rate(Fraction(1), value or Fraction(1), unit) for value in number.values])
        return stop

    def _series(self, index: int) -> tuple[list[_Number], int]:
        """Numbers with nothing but “to”, “or”, “-” between them, and the token behind."""
        found: list[_Number] = []
        while number := self._number(index):
            found.append(number)
            index = number.stop
            if (
                index < len(self.tokens)
                and (self.tokens[index].folded in self.language.range_words or self.tokens[index].text in {"-", "–"})
                and self._number(index + 1)
            ):
                index += 1
            else:
                break
        return found, index

    def _duration(self, index: int) -> int:
        """“quinze jours”, “a fortnight”."""
        length = phrases(frozenset(self.language.durations)).at(self.tokens, index)
        if not length:
            return 0
        values = self.language.durations[said(self.tokens, index, length)]
        after, readings = index + length, [reading(Fraction(value), unit) for value, unit in values]
        readings += [Reading("number", Fraction(value)) for value, _unit in values] if length == 1 else []
        if self._is(index, "quinzaine") and self._is(index + 1, "de", "d"):
            return 0
        self._add(index, after, readings, bound=self._bound(index))
        period, stop = self._period(after, self.language.per)
        return self._add(after, stop, [rate(Fraction(1), Fraction(1), period)]) if period else after

    def _date(self, index: int) -> int:
        """A month by its name, a weekday, a date in figures."""
        token, language = self.tokens[index], self.language
        if day := language.weekdays.get(token.folded):
            return self._add(index, index + 1, [Reading("weekday", Fraction(day))], 1)
        if (month := language.months.get(token.folded)) and self._is_month(index):
            return self._add(index, index + 1, [Reading("month", Fraction(month))], 1)
        if not token.is_number:
            return 0
        parts = re.split(r"[.]", token.text) if _DATE.fullmatch(token.text) else []
        stop = index + 1
        if not parts and index + 4 < len(self.tokens) and self.tokens[index + 1].text in "/-":
            sign = self.tokens[index + 1].text
            candidates = self.tokens[index : index + 5]
            if candidates[3].text == sign and all(candidates[n].text.isdecimal() for n in (0, 2, 4)):
                parts, stop = [candidates[n].text for n in (0, 2, 4)], index + 5
        if len(parts) != 3:
            return 0
        if len(parts[0]) == 4:
            parts.reverse()
            orders = [(0, 1)]
        else:
            orders = [(0, 1)] if language.day_first and language.months else [(0, 1), (1, 0)]
        values = [int(part) for part in parts]
        orders = [order for order in orders if 1 <= values[order[1]] <= 12 and 1 <= values[order[0]] <= 31]
        if not orders or len(parts[2]) not in (2, 4):
            return 0
        for place in (0, 1):
            self._add(index, stop, [
                Reading("number" if order[0] == place else "month", Fraction(values[place])) for order in orders
            ])  # fmt: skip
        years = [values[2]] if len(parts[2]) == 4 else [values[2], values[2] + 2000, values[2] + 1900]
        return self._add(index, stop, [Reading("number", Fraction(year)) for year in years])

    def _is_month(self, index: int) -> bool:
        token = self.tokens[index]
        near = [self.tokens[n] for n in (index - 2, index - 1, index + 1) if 0 <= n < len(self.tokens)]
        by_number = any(other.is_number or other.folded == "of" for other in near)
        if token.folded in {"may", "march"}:
            return token.text[0].isupper() and (by_number or (index > 0 and self._is(index - 1, *_BEFORE_MONTH)))
        return (
            by_number
            if (len(token.folded) < 4 and token.folded != "mai")
            or (token.folded in {"sept", "mars"} and not by_number and not self._is(index - 1, *_BEFORE_MONTH))
            else True
        )

    def _name(self, index: int) -> int:
        """A time of day by its name, a Roman numeral."""
        token = self.tokens[index]
        if (hour := self.language.clock.get(token.folded)) is not None:
            return self._add(index, index + 1, [Reading("clock", Fraction(hour))], 1)
        century = token.text[-1:] == "e" and len(token.text) > 2 and token.text[:-1] in _ROMAN
        if century:
            return self._add(index, index + 1, [Reading("number", Fraction(_ROMAN[token.text[:-1]]))], 1)
        if (
            token.text in _ROMAN
            and ((index and self._is(index - 1, *_BEFORE_ROMAN)) or (len(token.text) > 1 and token.text != "XX"))
        ) or (token.text in _ROMAN and index > 1 and self.tokens[index - 2].text in _ROMAN):
            return self._add(index, index + 1, [Reading("number", Fraction(_ROMAN[token.text]))], 1)
        return 0

    # -- numbers

    def _number(self, index: int) -> _Number | None:
        """The number that begins at this token."""
        if index >= len(self.tokens):
            return None
        token = self.tokens[index]
        return (
            self._digits(index)
            if token.is_number
            else self._words(index)
            if token.is_word or token.text in "½⅓¼¾⅔⅛"
            else None
        )

    def _digits(self, index: int) -> _Number:
        text, language = self.tokens[index].text, self.language
        values, _wrong = numbers_in(text, language)
        number = _Number(values, index, index + 1, 2, True)
        before = self.tokens[index - 1] if index else None
        if (
            self.tokens[index].joined
            and before
            and before.is_word
            and before.folded not in language.units
            and not before.elided
        ):
            number.firmness = 1  # a name: B12, covid-19
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if after and after.text in "½¼¾⅓⅔⅛":
            number.values = [value + _vulgar(after.text) for value in values]
            number.stop += 1
        elif after and after.text == "/" and len(values) == 1 and self._fraction(index):
            number.values = [values[0] / int(self.tokens[index + 2].text)]
            number.stop += 2
        elif after and after.joined and after.end - after.start <= 5 and after.folded in _ORDINAL_ENDINGS:
            number.stop += 1
            number.ordinal = True
            if values == [Fraction(1)]:
                number.firmness = 0
        else:
            number.stop = self._scaled(number)
        return number

    def _fraction(self, index: int) -> bool:
        """A digit, a stroke, a small digit: “1/2”."""
        below = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        above = self.tokens[index].text
        return bool(
            below and below.text in {"2", "3", "4", "8"} and len(above) == 1 and 0 < int(above) < int(below.text)
            and not (index + 3 < len(self.tokens) and self.tokens[index + 3].text == "/")
        )  # fmt: skip

    def _scaled(self, number: _Number) -> int:
        """“1,5 million”, “3 mille”: the number times its scale."""
        stop = number.stop
        while stop < len(self.tokens) and (scale := self.language.scales.get(self.tokens[stop].folded)):
            number.values = [value * scale for value in number.values]
            stop += 1
        return stop

    def _words(self, index: int) -> _Number | None:
        language, token = self.language, self.tokens[index]
        if token.text in "½⅓¼¾⅔⅛":
            return _Number([_vulgar(token.text)], index, index + 1, 2, False)
        if token.folded in language.numerals or token.folded in language.scales:
            return self._numeral(index)
        if ordinal := language.ordinals.get(token.folded):
            return _Number(
                [Fraction(value) for value in ordinal], index, index + 1, 2 if min(ordinal) != 1 else 0, False, True
            )
        if value := language.numbers.get(token.folded):
            firmness = 0 if token.folded in language.faint else 2
            if token.folded.startswith(("doubl", "tripl")):
                firmness = 1
            ordinal_word = token.folded.startswith(("premier", "second", "deuxieme", "first"))
            number = _Number([Fraction(each) for each in value], index, index + 1, firmness, False, ordinal_word)
            if (
                (token.folded in {"a", "an", "half"})
                and (following := self._number(index + 1))
                and (
                    following.values[0] < 1
                    or self.tokens[index + 1].folded in {*language.scales, "dozen", "couple", "pair", "single"}
                )
            ):
                if token.folded == "half" and following.values != [Fraction(12)]:
                    return number
                factor = _HALF if token.folded == "half" else Fraction(1)
                following.start = index
                following.values = [value * factor for value in following.values]
                return following
            return number
        return None

    def _numeral(self, index: int) -> _Number:
        """A number in words, as far as it goes: “two hundred and fifty”, “quatre-vingt-dix-sept”."""
        language, start = self.language, index
        total, current, last, scale_limit = 0, 0, -1, 10**15
        while index < len(self.tokens):
            word = self.tokens[index].folded
            if index > start and word in language.and_words:
                following = self.tokens[index + 1].folded if index + 1 < len(self.tokens) else ""
                small = language.numerals.get(following, -1)
                joins = (
                    (0 < small < 100 and last >= 100)
                    if language.decimal == "."
                    else (small in (1, 11) and last >= 20 and last < 100)
                )
                if not joins:
                    break
                index += 1
                continue
            if word in language.numerals:
                small = language.numerals[word]
                rest = current % 100
                if index == start:
                    current = small
                elif small == 20 and rest == 4 and last == 4 and language.decimal == ",":
                    current += 76
                    small = 80
                elif (
                    (
                        rest
                        and not (
                            (rest % 10 == 0 and rest >= 20 and 0 < small < 10)
                            or (rest in (60, 80) and last >= 20 and 10 <= small < 20)
                            or (rest in (60, 80) and small == 10)
                        )
                    )
                    or small == 0
                    or last == 0
                ) or (rest == 0 and last < 100 and index > start):
                    break
                else:
                    current += small
                last = small
            elif (scale := language.scales.get(word)) is not None:
                if scale == 100:
                    if current >= 100 or (current > 9 and language.decimal == ","):
                        break
                    current = max(current, 1) * 100
                elif scale >= scale_limit:
                    break
                else:
                    total, current, scale_limit = total + max(current, 1) * scale, 0, scale
                last = scale
            else:
                break
            index += 1
        ordinal = language.ordinals.get(self.tokens[index].folded) if index < len(self.tokens) else None
        first_ordinal = language.numbers.get(self.tokens[index].folded) if self._is(index, "first", "second") else None
        tail = ordinal or first_ordinal
        if tail and last >= 20 and self.tokens[index].joined and tail[0] < 10:
            return _Number([Fraction(total + current + int(tail[0]))], start, index + 1, 2, False)
        value = Fraction(total + current)
        word = self.tokens[start].folded
        firmness = 0 if index - start == 1 and word in language.faint else 2
        if (
            index - start == 1
            and value == 2
            and start
            and self._is(
                start - 1,
                "les",
                "des",
                "aux",
                "ces",
                "ses",
                "vos",
                "mes",
                "nos",
                "leurs",
                "the",
                "ces",
                "tous",
                "toutes",
            )
        ):
            firmness = 1
        number = _Number([value], start, index, firmness, False)
        decimals = self._decimals(index)
        if decimals:
            number.values, number.stop = [value + decimals[0]], decimals[1]
            number.stop = self._scaled(number)
        elif index < len(self.tokens):
            fraction = language.ordinals.get(self.tokens[index].folded) or language.numbers.get(
                self.tokens[index].folded
            )
            parts = [part for part in map(Fraction, fraction or ()) if part < 1]
            if (
                parts
                and not (self.tokens[index].folded in {"demi", "demie"} and value != 1)
                and self.tokens[index].folded not in {"half", "mi"}
            ):
                number.values, number.stop, number.firmness = [value * part for part in parts], index + 1, 2
            elif self._is(index, "half", "demi", "demie") and value == 1:
                number.values, number.stop, number.firmness = [_HALF], index + 1, 2
            elif self._is(index, "dozen", "douzaine", "douzaines"):
                number.values, number.stop, number.firmness = [value * 12], index + 1, 2
        return number

    def _decimals(self, index: int) -> tuple[Fraction, int] | None:
        """“virgule cinq”, “point five”."""
        if not self._is(index, "virgule", "point"):
            return None
        digits, stop = "", index + 1
        while stop < len(self.tokens) and (small := self.language.numerals.get(self.tokens[stop].folded)) is not None:
            digits, stop = digits + str(small), stop + 1
        return (Fraction(int(digits), 10 ** len(digits)), stop) if digits and len(digits) < 10 else None

    # -- quantities

    def _quantity(self, number: _Number) -> int:
        """Add what a number says with the unit, the rate, the time behind it; the token behind all that."""
        for handler in () if number.ordinal else (self._clock, self._measured):
            if stop := handler(number):
                return stop
        stop = number.stop
        readings = self._bare(number)
        before = number.start - 1
        if before >= 0 and self.tokens[before].text in "€$£":
            readings = [reading(value, self.tokens[before].text) for value in number.values]
        self._add(number.start, stop, readings, number.firmness, self._bound(number.start) or self._bound_after(stop))
        if number.firmness or number.values == [Fraction(1)]:
            self.idle.append(len(self.facts) - 1)
        return stop

    def _bare(self, number: _Number) -> list[Reading]:
        readings = [Reading("number", value) for value in number.values]
        readings += [Reading("share", value) for value in number.values if 0 < value < 1 and not number.in_digits]
        if (
            number.start
            and phrases(self.language.before_clock).at(self.tokens, number.start - 1)
            and not number.in_digits | self._is(number.stop, "%")
            and number.values[0] in range(1, 13)
        ):
            readings += [Reading("clock", number.values[0]), Reading("clock", number.values[0] + 12)]
        return readings

    def _bound(self, index: int) -> str:
        """Whether the words before the token make it a bound."""
        for length in (4, 3, 2, 1):
            begin = index - length
            if begin < 0:
                continue
            phrase = said(self.tokens, begin, length)
            if phrase in self.language.at_most:
                denied = begin and self.tokens[begin].folded in {"less", "fewer", "moins"} and self._denied(begin)
                return "min" if denied else "max"
            if phrase in self.language.at_least:
                return "max" if self._denied(begin) else "min"
        return ""

    def _denied(self, index: int) -> bool:
        """Whether a negation stands among the words before."""
        return any(self.tokens[n].folded in self.language.negations for n in range(max(index - 4, 0), index))

    def _bound_after(self, index: int) -> str:
        """Whether the words behind a quantity make it a bound."""
        if phrases(self.language.at_least_after).at(self.tokens, index):
            return "min"
        return "max" if phrases(self.language.at_most_after).at(self.tokens, index) else ""

    def _clock(self, number: _Number) -> int:
        """“20:30”, “8 pm”, “8 h 30 du soir”, “half past” apart: the token behind, 0 for no time of day."""
        language, index = self.language, number.start
        if not 0 <= number.values[0] <= 24 or (number.values[0].denominator != 1 and not number.in_digits):
            return 0
        hour, minutes, stop, certain = number.values[0], Fraction(0), number.stop, False
        raw = self.tokens[index].text
        if number.in_digits and self._is(stop, ":") and (minute := self._minutes(stop + 1)) is not None:
            minutes, stop, certain = minute, stop + 2, True
            if self._is(stop, ":") and self._minutes(stop + 1) is not None:
                stop += 2
        elif re.fullmatch(r"\d{1,2}\.\d\d", raw) and phrases(language.morning | language.evening).at(self.tokens, stop):
            hour, minutes = Fraction(int(raw.split(".")[0])), Fraction(int(raw.split(".")[1]))
        of_hours = False
        if not certain:
            unit, after = self._unit(stop, number.in_digits)
            if unit == "h" and hour.denominator == 1:
                stop, of_hours = after, True
                minute = self._minutes(stop)
                if (
                    minute is not None
                    and (language is not NEUTRAL)
                    and self.tokens[stop].is_number
                    and not self.units.at(self.tokens, stop + 1)
                ):
                    minutes, stop = minute, stop + 1
                elif minute is not None and self._is(stop + 1, "min", "mn", "minutes"):
                    minutes, stop = minute, stop + 2
                elif said(self.tokens, stop, 3) == "moins le quart":
                    minutes, stop = Fraction(-15), stop + 3
                elif self._is(stop, "et", "and") and self._is(stop + 1, "demie", "quart"):
                    minutes, stop = Fraction(30 if self._is(stop + 1, "demie") else 15), stop + 2
            elif unit or hour.denominator != 1:
                return 0
        late, early = phrases(language.evening).at(self.tokens, stop), phrases(language.morning).at(self.tokens, stop)
        oclock = self._is(stop, "o") and self._is(stop + 1, "clock")
        start_hour = hour + minutes / 60
        if early or late:
            either = (early or late) > 1 and not of_hours and not certain  # one tablet, in the evening
            if not either:
                stop += early or late
            hour = (
                (hour % 12 + 12 if late and not (hour == 12 and self._is(stop - 1, "night")) else hour % 12)
                if hour <= 12
                else hour
            )
            self._share_clock(bool(late))
            self._timed(number, stop, [hour + minutes / 60], ())
            if either:
                self.facts[-1] = replace(self.facts[-1], readings=(*self._bare(number), *self.facts[-1].readings))
            return stop
        if oclock:
            return self._timed(number, stop + 2, [hour, hour % 12 + 12 if hour < 12 else hour], ())
        if self._is(stop, *language.clock) and hour == 12:
            return self._timed(number, stop + 1, [Fraction(language.clock[self.tokens[stop].folded])], ())
        if certain:
            return self._timed(number, stop, [start_hour], (start_hour * 3600, start_hour * 60))
        if not of_hours:
            return 0
        if minutes and not self._is(stop - 1, "min", "mn", "minutes"):
            return self._timed(number, stop, [start_hour % 24], (start_hour * 3600,))
        if language is not NEUTRAL and language.decimal == ",":
            if self._period(stop, language.per)[0] or hour == 0:
                return 0
            return self._timed(number, stop, [start_hour % 24], (start_hour * 3600,))
        return self._timed(number, stop, [], (start_hour * 3600,)) if minutes else 0

    def _minutes(self, index: int) -> Fraction | None:
        """Two digits below 60, or a numeral in words."""
        if index >= len(self.tokens):
            return None
        token = self.tokens[index]
        if token.is_number:
            return Fraction(int(token.text)) if re.fullmatch(r"[0-5]\d", token.text) else None
        return None

    def _share_clock(self, late: bool) -> None:
        """The numbers just before share a “pm”: “between 2 and 4 pm”."""
        for place in self.idle:
            fact = self.facts[place]
            hours = [item.value % 12 + (12 if late else 0) for item in fact.readings if item.dimension == "number"]
            both = [Reading("clock", hour) for value in hours for hour in (value, (value + 12) % 24)]
            self.facts[place] = replace(fact, readings=(*fact.readings, *both))
        self.idle = []

    def _timed(self, number: _Number, stop: int, hours: list[Fraction], seconds: tuple[Fraction, ...]) -> int:
        readings = [Reading("clock", hour % 24) for hour in hours] + [Reading("time", value) for value in seconds]
        if len(readings) > 1 and readings[0].dimension == "clock" and seconds:
            readings = readings[::-1] if not hours else readings
        if seconds and hours:
            for place in self.idle:
                fact = self.facts[place]
                more = [
                    item
                    for old in fact.readings
                    if old.dimension == "number"
                    for item in (Reading("clock", old.value % 24), Reading("time", old.value * 3600))
                ]
                self.facts[place] = replace(fact, readings=(*fact.readings, *more))
        elif seconds:
            self._share("h")
        self.idle = []
        self._add(number.start, stop, readings, max(number.firmness, 1), self._bound(number.start))
        return stop

    def _share(self, unit: str) -> None:
        """The numbers just before may be of this unit too: “2 to 4 mg”."""
        for place in self.idle:
            fact = self.facts[place]
            shared = [reading(item.value, unit) for item in fact.readings if item.dimension == "number"]
            self.facts[place] = replace(fact, readings=(*shared, *fact.readings))

    def _measured(self, number: _Number) -> int:
        """A number and its unit, and what it is per; 0 where no unit follows."""
        language, after = self.language, number.stop
        if self._is(after, "a", "an", "d", "de", "of") and (
            number.values[0] < 1
            or number.values[0] >= 1000
            or (
                said(self.tokens, number.start, 1)
                in {"dizaine", "vingtaine", "douzaine", "quinzaine", "trentaine", "centaine", "une", "couple", "a"}
                and number.values[0] >= 2
            )
        ):
            after += 1
            if self._is(after, "a", "an"):
                after += 1
        halves = phrases(language.halves).at(self.tokens, after)
        if halves:
            number.values, after = [value + _HALF for value in number.values], after + halves
            number.firmness = 2
        unit, stop = self._unit(after, number.in_digits or bool(halves))
        if not unit and self._is(after, "x", "*", "×"):
            unit, stop = "#times", after + 1
        if not unit and halves:
            return self._add(number.start, after, [Reading("number", value) for value in number.values])
        if not unit and self._is(number.start, "once", "twice", "thrice"):
            unit, stop = "#times", number.stop
        if not unit:
            return 0
        if halves := phrases(language.halves).at(self.tokens, stop):
            number.values, stop = [value + _HALF for value in number.values], stop + halves
            number.firmness = 2
        dimension = UNITS[unit].dimension
        period, behind = self._period(stop, language.per)
        if not period and (length := phrases(frozenset(language.rates)).at(self.tokens, stop)) and unit == "#times":
            _times, period = language.rates[said(self.tokens, stop, length)]
            behind = stop + length
        bound = self._bound(number.start)
        if period and unit == "#times":
            for place in self.idle:
                fact = self.facts[place]
                rates = [rate(item.value, Fraction(1), period) for item in fact.readings if item.dimension == "number"]
                self.facts[place] = replace(fact, readings=(*rates, *fact.readings), firmness=2)
            self.idle = []
            return self._add(
                number.start, behind, [rate(value, Fraction(1), period) for value in number.values], bound=bound
            )
        readings = [reading(value, unit) for value in number.values]
        chained = self._chain(unit, stop, number)
        if chained:
            extra, stop = chained
            readings = [replace(item, value=item.value + extra) for item in readings]
        readings, stop, compound = self._compound(readings, stop)
        if dimension == "months" and unit == "yr" and not compound:
            readings += [Reading("number", value) for value in number.values]
        if (
            dimension == "time"
            and number.firmness == 0
            and unit in {"d", "h", "wk"}
            and self._is(number.start, "a", "an")
        ):
            readings.append(rate(Fraction(1), Fraction(1), unit))
        if dimension == "months" and number.firmness == 0 and self._is(number.start, "a", "an"):
            readings.append(rate(Fraction(1), Fraction(1), unit))
        self._share(unit)
        self.idle = []
        firmness = number.firmness
        if firmness == 0 and dimension[0] != "#" and dimension not in {"time", "months", "points"}:
            firmness = 1
        if firmness == 0 and dimension[0] == "#" and dimension not in {"#times", "#dose"}:
            firmness = 1
        self._add(number.start, stop, readings, firmness, bound or self._bound_after(stop))
        period, behind = self._period(stop, language.per)
        if period:
            return self._add(stop, behind, [rate(Fraction(1), Fraction(1), period)])
        return stop

    def _chain(self, unit: str, stop: int, number: _Number) -> tuple[Fraction, int] | None:
        """“1 hour and 30 minutes”: what the second part adds."""
        following = stop + 1 if self._is(stop, "et", "and") else stop
        second = self._number(following)
        if not second or second.firmness == 0:
            return None
        small, after = self._unit(second.stop, second.in_digits)
        if (unit, small) in _CHAINED and second.values[0] < 1000:
            return reading(second.values[0], small).value, after
        return None

    def _compound(self, readings: list[Reading], stop: int) -> tuple[list[Reading], int, bool]:
        """“mg/kg”, “grams per litre”: by what isn't time."""
        compound = False
        while self._is(stop, "/", "par", "per"):
            unit, after = self._unit(stop + 1, in_digits=True)
            if not unit or UNITS[unit].dimension in {"time", "months"}:
                break
            known = UNITS[unit]
            readings = [
                Reading(
                    f"{item.dimension}/{known.dimension}", item.value / known.factor, item.imperial or known.imperial
                )
                for item in readings
            ]
            stop, compound = after, True
        return readings, stop, compound


_BEFORE_MONTH = frozenset(
    [
        "in",
        "of",
        "since",
        "by",
        "until",
        "from",
        "early",
        "late",
        "last",
        "next",
        "en",
        "de",
        "depuis",
        "debut",
        "fin",
        "mi",
        "d",
        "du",
        "mid",
        "this",
        "every",
        "to",
    ]
)


def _vulgar(sign: str) -> Fraction:
    return {
        "½": Fraction(1, 2),
        "⅓": Fraction(1, 3),
        "¼": Fraction(1, 4),
        "¾": Fraction(3, 4),
        "⅔": Fraction(2, 3),
        "⅛": Fraction(1, 8),
    }[sign]


def numbers_in(text: str, language: Language) -> tuple[list[Fraction], bool]:
    """What digits and the marks between them are worth, and whether a decimal mark isn't this language's.

    A text like “1.000” in a language nobody has described is both a thousand and one.
    """
    if len(text) > 40:
        return [Fraction(0)], False
    if _PHONE.fullmatch(text):
        return [Fraction(int("".join(filter(str.isdecimal, text))))], False
    groups = re.findall(r"\d+", text)
    marks = ["," if mark == "," else "." if mark == "." else " " for mark in re.findall(r"\D", text)]
    if not marks:
        return [Fraction(int(groups[0]))], False
    whole = Fraction(int("".join(groups)))
    thousands = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    decimal = Fraction(int("".join(groups)), 10 ** len(groups[-1]))
    kinds = set(marks)
    if thousands and groups[0] != "0" and len(kinds) == 1:
        if len(marks) > 1 or kinds == {" "}:
            return [whole], False
        if not language.decimal:
            return [whole, decimal], False
        return ([decimal] if kinds == {language.decimal} else [whole]), False
    if (
        marks[-1] != " "
        and marks[-1] not in marks[:-1]
        and len(groups[0]) <= 3
        and all(len(g) == 3 for g in groups[1:-1])
    ):
        return [decimal], bool(language.decimal) and marks[-1] != language.decimal
    if len(marks) == 1 and kinds != {" "}:
        return [decimal], bool(language.decimal) and marks[-1] != language.decimal
    return [Fraction(int(group)) for group in groups], False


def wrong_marks(segment: str, language: Language) -> list[str]:
    """The decimal numbers that are written with a comma where the language has a point."""
    if language.decimal != ".":
        return []
    text = ADDRESS.sub(" ", plain(segment))
    return [
        token.text
        for token in tokens(text)
        if token.is_number and "," in token.text and numbers_in(token.text, language)[1]
    ]
