"""The text that the parsers read, token by token, and the facts that they have found in it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from translations.checks.languages.language import Language
from translations.checks.quantities.fact import Fact, Reading, is_of_time, reading
from translations.checks.text import Token, phrases, said, tokens
from translations.checks.units import SYMBOLS

# Letters that are a unit behind digits only.
_AFTER_DIGITS = frozenset({"g", "l", "m", "s", "h", "j", "d", "x", "u", "v", "w", "t"})
_WIDEST_BOUND = 4  # words


class Scanner:
    """Answers what stands where in a text, in the words of its language; collects the facts."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language = text, language
        self.tokens = tokens(text)
        self.facts: list[Fact] = []
        self.idle: list[int] = []  # facts without a unit that may share the one to come
        self._units = phrases(frozenset(language.units) | frozenset(SYMBOLS))

    def token(self, index: int) -> Token | None:
        """The token at an index, if there is one."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def has(self, index: int, words: Collection[str]) -> bool:
        """Whether one of the words stands there."""
        token = self.token(index)
        return token is not None and token.folded in words

    def phrase(self, index: int, known: Iterable[str]) -> int:
        """How many tokens the longest of the phrases has that begins there; 0 for none."""
        return phrases(frozenset(known)).at(self.tokens, index)

    def said(self, index: int, length: int) -> str:
        """The phrase of so many tokens."""
        return said(self.tokens, index, length)

    def add(self, start: int, stop: int, readings: Iterable[Reading], firmness: int = 2, bound: str = "") -> int:
        """Add what the tokens from `start` to before `stop` say; return `stop`."""
        first, last = self.tokens[start], self.tokens[stop - 1]
        words = self.text[first.start : last.end]
        self.facts.append(Fact(tuple(readings), first.start, last.end, words, firmness, bound))
        return stop

    def amend(self, place: int, readings: Iterable[Reading], firmness: int | None = None) -> None:
        """Give a fact other readings, and another firmness if one is named."""
        fact = self.facts[place]
        firmness = fact.firmness if firmness is None else firmness
        self.facts[place] = replace(fact, readings=tuple(readings), firmness=firmness)

    def has_unit(self, index: int) -> bool:
        """Whether the name of a unit begins there."""
        return bool(self._units.at(self.tokens, index))

    def unit(self, index: int, in_digits: bool) -> tuple[str, int]:
        """The unit that begins there, and the token behind it; ("", index) for none."""
        length = self._units.at(self.tokens, index)
        if not length:
            return "", index
        name, token = self.said(index, length), self.tokens[index]
        if name == "s" and token.joined and self._is_decade(index - 1):
            return "", index
        is_crossed = name == "x" and self.has(index + 1, {"x"})
        if name in _AFTER_DIGITS and (not in_digits or token.elided or is_crossed):
            return "", index
        unit = self.language.units.get(name) or SYMBOLS[name]
        if unit == "°C" and self.has(index + length, {"f"}):
            return "°F", index + length + 1
        return unit, index + length

    def _is_decade(self, index: int) -> bool:
        """Whether digits may be those of “the 1990s”."""
        digits = self.tokens[index].text
        return digits[-1:] == "0" and len(digits) in (2, 4)

    def unit_of_time(self, index: int, in_digits: bool) -> tuple[str, int]:
        """As `unit`, for units of time alone."""
        unit, stop = self.unit(index, in_digits)
        return (unit, stop) if unit and is_of_time(unit) else ("", index)

    def period(self, index: int) -> tuple[str, int]:
        """The unit of time behind “per”, and the token behind it; ("", index) for none."""
        length = self.phrase(index, self.language.per)
        if not length:
            return "", index
        unit, after = self.unit_of_time(index + length, in_digits=self.has(index, self.language.per_unit))
        return (unit, after) if unit else ("", index)

    def bound_before(self, index: int) -> str:
        """Whether the words before the token make it a bound."""
        for length in range(_WIDEST_BOUND, 0, -1):
            begin = index - length
            if begin < 0:
                continue
            phrase = self.said(begin, length)
            if phrase in self.language.at_most:
                is_denied = begin and self.has(begin, self.language.less_words) and self._is_denied(begin)
                return "min" if is_denied else "max"
            if phrase in self.language.at_least:
                return "max" if self._is_denied(begin) else "min"
        return ""

    def bound_behind(self, index: int) -> str:
        """Whether the words behind a quantity make it a bound."""
        if self.phrase(index, self.language.at_least_after):
            return "min"
        return "max" if self.phrase(index, self.language.at_most_after) else ""

    def _is_denied(self, index: int) -> bool:
        """Whether a negation stands among the words before."""
        return any(self.has(each, self.language.negations) for each in range(max(index - 4, 0), index))

    def share_unit(self, unit: str) -> None:
        """The numbers just before may be of this unit too: “2 to 4 mg”."""
        for place in self.idle:
            fact = self.facts[place]
            shared = [reading(value, unit) for value in fact.values("number")]
            self.amend(place, (*shared, *fact.readings))
        self.idle = []

    def share_hours(self, is_late: bool) -> None:
        """The numbers just before share a “pm”: “between 2 and 4 pm”."""
        for place in self.idle:
            fact = self.facts[place]
            hours = [value % 12 + (12 if is_late else 0) for value in fact.values("number")]
            both = [Reading("clock", each) for hour in hours for each in (hour, Fraction((hour + 12) % 24))]
            self.amend(place, (*fact.readings, *both))
        self.idle = []
