"""Home, the list of articles, the lists of categories."""

import datetime
import re

import pytest

from articles.models import PAGE_SIZE, ArticlePage
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory
from tests.reader.conftest import in_french, photograph, translate

# Its labels are 3; its review, its notices, what its editor recommends and what is like it are 4.
ARTICLE_QUERIES = 14
LIST_QUERIES = 11
HOME_QUERIES = 11


def articles(portal, category, count, **fields):
    return [
        ArticlePageFactory(
            parent=portal.fr.articles,
            title=f"Sujet {n:02}",
            slug=f"sujet-{n}",
            published_on=datetime.date(2026, 1, 1) + datetime.timedelta(days=n),
            categories=[category],
            **fields,
        )
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/fr/", HOME_QUERIES),
        ("/fr/articles/", LIST_QUERIES),
        ("/fr/articles/categorie/traitements/", LIST_QUERIES + 1),
    ],
)
def test_a_list_costs_the_same_for_one_and_for_three(
    portal, site_settings, category, client, django_assert_num_queries, count, address, queries
):
    articles(portal, category, count)
    client.get(address)  # the root paths of the site are cached from here on
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_photographs_cost_a_list_one_query(portal, site_settings, category, client, django_assert_num_queries, count):
    for n, page in enumerate(articles(portal, category, count)):
        page.illustration = photograph(f"Photo {n}", 40, 30)
        page.save()
    client.get("/fr/articles/")
    with django_assert_num_queries(LIST_QUERIES + 1):
        client.get("/fr/articles/")


def test_an_article_costs_the_same_in_both_languages(article, client, django_assert_num_queries):
    for address in ("/fr/articles/immunotherapie/", "/en/articles/immunotherapy/"):
        client.get(address)
        with django_assert_num_queries(ARTICLE_QUERIES + 2):  # its illustration, and the pictures in its text
            client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_photographs_in_the_text_cost_an_article_one_query(article, client, django_assert_num_queries, count):
    figures = [
        ("figure", {"image": {"image": photograph(f"{n}", 40, 30).pk, "alt_text": "x", "decorative": False}})
        for n in range(count)
    ]
    article.body = stream(ArticlePage.body.field, *figures)
    article.save()
    client.get("/fr/articles/immunotherapie/")
    with django_assert_num_queries(ARTICLE_QUERIES + 3):
        client.get("/fr/articles/immunotherapie/")


def test_newest_first_with_date_categories_and_other_languages(portal, site_settings, category, read):
    first, second = articles(portal, category, 2)
    translate(first, portal.en, title="Subject", slug="subject")
    _answer, html, _page = read("/fr/articles/")
    assert html.index("Sujet 02") < html.index("Sujet 01")
    assert html.count("Aussi en anglais") == 1
    assert '<time datetime="2026-01-02">2 janvier 2026</time>' in html
    assert '<p class="card__kicker">Traitements</p>' in html
    _answer, html, _page = read("/en/articles/")
    assert "Also in French" in html
    assert "Sujet" not in html
    assert second.get_translation_or_none(portal.en.locale) is None


def test_counts_are_of_the_language_and_agree_in_number(portal, site_settings, category, read):
    first, _second = articles(portal, category, 2)
    translate(first, portal.en, title="Subject", slug="subject")
    assert re.search(r"2\s+articles\s*</p>", read("/fr/")[1])
    assert re.search(r"1\s+article\s*</p>", read("/en/")[1])
    _answer, html, page = read("/fr/articles/categorie/traitements/")
    assert page.all("a", href="/fr/articles/categorie/traitements/", aria_current="page")
    assert "Traitements <span>2</span>" in html


def test_home_leaves_out_subjects_without_articles(portal, site_settings, category, read):
    CategoryFactory(name_fr="Sujet vide", name_en="Empty subject")
    articles(portal, category, 1)
    assert "Sujet vide" not in read("/fr/")[1]
    assert "Sujet vide" in read("/fr/articles/")[1]


def test_pages_of_a_list_are_real_links(portal, site_settings, category, read):
    articles(portal, category, PAGE_SIZE + 1)
    _answer, html, page = read("/fr/articles/")
    assert page.all("a", rel="next", href="/fr/articles/?page=2")
    assert page.all("link", rel="next", href="/fr/articles/?page=2")
    assert not page.all("link", rel="prev")
    assert html.count('<li class="card">') == PAGE_SIZE
    _answer, html, page = read("/fr/articles/?page=2")
    assert page.all("link", rel="canonical")[0]["href"].endswith("/fr/articles/?page=2")
    assert page.all("a", rel="prev", href="/fr/articles/")
    assert page.all("link", rel="prev", href="/fr/articles/")
    assert not [link for link in page.all("link", rel="alternate") if "hreflang" in link]
    assert re.search(r"page\s2 – Zoom Santé</title>", html)
    assert page.all("a", href="/en/articles/", hreflang="en")


@pytest.mark.parametrize("number", ["0", "-1", "2", "x", "", "1e3", "99999999999999999999", "١"])
def test_a_number_that_is_none_is_a_page_not_found(portal, site_settings, category, read, number):
    _answer, html, _page = read(f"/fr/articles/?page={number}", status=404)
    assert in_french("This page can’t be found") in html
    assert 'class="notice"' not in html


def test_an_empty_list_helps(portal, site_settings, category, read):
    _answer, html, page = read("/fr/articles/categorie/traitements/")
    assert len(page.all("a", href="/fr/articles/", class_="more")) == 1
    _answer, html, page = read("/en/articles/")
    assert page.all("a", href="/en/", class_="more")
    assert "0 articles" in html


def test_a_category_without_a_name_in_the_other_language_is_said_to_be_missing(portal, site_settings, read):
    CategoryFactory(name_fr="Seul", slug_fr="seul", name_en="", slug_en=None)
    _answer, _html, page = read("/fr/articles/categorie/seul/")
    assert page.all("a", href="#not-translated", lang="en")
    assert page.all("a", href="/en/articles/", hreflang="en")
