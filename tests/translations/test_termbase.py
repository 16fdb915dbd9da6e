"""The glossary's terms in a text."""

import pytest

from tests.factories.vocabulary import TermFactory
from translations.segments import termbase

pytestmark = pytest.mark.django_db


def found(text, source="fr", target="en"):
    return [(match.text, match.partner) for match in termbase.current().find(text, source, target)]


def test_terms_are_found_in_any_form_the_longest_first():
    TermFactory(name_fr="ganglion", name_en="node")
    TermFactory(name_fr="ganglion lymphatique", name_en="lymph node")
    TermFactory(name_fr="œil", name_en="eye")
    assert found("Les ganglions lymphatiques, un ganglion, les yeux.") == [
        ("ganglions lymphatiques", "lymph node"),
        ("ganglion", "node"),
        ("yeux", "eye"),
    ]
    assert found("Two lymph nodes", "en", "fr") == [("lymph nodes", "ganglion lymphatique")]


def test_an_acronym_answers_an_acronym_and_small_letters_are_none():
    TermFactory(name_fr="IRM du corps", acronym_fr="IRM", name_en="body magnetic resonance", acronym_en="MRI")
    TermFactory(name_fr="agence", acronym_fr="ES", name_en="agency")
    assert found("Une IRM, tu es là") == [("IRM", "MRI")]


def test_a_term_without_a_partner_is_left_out_and_synonyms_are_accepted():
    TermFactory(name_fr="orphelin", name_en="")
    TermFactory(name_fr="infarctus", name_en="myocardial infarction", synonyms_en=["heart attack"])
    [pair] = termbase.current().pairs("Un infarctus, deux infarctus, un orphelin", "fr", "en")
    assert pair.targets == ("myocardial infarction", "heart attack")


def test_the_place_in_the_text_is_told_without_its_markup():
    TermFactory(name_fr="biopsie", name_en="biopsy")
    [match] = termbase.current().find('La <b>biopsie</b> <a id="a1">x</a>', "fr", "en")
    assert (match.start, match.end) == (3, 10)


def test_a_language_without_columns_has_no_terms():
    TermFactory(name_fr="biopsie", name_en="biopsy")
    assert found("La biopsie", "fr", "es") == []


def test_the_index_is_made_once_and_anew_after_any_change(django_assert_num_queries):
    term = TermFactory(name_fr="biopsie", name_en="biopsy")
    assert found("biopsie") == [("biopsie", "biopsy")]
    with django_assert_num_queries(1):
        assert found("biopsie") == [("biopsie", "biopsy")]
    type(term).objects.filter(pk=term.pk).update(name_en="tissue sample")
    assert found("biopsie") == [("biopsie", "tissue sample")]
    term.delete()
    assert found("biopsie") == []
