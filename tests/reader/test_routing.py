"""The short way from an address to its page leads where Wagtail's own does."""

import pytest
from django.urls import reverse

from home.models import StandardPage
from tests.factories.home import StandardPageFactory


@pytest.mark.parametrize(
    "address",
    ["/fr/", "/en/", "/fr/articles/", "/fr/articles/categorie/traitements/", "/fr/articles/immunotherapie/"],
)
def test_found(article, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/fr/immunotherapie/",  # without its list
        "/fr/articles/immunotherapie/x/",
        "/fr/articles/immunotherapy/",  # the other language's
        "/en/fr/",
        "/fr/fr/",
        "/fr/articles/category/traitements/",
        "/fr/articles/categorie/treatments/",
    ],
)
def test_not_found(article, client, address):
    assert client.get(address).status_code == 404


def test_a_page_below_a_page(about, client):
    StandardPageFactory(parent=StandardPage.objects.get(slug="a-propos"), slug="equipe", title="L’équipe")
    assert "L’équipe" in client.get("/fr/a-propos/equipe/").content.decode()


def test_a_live_page_below_an_unpublished_one_keeps_its_address(about, client):
    StandardPageFactory(parent=StandardPage.objects.get(slug="a-propos"), slug="equipe", title="L’équipe")
    StandardPage.objects.get(slug="a-propos").unpublish()
    assert client.get("/fr/a-propos/").status_code == 404
    assert client.get("/fr/a-propos/equipe/").status_code == 200


def test_private_pages_still_ask(about, client):
    from wagtail.models import PageViewRestriction  # one test's need

    page = StandardPage.objects.get(slug="a-propos")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    answer = client.get("/fr/a-propos/")
    assert answer.status_code == 302
    assert reverse("wagtailcore_login") in answer["Location"]
