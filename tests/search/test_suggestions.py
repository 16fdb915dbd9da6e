"""Suggestions while typing."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.vocabulary import TermFactory


@pytest.fixture
def suggest(client):
    def ask(typed, language="fr"):
        with translation.override(language):
            return [each["text"] for each in client.get(reverse("search_suggestions"), {"q": typed}).json()]

    return ask


def test_titles_and_words_by_the_beginning_of_a_word(write, suggest):
    write("Zoom sur l’immunothérapie")
    write("Brouillon d’immunologie", live=False)
    TermFactory(name_fr="immunothérapie", name_en=None, slug_en=None)
    assert suggest("immu") == ["immunothérapie", "Zoom sur l’immunothérapie"]
    assert suggest("zoom immu") == ["Zoom sur l’immunothérapie"]
    assert suggest("immu", "en") == []


def test_a_synonym_suggests_its_term(portal, suggest):
    TermFactory(name_fr="infarctus du myocarde", synonyms_fr=["crise cardiaque"], acronym_fr="IDM")
    assert suggest("crise c") == ["infarctus du myocarde"]
    assert suggest("idm") == ["infarctus du myocarde"]


def test_what_begins_as_typed_comes_first_and_no_kind_takes_all_places(write, suggest):
    TermFactory(name_fr="Métastase", synonyms_fr=["cancer étendu", "cancer généralisé"])
    for number in range(8):
        TermFactory(name_fr=f"Stade {number} du cancer")
    TermFactory(name_fr="Cancer")
    write("Le dépistage du cancer colorectal")
    suggested = suggest("canc")
    assert suggested[0] == "Cancer"
    assert "Le dépistage du cancer colorectal" in suggested
    assert "Métastase" not in suggested
    assert len(suggested) == 8


def test_a_slip_is_looked_over(write, suggest):
    write("Zoom sur l’immunothérapie")
    assert suggest("imunotherapi") == ["Zoom sur l’immunothérapie"]


def test_an_unpublished_page_is_not_suggested(write, suggest):
    page = write("Immunothérapie")
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert suggest("immu") == []


def test_one_letter_suggests_nothing(write, suggest):
    write("Immunothérapie")
    assert suggest("i") == []


@pytest.mark.parametrize("count", [1, 3])
def test_suggestions_cost_the_same_for_one_and_for_three(write, suggest, django_assert_num_queries, count):
    for number in range(count):
        write(f"Immunothérapie {number}")
    suggest("immu")
    with django_assert_num_queries(7):
        assert len(suggest("immu")) == count
