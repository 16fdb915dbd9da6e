"""An article's two languages on one page."""

import json

import pytest
from django.conf import settings

from articles.models import ArticlePage


@pytest.fixture
def english(article, portal):
    return article.get_translation(portal.en.locale).specific


def test_both_texts_are_there_each_in_its_language(article, english, read):
    address = article.bilingual_url("en")
    _answer, html, page = read(address)
    assert page.all("html")[0]["lang"] == "fr"
    halves = [half["lang"] for half in page.all("div", class_="half")]
    assert halves == ["fr", "en"] * (len(halves) // 2)
    assert len(page.all("h1")) == 1
    for words in ("Zoom sur l’immunothérapie", "Immunotherapy in focus", "L’essentiel", "Key points", "Not signed yet"):
        assert words in html
    assert len(page.all("ol", class_="references")) == 2
    assert page.all("a", href="/fr/articles/immunotherapie/")
    assert page.all("a", href="/en/articles/immunotherapy/", hreflang="en")


def test_each_language_has_its_own_page_and_leads_to_the_others(article, english, read):
    _answer, _html, page = read(english.bilingual_url("fr"))
    assert page.all("html")[0]["lang"] == "en"
    assert [half["lang"] for half in page.all("div", class_="half")][:2] == ["en", "fr"]
    assert page.all("a", href=article.bilingual_url("en"), lang="fr", hreflang="fr")


def test_search_engines_are_sent_to_the_two_pages_it_repeats(article, english, read):
    _answer, html, page = read(article.bilingual_url("en"))
    assert page.all("meta", name="robots", content="noindex")
    assert page.all("link", rel="canonical")[0]["href"] == settings.BASE_URL + article.bilingual_url("en")
    assert not page.all("link", rel="alternate")
    assert "application/ld+json" not in html


def test_a_part_without_counterpart_is_said_to_be_missing_in_its_language(article, english, read):
    data = english.body.get_prep_value()
    english.body = ArticlePage.body.field.to_python(json.dumps(data[1:]))
    english.questions = ArticlePage.questions.field.to_python("[]")
    english.save()
    _answer, html, _page = read(article.bilingual_url("en"))
    assert html.count("This part does not exist in English.") == 2
    _answer, html, _page = read(english.bilingual_url("fr"))
    assert html.count("This part does not exist in English.") == 2


def test_the_article_offers_it_where_the_other_language_is_live(article, english, read, client):
    address = article.bilingual_url("en")
    _answer, _html, page = read("/fr/articles/immunotherapie/")
    assert page.all("a", href=address)
    english.unpublish()
    _answer, _html, page = read("/fr/articles/immunotherapie/")
    assert not page.all("a", href=address)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("more", ["en/", "fr/", "de/", "x/y/"])
def test_a_pair_has_one_address(article, english, client, more):
    assert client.get(article.bilingual_url("en") + more).status_code == 404


def test_what_it_costs(article, english, client, django_assert_num_queries):
    address = article.bilingual_url("en")
    client.get(address)
    with django_assert_num_queries(16):  # the record of each edition is 3: its review, its notices, its authors
        client.get(address)


def test_a_third_language_has_an_address_of_its_own(article, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    assert article.bilingual_url("de") == article.bilingual_url("en") + "de/"
