"""What tests share in the database, built once per process (tests/database.py)."""

from types import SimpleNamespace

from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site

from editorial.models import Withdrawal
from exchange.demo import load_demo
from home.models import SiteSettings
from tests.database import world
from tests.every_page import fill
from tests.factories.articles import ArticleIndexPageFactory
from tests.factories.home import home_pages
from vocabulary.models import Category, Person, Series, Term


@world
def portal():
    """`fr` and `en`, each with `home`, `articles` (the list of articles) and `locale`."""
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


@world
def filled_portal(portal):
    """The portal with a page of each type in both languages, and every block (tests/every_page.py)."""
    return fill(portal)


@world
def demonstration():
    """What `make run` shows."""
    delete_content()
    assert load_demo(lambda line: None)


def delete_content():
    """Leave the rows that a fresh installation has: the root page and the first language."""
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in (Site, SiteSettings, Redirect, Category, Series, Term, Person, Image, Document, Withdrawal):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        # What was published and what was said of its changes is kept, also of pages that are gone.
        cursor.execute("TRUNCATE editorial_edition, articles_declaredchange")
    Locale.objects.exclude(language_code="fr").delete()
