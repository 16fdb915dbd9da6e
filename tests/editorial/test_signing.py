"""Who signs what, and what a signature does."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone, translation
from wagtail.models import GroupApprovalTask, Revision, TaskState, WorkflowTask
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.content.digest import digest_of, units_of
from articles.models import ArticleAuthor, ArticlePage, Review
from articles.publication import RefusedError
from editorial.changes.change_declarations import declare, undeclared_changes
from editorial.checks.page_checks import findings_of
from editorial.models import MedicalReviewTask
from editorial.models.register import SignOff
from editorial.register.authorship import contributors, latest_text
from editorial.review.signing import (
    STATEMENT,
    ChangedMeanwhileError,
    ReviewOverError,
    SigningError,
    default_next_review,
    reasons_not_to_sign,
    send_back,
)
from tests.editorial.conftest import edited, form, signed_by
from tests.factories.editorial import unprotected
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import PersonFactory
from vocabulary.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


def submitted(page, people):
    """In medical review: its editor has submitted it, a publisher has checked it."""
    workflow_state = page.get_workflow().start(page, people.editor)
    task_state = workflow_state.current_task_state
    task_state.task.specific.on_action(task_state, people.publisher, "approve")
    workflow_state.refresh_from_db()
    assert isinstance(workflow_state.current_task_state.task.specific, MedicalReviewTask)
    return workflow_state


def test_a_signature_publishes_what_was_submitted(draft, people):
    state = submitted(draft, people)
    sign_off = signed_by(people.reviewer, draft, summary="Première version")
    page = ArticlePage.objects.get(pk=draft.pk)
    state.refresh_from_db()
    assert page.live
    assert state.status == "approved"
    assert page.live_revision_id == sign_off.revision_id
    assert (sign_off.signer_name, sign_off.qualification, sign_off.title) == ("Ada Lind", "Oncologue", page.title)
    review = Review.objects.get(page=page)
    assert (review.sign_off_id, review.reviewed_on, review.next_review_on) == (
        sign_off.pk,
        timezone.localdate(),
        default_next_review(),
    )


def test_only_those_sign_who_review(draft, people):
    superuser = get_user_model().objects.create_superuser("root")
    for user in (people.second_editor, people.translator, people.publisher, people.administrator, superuser):
        PersonFactory(name_fr=user.username, qualification_fr="Médecin", account=user)
        with pytest.raises(SigningError, match=r"not among those|n’êtes pas"):
            signed_by(user, draft)
    assert not SignOff.objects.exists()


def test_nobody_signs_a_change_of_their_own(live, people):
    people.editor.groups.add(people.reviewer.groups.get())
    PersonFactory(name_fr="Di Lind", qualification_fr="Médecin", account=people.editor)
    edited(live, people.editor)
    assert contributors(fresh(live)) == {people.editor.pk}
    with pytest.raises(SigningError, match=r"You changed this text|Vous avez modifié"):
        signed_by(people.editor, live)
    # Nor because someone else saved after them.
    edited(live, people.second_editor, html=None, introduction="Autre introduction.")
    assert contributors(fresh(live)) == {people.editor.pk, people.second_editor.pk}
    with pytest.raises(SigningError):
        signed_by(people.editor, live)
    signed_by(people.reviewer, live)
    assert contributors(fresh(live)) == set()


def test_a_change_that_was_taken_back_or_is_minor_makes_nobody_a_contributor(live, people):
    edited(live, people.reviewer)
    edited(live, people.reviewer, html="<p>Prenez le comprimé le matin.</p>")
    assert contributors(fresh(live)) == set()
    edited(live, people.reviewer, html="<p>Prenez le comprimé, le matin.</p>")
    declare(page=live, kinds=dict.fromkeys(undeclared_changes(fresh(live)), "minor"), summary="", user=people.editor)
    assert contributors(fresh(live)) == set()
    signed_by(people.reviewer, live)


def test_going_back_to_an_older_version_is_a_change_of_whoever_goes_back(live, people):
    first = live.get_latest_revision()
    edited(live, people.editor)
    signed_by(people.reviewer, live)
    fresh(live).get_latest_revision().publish()
    first.as_object().save_revision(user=people.second_reviewer, previous_revision=first)
    assert contributors(fresh(live)) == {people.second_reviewer.pk}
    with pytest.raises(SigningError):
        signed_by(people.second_reviewer, live)
    signed_by(people.reviewer, live)


def test_autosave_over_a_signed_version_is_a_change(live, people):
    revision = edited(live, people.reviewer)
    signed_by(people.second_reviewer, live)
    text = revision.as_object()
    text.title = "Retouché"
    text.save_revision(user=people.reviewer, overwrite_revision=Revision.objects.get(pk=revision.pk), clean=False)
    assert contributors(fresh(live)) == {people.reviewer.pk}


def test_who_translated_has_written_the_text_whoever_made_the_version(live, portal, people):
    source, _created = TranslationSource.update_or_create_from_instance(live)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    segment = source.stringsegment_set.get(context__path="introduction")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=portal.en.locale,
        context=segment.context,
        data="What you will find here.",
        last_translated_by=people.translator,
    )
    translation.save_target(user=people.publisher, publish=False)
    english = ArticlePage.objects.get(translation_key=live.translation_key, locale=portal.en.locale)
    assert contributors(english) == {people.translator.pk, people.publisher.pk}


def test_a_purged_version_hides_nobody(live, people):
    revision = edited(live, people.editor)
    text = revision.as_object()
    text.title = "Retouché"
    second = text.save_revision(user=people.second_editor, log_action=True)
    text.title = "Retouché encore"
    text.save_revision(user=people.translator)
    Revision.objects.get(pk=second.pk).delete()
    assert people.second_editor.pk in contributors(fresh(live))


def test_a_text_that_changed_while_it_was_read_is_not_signed(draft, people):
    submitted(draft, people)
    seen = digest_of(units_of(latest_text(draft)))
    edited(draft, people.editor)
    with pytest.raises(ChangedMeanwhileError):
        signed_by(people.reviewer, draft, digest=seen)
    assert not SignOff.objects.exists()


def test_two_reviewers_at_once_sign_once(draft, people):
    submitted(draft, people)
    seen = digest_of(units_of(latest_text(draft)))
    signed_by(people.reviewer, draft, digest=seen)
    with pytest.raises(SigningError, match="Ada Lind"):
        signed_by(people.second_reviewer, draft, digest=seen)
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize(("days", "is_fine"), [(-1, False), (0, False), (1, True), (3 * 365, True), (3 * 366, False)])
def test_the_next_review_is_within_three_years(draft, people, days, is_fine):
    day = timezone.localdate() + datetime.timedelta(days=days)
    if is_fine:
        assert signed_by(people.reviewer, draft, next_review_on=day).next_review_on == day
    else:
        with pytest.raises(SigningError):
            signed_by(people.reviewer, draft, next_review_on=day)


def test_who_signs_has_a_qualification_in_the_language_of_the_text(draft, people):
    Person.objects.filter(account=people.reviewer).update(qualification_fr="  ", qualification_en="Oncologist")
    assert len(reasons_not_to_sign(draft, people.reviewer)) == 1
    Person.objects.filter(account=people.reviewer).update(qualification_fr="Oncologue", is_team=True)
    assert len(reasons_not_to_sign(draft, people.reviewer)) == 1
    Person.objects.filter(account=people.reviewer).update(is_team=False)
    assert reasons_not_to_sign(draft, people.reviewer) == []


def test_what_a_blocking_check_finds_is_settled_before_the_signature(draft, people):
    edited(draft, people.editor, html=None, purpose="")
    (reason,) = reasons_not_to_sign(fresh(draft), people.reviewer)
    with pytest.raises(SigningError) as refusal:
        signed_by(people.reviewer, draft)
    assert refusal.value.reasons == [reason]


@pytest.mark.parametrize("others", [0, 1])
def test_who_is_among_the_authors_does_not_sign(draft, people, others):
    person = Person.objects.get(account=people.reviewer)
    authors = [*draft.authors[:others], person]
    draft.article_authors.set([ArticleAuthor(person=author) for author in authors])
    draft.save()
    draft.save_revision(user=people.editor)
    (reason,) = reasons_not_to_sign(fresh(draft), people.reviewer)
    assert person.name_fr in reason
    with pytest.raises(SigningError):
        signed_by(people.reviewer, draft)


def test_a_signer_who_is_named_an_author_later_under_another_name_is_found(live, people):
    person = Person.objects.get(account=people.reviewer)
    Person.objects.filter(pk=person.pk).update(name_fr="Un autre nom", account=None)
    page = fresh(live)
    page.article_authors.add(ArticleAuthor(person=person))
    assert [(f.check, f.code) for f in findings_of(page) if f.check == "authorship"] == [("authorship", "same")]


def test_without_a_statement_nothing_is_signed(draft, people):
    with pytest.raises(SigningError):
        signed_by(people.reviewer, draft, statement=" ")


def test_a_scheduled_version_is_scheduled_by_its_signature(draft, people):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    edited(draft, people.editor, html=None, go_live_at=tomorrow)
    submitted(fresh(draft), people)
    sign_off = signed_by(people.reviewer, draft)
    page = fresh(draft)
    assert not page.live
    assert page.scheduled_revision.pk == sign_off.revision_id
    assert not Review.objects.exists()  # readers are told when there is something to read


def test_what_is_saved_after_the_signature_stays_a_draft(draft, people):
    """A workflow that goes on after the review ends with the signed version."""
    state = submitted(draft, people)
    last = GroupApprovalTask.objects.create(name="Mise en ligne")
    last.groups.set(people.publisher.groups.all())
    WorkflowTask.objects.create(workflow=state.workflow, task=last, sort_order=9)
    sign_off = signed_by(people.reviewer, draft)
    edited(draft, people.editor)
    state.refresh_from_db()
    state.current_task_state.approve(user=people.publisher)
    page = fresh(draft)
    assert page.live and page.has_unpublished_changes
    assert page.live_revision_id == sign_off.revision_id


def test_a_page_that_is_no_article_needs_no_signature(portal, people):
    page = StandardPageFactory(parent=portal.fr.home, live=False)
    page.save_revision(user=people.editor)
    state = page.get_workflow().start(page, people.editor)
    state.current_task_state.approve(user=people.publisher)
    state.refresh_from_db()
    page.refresh_from_db()
    assert page.live and state.status == "approved"
    assert [step.status for step in state.task_states.order_by("pk")] == ["approved", "skipped"]


def test_minor_changes_alone_need_no_signature_but_a_renewal_does(live, people):
    edited(live, people.editor, html="<p>Prenez le comprimé, le matin.</p>")
    declare(page=live, kinds=dict.fromkeys(undeclared_changes(fresh(live)), "minor"), summary="", user=people.editor)
    state = fresh(live).get_workflow().start(fresh(live), people.editor)
    state.current_task_state.approve(user=people.publisher)
    page = fresh(live)
    assert not page.has_unpublished_changes
    assert SignOff.objects.count() == 1
    assert not page.reader_notices
    signed_by(people.reviewer, page)
    submitted(fresh(live), people)


def test_a_renewal_moves_the_dates_and_nothing_else_does(live, people):
    with unprotected("editorial_signoff", "append_only_row"), connection.cursor() as cursor:
        cursor.execute("UPDATE editorial_signoff SET signed_at = now() - interval '1 year'")
    Review.objects.update(reviewed_on=timezone.localdate(SignOff.objects.get().signed_at))
    fresh(live).save_revision(user=people.editor).publish()
    assert Review.objects.get().reviewed_on < timezone.localdate()
    sign_off = signed_by(people.second_reviewer, live)
    review = Review.objects.get()
    assert (review.sign_off_id, review.reviewed_on) == (sign_off.pk, timezone.localdate())
    assert str(review.reviewer) == "Bo Lind"


def test_a_review_is_not_ended_by_wagtails_buttons(draft, people, client):
    state = submitted(draft, people)
    superuser = get_user_model().objects.create_superuser("root")
    for user in (people.reviewer, people.publisher, superuser):
        client.force_login(user)
        number = state.current_task_state.pk
        for action in ("approve", "reject"):
            client.post(f"/admin/pages/workflow/action/{draft.pk}/{action}/{number}/", {"comment": "x"})
            fields = form(draft, **{"action-workflow-action": "1", "workflow-action-name": action})
            client.post(f"/admin/pages/{draft.pk}/edit/", fields)
            with pytest.raises(PermissionDenied):
                state.current_task_state.task.specific.on_action(state.current_task_state.specific, user, action)
        assert TaskState.objects.get(pk=number).status == "in_progress"
    assert not SignOff.objects.exists() and not fresh(draft).live


def test_who_approves_in_code_publishes_nothing(draft, people):
    state = submitted(draft, people)
    with pytest.raises(RefusedError):
        state.current_task_state.approve(user=people.reviewer)
    assert TaskState.objects.get(pk=state.current_task_state.pk).status == "in_progress"


def test_nobody_changes_a_text_that_is_being_read(draft, people, client):
    submitted(draft, people)
    versions = draft.revisions.count()
    for user in (people.editor, people.publisher, people.reviewer):
        client.force_login(user)
        answer = client.get(f"/admin/pages/{draft.pk}/edit/")
        assert answer.status_code == 200 and answer.context["locked_for_user"]
        for action in ("action-save", "action-publish", "action-submit"):
            client.post(f"/admin/pages/{draft.pk}/edit/", form(draft, title="Autre", **{action: "1"}))
    assert draft.revisions.count() == versions


def test_a_reviewer_sends_back_with_comments_on_blocks(draft, people):
    state = submitted(draft, people)
    block = latest_text(draft).body[1].id
    task_state = state.current_task_state
    with pytest.raises(PermissionDenied):
        send_back(task_state=task_state, user=people.publisher, message="Non")
    with pytest.raises(SigningError):
        send_back(task_state=task_state, user=people.reviewer, message=" ")
    comments = [(f"body.{block}", "Le soir, plutôt."), ("title", " ")]
    send_back(task_state=task_state, user=people.reviewer, message="À préciser", comments=comments)
    state.refresh_from_db()
    assert (state.status, state.current_task_state.comment) == ("needs_changes", "À préciser")
    (comment,) = fresh(draft).wagtail_admin_comments.all()
    assert (comment.contentpath, comment.text, comment.user) == (f"body.{block}", "Le soir, plutôt.", people.reviewer)
    with pytest.raises(SigningError):
        send_back(task_state=task_state, user=people.reviewer, message="Encore")


def test_what_was_sent_back_or_cancelled_meanwhile_is_not_signed(draft, people):
    state = submitted(draft, people)
    seen = state.current_task_state
    send_back(task_state=seen, user=people.second_reviewer, message="À préciser")
    with pytest.raises(ReviewOverError):
        signed_by(people.reviewer, draft, seen=seen)
    state.refresh_from_db()
    assert state.status == "needs_changes"
    state.cancel(user=people.administrator)
    submitted(fresh(draft), people)  # the same text, in another review
    with pytest.raises(ReviewOverError):
        signed_by(people.reviewer, draft, seen=seen)
    assert not SignOff.objects.exists()
    assert not fresh(draft).live


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_statement_is_in_the_language_of_the_text(language):
    with translation.override("fr" if language == "en" else "en"):
        assert ("lu ce texte" in str(STATEMENT[language])) is (language == "fr")


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)
