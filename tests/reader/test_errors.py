"""What a reader sees where there is no page, or where the portal fails."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from frontend.errors import server_error
from tests.reader.conftest import in_french

FAILED = in_french("Something went wrong")


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        ("/fr/nulle-part/", "fr", in_french("This page can’t be found")),
        ("/en/nowhere/", "en", "This page can’t be found"),
    ],
)
def test_not_found_in_the_language_of_the_address(portal, site_settings, read, address, language, words):
    _answer, html, page = read(address, status=404)
    assert words in html
    assert page.all("html")[0]["lang"] == language
    assert page.all("form", role="search", action={"fr": "/fr/recherche/", "en": "/en/search/"}[language])
    assert page.all("a", href=f"/{language}/", class_="more")
    assert page.all("a", href=f"/{language}/articles/", class_="more")
    assert page.all("meta", name="robots", content="noindex")
    assert not page.all("link", rel="canonical")


def test_a_slug_of_the_other_language_leads_to_its_page(article, read):
    _answer, html, _page = read("/en/articles/immunotherapie/", status=404)
    link = '<a href="/fr/articles/immunotherapie/" lang="fr" hreflang="fr">Zoom sur l’immunothérapie</a>'
    assert "It exists in French: " + link in html
    assert "anglais" in read("/fr/articles/immunotherapy/", status=404)[1]


def test_an_unpublished_page_leads_to_its_live_translation(article, read, portal):
    article.get_translation(portal.en.locale).specific.unpublish()
    _answer, html, _page = read("/en/articles/immunotherapy/", status=410)
    assert '<a href="/fr/articles/immunotherapie/"' in html


def test_a_draft_is_never_named(article, read, portal):
    article.unpublish()
    _answer, html, _page = read("/en/articles/immunotherapie/", status=404)
    assert "immunothérapie" not in html


@pytest.mark.parametrize(
    ("address", "accepted", "language", "words"),
    [
        ("/fr/articles/", "en", "fr", FAILED),
        ("/en/articles/", "fr", "en", "Something went wrong"),
        ("/documents/1/", "en", "en", "Something went wrong"),
        ("/documents/1/", "", "fr", FAILED),
    ],
)
def test_a_failure_is_told_without_the_database(address, accepted, language, words):
    # No database mark: pytest-django refuses any query.
    answer = server_error(RequestFactory().get(address, headers={"accept-language": accepted}))
    assert answer.status_code == 500
    html = answer.content.decode()
    assert words in html
    assert f'<html lang="{language}">' in html
    assert "/static/css/site.css" in html


def test_a_failure_is_told_even_without_static_files(monkeypatch):
    def lost(name):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("frontend.errors.static", lost)
    answer = server_error(RequestFactory().get("/fr/"))
    assert b"stylesheet" not in answer.content
    assert not connection.queries


@pytest.mark.parametrize(
    ("language", "words"), [("fr", in_french("This form has expired")), ("en", "This form has expired")]
)
def test_a_form_without_its_token_is_told_what_to_do(db, language, words):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", headers={"accept-language": language})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert words in html and f'<html lang="{language}">' in html and "/static/css/site.css" in html


def test_both_are_wired(portal, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("home.models.HomePage.serve", lambda *args, **kwargs: 1 / 0)
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/fr/%00/", "/fr/articles/a%00b/", "/fr/articles/categorie/%00/", "/fr/" + "a/" * 5000]
)
def test_a_hostile_address_is_not_found(portal, client, address):
    assert client.get(address).status_code == 404
