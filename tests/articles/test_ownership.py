"""Who looks after an article: chosen in the editor, kept beside the page, for all its languages."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.models import ArticlePage
from articles.models.ownership import Ownership
from articles.ownership import looked_after_by
from editorial.models import Role
from tests.editorial.test_checks_admin import form
from tests.factories.articles import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client):
    """Ada, an editor who is logged in; Bo, another; Cy, whose account is closed; Di, who isn't of the house."""
    users = {name: get_user_model().objects.create_user(name) for name in ("ada", "bo", "cy", "di")}
    for name in ("ada", "bo", "cy"):
        users[name].groups.add(Role.objects.get(code="editor").group)
    users["cy"].is_active = False
    users["cy"].save()
    client.force_login(users["ada"])
    return users


@pytest.fixture
def article(portal):
    return ArticlePageFactory(parent=portal.fr.articles, title="Zoom")


def edit(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_whoever_creates_an_article_is_offered_as_its_owner(portal, people, client):
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", portal.fr.articles.pk])
    fields = client.get(f"{address}?blank").context["form"]
    assert fields.initial["looked_after_by"] == people["ada"].pk
    assert fields.initial["backup"] is None
    answer = client.post(address, form(looked_after_by=people["ada"].pk, backup=people["bo"].pk))
    assert answer.status_code == 302
    row = Ownership.objects.get()
    assert (row.translation_key, row.owner, row.backup) == (
        ArticlePage.objects.get().translation_key,
        people["ada"],
        people["bo"],
    )


def test_a_change_of_hands_waits_for_no_publication_and_comes_back_with_no_old_version(article, people, client):
    article.save_revision().publish()
    client.post(edit(article), form(looked_after_by=people["bo"].pk, backup=""))
    assert Ownership.objects.get().owner == people["bo"]
    assert client.get(edit(article)).context["form"].initial["looked_after_by"] == people["bo"].pk
    article.revisions.first().publish()
    assert Ownership.objects.get().owner == people["bo"]


def test_only_active_accounts_of_the_house_are_offered_and_whoever_is_there(article, people, client):
    def offered():
        choices = client.get(edit(article)).context["form"].fields["backup"].choices
        return {str(label) for _value, label in choices}

    assert offered() == {"Personne", "ada", "bo"}
    Ownership.objects.create(translation_key=article.translation_key, owner=people["cy"])
    assert offered() == {"Personne", "ada", "bo", "cy (compte fermé)"}


def test_nobody_else_can_be_posted(article, people, client):
    answer = client.post(edit(article), form(looked_after_by=people["di"].pk))
    assert answer.status_code == 200
    assert "looked_after_by" in answer.context["form"].errors
    assert not Ownership.objects.exists()


def test_a_look_at_the_preview_or_the_checks_changes_no_hands(article, people, client):
    for address in (
        reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk]),
        reverse("check_page", args=[article.pk]),
    ):
        client.post(address, form(looked_after_by=people["bo"].pk))
    assert not Ownership.objects.exists()


def test_an_account_that_is_deleted_leaves_the_other(article, people):
    Ownership.objects.create(translation_key=article.translation_key, owner=people["ada"], backup=people["bo"])
    people["ada"].delete()
    row = Ownership.objects.get()
    assert (row.owner, row.backup) == (None, people["bo"])


def test_all_languages_are_in_the_same_hands(article, portal, people):
    english = article.copy_for_translation(portal.en.locale)
    Ownership.objects.create(translation_key=article.translation_key, backup=people["bo"])
    assert set(ArticlePage.objects.filter(looked_after_by(people["bo"]))) == {article, english}
    assert not ArticlePage.objects.filter(looked_after_by(people["ada"])).exists()


def test_a_creator_who_handed_over_no_longer_looks_after_it(article, people):
    ArticlePage.objects.update(owner=people["ada"])
    assert ArticlePage.objects.filter(looked_after_by(people["ada"])).exists()
    Ownership.objects.create(translation_key=article.translation_key, owner=people["bo"])
    assert not ArticlePage.objects.filter(looked_after_by(people["ada"])).exists()
