"""An editor's page is open and saves by itself while a publisher takes a step: nothing is lost, and it is said."""

import pytest
from django.test import Client
from wagtail import hooks

from articles.models import ArticlePage
from editorial.register.authorship import latest_text
from tests.editorial.conftest import edited, form

pytestmark = [pytest.mark.django_db, pytest.mark.governed]
JSON = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def editor(people):
    client = Client()
    client.force_login(people.editor)
    return client


def opened(client, page):
    """What the editor's form holds of the version it was opened with."""
    context = client.get(f"/admin/pages/{page.pk}/edit/").context
    return {
        "loaded_revision_id": str(page.latest_revision_id),
        "loaded_revision_created_at": context["loaded_revision_created_at"],
    }


def test_what_is_typed_while_the_page_goes_into_medical_review_stays_in_the_form(draft, people, editor):
    state = draft.get_workflow().start(draft, people.editor)
    hidden = opened(editor, draft)
    task_state = state.current_task_state
    task_state.task.specific.on_action(task_state, people.publisher, "approve")
    before = draft.revisions.count()
    fields = form(draft, introduction="Écrit pendant ce temps.", **hidden)
    answer = editor.post(f"/admin/pages/{draft.pk}/edit/", fields, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "locked"
    assert "copiez-le" in answer.json()["error_message"]
    # The button says so too, and gives back what was typed.
    answer = editor.post(f"/admin/pages/{draft.pk}/edit/", fields)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Écrit pendant ce temps." in html and "verrouillée" in html
    assert draft.revisions.count() == before
    assert "Écrit" not in latest_text(draft).introduction


def test_an_autosave_does_not_overwrite_what_a_publisher_saved_meanwhile(draft, people, editor):
    hidden = opened(editor, draft)
    newer = edited(draft, people.publisher, title="Du publicateur")
    fields = form(draft, introduction="Écrit pendant ce temps.", **hidden)
    answer = editor.post(f"/admin/pages/{draft.pk}/edit/", fields, headers=JSON)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert ArticlePage.objects.get(pk=draft.pk).latest_revision_id == newer.pk
    # Whoever saves all the same makes a version of their own: both are kept.
    assert editor.post(f"/admin/pages/{draft.pk}/edit/", fields).status_code == 302
    versions = [revision.as_object() for revision in draft.revisions.order_by("pk")]
    assert versions[-2].title == "Du publicateur"
    assert versions[-1].introduction == "Écrit pendant ce temps."


def test_an_autosave_does_not_undo_what_is_saved_while_it_is_under_way(draft, people, editor):
    hidden = opened(editor, draft)
    address = f"/admin/pages/{draft.pk}/edit/"

    def save_by_the_button(request, page):
        if not request.accepts("text/html"):
            assert editor.post(address, form(draft, introduction="Tout.", **hidden)).status_code == 302

    with hooks.register_temporarily("before_edit_page", save_by_the_button, order=100):
        answer = editor.post(address, form(draft, introduction="Le début.", **hidden), headers=JSON)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    page = ArticlePage.objects.get(pk=draft.pk)
    assert (page.introduction, latest_text(page).introduction) == ("Tout.", "Tout.")
