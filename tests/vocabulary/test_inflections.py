"""A term is recognised in the forms that a text gives it."""

import pytest

from tests.factories.vocabulary import TermFactory
from vocabulary.inflections import matcher, pattern_of

FRENCH = [
    ("lymphocyte T", "deux lymphocytes T agissent", "lymphocytes T"),
    ("effet indésirable", "les effets indésirables", "effets indésirables"),
    ("examen médical", "des examens médicaux", "examens médicaux"),
    ("anticorps", "l’anticorps", "anticorps"),
    ("métastases", "une métastase", "métastase"),
    ("tumeur", "Tumeur", "Tumeur"),
    ("maladie d'Alzheimer", "la maladie d’Alzheimer", "maladie d’Alzheimer"),
    ("maladie d’Alzheimer", "la maladie d&#x27;Alzheimer", "maladie d&#x27;Alzheimer"),
    ("point de contrôle", "point de\u00a0contrôle", "point de\u00a0contrôle"),
    ("cerveau", "cerveaux", "cerveaux"),
]
ENGLISH = [
    ("biopsy", "two biopsies", "biopsies"),
    ("metastasis", "metastases", "metastases"),
    ("antibody", "An Antibody", "Antibody"),
    ("dose", "doses", "doses"),
    ("patch", "patches", "patches"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name", "text", "found"), [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH]
)
def test_plurals_apostrophes_and_spaces(language, name, text, found):
    term = TermFactory(**{f"name_{language}": name})
    assert matcher([pattern_of(term, language)]).search(text)[0] == found


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["antitumeur", "tumeur-test", "tumeurale"])
def test_only_whole_words(text):
    assert not matcher([pattern_of(TermFactory(name_fr="tumeur"), "fr")]).search(text)


@pytest.mark.django_db
def test_synonyms_and_acronyms_each_as_it_is_written():
    term = TermFactory(name_fr="imagerie par résonance magnétique", synonyms_fr=["remnographie"], acronym_fr="OS")
    find = matcher([pattern_of(term, "fr")])
    assert find.search("une Remnographie") and find.search("(OS)")
    assert not find.search("un os")


@pytest.mark.django_db
def test_a_term_without_a_name_in_a_language_has_no_form_there():
    assert pattern_of(TermFactory(name_en=None, slug_en=None), "en") == ""
