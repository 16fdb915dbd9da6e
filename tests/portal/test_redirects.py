"""An address that was given out leads on after it changes, in every language."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from editorial.models.register import Withdrawal
from tests.factories.articles import ArticleIndexPageFactory, ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_old_address_of_an_article_leads_to_the_new_one(
    portal, client, language, django_capture_on_commit_callbacks
):
    article = ArticlePageFactory(parent=getattr(portal, language).articles, slug="before")
    old = article.url
    article.slug = "after"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    article.refresh_from_db()
    assert article.url == f"/{language}/articles/after/"
    answer = client.get(old, {"page": "2"})
    assert (answer.status_code, answer.url) == (301, f"/{language}/articles/after/?page=2")
    assert client.get(article.url).status_code == 200


def test_the_articles_of_a_list_that_moved_are_found_too(portal, client, django_capture_on_commit_callbacks):
    article = ArticlePageFactory(parent=portal.fr.articles, slug="zoom")
    with django_capture_on_commit_callbacks(execute=True):
        portal.fr.articles.slug = "textes"
        portal.fr.articles.save_revision().publish()
    assert client.get("/fr/articles/zoom/").url.endswith("/fr/textes/zoom/")
    assert client.get(f"/fr/textes/{article.slug}/").status_code == 200
    assert client.get("/fr/articles/zoom/historique/").url.endswith("/fr/textes/zoom/historique/")
    assert client.get("/fr/articles/feed/").url.endswith("/fr/textes/feed/")


def test_what_is_below_an_address_with_accents_is_found_too(portal, client, django_capture_on_commit_callbacks):
    article = ArticlePageFactory(parent=portal.fr.articles, slug="œdème")
    article.slug = "œdèmes"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    answer = client.get("/fr/articles/œdème/historique/")
    assert (answer.status_code, answer.url) == (301, "/fr/articles/%C5%93d%C3%A8mes/historique/")
    assert client.get(answer.url).status_code == 200


BELOW = {
    "fr": ["historique/", "historique/2/", "bilingue/", "bilingue/en/", "pdf/", "pdf/gros-caracteres/"],
    "en": ["history/", "history/2/", "bilingual/", "bilingual/fr/", "pdf/", "pdf/large-print/"],
}


@pytest.fixture
def moved(portal, django_capture_on_commit_callbacks):
    """`moved("fr")`: an article that has left “before” for “between”, and that for “after”."""

    def move(language):
        article = ArticlePageFactory(parent=getattr(portal, language).articles, slug="before")
        for slug in ("between", "after"):
            article.slug = slug
            with django_capture_on_commit_callbacks(execute=True):
                article.save_revision().publish()
            article.refresh_from_db()
        return article

    return move


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_that_is_below_an_address_has_moved_with_it(moved, client, language):
    moved(language)
    for below in BELOW[language]:
        for slug in ("before", "between"):
            for query in ("", "?a=1&b=%C3%A9"):
                answer = client.get(f"/{language}/articles/{slug}/{below}{query}")
                assert (answer.status_code, answer["Location"]) == (301, f"/{language}/articles/after/{below}{query}")
                assert client.head(f"/{language}/articles/{slug}/{below}{query}").status_code == 301
    # Without its last sign, too.
    assert client.get(f"/{language}/articles/before/pdf")["Location"] == f"/{language}/articles/after/pdf/"


def test_what_was_never_below_it_leads_nowhere(moved, client):
    moved("fr")
    for below in ("rien/", "historique/x/", "history/", "//example.org/", "%2e%2e/", "%00/", "x/" * 30):
        assert client.get(f"/fr/articles/before/{below}").status_code == 404


def test_a_new_article_at_the_old_address_keeps_what_is_below_it(moved, portal, client):
    moved("fr")
    ArticlePageFactory(parent=portal.fr.articles, slug="before")
    assert client.get("/fr/articles/before/").status_code == 200
    assert client.get("/fr/articles/before/historique/9/").status_code == 404


def test_an_article_that_was_moved_elsewhere_takes_all_of_it_along(portal, client, django_capture_on_commit_callbacks):
    article = ArticlePageFactory(parent=portal.fr.articles, slug="zoom")
    other = ArticleIndexPageFactory(parent=portal.fr.home, slug="dossiers")
    with django_capture_on_commit_callbacks(execute=True):
        article.move(other, pos="last-child")
    for below in ["", *BELOW["fr"]]:
        assert client.get(f"/fr/articles/zoom/{below}")["Location"] == f"/fr/dossiers/zoom/{below}"


def test_below_a_withdrawn_article_all_is_gone(moved, client):
    article = moved("fr")
    article.unpublish()
    assert Withdrawal.objects.exists()
    for below in ["", *BELOW["fr"]]:
        assert client.get(f"/fr/articles/after/{below}").status_code == 410
        assert client.get(f"/fr/articles/before/{below}", follow=True).status_code == 410


def test_what_an_editor_redirects_is_as_they_say(moved, client):
    article = moved("fr")
    Redirect.add_redirect("/fr/articles/ailleurs/", "https://example.org/")
    assert client.get("/fr/articles/ailleurs/")["Location"] == "https://example.org/"
    assert client.get("/fr/articles/ailleurs/historique/").status_code == 404
    Redirect.add_redirect("/fr/articles/before/?page=2", "/fr/articles/")
    assert client.get("/fr/articles/before/?page=2")["Location"] == "/fr/articles/"
    Redirect.add_redirect("/fr/bientot/", article, is_permanent=False)
    assert client.get("/fr/bientot/pdf/").status_code == 302


def test_a_post_is_not_sent_elsewhere_below_an_address(moved, client):
    moved("fr")
    assert client.post("/fr/articles/before/historique/").status_code == 404


@pytest.mark.parametrize("address", ["/fr/articles/rien/", "/fr/articles/rien/historique/"])
def test_an_address_that_never_was_costs_few_queries(portal, client, django_assert_num_queries, address):
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)
