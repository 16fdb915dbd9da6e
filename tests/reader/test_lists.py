"""Home, the list of articles, the lists of categories."""

import datetime
import re

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.filters import PAGE_SIZE
from articles.models import ArticlePage, Review
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory, PersonFactory
from tests.reader.conftest import in_french, photograph, translate

# Its labels are 3; its review, its notices, what its editor recommends and what is like it are 4.
ARTICLE_QUERIES = 14
LIST_QUERIES = 11
HOME_QUERIES = 14  # an announcement, how many articles there are, those reviewed lately


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


def reviewed(page, day, due=datetime.timedelta(days=365)):
    Review.objects.create(page=page, reviewer=PersonFactory(), reviewed_on=day, next_review_on=day + due)


def titles(html):
    return re.findall(r'card__title"><a[^>]*>([^<]+)<', html)


@pytest.fixture
def three(portal, site_settings, category):
    """Newest first Zona, Été, Anémie; Été reviewed today, Anémie three years ago."""
    found = articles(portal, category, 3)
    for page, title in zip(found, ["Anémie", "Été", "Zona"], strict=True):
        page.title = title
        page.save()
    reviewed(found[1], timezone.localdate())
    reviewed(found[0], timezone.localdate() - datetime.timedelta(days=1100))
    return found


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ["Zona", "Été", "Anémie"]),
        ("?sort=title", ["Anémie", "Été", "Zona"]),
        ("?sort=reviewed", ["Été", "Anémie", "Zona"]),
        ("?reviewed=year", ["Été"]),
        ("?sort=title&reviewed=year", ["Été"]),
        ("?sort=nonsense&reviewed=%00&x[]=1", ["Zona", "Été", "Anémie"]),
    ],
)
@pytest.mark.parametrize("address", ["/fr/articles/", "/fr/articles/categorie/traitements/"])
def test_a_list_is_ordered_and_narrowed(three, read, address, asked, order):
    assert titles(read(address + asked)[1]) == order


def test_cards_say_when_an_article_was_reviewed_and_that_a_review_is_overdue(three, read):
    _answer, html, _page = read("/fr/articles/")
    assert html.count('class="reviewed"') == 1
    assert html.count("reviewed--late") == 1


def test_a_narrowed_list_is_not_for_search_engines(three, read):
    _answer, _html, page = read("/fr/articles/categorie/traitements/?sort=title&reviewed=year")
    assert page.all("meta", name="robots", content="noindex")
    assert page.all("link", rel="canonical")[0]["href"].endswith("/fr/articles/categorie/traitements/")
    assert page.all("a", href="/fr/articles/?sort=title&reviewed=year")
    assert not read("/fr/articles/?sort=nonsense")[2].all("meta", name="robots")


def test_pages_keep_the_order_and_the_filter(portal, site_settings, category, read):
    for page in articles(portal, category, PAGE_SIZE + 1):
        reviewed(page, timezone.localdate())
    _answer, html, page = read("/fr/articles/?reviewed=year&sort=title&page=2")
    assert page.all("a", rel="prev", href="/fr/articles/?sort=title&reviewed=year")
    assert len(titles(html)) == 1
    assert page.all("link", rel="canonical")[0]["href"].endswith("/fr/articles/")


def test_a_narrowed_list_says_how_above_its_articles(three, read):
    _answer, html, page = read("/fr/articles/?sort=title&reviewed=year")
    assert f"{in_french('Reviewed this past year')} · Titre, de A à Z</p>" in html
    assert "·" not in read("/fr/articles/")[1].partition('id="list"')[2].partition("</div>")[0]
    # On a phone the reader would have to scroll past the filter to see what it found.
    assert "open" not in page.all("details", class_="subjects")[0]


def test_a_filter_that_leaves_nothing_leads_back(portal, site_settings, category, read):
    articles(portal, category, 1)
    _answer, html, page = read("/fr/articles/?reviewed=year")
    assert titles(html) == []
    assert page.all("a", class_="more", href="/fr/articles/")


def test_all_subjects_says_how_many_articles_there_are(portal, site_settings, category, read):
    CategoryFactory(name_fr="Autre", name_en="Other")
    articles(portal, category, 3)
    assert re.search(r"Tous les sujets <span>3</span>", read("/fr/articles/categorie/traitements/")[1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(["sort", "reviewed", "page", "q", ""]), st.text(max_size=12), max_size=3))
def test_junk_is_answered_with_a_clean_page_or_none(three, client, query):
    assert client.get("/fr/articles/", query).status_code in {200, 404}
