"""Dates: a month or a weekday by its name, a date in figures, a Roman numeral."""

import re
from fractions import Fraction

from translations.checks.quantities.fact import Reading
from translations.checks.quantities.scanner import Scanner

_IN_FIGURES = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_ROMAN = {numeral: number for number, numeral in enumerate((
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX", "XXI",
), 1)}  # fmt: skip
_ROMAN_BY_ITSELF = _ROMAN.keys() - {"I", "V", "X", "XX"}


def read_date(scanner: Scanner, index: int) -> int:
    """A month by its name, a weekday, a date in figures; the token behind, 0 for none."""
    token, language = scanner.tokens[index], scanner.language
    if day := language.weekdays.get(token.folded):
        return scanner.add(index, index + 1, [Reading("weekday", Fraction(day))], 1)
    if (month := language.months.get(token.folded)) and _is_month(scanner, index):
        return scanner.add(index, index + 1, [Reading("month", Fraction(month))], 1)
    parts, stop = _figures(scanner, index)
    return _read_figures(scanner, index, stop, parts) if len(parts) == 3 else 0


def _is_month(scanner: Scanner, index: int) -> bool:
    """Whether a word that names a month does so here: some are other words too."""
    token, language = scanner.tokens[index], scanner.language
    near = [other for each in (index - 2, index - 1, index + 1) if (other := scanner.token(each))]
    by_number = any(other.is_number or other.folded in language.date_words for other in near)
    is_introduced = scanner.has(index - 1, language.before_month)
    if token.folded in language.capital_months:
        return token.text[0].isupper() and (by_number or is_introduced)
    if token.folded in language.short_months:
        return by_number
    return by_number or is_introduced or token.folded not in language.doubtful_months


def _figures(scanner: Scanner, index: int) -> tuple[list[str], int]:
    """The three parts of “3.12.2024” or “3/12/2024”, and the token behind; nothing for no date."""
    token = scanner.tokens[index]
    if _IN_FIGURES.fullmatch(token.text):
        return token.text.split("."), index + 1
    if not token.is_number or not scanner.token(index + 4):
        return [], index
    parts = scanner.tokens[index : index + 5]
    is_date = (
        parts[1].text in {"/", "-"}
        and parts[3].text == parts[1].text
        and all(parts[each].text.isdecimal() for each in (0, 2, 4))
    )
    return ([parts[each].text for each in (0, 2, 4)], index + 5) if is_date else ([], index)


def _read_figures(scanner: Scanner, index: int, stop: int, parts: list[str]) -> int:
    language = scanner.language
    orders = [(0, 1)] if language.day_first and language.months else [(0, 1), (1, 0)]
    if len(parts[0]) == 4:
        parts, orders = parts[::-1], [(0, 1)]
    values = [int(part) for part in parts]
    orders = [order for order in orders if 1 <= values[order[1]] <= 12 and 1 <= values[order[0]] <= 31]
    if not orders or len(parts[2]) not in (2, 4):
        return 0
    for place in (0, 1):
        dimensions = ["number" if order[0] == place else "month" for order in orders]
        scanner.add(index, stop, [Reading(dimension, Fraction(values[place])) for dimension in dimensions])
    years = [values[2]] if len(parts[2]) == 4 else [values[2], values[2] + 2000, values[2] + 1900]
    return scanner.add(index, stop, [Reading("number", Fraction(year)) for year in years])


def read_roman(scanner: Scanner, index: int) -> int:
    """“stage IV”, “XIXe”; the token behind, 0 for none."""
    token = scanner.tokens[index]
    is_century = len(token.text) > 2 and token.text.endswith("e")
    numeral = token.text[:-1] if is_century and token.text[:-1] in _ROMAN else token.text
    if numeral not in _ROMAN:
        return 0
    two_before = scanner.token(index - 2)
    is_one = (
        numeral != token.text
        or numeral in _ROMAN_BY_ITSELF
        or scanner.has(index - 1, scanner.language.before_roman)
        or (two_before is not None and two_before.text in _ROMAN)
    )
    return scanner.add(index, index + 1, [Reading("number", Fraction(_ROMAN[numeral]))], 1) if is_one else 0
