"""The Atom feeds."""

import datetime
import html
import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.conf import settings

from articles.models import ArticleAuthor
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


@pytest.fixture
def article(portal):
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="Plus & mieux",
        slug="plus",
        introduction="Une introduction.",
        published_on=datetime.date(2026, 3, 12),
        categories=[CategoryFactory(name_fr="Traitements", slug_fr="traitements")],
    )
    article.article_authors.add(ArticleAuthor(person=PersonFactory()))
    article.save_revision().publish()
    return article


def test_an_entry_says_who_when_and_what_about(portal, article, client):
    ArticlePageFactory(parent=portal.fr.articles, live=False)
    root = feed(client, "/fr/articles/feed/")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    (entry,) = root.findall("a:entry", ATOM)
    assert entry.find("a:title", ATOM).text == "Plus & mieux"
    assert entry.find("a:summary", ATOM).text == "Une introduction."
    assert entry.find("a:link", ATOM).get("href") == "http://testserver/fr/articles/plus/"
    assert entry.find("a:author/a:name", ATOM).text == "Équipe éditoriale"
    assert entry.find("a:category", ATOM).get("term") == "Traitements"
    assert entry.find("a:published", ATOM).text.startswith("2026-03-12")


def test_no_sign_of_an_introduction_is_taken_for_a_tag(portal, article, client):
    article.introduction = "Un PSA <b ou un taux & un autre."
    article.save()
    summary = feed(client, "/fr/articles/feed/").find("a:entry/a:summary", ATOM)
    assert (summary.get("type"), html.unescape(summary.text)) == ("html", article.introduction)
    assert "<" not in summary.text


def test_a_category_has_its_own_in_the_language_of_the_list(portal, article, client):
    ArticlePageFactory(parent=portal.fr.articles)
    address = portal.fr.articles.feed_url(article.categories[0])
    assert len(feed(client, address).findall("a:entry", ATOM)) == 1
    assert len(feed(client, portal.en.articles.feed_url(article.categories[0])).findall("a:entry", ATOM)) == 0


@pytest.mark.parametrize("address", ["/fr/articles/feed/?limit=x", "/fr/articles/feed/?page=999999"])
def test_unknown_parameters_are_ignored(portal, article, client, address):
    assert len(feed(client, address).findall("a:entry", ATOM)) == 1


def test_each_list_names_its_own_feed(portal, client):
    CategoryFactory(name_fr="Cancer", slug_fr="cancer", name_en="Cancer", slug_en="cancer")
    for address in (
        "/fr/articles/",
        "/en/articles/",
        "/fr/articles/categorie/cancer/",
        "/en/articles/category/cancer/",
    ):
        page = client.get(address).content.decode()
        (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', page)
        assert link.removeprefix(settings.BASE_URL) == address + "feed/"
        assert client.get(link).status_code == 200


def test_an_unknown_category_has_none(portal, client):
    assert client.get("/fr/articles/category/nothing/feed/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_costs_the_same_for_one_article_and_for_three(portal, client, django_assert_num_queries, count):
    for _ in range(count):
        article = ArticlePageFactory(parent=portal.fr.articles, categories=[CategoryFactory()])
        article.article_authors.add(ArticleAuthor(person=PersonFactory()))
        article.save()
    feed(client, "/fr/articles/feed/")
    with django_assert_num_queries(8):
        feed(client, "/fr/articles/feed/")
