"""The glossary: A to Z with accents folded, an address per term, in two languages."""

import datetime

import pytest

from articles.models import ArticleTerm
from home.models import GlossaryPage
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import TermFactory
from vocabulary.models import fold


@pytest.fixture
def glossary(portal):
    french = GlossaryPage(
        title="Glossaire", slug="glossaire", introduction="Les mots, simplement.", locale=portal.fr.locale
    )
    portal.fr.home.add_child(instance=french)
    english = french.copy_for_translation(portal.en.locale)
    english.title, english.slug, english.live = "Glossary", "glossary", True
    english.save()
    return french


def listed(client, query=""):
    answer = client.get("/fr/glossaire/", {"q": query} if query else {})
    assert answer.status_code == 200
    return [(letter, [entry.term.name_fr for entry in entries]) for letter, entries in answer.context["letters"]]


@pytest.mark.parametrize(
    ("text", "folded"), [("Échographie", "echographie"), ("CŒUR", "coeur"), ("naïve", "naive"), ("CAR-T", "car-t")]
)
def test_words_are_compared_without_case_and_accents(text, folded):
    assert fold(text) == folded


def test_from_a_to_z_with_accents_folded(glossary, client):
    for name in ("tumeur", "Échographie", "essai clinique", "œdème", "5-FU", "biopsie"):
        TermFactory(name_fr=name)
    assert listed(client) == [
        ("#", ["5-FU"]),
        ("B", ["biopsie"]),
        ("E", ["Échographie", "essai clinique"]),
        ("O", ["œdème"]),
        ("T", ["tumeur"]),
    ]


def test_a_word_comes_before_those_that_begin_with_it_whatever_else_it_is_called(glossary, client):
    TermFactory(name_fr="Tumeur bénigne")
    TermFactory(name_fr="tumeur", acronym_fr="T", synonyms_fr=["néoplasie"])
    assert listed(client) == [("T", ["tumeur", "Tumeur bénigne"])]


def test_a_term_without_a_name_in_a_language_is_not_in_its_glossary(glossary, client):
    TermFactory(name_fr="rémission", name_en=None, slug_en=None)
    assert client.get("/en/glossary/").context["letters"] == []
    assert "The first words are being written" in client.get("/en/glossary/").content.decode()


@pytest.mark.parametrize("query", ["infarctus", "INFARCTUS", "crise card", "IDM", "  infarctus  "])
def test_found_by_name_synonym_or_acronym(glossary, client, query):
    TermFactory(name_fr="infarctus du myocarde", synonyms_fr=["crise cardiaque"], acronym_fr="IDM")
    TermFactory(name_fr="biopsie")
    assert listed(client, query) == [("I", ["infarctus du myocarde"])]


@pytest.mark.parametrize("query", ["zzz", "<script>alert(1)</script>", "\x00", "x" * 10_000, "' OR 1=1", "💊", "%"])
def test_whatever_is_typed_is_answered_and_never_reflected_raw(glossary, client, query):
    TermFactory(name_fr="biopsie")
    answer = client.get("/fr/glossaire/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_term_has_its_definition_its_partner_and_the_articles_that_explain_it(glossary, portal, client):
    term = TermFactory(
        name_fr="biopsie",
        slug_fr="biopsie",
        name_en="biopsy",
        slug_en="biopsy",
        long_definition_fr="<p>Un <b>prélèvement</b>.</p>",
        synonyms_fr=["prélèvement de tissu"],
    )
    for title, live in (("Comprendre un compte rendu", True), ("Brouillon", False)):
        article = ArticlePageFactory(parent=portal.fr.articles, title=title, live=live)
        article.article_terms.add(ArticleTerm(term=term))
        article.save()
    page = client.get("/fr/glossaire/biopsie/").content.decode()
    assert "<h1>biopsie</h1>" in page
    assert "<b>prélèvement</b>" in page
    assert "prélèvement de tissu" in page
    assert 'href="/en/glossary/biopsy/"' in page
    assert 'hreflang="en"' in page
    assert "Comprendre un compte rendu" in page
    assert "Brouillon" not in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/fr/glossaire/biopsie/">' in page


def test_the_articles_that_explain_a_word_come_newest_first(glossary, portal, client):
    term = TermFactory(slug_fr="biopsie")
    for day, place in ((2, 0), (3, 1), (1, 2)):
        date = datetime.date(2026, 3, day)
        article = ArticlePageFactory(parent=portal.fr.articles, title=f"Article {day}", published_on=date)
        article.article_terms.add(ArticleTerm(term=term, sort_order=place))
        article.save()
    shown = client.get("/fr/glossaire/biopsie/").context["term"].explained_in
    assert [use.page.title for use in shown] == ["Article 3", "Article 2", "Article 1"]


def test_a_term_without_a_partner_says_so(glossary, client):
    TermFactory(name_fr="rémission", slug_fr="remission", name_en=None, slug_en=None)
    page = client.get("/fr/glossaire/remission/").content.decode()
    assert "This page has not been translated into English yet." in page


@pytest.mark.parametrize("address", ["/fr/glossaire/inconnu/", "/en/glossary/biopsie/", "/fr/glossaire/biopsie/x/"])
def test_no_such_term(glossary, client, address):
    TermFactory(slug_fr="biopsie", slug_en="biopsy")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_glossary_costs_the_same_for_one_term_and_for_three(
    glossary, portal, client, django_assert_num_queries, count
):
    for _ in range(count):
        article = ArticlePageFactory(parent=portal.fr.articles)
        article.article_terms.add(ArticleTerm(term=TermFactory()))
        article.save()
    client.get("/fr/glossaire/")
    with django_assert_num_queries(8):
        client.get("/fr/glossaire/")
