"""An address that was given out leads on after it changes, in every language."""

import pytest

from tests.factories.articles import ArticlePageFactory

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
    assert (answer.status_code, answer.url) == (301, f"/{language}/articles/after/")
    assert client.get(article.url).status_code == 200


def test_the_articles_of_a_list_that_moved_are_found_too(portal, client, django_capture_on_commit_callbacks):
    article = ArticlePageFactory(parent=portal.fr.articles, slug="zoom")
    with django_capture_on_commit_callbacks(execute=True):
        portal.fr.articles.slug = "textes"
        portal.fr.articles.save_revision().publish()
    assert client.get("/fr/articles/zoom/").url.endswith("/fr/textes/zoom/")
    assert client.get(f"/fr/textes/{article.slug}/").status_code == 200
