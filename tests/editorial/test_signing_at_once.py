"""Two reviewers press a button in the same moment: each in a thread of their own, on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.signals import workflow_cancelled

from articles.content.digest import digest_of, units_of
from articles.models import ArticlePage, ArticleTerm
from editorial.models.register import SignOff
from editorial.publishing import publication_service
from editorial.publishing.workflow_patches import CancelledTooLateError
from editorial.register.authorship import latest_text
from editorial.register.published_versions import record
from editorial.review import signing
from editorial.review.signing import ReviewOverError, SigningError, send_back
from tests.editorial.conftest import form, signed_by
from tests.editorial.test_signing import submitted
from tests.factories.vocabulary import TermFactory
from vocabulary.models import Term

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.governed]


@pytest.fixture
def at_once():
    """`at_once(act, [ada, bo])`: what each got, or the error that each met."""

    def run(act, users):
        ready = Barrier(len(users), timeout=30)

        def one(user):
            try:
                connection.ensure_connection()
                ready.wait()
                return act(user)
            except SigningError as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(users)) as threads:
            return list(threads.map(one, users))

    return run


@pytest.mark.parametrize("in_review", [True, False])
def test_one_of_two_signs_and_the_other_is_told_who_did(draft, people, at_once, in_review):
    if in_review:
        submitted(draft, people)
    seen = digest_of(units_of(latest_text(draft)))
    answers = at_once(
        lambda user: signed_by(user, draft, digest=seen),
        [people.reviewer, people.second_reviewer],
    )
    (refusal,) = [answer for answer in answers if isinstance(answer, SigningError)]
    sign_off = SignOff.objects.get()
    assert sign_off in answers
    assert sign_off.signer_name in refusal.reasons[0]
    page = ArticlePage.objects.get(pk=draft.pk)
    assert page.live is in_review
    if in_review:
        assert page.live_revision_id == sign_off.revision_id


def test_what_is_sent_back_while_another_signs_is_either_and_not_both(draft, people, at_once, monkeypatch):
    state = submitted(draft, people).current_task_state
    seen = digest_of(units_of(latest_text(draft)))
    signs, is_sent_back = Event(), Event()
    reasons_not_to_sign = signing.reasons_not_to_sign

    def reasons_found_slowly(*args):
        signs.set()
        is_sent_back.wait(1)  # in vain, where it has to wait for the signature
        return reasons_not_to_sign(*args)

    def act(user):
        if user == people.reviewer:
            return signed_by(user, draft, digest=seen, seen=state)
        signs.wait(30)
        send_back(task_state=state, user=user, message="À préciser", comments=[("title", "Trop court.")])
        is_sent_back.set()
        return None

    monkeypatch.setattr(signing, "reasons_not_to_sign", reasons_found_slowly)
    signature, answer = at_once(act, [people.reviewer, people.second_reviewer])
    assert isinstance(answer, ReviewOverError)
    page = ArticlePage.objects.get(pk=draft.pk)
    assert page.live_revision_id == signature.revision_id
    assert not page.wagtail_admin_comments.exists()


def test_a_definition_that_is_saved_while_one_signs_waits_and_is_then_told(draft, people, at_once, monkeypatch):
    term = TermFactory(short_definition_fr="Une dose de 5 mg.")
    text = latest_text(draft)
    text.article_terms.add(ArticleTerm(term=term))
    text.save_revision(user=people.editor)
    draft = ArticlePage.objects.get(pk=draft.pk)
    state = submitted(draft, people).current_task_state
    signs, is_saved = Event(), Event()

    def record_slowly(page, standing):  # it is online by now, and nobody else knows it yet
        signs.set()
        is_saved.wait(1)  # in vain: it waits for the signature
        return record(page, standing)

    def act(user):
        if user == people.reviewer:
            return signed_by(user, draft, seen=state)
        signs.wait(30)
        changed = Term.objects.get(pk=term.pk)
        changed.short_definition_fr = "Une dose de 50 mg."
        changed.save()
        is_saved.set()
        return None

    monkeypatch.setattr(publication_service, "record", record_slowly)
    signature, _nothing = at_once(act, [people.reviewer, people.second_reviewer])
    assert signature.explained[0][2] == "Une dose de 5 mg."
    page = ArticlePage.objects.get(pk=draft.pk)
    assert page.live and [notice.unit for notice in page.reader_notices] == [f"term:{term.pk}"]


@pytest.mark.parametrize("road", ["code", "editor"])
def test_what_is_cancelled_while_it_is_signed_is_signed(draft, people, at_once, monkeypatch, road):
    state = submitted(draft, people)
    seen = digest_of(units_of(latest_text(draft)))
    signs, is_cancelled = Event(), Event()
    reasons_not_to_sign = signing.reasons_not_to_sign

    def reasons_found_slowly(*args):
        signs.set()
        is_cancelled.wait(1)  # in vain: it has to wait for the signature
        return reasons_not_to_sign(*args)

    def act(user):
        if user == people.reviewer:
            return signed_by(user, draft, digest=seen, seen=state.current_task_state)
        workflow_state = WorkflowState.objects.get(pk=state.pk)
        client = Client()
        client.force_login(user)
        address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        fields = form(draft, **{"action-cancel-workflow": "1"})
        signs.wait(30)
        if road == "code":
            with pytest.raises(CancelledTooLateError):
                workflow_state.cancel(user=user)
            answer = None
        else:
            answer = client.post(address, fields, headers={"Referer": f"http://testserver{address}"}, follow=True)
        is_cancelled.set()
        return answer

    monkeypatch.setattr(signing, "reasons_not_to_sign", reasons_found_slowly)
    signature, answer = at_once(act, [people.reviewer, people.editor])
    page = ArticlePage.objects.get(pk=draft.pk)
    assert page.live and page.live_revision_id == signature.revision_id
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_APPROVED
    assert set(state.task_states.values_list("status", flat=True)) == {TaskState.STATUS_APPROVED}
    assert not PageLogEntry.objects.filter(action="wagtail.workflow.cancel").exists()
    if answer:
        said = " ".join(str(message) for message in answer.context["messages"])
        assert "signée pendant que vous" in said
        assert answer.status_code == 200


def test_what_is_signed_while_it_is_cancelled_is_cancelled(draft, people, at_once):
    state = submitted(draft, people)
    seen = digest_of(units_of(latest_text(draft)))
    cancels, is_signed = Event(), Event()

    def take_long(**kwargs):
        cancels.set()
        is_signed.wait(1)  # in vain: the signature has to wait

    def act(user):
        if user == people.editor:
            return WorkflowState.objects.get(pk=state.pk).cancel(user=user)
        cancels.wait(30)
        try:
            return signed_by(user, draft, digest=seen, seen=state.current_task_state)
        finally:
            is_signed.set()

    workflow_cancelled.connect(take_long)
    try:
        _nothing, answer = at_once(act, [people.editor, people.reviewer])
    finally:
        workflow_cancelled.disconnect(take_long)
    assert isinstance(answer, ReviewOverError)
    assert not SignOff.objects.exists() and not ArticlePage.objects.get(pk=draft.pk).live
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_CANCELLED
    assert state.current_task_state.status == TaskState.STATUS_CANCELLED


def test_two_who_cancel_at_once_cancel_once(draft, people, at_once):
    state = submitted(draft, people)
    states = {user.pk: WorkflowState.objects.get(pk=state.pk) for user in (people.editor, people.publisher)}

    def act(user):
        try:
            return states[user.pk].cancel(user=user)
        except CancelledTooLateError as error:
            return error

    answers = at_once(act, [people.editor, people.publisher])
    assert [type(answer) for answer in answers if answer] == [CancelledTooLateError]
    assert PageLogEntry.objects.filter(action="wagtail.workflow.cancel").count() == 1
