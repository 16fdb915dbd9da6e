"""Who may do what, tried at the admin's own addresses."""

import pytest
from django.contrib.auth import get_user_model

from editorial.models import Role
from tests.factories.articles import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in(client):
    def log_in_as(code):
        user = get_user_model().objects.create_user(code, f"{code}@example.org", "secret")
        user.groups.add(Role.objects.get(code=code).group)
        client.force_login(user)
        return client

    return log_in_as


def test_the_groups_are_named_in_the_interfaces_language():
    assert set(Role.objects.values_list("group__name", flat=True)) == {
        "Rédaction médicale",
        "Relecture médicale",
        "Traduction",
        "Publication",
        "Administration",
    }


@pytest.mark.parametrize("code", Role.Code.values)
def test_every_role_reaches_the_admin(log_in, code):
    assert log_in(code).get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("code", "may_add_french", "may_add_english"),
    [
        ("editor", True, True),
        ("reviewer", False, False),
        ("translator", False, True),
        ("publisher", True, True),
        ("administrator", True, True),
    ],
)
def test_who_may_write_where(portal, log_in, code, may_add_french, may_add_english):
    client = log_in(code)
    for language, allowed in (("fr", may_add_french), ("en", may_add_english)):
        parent = getattr(portal, language).articles
        answer = client.get(f"/admin/pages/add/articles/articlepage/{parent.pk}/")
        assert (answer.status_code == 200) is allowed, language


@pytest.mark.parametrize(
    ("code", "published"),
    [("editor", False), ("reviewer", False), ("translator", False), ("publisher", True), ("administrator", True)],
)
def test_who_may_publish_and_unpublish(portal, log_in, code, published):
    client = log_in(code)
    draft = ArticlePageFactory(parent=portal.fr.articles, live=False)
    draft.save_revision()
    client.post("/admin/bulk/wagtailcore/page/publish/", query_params={"id": draft.pk})
    draft.refresh_from_db()
    assert draft.live is published
    live = ArticlePageFactory(parent=portal.fr.articles)
    client.post(f"/admin/pages/{live.pk}/unpublish/")
    live.refresh_from_db()
    assert live.live is not published


@pytest.mark.parametrize("code", ["editor", "reviewer", "translator", "publisher"])
def test_only_administrators_manage_people_and_settings(log_in, code):
    client = log_in(code)
    for address in ("/admin/users/", "/admin/groups/", "/admin/snippets/home/sitesettings/", "/admin/workflows/list/"):
        assert client.get(address).status_code in (302, 403), address


def test_administrators_do(portal, log_in):
    client = log_in("administrator")
    for address in ("/admin/users/", "/admin/groups/", "/admin/snippets/home/sitesettings/", "/admin/workflows/list/"):
        assert client.get(address).status_code == 200, address


def test_a_reviewer_opens_what_waits_for_review_and_nothing_else(portal, log_in, rf):
    waiting = ArticlePageFactory(parent=portal.fr.articles, live=False)
    other = ArticlePageFactory(parent=portal.fr.articles, live=False)
    for page in (waiting, other):
        page.save_revision()
    editor = get_user_model().objects.create_user("redactrice", password="secret")
    waiting.get_workflow().start(waiting, editor)
    client = log_in("reviewer")
    assert client.get(f"/admin/pages/{waiting.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{other.pk}/edit/").status_code == 302


def test_what_an_editor_submits_is_reviewed_then_published(portal, log_in, client):
    page = ArticlePageFactory(parent=portal.fr.articles, live=False)
    page.save_revision()
    editor = get_user_model().objects.create_user("redactrice", password="secret")
    page.get_workflow().start(page, editor)
    for code, live in (("reviewer", False), ("publisher", True)):
        task_state = page.current_workflow_task_state
        address = f"/admin/pages/workflow/action/{page.pk}/approve/{task_state.pk}/"
        answer = log_in(code).post(address, {"comment": ""})
        assert answer.status_code in (200, 302)
        page = type(page).objects.get(pk=page.pk)
        assert page.live is live, code
