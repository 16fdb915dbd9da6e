"""A fact: something said in numbers, in a measure that facts of other texts share."""

from dataclasses import dataclass
from fractions import Fraction

from translations.checks.units import UNITS


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

    def values(self, dimension: str) -> list[Fraction]:
        """What it may be of a dimension."""
        return [item.value for item in self.readings if item.dimension == dimension]


@dataclass
class Number:
    """A number in a text, of the tokens from `start` to before `stop`, before it is known what it counts."""

    values: list[Fraction]
    start: int
    stop: int
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


def is_of_time(unit: str) -> bool:
    """Whether a unit measures time."""
    return UNITS[unit].dimension in {"time", "months"}
