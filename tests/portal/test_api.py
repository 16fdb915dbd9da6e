"""The read-only content API."""

import pytest
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory

FIELDS = "/api/v2/pages/?type=articles.ArticlePage&fields=introduction,body,categories,published_on&locale={}"


def test_an_article_with_its_blocks_and_labels_in_its_language(portal, client):
    ArticlePageFactory(
        parent=portal.fr.articles,
        title="La biopsie",
        categories=[CategoryFactory(name_fr="Examens", name_en="Tests")],
        body=stream(ArticlePage.body.field, ("heading", {"text": "Pourquoi ?", "level": "2"})),
    )
    answer = client.get(FIELDS.format("fr"), headers={"accept-language": "en"})
    (article,) = answer.json()["items"]
    assert (article["title"], article["categories"]) == ("La biopsie", ["Examens"])
    assert article["body"][0]["value"] == {"text": "Pourquoi ?", "level": "2"}
    assert client.get(FIELDS.format("en")).json()["items"] == []


def test_any_site_may_ask_and_keep_the_answer_for_a_while(portal, client):
    answer = client.get("/api/v2/pages/", headers={"origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "max-age=300" in answer["Cache-Control"]
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_drafts_and_private_pages_are_not_there(portal, client):
    draft = ArticlePageFactory(parent=portal.fr.articles, live=False)
    private = ArticlePageFactory(parent=portal.fr.articles)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert client.get(FIELDS.format("fr")).json()["items"] == []
    for page in (draft, private):
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(portal, client, method):
    assert getattr(client, method)("/api/v2/pages/").status_code == 405


@pytest.mark.parametrize(
    "query", ["?limit=x", "?offset=-1", "?type=nothing", "?fields=nothing", "?locale=xx", "?order=x"]
)
def test_junk_gets_a_clear_answer_that_nobody_keeps(portal, client, query):
    answer = client.get(f"/api/v2/pages/{query}")
    assert answer.status_code in (400, 404)
    assert answer.json()["message"]
    assert "max-age" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize(
    "query",
    [
        "?search=%00",
        "?locale=%00",
        "?site=%00",
        "?site=x:y",
        "?offset=99999999999999999999",
        "?first_published_at=x",
        "?search=a&search_operator=x",
        "find/?id=x",
        "find/?html_path=%00",
    ],
)
def test_a_value_that_wagtail_hands_on_unread_is_the_askers_mistake(portal, client, query):
    answer = client.get(f"/api/v2/pages/{query}")
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_a_page_is_found_by_its_address_in_every_language(portal, client):
    for tree in (portal.fr, portal.en):
        page = ArticlePageFactory(parent=tree.articles)
        answer = client.get(f"/api/v2/pages/find/?html_path={page.url}")
        assert answer.status_code == 302
        assert answer["Location"].rstrip("?").endswith(f"/api/v2/pages/{page.pk}/")
        draft = ArticlePageFactory(parent=tree.articles, live=False)
        assert client.get(f"/api/v2/pages/find/?html_path={draft.url}").status_code == 404
    assert client.get("/api/v2/pages/find/?html_path=/fr/nothing/").status_code == 404
    assert client.get("/api/v2/pages/find/?html_path=/fr/%00/").status_code == 400
