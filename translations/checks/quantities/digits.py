"""What digits and the marks between them are worth."""

import re
from fractions import Fraction

from translations.checks.languages.language import Language
from translations.checks.text import ADDRESS, plain, tokens

VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8),
}
_PHONE = re.compile(r"0\d(?:[ \u00a0\u202f.]\d\d){4}|0(?:[ \u00a0\u202f]\d{2,4}){2,4}")
_LONGEST = 40


def numbers_in(text: str, language: Language) -> tuple[list[Fraction], bool]:
    """What digits and the marks between them are worth, and whether a decimal mark isn't this language's.

    A text like “1.000” in a language nobody has described is both a thousand and one.
    """
    if len(text) > _LONGEST:
        return [Fraction(0)], False
    if _PHONE.fullmatch(text):
        return [Fraction(int("".join(filter(str.isdecimal, text))))], False
    groups = re.findall(r"\d+", text)
    marks = [mark if mark in ",." else " " for mark in re.findall(r"\D", text)]
    if not marks:
        return [Fraction(int(groups[0]))], False
    if values := _in_thousands(groups, marks, language):
        return values, False
    is_one_decimal = len(marks) == 1 and marks != [" "]
    is_grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:-1])
    if is_one_decimal or (marks[-1] != " " and marks[-1] not in marks[:-1] and is_grouped):
        return [_decimal(groups)], bool(language.decimal) and marks[-1] != language.decimal
    return [Fraction(int(group)) for group in groups], False


def _in_thousands(groups: list[str], marks: list[str], language: Language) -> list[Fraction]:
    """Of groups of three parted by one kind of mark, their worth; nothing for other groups."""
    is_grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if not is_grouped or groups[0] == "0" or len({*marks}) > 1:
        return []
    whole, decimal = Fraction(int("".join(groups))), _decimal(groups)
    if len(marks) > 1 or marks == [" "]:
        return [whole]
    if not language.decimal:
        return [whole, decimal]
    return [decimal] if marks == [language.decimal] else [whole]


def _decimal(groups: list[str]) -> Fraction:
    return Fraction(int("".join(groups)), 10 ** len(groups[-1]))


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
