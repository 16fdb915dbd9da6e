"""An author says what changed; what hangs on it decides who has it next."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import GroupApprovalTask, WorkflowState, WorkflowTask

from articles.content.digest import digest_of, units_of
from articles.models import ArticlePage, DeclaredChange
from articles.publication import RefusedError
from editorial.authoring.submission import ChangedMeanwhileError, IncompleteError, before, latest_of, rows_of, submit
from editorial.models import MedicalReviewTask
from editorial.review.signing import send_back
from tests.editorial.conftest import edited, signed_by

pytestmark = [pytest.mark.django_db, pytest.mark.governed]

MINOR = "<p>Prenez le comprimé le matin !</p>"
CLINICAL = "<p>Prenez le comprimé le soir.</p>"
DOSE = "<p>Prenez 2 comprimés le matin.</p>"


def rows(page):
    latest = latest_of(page.pk)
    return rows_of(latest, before(latest))


def hand_on(page, user, kind="minor", summary="Une coquille."):
    page = latest_of(page.pk)
    kinds = {row.change.unit: kind for row in rows(page)} if before(page) else {}
    return submit(page=page, digest=digest_of(units_of(page)), kinds=kinds, summary=summary, user=user)


def pass_editorial_check(state, people):
    """What becomes of it: "reviewed" or "published"."""
    state.current_task_state.approve(user=people.publisher)
    state.refresh_from_db()
    if state.status == WorkflowState.STATUS_APPROVED:
        return "published"
    return "reviewed" if isinstance(state.current_task_state.task.specific, MedicalReviewTask) else "elsewhere"


def test_only_what_changed_is_asked_about(live, people):
    edited(live, people.editor, html=MINOR)
    (row,) = rows(live)
    assert row.change.unit == f"body:{live.body[1].id}"
    assert row.change.place == 2
    assert "<del>" in row.change.html and "<ins>" in row.change.html
    assert row.kind == "clinical"
    assert not row.reason


def test_a_changed_dose_leaves_no_choice(live, people):
    edited(live, people.editor, html=DOSE)
    (row,) = rows(live)
    assert row.kind == "clinical"
    assert row.reason
    with pytest.raises(ValidationError):
        hand_on(live, people.editor, kind="minor")


def test_passages_that_changed_places_and_passages_that_are_gone_are_changes(live, people):
    latest = latest_of(live.pk)
    latest.body = latest.body.stream_block.to_python([live.body.get_prep_value()[number] for number in (1, 0)])
    latest.save_revision(user=people.editor)
    found = {row.change.unit: row for row in rows(live)}
    assert set(found) == {"body:order", f"body:{live.body[2].id}"}
    assert found["body:order"].change.is_order
    assert found[f"body:{live.body[2].id}"].change.is_removed


def test_a_text_that_nobody_signed_or_saw_has_nothing_to_declare(draft, people):
    assert before(draft) is None
    assert pass_editorial_check(hand_on(draft, people.editor), people) == "reviewed"
    assert not DeclaredChange.objects.exists()


def test_minor_changes_of_a_signed_text_go_to_publication(live, people):
    edited(live, people.editor, html=MINOR)
    state = hand_on(live, people.editor)
    declared = DeclaredChange.objects.get()
    assert (declared.kind, declared.summary, declared.author_id) == ("minor", "Une coquille.", people.editor.pk)
    assert pass_editorial_check(state, people) == "published"
    live.refresh_from_db()
    assert "matin !" in live.body[1].value.source


def test_anything_clinical_goes_to_the_reviewer(live, people):
    edited(live, people.editor)
    state = hand_on(live, people.editor, kind="clinical", summary="Le soir.")
    assert pass_editorial_check(state, people) == "reviewed"
    assert DeclaredChange.objects.get().kind == "clinical"


def test_a_change_declared_minor_is_proposed_as_minor_again(live, people):
    edited(live, people.editor, html=MINOR)
    hand_on(live, people.editor).cancel(user=people.editor)
    edited(live, people.editor, html="", introduction="Autre chose.")
    assert [row.kind for row in rows(live)] == ["clinical", "minor"]


def test_what_was_not_seen_is_not_submitted(live, people):
    edited(live, people.editor, html=MINOR)
    seen = digest_of(units_of(latest_of(live.pk)))
    edited(live, people.second_editor)
    with pytest.raises(ChangedMeanwhileError):
        submit(page=live, digest=seen, kinds={}, summary="Rien.", user=people.editor)
    assert not WorkflowState.objects.exists()


def test_an_unfinished_article_is_not_submitted(live, people):
    latest = latest_of(live.pk)
    latest.introduction = ""
    latest.save_revision(user=people.editor, clean=False)
    with pytest.raises(IncompleteError):
        hand_on(live, people.editor)
    edited(live, people.editor, html="", introduction="Ici.")
    edited(live, people.editor, html="<p></p>")
    assert not DeclaredChange.objects.exists()


def test_nobody_submits_twice_or_without_the_right(live, people):
    edited(live, people.editor)
    with pytest.raises(PermissionDenied):
        hand_on(live, people.reviewer, kind="clinical")
    hand_on(live, people.editor, kind="clinical")
    with pytest.raises(PermissionDenied):
        hand_on(live, people.editor, kind="clinical")


def test_what_was_sent_back_is_submitted_again_to_who_sent_it_back(live, people):
    edited(live, people.editor)
    state = hand_on(live, people.editor, kind="clinical")
    state.current_task_state.reject(user=people.reviewer)
    edited(live, people.editor, html="<p>Prenez le comprimé à midi.</p>")
    again = hand_on(live, people.editor, kind="clinical")
    assert again == state
    assert again.status == WorkflowState.STATUS_IN_PROGRESS


def sent_back_by_reviewer(page, people):
    edited(page, people.editor)
    state = hand_on(page, people.editor, kind="clinical")
    assert pass_editorial_check(state, people) == "reviewed"
    send_back(task_state=state.current_task_state, user=people.reviewer, message="Pourquoi le soir ?")
    return state


@pytest.mark.parametrize("writer", ["editor", "second_editor"])
def test_what_a_reviewer_sent_back_and_is_minor_by_now_is_checked_as_minor_changes_are(live, people, writer):
    sent_back_by_reviewer(live, people)
    edited(live, getattr(people, writer), html=MINOR)
    state = hand_on(live, people.editor)
    assert ArticlePage.objects.get(pk=live.pk).body[1].value.source != MINOR
    assert pass_editorial_check(state, people) == "published"
    assert ArticlePage.objects.get(pk=live.pk).body[1].value.source == MINOR


def test_what_a_reviewer_sent_back_comes_back_to_the_reviewer(live, people):
    state = sent_back_by_reviewer(live, people)
    edited(live, people.editor, html="<p>Prenez le comprimé à midi.</p>")
    again = hand_on(live, people.editor, kind="clinical")
    assert again == state
    assert isinstance(again.current_task_state.task.specific, MedicalReviewTask)


def signed_and_sent_back(page, people):
    """A workflow that goes on after the review, and in which a publisher then wants something changed."""
    last = GroupApprovalTask.objects.create(name="Mise en ligne")
    last.groups.set(people.publisher.groups.all())
    WorkflowTask.objects.create(workflow=page.get_workflow(), task=last, sort_order=9)
    state = hand_on(page, people.editor)
    assert pass_editorial_check(state, people) == "reviewed"
    signed_by(people.reviewer, page)
    state.refresh_from_db()
    state.current_task_state.reject(user=people.publisher)
    state.refresh_from_db()
    edited(page, people.editor)
    return state


def test_what_was_sent_back_after_its_signature_is_reviewed_again(draft, people):
    signed_and_sent_back(draft, people)
    state = hand_on(draft, people.editor, kind="clinical")
    assert pass_editorial_check(state, people) == "reviewed"


def test_a_signed_version_that_was_sent_back_does_not_go_live_by_whatever_road(draft, people):
    state = signed_and_sent_back(draft, people)
    state.resume(people.editor)  # as Wagtail's own button does
    with pytest.raises(RefusedError):
        state.current_task_state.approve(user=people.publisher)
    assert not ArticlePage.objects.get(pk=draft.pk).live


class TestScreen:
    @pytest.fixture
    def address(self, live):
        return reverse("submit_article", args=[live.pk])

    @pytest.fixture
    def unit(self, live):
        return f"body:{live.body[1].id}"

    @pytest.fixture
    def as_author(self, client, people):
        client.force_login(people.editor)
        return client

    def form(self, page, **more):
        return {"digest": digest_of(units_of(latest_of(page.pk))), **more}

    def test_it_shows_each_change_and_asks_its_kind(self, as_author, live, address, people, unit):
        edited(live, people.editor, html=MINOR)
        shown = as_author.get(address).content.decode()
        assert f'name="{unit}"' in shown
        assert "<del>" in shown
        edited(live, people.editor, html=DOSE)
        assert f'name="{unit}"' not in as_author.get(address).content.decode()

    def test_without_a_sentence_nothing_is_submitted_and_the_choice_is_kept(
        self, as_author, live, address, people, unit
    ):
        edited(live, people.editor, html=MINOR)
        answer = as_author.post(address, self.form(live, **{unit: "minor"}))
        assert answer.context["form"][unit].value() == "minor"
        assert not WorkflowState.objects.exists()

    def test_who_has_it_next_is_said(self, as_author, live, address, people, unit):
        edited(live, people.editor, html=MINOR)
        answer = as_author.post(address, self.form(live, summary="Coquille.", **{unit: "minor"}), follow=True)
        assert "sans nouvelle relecture médicale" in answer.content.decode()

    def test_a_fixed_change_stays_clinical_whatever_is_posted(self, as_author, live, address, people, unit):
        edited(live, people.editor, html=DOSE)
        as_author.post(address, self.form(live, summary="Dose.", **{unit: "minor"}))
        assert DeclaredChange.objects.get().kind == "clinical"

    def test_what_changed_meanwhile_is_shown_anew_and_the_sentence_kept(self, as_author, live, address, people):
        edited(live, people.editor)
        answer = as_author.post(address, {"digest": "of before", "summary": "Ma phrase."})
        assert "Ma phrase." in answer.content.decode()
        assert not WorkflowState.objects.exists()

    @pytest.mark.parametrize("code", ["reviewer", "translator"])
    def test_who_may_not_edit_is_refused(self, client, people, address, code):
        client.force_login(getattr(people, code))
        assert client.get(address).status_code == 302
        assert client.post(address, {"digest": "x"}).status_code == 302
        assert not WorkflowState.objects.exists()

    def test_one_in_review_is_shown_where_it_is(self, as_author, live, address, people):
        edited(live, people.editor)
        hand_on(live, people.editor, kind="clinical")
        assert as_author.get(address).url == reverse("wagtailadmin_pages:edit", args=[live.pk])

    def test_the_editors_button_asks(self, as_author, live):
        answer = as_author.get(reverse("wagtailadmin_pages:edit", args=[live.pk])).content.decode()
        assert 'name="action-submit-changes"' in answer
        assert 'name="action-submit"' not in answer

    def test_a_new_article_has_the_button_too(self, as_author, portal):
        add = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", portal.fr.articles.pk])
        assert 'name="action-submit-changes"' in as_author.get(add + "?blank").content.decode()
        assert ArticlePage.objects.count() == 0
