"""The facts of a text, read from left to right: each parser is asked, in order, whether its topic begins here."""

from collections.abc import Callable

from translations.checks.languages.language import Language
from translations.checks.quantities.clock import read_clock, read_name, read_past, read_sense
from translations.checks.quantities.dates import read_date, read_roman
from translations.checks.quantities.fact import Fact, Number
from translations.checks.quantities.measures import read_count, read_form, read_measure
from translations.checks.quantities.numerals import number_at
from translations.checks.quantities.pressures import mark_pressures
from translations.checks.quantities.rates import read_always, read_duration, read_rate
from translations.checks.quantities.scanner import Scanner
from translations.checks.text import ADDRESS, PLACEHOLDER, phrases, plain

# Each adds what begins at a token and returns the token behind, or 0.
_PARSERS: tuple[Callable[[Scanner, int], int], ...] = (
    read_past,
    read_always,
    read_rate,
    read_sense,
    read_duration,
    read_date,
    read_name,
    read_roman,
)
# Each does so for a number that was found there.
_NUMBER_PARSERS: tuple[Callable[[Scanner, Number], int], ...] = (read_clock, read_measure)
_SIGNS_BETWEEN = frozenset({",", "-", "–", "/"})


def facts(segment: str, language: Language) -> list[Fact]:
    """What the segment says in numbers, in reading order."""
    text = plain(segment)
    for masked in (ADDRESS, PLACEHOLDER):
        text = masked.sub(lambda match: " " * len(match[0]), text)
    scanner = Scanner(text, language)
    idioms = phrases(language.idioms)
    between = language.range_words | language.and_words | _SIGNS_BETWEEN
    index = 0
    while index < len(scanner.tokens):
        if length := idioms.at(scanner.tokens, index):
            scanner.idle = []
            index += length
        elif stop := _read_at(scanner, index):
            index = stop
        else:
            if not scanner.has(index, between):
                scanner.idle = []
            index += 1
    mark_pressures(scanner)
    return scanner.facts


def _read_at(scanner: Scanner, index: int) -> int:
    """The token behind what begins at a token; 0 for nothing."""
    for parse in _PARSERS:
        if stop := parse(scanner, index):
            return stop
    number = number_at(scanner, index)
    if not number:
        return read_form(scanner, index)
    stop = _read_number(scanner, number)
    read_form(scanner, stop - 1)
    return stop


def _read_number(scanner: Scanner, number: Number) -> int:
    if not number.ordinal:
        for parse in _NUMBER_PARSERS:
            if stop := parse(scanner, number):
                return stop
    return read_count(scanner, number)
