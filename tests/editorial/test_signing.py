"""Who signs what, and what a signature does."""

import pytest
from django.utils import timezone

from articles.models import ArticlePage, Review
from editorial.models import MedicalReviewTask
from editorial.signing import (
    default_next_review,
)
from tests.editorial.conftest import signed_by

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
