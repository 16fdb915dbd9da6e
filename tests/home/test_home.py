"""The home page: what is announced, which articles come first."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles.models import Review
from home.models import Announcement
from tests.factories.articles import ArticlePageFactory
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import PersonFactory, SeriesFactory
from tests.reader.conftest import translate

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def announce(tree, starts=0, ends=0, **fields):
    values = {"title": "Fermé lundi", "text": "Nous revenons mardi.", **fields}
    return Announcement.objects.create(
        locale=tree.locale, starts_on=TODAY + starts * DAY, ends_on=TODAY + ends * DAY, **values
    )


@pytest.mark.parametrize(("starts", "ends", "is_shown"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)])
def test_an_announcement_is_shown_from_its_first_day_to_its_last(portal, client, starts, ends, is_shown):
    announce(portal.fr, starts, ends)
    assert ("Fermé lundi" in client.get("/fr/").content.decode()) is is_shown
    assert "Fermé lundi" not in client.get("/en/").content.decode(), "a language has its own"


def test_the_latest_announcement_counts_and_a_page_that_is_gone_is_not_linked(portal, client):
    about = StandardPageFactory(parent=portal.fr.home, title="Pourquoi", slug="pourquoi")
    announce(portal.fr, -2, 2, title="Ancienne")
    announce(portal.fr, -1, 2, page=about)
    html = client.get("/fr/").content.decode()
    assert "Ancienne" not in html
    assert 'href="/fr/pourquoi/"' in html
    about.unpublish()
    assert 'href="/fr/pourquoi/"' not in client.get("/fr/").content.decode()


def test_an_announcement_ends_after_it_starts(portal):
    with pytest.raises(ValidationError, match=r"last day|dernier jour"):
        Announcement(locale=portal.fr.locale, title="x", text="x", starts_on=TODAY, ends_on=TODAY - DAY).full_clean()


def test_it_folds_without_a_script_and_nothing_is_stored(portal, client):
    announce(portal.fr)
    html = client.get("/fr/").content.decode()
    assert '<details class="announcement" open>' in html
    assert not client.cookies


def test_the_featured_series_shows_its_articles_in_their_order(portal, client):
    series = SeriesFactory(name_fr="Zoom sur le cœur", name_en="Focus on the heart")
    for position, title in ((2, "Partie deux"), (1, "Partie une")):
        ArticlePageFactory(parent=portal.fr.articles, title=title, series=series, series_position=position)
    for tree in (portal.fr, portal.en):
        tree.home.featured_series = series
        tree.home.save()
    html = client.get("/fr/").content.decode()
    assert "Zoom sur le cœur" in html
    featured = html.split("featured__parts")[1].split("</ol>")[0]
    assert featured.index("Partie une") < featured.index("Partie deux")
    assert "Focus on the heart" not in client.get("/en/").content.decode(), "none of its articles is in English"


def test_recently_reviewed_articles_follow_the_newest_and_repeat_none(portal, client):
    for n in range(7):
        article = ArticlePageFactory(
            parent=portal.fr.articles, title=f"Sujet {n}", published_on=datetime.date(2026, 1, 1 + n)
        )
        if n != 1:
            Review.objects.create(
                page=article, reviewer=PersonFactory(), reviewed_on=TODAY - n * DAY, next_review_on=TODAY + 365 * DAY
            )
    newest, reviewed = client.get("/fr/").content.decode().split('id="reviewed"')
    assert [n for n in range(7) if f"Sujet {n}" in newest] == [2, 3, 4, 5, 6]
    assert [n for n in range(7) if f"Sujet {n}" in reviewed] == [0]


def test_the_way_we_work_is_linked_in_the_language_of_the_page_alone(portal, client):
    method = StandardPageFactory(parent=portal.fr.home, title="Notre méthode", slug="methode")
    for tree in (portal.fr, portal.en):
        type(tree.home).objects.filter(pk=tree.home.pk).update(method_page=method)
    assert 'href="/fr/methode/"' in client.get("/fr/").content.decode()
    assert "methode" not in client.get("/en/").content.decode()
    translate(method, portal.en, title="How we work", slug="how-we-work")
    assert 'href="/en/how-we-work/"' in client.get("/en/").content.decode()


def test_an_administrator_writes_an_announcement(portal, admin_client):
    answer = admin_client.post(
        reverse("wagtailsnippets_home_announcement:add"),
        {
            "locale": portal.fr.locale.pk,
            "title": "Fermé",
            "text": "Lundi.",
            "page": "",
            "starts_on": TODAY.isoformat(),
            "ends_on": (TODAY + DAY).isoformat(),
        },
    )
    assert answer.status_code == 302
    assert Announcement.current(portal.fr.locale).title == "Fermé"
