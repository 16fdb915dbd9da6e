"""Nobody approves their own change, tried by each road that a publisher has; whoever can't is told who can."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, TaskState, Workflow, WorkflowTask

from articles.content.digest import digest_of, units_of
from articles.models import ArticleCategory, ArticlePage
from articles.publication import RefusedError
from editorial.changes.change_declarations import declare, undeclared_changes
from editorial.models import EditorialCheckTask, MedicalReviewTask, Override, Role
from editorial.register.authorship import latest_text, writers
from editorial.register.overrides import override_check
from editorial.review.four_eyes import approvers
from tests.editorial.conftest import edited, form, signed_by, written
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import CategoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.governed]

MINOR = "<p>Prenez le comprimé, le matin.</p>"


@pytest.fixture
def own(portal, people, statements):
    """A publisher's own article, in the editorial check."""
    page = written(portal.fr.articles, people.publisher)
    page.get_workflow().start(page, people.publisher)
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def second_publisher(people):
    user = get_user_model().objects.create_user("second", "second@example.org", last_name="Seconde")
    user.groups.add(Role.objects.get(code="publisher").group)
    return user


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def declared_minor(page, user):
    page = ArticlePage.objects.get(pk=page.pk)
    declare(page=page, kinds=dict.fromkeys(undeclared_changes(page), "minor"), summary="", user=user)
    return page


def step(page):
    """The type of the step that the page waits in."""
    return type(ArticlePage.objects.get(pk=page.pk).current_workflow_task.specific)


def by_action(client, page, comment=""):
    state = page.current_workflow_task_state
    return client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": comment})


def by_editor(client, page, **changes):
    fields = form(page, **{"action-workflow-action": "1", "workflow-action-name": "approve", **changes})
    return client.post(f"/admin/pages/{page.pk}/edit/", fields, headers={"referer": f"/admin/pages/{page.pk}/edit/"})


@pytest.mark.parametrize("approve", [by_action, by_editor])
def test_a_publisher_does_not_approve_their_own_article(own, people, second_publisher, client, approve):
    client.force_login(people.publisher)
    answer = approve(client, own)
    assert step(own) is EditorialCheckTask
    assert "Seconde" in said(answer)
    client.force_login(second_publisher)
    approve(client, own)
    assert step(own) is MedicalReviewTask


def test_what_is_changed_while_approving_is_saved_and_not_approved(draft, people, client):
    draft.get_workflow().start(draft, people.editor)
    client.force_login(people.publisher)
    answer = by_editor(client, ArticlePage.objects.get(pk=draft.pk), title="Mieux dit")
    assert ArticlePage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Mieux dit"
    assert step(draft) is EditorialCheckTask
    assert "personne n’approuve" in said(answer)


def test_no_superuser_approves_their_own_change(portal, people, statements, client):
    root = get_user_model().objects.create_superuser("root")
    page = written(portal.fr.articles, root)
    page.get_workflow().start(page, root)
    client.force_login(root)
    by_action(client, page)
    assert step(page) is EditorialCheckTask


def test_code_does_not_approve_for_the_author(own, people):
    with pytest.raises(RefusedError):
        own.current_workflow_task_state.approve(user=people.publisher)
    assert step(own) is EditorialCheckTask
    own.current_workflow_task_state.reject(user=people.publisher, comment="Pas encore")


