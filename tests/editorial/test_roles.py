"""Who may do what, tried at the admin's own addresses."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Workflow

from editorial.models import MedicalReviewTask, Role
from tests.editorial.conftest import form, written
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import PersonFactory

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
    waiting.get_workflow().start(waiting, editor).current_task_state.approve(user=editor)
    client = log_in("reviewer")
    assert client.get(f"/admin/pages/{waiting.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{other.pk}/edit/").status_code == 302


def test_what_an_editor_submits_is_checked_by_a_publisher_then_reviewed(portal, log_in, client):
    page = ArticlePageFactory(parent=portal.fr.articles, live=False)
    page.save_revision()
    editor = get_user_model().objects.create_user("redactrice", password="secret")
    page.get_workflow().start(page, editor)
    # Where there is no publisher, administrators stand in for one.
    get_user_model().objects.create_user("publisher 2").groups.add(Role.objects.get(code="publisher").group)
    steps = []
    for code in ("reviewer", "editor", "translator", "administrator", "publisher"):
        task_state = page.current_workflow_task_state
        steps.append(task_state.task.name)
        address = f"/admin/pages/workflow/action/{page.pk}/approve/{task_state.pk}/"
        answer = log_in(code).post(address, {"comment": ""})
        assert answer.status_code == 302
        page = type(page).objects.get(pk=page.pk)
    assert set(steps) == {"Contrôle éditorial"}
    assert page.current_workflow_task_state.task.name == "Relecture médicale"
    assert isinstance(page.current_workflow_task, MedicalReviewTask)
    assert not page.live


def test_the_workflow_has_two_steps_and_each_its_role():
    (workflow,) = Workflow.objects.active()
    assert [(task.name, [group.role.code for group in task.specific.groups.all()]) for task in workflow.tasks] == [
        ("Contrôle éditorial", ["publisher"]),
        ("Relecture médicale", ["reviewer"]),
    ]


REGISTER = {"editorial.view_signoff", "editorial.view_override", "articles.view_declaredchange"}


@pytest.mark.parametrize("code", Role.Code.values)
def test_everyone_reads_the_register_and_nobody_writes_in_it(log_in, code):
    log_in(code)
    user = get_user_model().objects.get(username=code)
    granted = user.get_all_permissions()
    assert granted >= REGISTER
    register = ("signoff", "override", "declaredchange", "review", "seal")
    assert not {name for name in granted - REGISTER if name.rpartition("_")[2] in register}
    assert ("editorial.override_check" in granted) is (code in ("publisher", "administrator"))


def test_a_reviewer_neither_edits_nor_publishes_nor_deletes_what_is_in_review(portal, people, statements, client):
    page = in_medical_review(written(portal.fr.articles, people.editor))
    client.force_login(people.reviewer)
    versions, title = page.revisions.count(), page.title
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    for action in ("", "action-publish", "action-submit"):
        client.post(f"/admin/pages/{page.pk}/edit/", form(page, title="Autre", **{action: "1"}))
    for address in (
        f"/admin/pages/{page.pk}/delete/",
        f"/admin/pages/{page.pk}/unpublish/",
        f"/admin/pages/{page.pk}/move/{portal.en.articles.pk}/confirm/",
        f"/admin/pages/{page.pk}/copy/",
        f"/admin/pages/{page.pk}/lock/",
        f"/admin/pages/{page.pk}/workflow/confirm_cancellation/",
        f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}",
        f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}",
    ):
        client.post(address, {"new_title": "x", "new_slug": "x", "new_parent_page": portal.fr.articles.pk})
    page = type(page).objects.get(pk=page.pk)
    assert (page.title, page.live, page.locked, page.revisions.count()) == (title, False, False, versions)
    assert page.workflow_in_progress
    assert not type(page).objects.filter(slug="x").exists()


def in_medical_review(page):
    page.save_revision()
    page.save_revision()
    state = page.get_workflow().start(page, get_user_model().objects.create_user("redactrice", password="secret"))
    state.current_task_state.approve(user=None)
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("code", "may"), [("editor", True), ("translator", False), ("reviewer", False), ("publisher", True)]
)
def test_who_submits_a_french_article(portal, people, statements, client, code, may):
    page = written(portal.fr.articles, people.second_editor)
    client.force_login(getattr(people, code))
    client.post(f"/admin/pages/{page.pk}/edit/", form(page, **{"action-submit": "1"}))
    assert type(page).objects.get(pk=page.pk).workflow_in_progress is may


def test_a_translator_cannot_change_the_source(portal, log_in):
    page = ArticlePageFactory(parent=portal.fr.articles)
    page.save_revision()
    client = log_in("translator")
    client.post(f"/admin/pages/{page.pk}/edit/", {"title": "Autre", "slug": page.slug})
    assert page.revisions.count() == 1


def test_nobody_gives_themselves_a_role(log_in):
    for code in ("editor", "reviewer", "translator", "publisher"):
        client = log_in(code)
        user = get_user_model().objects.get(username=code)
        client.post(f"/admin/users/edit/{user.pk}/", {"username": code, "is_superuser": "on"})
        client.post("/admin/account/", {"is_superuser": "on", "groups": "1"})
        user.refresh_from_db()
        assert not user.is_superuser and user.groups.count() == 1


@pytest.mark.parametrize(
    ("code", "may"), [("editor", False), ("translator", None), ("publisher", True), ("administrator", True)]
)
def test_who_says_which_account_signs_under_a_name(log_in, code, may):
    client = log_in(code)
    doctor = get_user_model().objects.create_user("doctor")
    person = PersonFactory(name_fr="Ada Lind")
    address = f"/admin/snippets/vocabulary/person/edit/{person.pk}/"
    answer = client.get(address)
    if may is None:  # a translator writes in nobody's name
        assert answer.status_code == 302
        return
    assert ('name="account"' in answer.content.decode()) is may
    fields = {name: getattr(person, name) or "" for name in person_fields()}
    client.post(address, {**fields, "name_fr": "Ada Lind-Moe", "account": doctor.pk})
    person.refresh_from_db()
    assert person.name_fr == "Ada Lind-Moe"
    assert (person.account == doctor) is may


def person_fields():
    return [f"{name}_{code}" for name in ("name", "role", "qualification", "organisation") for code in ("fr", "en")]
