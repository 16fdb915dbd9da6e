"""What search engines are told."""

import xml.etree.ElementTree as ElementTree

import pytest
from wagtail.models import PageViewRestriction

from home.models import GlossaryPage
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, TermFactory

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client, section):
    answer = client.get(f"/sitemap-{section}.xml")
    assert answer.status_code == 200
    return {
        url.find("s:loc", NS).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)}
        for url in ElementTree.fromstring(answer.content).findall("s:url", NS)
    }


def test_live_pages_of_every_language_with_their_alternates(portal, client):
    article = ArticlePageFactory(parent=portal.fr.articles, slug="la-biopsie")
    english = article.copy_for_translation(portal.en.locale)
    english.slug, english.live = "biopsy", True
    english.save()
    ArticlePageFactory(parent=portal.fr.articles, slug="brouillon", live=False)
    ArticlePageFactory(parent=portal.fr.articles, slug="seule")
    both = {
        "fr": "http://testserver/fr/articles/la-biopsie/",
        "en": "http://testserver/en/articles/biopsy/",
    }
    assert entries(client, "articles") == {
        both["fr"]: both,
        "http://testserver/fr/articles/seule/": {},
        both["en"]: both,
    }
    assert "http://testserver/en/" in entries(client, "pages")


def test_the_lists_of_categories_and_the_terms_too(portal, client):
    cancer = CategoryFactory(slug_fr="cancer", slug_en="cancer")
    for tree in (portal.fr, portal.en):
        ArticlePageFactory(parent=tree.articles, categories=[cancer])
    TermFactory(slug_fr="biopsie", name_en=None, slug_en=None)
    for tree, slug in ((portal.fr, "glossaire"), (portal.en, "glossary")):
        tree.home.add_child(instance=GlossaryPage(title="Glossaire", slug=slug, locale=tree.locale))
    found = entries(client, "subjects")
    assert found["http://testserver/fr/glossaire/biopsie/"] == {}
    assert set(found["http://testserver/fr/articles/categorie/cancer/"]) == {"fr", "en"}
    assert len(found) == 3
    assert "http://testserver/fr/glossaire/" in entries(client, "pages")


def test_a_list_without_an_article_is_neither_announced_nor_to_be_indexed(portal, client):
    cancer = CategoryFactory(slug_fr="cancer", slug_en="cancer")
    ArticlePageFactory(parent=portal.fr.articles, categories=[cancer])
    ArticlePageFactory(parent=portal.en.articles, categories=[cancer], live=False)
    assert list(entries(client, "subjects")) == ["http://testserver/fr/articles/categorie/cancer/"]
    assert "noindex" not in client.get("/fr/articles/categorie/cancer/").content.decode()
    assert "noindex" in client.get("/en/articles/category/cancer/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_labels_cost_the_same_for_one_and_for_three(portal, client, django_assert_num_queries, count):
    portal.fr.home.add_child(instance=GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale))
    for _ in range(count):
        ArticlePageFactory(parent=portal.fr.articles, categories=[CategoryFactory()])
        TermFactory()
    entries(client, "subjects")
    with django_assert_num_queries(5):
        entries(client, "subjects")


def test_private_pages_are_not_announced(portal, client):
    article = ArticlePageFactory(parent=portal.fr.articles)
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert entries(client, "articles") == {}


def test_the_index_names_the_kinds(portal, client):
    ArticlePageFactory(parent=portal.fr.articles)
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-articles.xml" in index
    assert "sitemap-pages.xml" in index


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_costs_the_same_for_one_article_and_for_three(portal, client, django_assert_num_queries, count):
    for _ in range(count):
        ArticlePageFactory(parent=portal.fr.articles)
    entries(client, "articles")
    with django_assert_num_queries(5):
        entries(client, "articles")


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-articles.xml?p=99", "/sitemap-articles.xml?p=x"])
def test_junk_is_not_found(portal, client, address):
    assert client.get(address).status_code == 404


def test_robots_may_read_all_but_the_admin(db, client):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
