"""“No cookies, no trackers.” Proved on every kind of page and every answer a reader can get."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from home.models import GlossaryPage
from tests.factories.contact import ContactPageFactory
from tests.factories.vocabulary import TermFactory

ADDRESSES = [
    "/",
    "/fr/",
    "/en/",
    "/fr/articles/",
    "/fr/articles/?sort=title&reviewed=year",
    "/fr/articles/categorie/traitements/",
    "/fr/articles/immunotherapie/",
    "/en/articles/immunotherapy/",
    "/fr/articles/feed/",
    "/fr/a-propos/",
    "/fr/glossaire/",
    "/fr/glossaire/?q=bio",
    "/fr/glossaire/biopsie/",
    "/fr/nous-ecrire/",
    "/fr/nous-ecrire/?sent",
    "/fr/rien/",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/api/v2/pages/",
]


@pytest.fixture
def whole(article, about, portal):
    """A page of each kind."""
    caches["counts"].clear()
    portal.fr.home.add_child(instance=GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale))
    TermFactory(name_fr="biopsie", slug_fr="biopsie")
    return ContactPageFactory(parent=portal.fr.home)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_sets_a_cookie_or_varies_by_one(whole, client, address):
    answer = client.get(address)
    assert not answer.cookies
    if address != "/":  # Django's redirect to a language would hear a language cookie; nobody sets one
        assert "Cookie" not in answer.get("Vary", "")


def test_neither_form_sets_a_cookie(whole, article, client):
    for answer in (
        client.post(reverse("feedback", args=[article.pk]), {"answer": "no"}),
        client.post(reverse("contact", args=[whole.pk]), {"text": "x"}),
    ):
        assert not answer.cookies
    assert not client.cookies
