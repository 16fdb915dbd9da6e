"""What differs in spelling alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.changes.minor_changes import more_than_spelling, reworded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le traitment dure.", "Le traitement dure."),
        ("Un oedeme", "Un œdème"),
        ("le médicament prescrit", "les médicaments prescrits"),
        ("Cet article explique", "Cet article vous explique"),
        ("la prise de sang", "les prises de sang"),
        ("une cicatrication", "une cicatrisation"),
        ("a week end", "a week-end"),
        ("Appelez ; puis attendez", "APPELEZ, puis attendez !"),
        ("", ""),
    ],
)
def test_spelling(one, other):
    assert reworded(one, other, "fr") is None and reworded(other, one, "fr") is None


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Prenez le comprimé", "Arrêtez le comprimé", ("Prenez", "Arrêtez")),
        ("avant le repas", "après le repas", ("avant", "après")),
        ("une hypotension", "une hypertension", ("hypotension", "hypertension")),
        ("Appelez votre médecin", "Appelez", ("votre médecin", "")),
        ("Cela arrive", "Cela arrive souvent", ("", "souvent")),
        ("le foie et le rein", "le foie ou le rein", ("et", "ou")),
        ("sous traitement", "sans traitement", ("sous", "sans")),
        ("un jour sans", "un tour sans", ("jour", "tour")),
        ("prescrire un régime", "proscrire un régime", ("prescrire", "proscrire")),
        ("Le médecin le prescrit.", "Le médecin le proscrit.", ("prescrit", "proscrit")),
        ("une infection", "une injection", ("infection", "injection")),
    ],
)
def test_other_words(one, other, words):
    assert reworded(one, other, "fr") == words


def test_little_words_are_those_of_the_language():
    assert reworded("the tablet", "tablet", "en") is None
    assert reworded("the tablet", "tablet", "fr") == ("the", "")
    assert reworded("der Arm", "Arm", "de") == ("der", "")


def test_english_has_two_spellings_and_words_that_differ_by_a_letter():
    assert reworded("organise, randomised", "organize, randomized", "en") is None
    assert reworded("it is effective", "it is affective", "en") == ("effective", "affective")


@given(st.text(), st.text(), st.sampled_from(["fr", "en", "xx", ""]))
def test_any_text(one, other, language):
    assert reworded(one, one, language) is None
    found = reworded(one, other, language)
    assert found is None or any(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gardez-la à -5 °C.", "Gardez-la à 5 °C."),
        ("un poids de +5 kg", "un poids de 5 kg"),
        ("un risque de ± 2", "un risque de 2"),
        ("Répondez oui/non.", "Répondez oui non."),
        ("le foie → le rein", "le rein ← le foie"),
        ("si p &lt; 0,05", "si p &gt; 0,05"),
    ],
)
def test_a_sign_is_more_than_spelling(one, other):
    assert more_than_spelling(one, other, "fr") and more_than_spelling(other, one, "fr")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("un rendez vous", "un rendez-vous"),
        ("de 3 - 5 jours", "de 3-5 jours"),
        ("à −5 °C", "à -5 °C"),
        ("(COVID-19)", "(Covid-19)"),
    ],
)
def test_a_hyphen_is_spelling(one, other):
    assert more_than_spelling(one, other, "fr") == "" == more_than_spelling(other, one, "fr")
