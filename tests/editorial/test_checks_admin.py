"""The checks in the admin: the panel's findings, the report, the levels; and who may see them."""

import csv
import io

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail.users.models import UserProfile

from articles.models import ArticleCategory, ArticlePage
from editorial.models import Role
from editorial.models.check_results import CheckLevel, Examination
from editorial.models.register import Edition
from quality.checks.purpose import Purpose
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in(client):
    def log_in_as(code):
        user = get_user_model().objects.create_user(code, f"{code}@example.org", "secret")
        user.groups.add(Role.objects.get(code=code).group)
        client.force_login(user)
        return client

    return log_in_as


@pytest.fixture
def article(portal):
    return ArticlePageFactory(parent=portal.fr.articles, title="Zoom")


def form(**changes):
    """An article's form as the editor posts it."""
    relations = ["article_categories", "article_authors", "article_terms", "article_related", "comments"]
    return nested_form_data(
        {
            "title": "Zoom",
            "slug": "zoom",
            "introduction": "Une introduction.",
            "published_on": "2026-01-01",
            "series_position": "0",
            "key_points": streamfield([]),
            "body": streamfield([("paragraph", "null")]),
            "questions": streamfield([]),
            "references": streamfield([]),
            **{name: inline_formset([]) for name in relations},
            **changes,
        }
    )


def test_the_panel_shows_what_is_typed_and_saves_nothing(article, log_in):
    client = log_in("editor")
    answer = client.post(
        reverse("check_page", args=[article.pk]), form(purpose="Choisir", introduction="mot " * 30)
    ).json()
    assert answer["is_valid"]
    assert "audience" in answer["html"]
    assert 'data-check="sentence-length"' in answer["html"]
    assert 'data-unit="purpose"' not in answer["html"]
    assert answer["blocking"] > 0
    assert str(answer["blocking"]) in answer["status"]
    article.refresh_from_db()
    assert (article.purpose, article.introduction) == ("", "Ce que vous trouverez ici.")
    assert not article.revisions.exists()
    assert not Examination.objects.exists()


def test_a_new_page_is_checked_in_its_parents_language(portal, log_in):
    address = reverse("check_new_page", args=["articles", "articlepage", portal.en.articles.pk])
    answer = (
        log_in("editor").post(address, form(introduction="The patient is waiting for the doctor in the room.")).json()
    )
    assert answer["is_valid"]
    assert "language-of-parts" not in answer["html"]
    assert not ArticlePage.objects.exists()


def test_a_form_that_cannot_be_read_is_said_to_be_one(article, log_in):
    client = log_in("editor")
    assert client.post(reverse("check_page", args=[article.pk]), form(published_on="never")).json() == {
        "is_valid": False
    }


def test_only_who_may_edit_a_page_is_shown_its_findings(article, portal, log_in):
    new = reverse("check_new_page", args=["articles", "articlepage", portal.fr.articles.pk])
    client = log_in("reviewer")
    for address in (reverse("check_page", args=[article.pk]), new):
        assert client.post(address, form()).status_code == 302  # as Wagtail refuses: to the first page, with a message
    client.logout()
    assert "/login/" in client.post(reverse("check_page", args=[article.pk]), form()).url


@pytest.mark.parametrize("kind", ["edit", "add"])
def test_the_editor_has_the_panel_in_place_of_wagtails_readability(article, portal, log_in, kind):
    client = log_in("editor")
    addresses = {
        "edit": reverse("wagtailadmin_pages:edit", args=[article.pk]),
        "add": reverse("wagtailadmin_pages:add", args=["articles", "articlepage", portal.fr.articles.pk]) + "?blank",
    }
    html = client.get(addresses[kind]).content.decode()
    assert 'data-controller="checks"' in html
    assert "data-content-readability-score" not in html
    assert "data-checks-panel" in html  # axe's own list stays


def test_a_page_that_is_not_checked_keeps_wagtails_panel(portal, log_in):
    html = log_in("editor").get(reverse("wagtailadmin_pages:edit", args=[portal.fr.home.pk])).content.decode()
    assert 'data-controller="checks"' not in html


@pytest.fixture
def examined(article, portal, django_capture_on_commit_callbacks):
    """Two live articles, one of them English, one of them in a category."""
    category = CategoryFactory()
    article.article_categories.add(ArticleCategory(category=category))
    other = ArticlePageFactory(parent=portal.en.articles, title="Other")
    with django_capture_on_commit_callbacks(execute=True):
        for page in (article, other):
            page.save_revision().publish()
    return category


