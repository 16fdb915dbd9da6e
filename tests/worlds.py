"""What tests share in the database, built once per process (tests/database.py)."""

import contextlib
from types import SimpleNamespace

from django.db.models.signals import pre_save
from wagtail.models import Page, Site

from articles.models import ArticleIndexPage
from articles.publication import asked
from editorial import guard, imported
from exchange.load import page_goes_live
from home.models import HomePage
from tests.database import world
from tests.every_page import fill
from tests.factories.articles import ArticleIndexPageFactory
from tests.factories.home import home_pages


@contextlib.contextmanager
def sleeping_guard():
    """Articles go live without a doctor, as far as the database itself allows (portal.allow_unsealed)."""
    pre_save.disconnect(dispatch_uid="editorial.refuse_unsigned")
    asked.disconnect(dispatch_uid="editorial.answer")
    page_goes_live.disconnect(dispatch_uid="editorial.let_imported_pass")
    try:
        yield
    finally:
        pre_save.connect(guard.refuse_unsigned, dispatch_uid="editorial.refuse_unsigned")
        asked.connect(guard.answer, dispatch_uid="editorial.answer")
        page_goes_live.connect(imported.let_pass, dispatch_uid="editorial.let_imported_pass")


def trees():
    """The pages of the smallest portal, read from the database."""
    found = {}
    for home in HomePage.objects.select_related("locale"):
        articles = ArticleIndexPage.objects.child_of(home).select_related("locale").get()
        found[home.locale.language_code] = SimpleNamespace(home=home, articles=articles, locale=home.locale)
    return SimpleNamespace(**found)


@world("portal", fixture="portal")
def smallest_portal():
    """Two languages, a home page and a list of articles in each."""
    with sleeping_guard():
        Page.objects.filter(depth=2).delete()
        home_fr, home_en = home_pages()
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home_fr}
        )
        articles_fr = ArticleIndexPageFactory(parent=home_fr)
        articles_en = articles_fr.copy_for_translation(home_en.locale)
        articles_en.live = True
        articles_en.save()


@world("filled", on="portal", fixture="filled_portal")
def filled_portal():
    """A page of each type in both languages, and every block."""
    with sleeping_guard():
        fill(trees())