def test_wagtails_own_task_is_held_to_it_too(portal, people, statements, client):
    workflow = Workflow.objects.create(name="Autre")
    task = GroupApprovalTask.objects.create(name="Un clic")
    task.groups.set(people.publisher.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = StandardPageFactory(parent=portal.fr.home, live=False)
    page.save_revision(user=people.publisher)
    workflow.start(page, people.publisher)
    client.force_login(people.publisher)
    answer = by_action(client, page)
    page.refresh_from_db()
    assert not page.live
    assert "personne n’approuve" in said(answer)


def test_the_button_is_not_there_and_the_page_says_who_can(own, people, second_publisher, client):
    address = f"/admin/pages/{own.pk}/edit/"
    client.force_login(people.publisher)
    page = client.get(address).content.decode()
    assert 'data-workflow-action-name="approve"' not in page
    assert 'data-workflow-action-name="reject"' in page
    assert "Seconde" in page
    client.force_login(second_publisher)
    page = client.get(address).content.decode()
    assert 'data-workflow-action-name="approve"' in page
    assert "personne n’approuve" not in page


def test_where_the_only_publisher_wrote_it_an_administrator_approves(own, people, client):
    assert approvers(own.current_workflow_task.specific, writers(own)) == [people.administrator]
    assert list(TaskState.objects.reviewable_by(people.administrator)) == [own.current_workflow_task_state]
    client.force_login(people.administrator)
    assert 'data-workflow-action-name="approve"' in client.get(f"/admin/pages/{own.pk}/edit/").content.decode()
    by_action(client, own)
    assert step(own) is MedicalReviewTask


def test_where_a_publisher_is_left_no_administrator_stands_in(own, people, second_publisher, client):
    assert approvers(own.current_workflow_task.specific, writers(own)) == [second_publisher]
    assert not TaskState.objects.reviewable_by(people.administrator).exists()
    client.force_login(people.administrator)
    by_action(client, own)
    assert step(own) is EditorialCheckTask


def test_where_nobody_is_left_it_is_said_what_to_do(own, people, client):
    people.administrator.groups.clear()
    client.force_login(people.publisher)
    assert "ajouter quelqu’un au groupe « Publication »" in said(by_action(client, own))


@pytest.mark.parametrize("road", ["button", "hour", "bulk", "api", "code"])
def test_nobody_publishes_minor_changes_of_their_own(live, people, client, road):
    edited(live, people.publisher, html=MINOR)
    page = declared_minor(live, people.publisher)
    client.force_login(people.publisher)
    answer = None
    if road in ("button", "hour"):
        later = {"go_live_at": "2030-01-01 08:00"} if road == "hour" else {}
        text = page.get_latest_revision_as_object()
        answer = client.post(f"/admin/pages/{page.pk}/edit/", form(text, **{"action-publish": "1", **later}))
    elif road == "bulk":
        answer = client.post("/admin/bulk/wagtailcore/page/publish/", query_params={"id": page.pk})
    elif road == "api":
        answer = client.post(f"/admin/api/main/pages/{page.pk}/action/publish/")
        assert answer.status_code == 400
    else:
        with pytest.raises(RefusedError):
            page.get_latest_revision().publish(user=people.publisher)
    page.refresh_from_db()
    assert "comprimé, le" not in str(page.body)
    assert page.scheduled_revision is None
    # Someone else's eyes are enough.
    page.get_latest_revision().publish(user=people.administrator)
    page.refresh_from_db()
    assert "comprimé, le" in str(page.body)


def test_who_types_a_minor_change_and_publishes_it_at_once_publishes_their_own(live, people, client):
    before = latest_text(live).body[1].value.source
    edited(live, people.editor, html=MINOR)
    declared_minor(live, people.editor)
    page = ArticlePage.objects.get(pk=live.pk)
    typed = latest_text(page)
    edited(page, people.administrator, html=before)
    client.force_login(people.publisher)
    client.post(f"/admin/pages/{page.pk}/edit/", form(typed, **{"action-publish": "1"}))
    page.refresh_from_db()
    assert "comprimé, le" not in str(page.body)


def test_minor_changes_that_are_online_already_or_another_s_do_not_keep_a_publisher_from_publishing(live, people):
    def publish(user):
        ArticlePage.objects.get(pk=live.pk).get_latest_revision().publish(user=user)

    edited(live, people.publisher, html=MINOR)
    declared_minor(live, people.publisher)
    publish(people.administrator)
    category = CategoryFactory()
    edited(live, people.publisher, html=None, article_categories=[ArticleCategory(category=category)])
    publish(people.publisher)
    assert ArticlePage.objects.get(pk=live.pk).categories == [category]
    edited(live, people.editor, html="<p>Prenez le comprimé, ce matin.</p>")
    declared_minor(live, people.editor)
    edited(live, people.publisher, html=None, article_categories=[])
    publish(people.publisher)
    page = ArticlePage.objects.get(pk=live.pk)
    assert "ce matin" in str(page.body) and page.categories == []


def test_nobody_lets_the_second_pair_of_eyes_pass(live, people):
    """It would change nothing: who wrote a text never signs it."""
    with pytest.raises(ValidationError) as refused:
        override_check(page=live, check_id="four-eyes", unit="", user=people.publisher, reason="Personne d’autre.")
    assert set(refused.value.message_dict) == {"check_id"}
    assert not Override.objects.exists()


def test_nobody_lets_minor_changes_of_their_own_go_live_unsigned(live, people, client):
    edited(live, people.publisher, html=MINOR)
    declared_minor(live, people.publisher)
    edited(live, people.editor, number=2, html="<p>Appelez les urgences.</p>")
    text = latest_text(ArticlePage.objects.get(pk=live.pk))
    client.force_login(people.publisher)
    answer = client.post(
        reverse("override_finding", args=[live.pk]),
        {"check": Override.SIGN_OFF, "digest": digest_of(units_of(text)), "reason": "Ce n’est qu’une virgule."},
    )
    assert set(answer.json()["errors"]) == {"check_id"}
    assert not Override.objects.exists()


def test_who_wrote_since_publication_is_who_changed_something(live, people):
    assert writers(live) == set()
    text = live.get_latest_revision_as_object()
    text.save_revision(user=people.publisher)
    assert writers(ArticlePage.objects.get(pk=live.pk)) == set()  # saved, and nothing changed
    text.go_live_at = "2030-01-01T08:00:00Z"
    text.save_revision(user=people.publisher)
    assert writers(ArticlePage.objects.get(pk=live.pk)) == set()  # its hour is for publishers to set
    edited(live, people.editor, html=None, seo_title="Autrement nommé")
    assert writers(ArticlePage.objects.get(pk=live.pk)) == {people.editor.pk}


def test_who_wrote_is_counted_from_what_is_online_whatever_the_version_looked_at_knows_of_it(
    portal, people, statements
):
    page = written(portal.fr.articles, people.publisher)
    signed_by(people.reviewer, page)
    page.get_latest_revision().publish()
    waiting = edited(page, people.editor, html=None, series_position=1)
    edited(page, people.second_editor, html=None, series_position=2)
    assert writers(latest_text(page)) == {people.editor.pk, people.second_editor.pk}
    Revision.objects.filter(pk=waiting.pk).update(approved_go_live_at=timezone.now())
    call_command("publish_scheduled")
    assert ArticlePage.objects.get(pk=page.pk).live_revision_id == waiting.pk
    assert writers(latest_text(page)) == {people.second_editor.pk}


def test_who_overwrites_the_version_that_is_online_wrote_something(live, people):
    version = edited(live, people.publisher, html=None, series_position=1)
    version.publish(user=people.administrator)
    for position, found in ((1, set()), (2, {people.publisher.pk})):
        text = latest_text(ArticlePage.objects.get(pk=live.pk))
        text.series_position = position
        text.save_revision(user=people.publisher, overwrite_revision=text.get_latest_revision())
        assert live.revisions.count() == 2
        assert writers(ArticlePage.objects.get(pk=live.pk)) == found
