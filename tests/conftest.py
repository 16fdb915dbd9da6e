"""The smallest portal: two languages, a home page and a list of articles in each."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.utils.translation import deactivate
from wagtail.models import Page, Site

from articles.publication import publication_requested
from editorial import import_receivers
from editorial.publishing import publish_rules
from exchange.importer import page_goes_live
from tests.factories.articles import ArticleIndexPageFactory
from tests.factories.home import home_pages


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in it: the test client leaves the language of its last request active."""
    deactivate()


@pytest.fixture(autouse=True)
def guard_of_articles(request):
    """Asleep, so that what is tested has its articles live without a doctor; `@pytest.mark.governed` wakes it."""
    if request.node.get_closest_marker("governed"):
        is_transactional = request.node.get_closest_marker("django_db").kwargs.get("transaction")
        request.getfixturevalue("transactional_db" if is_transactional else "db")
        with connection.cursor() as cursor:
            cursor.execute("SET portal.allow_unsealed = 'off'")
            yield
            if is_transactional:  # else it ends with the test's transaction
                cursor.execute("RESET portal.allow_unsealed")
        return
    pre_save.disconnect(dispatch_uid="editorial.refuse_unsigned")
    publication_requested.disconnect(dispatch_uid="editorial.answer")
    page_goes_live.disconnect(dispatch_uid="editorial.let_pass")
    yield
    pre_save.connect(publish_rules.refuse_unsigned, dispatch_uid="editorial.refuse_unsigned")
    publication_requested.connect(publish_rules.answer, dispatch_uid="editorial.answer")
    page_goes_live.connect(import_receivers.let_pass, dispatch_uid="editorial.let_pass")


@pytest.fixture
def portal(db):
    """`fr` and `en`, each with `home` and `articles`, the list of articles."""
    Page.objects.filter(depth=2).delete()
    home_fr, home_en = home_pages()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home_fr}
    )
    articles_fr = ArticleIndexPageFactory(parent=home_fr)
    articles_en = articles_fr.copy_for_translation(home_en.locale)
    articles_en.live = True
    articles_en.save()
    return SimpleNamespace(
        fr=SimpleNamespace(home=home_fr, articles=articles_fr, locale=home_fr.locale),
        en=SimpleNamespace(home=home_en, articles=articles_en, locale=home_en.locale),
    )
