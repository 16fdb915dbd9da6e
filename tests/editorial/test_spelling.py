"""What differs in spelling alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.spelling import reworded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le traitment dure.", "Le traitement dure."),
        ("Un oedeme", "Un œdème"),
        ("le médicament prescrit", "les médicaments prescrits"),
        ("Cet article explique", "Cet article vous explique"),
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
    ],
)
def test_other_words(one, other, words):
    assert reworded(one, other, "fr") == words


def test_little_words_are_those_of_the_language():
    assert reworded("the tablet", "tablet", "en") is None
    assert reworded("the tablet", "tablet", "fr") == ("the", "")
    assert reworded("der Arm", "Arm", "de") == ("der", "")


@given(st.text(), st.text(), st.sampled_from(["fr", "en", "xx", ""]))
def test_any_text(one, other, language):
    assert reworded(one, one, language) is None
    found = reworded(one, other, language)
    assert found is None or any(found)
