"""What every kind of page promises."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision, get_page_models

from home.models import GlossaryPage
from tests.factories.articles import ArticlePageFactory
from tests.factories.contact import ContactPageFactory
from tests.factories.home import StandardPageFactory
from vocabulary.base_page import PortalPage

KINDS = [kind for kind in get_page_models() if kind is not Page]


@pytest.fixture
def pages(portal):
    """One of each kind, by its name."""
    home = portal.fr.home
    glossary = home.add_child(instance=GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale))
    others = [ArticlePageFactory(parent=portal.fr.articles), ContactPageFactory(parent=home)]
    pages = [home, portal.fr.articles, glossary, StandardPageFactory(parent=home), *others]
    return {type(page).__name__: page for page in pages}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_stays_online_while_a_later_version_waits_for_its_hour(kind, pages):
    page = pages[kind.__name__]
    page.save_revision().publish()
    # It was made before the page was online, and knows of no version that is.
    early = kind.objects.get(pk=page.pk).latest_revision
    text = early.as_object()
    text.title, text.go_live_at = "Plus tard", timezone.now() + datetime.timedelta(days=1)
    later = text.save_revision()
    Revision.objects.get(pk=later.pk).publish()
    page = kind.objects.get(pk=page.pk)
    assert (page.live, page.live_revision, page.scheduled_revision) == (True, early, later)
    assert page.title != "Plus tard"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_page_is_for_everyone(kind):
    assert issubclass(kind, PortalPage) and kind.private_page_options == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_is_there_to_be_read(kind, pages, client):
    address = pages[kind.__name__].url
    assert client.head(address).status_code == 200
    assert client.options(address)["Allow"] == "GET, HEAD, OPTIONS"
    assert client.post(address).status_code == 405
