"""A language is one file of data: with it, and nothing else, its numbers, units and dates are read."""

from fractions import Fraction

import pytest

from translations.checks.languages import language
from translations.checks.languages.language import Language, NumeralGrammar
from translations.checks.quantities import facts

SPANISH = Language(
    decimal=",",
    numerals={"un": 1, "dos": 2, "tres": 3, "cinco": 5, "veinte": 20, "treinta": 30, "cuarenta": 40},
    grammar=NumeralGrammar(and_behind=range(30, 100), and_before=range(1, 10)),
    scales={"cien": 100, "mil": 1000},
    and_words=frozenset({"y"}),
    decimal_words=frozenset({"coma"}),
    units={"miligramos": "mg", "horas": "h", "dia": "d", "dias": "d", "veces": "#times"},
    per=frozenset({"al", "por", "/"}),
    per_unit=frozenset({"/", "por"}),
    every=frozenset({"cada"}),
    range_words=frozenset({"a"}),
    months={"marzo": 3},
    before_month=frozenset({"de"}),
    at_least=frozenset({"al menos"}),
    at_most=frozenset({"menos de"}),
    less_words=frozenset({"menos"}),
    negations=frozenset({"no"}),
    senses={"manana": ("part", (1,))},
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tome 1.000 miligramos.", [("mass", Fraction(1))]),
        ("Tome 2,5 mg.", [("mass", Fraction(1, 400))]),
        ("cuarenta y cinco dias", [("time", Fraction(45 * 86400))]),
        ("dos mil miligramos", [("mass", Fraction(2))]),
        ("tres coma cinco mg", [("mass", Fraction(7, 2000))]),
        ("cada 8 horas", [("rate:time", Fraction(1, 8 * 3600))]),
        ("dos veces al dia", [("rate:time", Fraction(2, 86400))]),
        ("5 mg por kg", [("mass/mass", Fraction(1, 200_000))]),
        ("3 de marzo", [("number", Fraction(3)), ("month", Fraction(3))]),
    ],
)
def test_spanish_is_read(text, said):
    assert [(fact.dimension, fact.readings[0].value) for fact in facts(text, SPANISH)] == said


def test_its_bounds_and_ranges_are_read():
    assert [fact.bound for fact in facts("al menos 2 mg, menos de 5 mg, no menos de 3 mg", SPANISH)] == [
        "min",
        "max",
        "min",
    ]
    assert [fact.dimension for fact in facts("2 a 4 mg", SPANISH)] == ["mass", "mass"]


def test_what_nobody_described_is_read_in_digits_alone():
    assert facts("dos veces al dia", language("es")) == []
    assert [fact.dimension for fact in facts("5 mg", language("es"))] == ["mass"]