def test_the_report_lists_filters_sorts_and_exports(examined, portal, log_in):
    client, address = log_in("publisher"), reverse("check_report")
    html = client.get(address).content.decode()
    assert "Zoom" in html
    assert "Other" in html
    english = client.get(address, {"language": portal.en.locale.pk}).content.decode()
    assert "Zoom" not in english
    assert "Other" in english
    assert "Other" not in client.get(address, {"category": examined.pk}).content.decode()
    warned = client.get(address, {"level": "warn", "check_id": "further-help"})
    assert {row.check_id for row in warned.context["object_list"]} == {"further-help"}
    for ordering in ("rank", "-rank", "examination__score", "-examination__page__title", "check_id", "nonsense"):
        assert client.get(address, {"ordering": ordering}).status_code == 200
    for wrong in ({"level": "x"}, {"language": "x"}, {"category": "9" * 30}, {"p": "x"}):
        assert client.get(address, wrong).status_code in (200, 404)
    exported = b"".join(client.get(address, {"export": "csv", "level": "block"}).streaming_content).decode()
    rows = list(csv.reader(io.StringIO(exported)))
    assert {row[0] for row in rows[1:]} == {"block"}
    assert "Zoom" in exported


def test_the_report_says_how_old_it_is_and_that_it_is_empty(portal, log_in):
    html = log_in("publisher").get(reverse("check_report")).content.decode()
    assert "check_content" in html


def test_the_report_takes_the_same_queries_for_one_page_and_for_three(
    examined, portal, log_in, django_capture_on_commit_callbacks
):
    client, address = log_in("publisher"), reverse("check_report")
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(2):
            ArticlePageFactory(parent=portal.fr.articles, title=f"A{number}").save_revision().publish()
    counts = []
    for locale in (portal.en.locale, portal.fr.locale):
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"language": locale.pk})
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("code", "sees_report", "sets_levels"),
    [
        ("editor", True, False),
        ("reviewer", False, False),
        ("translator", True, False),
        ("publisher", True, False),
        ("administrator", True, True),
    ],
)
def test_who_may_see_the_report_and_set_levels(portal, log_in, code, sees_report, sets_levels):
    client = log_in(code)
    assert (client.get(reverse("check_report")).status_code == 200) is sees_report
    assert (client.get(reverse("check_levels")).status_code == 200) is sets_levels
    assert (client.post(reverse("check_levels"), {"purpose": "warn"}).status_code == 200) is sets_levels
    assert not CheckLevel.objects.exists()


def test_levels_are_set_and_put_back(portal, log_in):
    client, address = log_in("administrator"), reverse("check_levels")
    fields = {name: field.initial for name, field in client.get(address).context["form"].fields.items()}
    assert client.post(address, {**fields, "purpose": "report"}).status_code == 302
    assert [(level.check_id, level.level) for level in CheckLevel.objects.all()] == [("purpose", "report")]
    assert client.get(address).context["form"].fields["purpose"].initial == "report"
    client.post(address, fields)
    assert not CheckLevel.objects.exists()
    answer = client.post(address, {**fields, "purpose": "x"})
    assert answer.context["form"].errors.keys() == {"purpose"}
    answer = client.post(address, {**fields, "readability": "block"})
    assert answer.context["form"].errors.keys() == {"readability"}
    assert not CheckLevel.objects.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_set_a_level_is_in_the_sites_history(portal, log_in, language):
    client, address = log_in("administrator"), reverse("check_levels")
    fields = {name: field.initial for name, field in client.get(address).context["form"].fields.items()}
    client.post(address, {**fields, "purpose": "report", "sources": "warn"})
    client.post(address, {**fields, "purpose": "report", "sources": "warn"})  # nothing new
    client.post(address, {**fields, "sources": "warn"})
    entries = ModelLogEntry.objects.filter(action="editorial.level_set").order_by("pk")
    assert {entry.user.username for entry in entries} == {"administrator"}
    assert [entry.data for entry in entries] == [
        {"check": "sources", "old": "block", "new": "warn"},
        {"check": "purpose", "old": "block", "new": "report"},
        {"check": "purpose", "old": "report", "new": "block"},
    ]
    profile = UserProfile.get_for_user(get_user_model().objects.get())
    profile.preferred_language = language
    profile.save()
    html = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    said = {"fr": "était « information » et est maintenant", "en": "was “information” and is now “blocking”"}
    assert said[language] in html.replace("\xa0", " ")
    assert html.count({"fr": "est maintenant", "en": "is now"}[language]) == 3


def test_the_panel_draws_the_trend_and_says_it(article, log_in):
    cache.clear()
    Edition.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        page_id=article.pk,
        title=article.title,
        digest="a",
        content=article.serializable_data(),
    )
    answer = log_in("editor").post(reverse("check_page", args=[article.pk]), form(introduction="Il dort.")).json()
    assert 'role="img"' in answer["html"]
    assert "Lisibilité des versions publiées, puis de ce texte :" in answer["html"]


def test_a_check_that_crashes_is_said_apart_and_the_others_go_on(article, log_in, monkeypatch, caplog):
    def crash(self, document):
        raise RuntimeError

    monkeypatch.setattr(Purpose, "find", crash)
    answer = log_in("editor").post(reverse("check_page", args=[article.pk]), form(introduction="mot " * 30)).json()
    assert "n’a pas pu" in answer["html"]
    assert 'data-check="sentence-length"' in answer["html"]
    assert 'class="checks__failed"' in answer["html"]
