"""One number that is all that differs can be put right without typing; anything less sure is left to a person."""

import pytest

from translations.checks import repaired


@pytest.mark.parametrize(
    ("source", "target", "wrong", "right"),
    [
        ("Prenez 400 mg par jour.", "Take 40 mg a day.", "40 mg", "400 mg"),
        ("Prenez 2,5 mg.", "Take 25 mg.", "25 mg", "2.5 mg"),
        ("Prenez 2,5 mg.", "Take 2,5 mg.", "2,5", "2.5"),
        ("12 000 personnes.", "1,200 people.", "1,200", "12,000"),
        ("Depuis 2024.", "Since 2042.", "2042", "2024"),
        ("De 5 à 10 jours.", "From 5 to 15 days.", "15 days", "10 days"),
        ("Fièvre de 38,5 °C.", "A fever of 39.5 °C.", "39.5 °C", "38.5 °C"),
    ],
)
def test_a_wrong_number_is_put_right(source, target, wrong, right):
    assert repaired(source, target, "fr", "en") == (wrong, right)


def test_french_parts_its_thousands_with_a_narrow_space():
    assert repaired("12,000.5 litres", "1 200,5 litres", "en", "fr") == ("1 200,5 litres", "12\u202f000,5 litres")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Prenez 5 mg.", "Take 5 g."),
        ("Prenez 1 g.", "Take 500 mg."),
        ("Prenez 5 mg et 10 mL.", "Take 50 mg and 100 mL."),
        ("Prenez cinq comprimés.", "Take four tablets."),
        ("Toutes les 8 heures.", "Every 6 hours."),
        ("À 20 h 30.", "At 9:30 pm."),
        ("Prenez 5 mg.", "Take it."),
        ("Prenez 5 mg.", "Take 5 mg."),
        ("5 " * 300, "6 " * 300),
        ("x" * 20_000, "5"),
    ],
)
def test_what_is_not_sure_is_not_offered(source, target):
    assert repaired(source, target, "fr", "en") is None
