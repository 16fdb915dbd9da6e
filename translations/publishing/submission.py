"""A finished translation goes to review in its own language."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from translations.publishing.publish_rules import reasons_not_to_publish
from translations.status.outdated import note_origin

SUBMITTED = "translations.submit"
"""The log entry that keeps the word to the reviewer, as its comment: the page's history shows it."""
LONGEST_WORD = 1000


class NotReadyError(Exception):
    """The translation can't go to review as it is. Nothing was changed; the reasons say what to do."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def submit_for_review(translation: Translation, user: AbstractBaseUser, word: str = "") -> WorkflowState:
    """Make the draft that the segments give and start the page's review. What is online stays as it is.

    `word` is for the reviewer.

    Not wagtail-localize's `save_target`, which writes a draft into the live page.
    """
    if reasons := reasons_not_to_publish(translation):
        raise NotReadyError(reasons)
    page = translation.get_target_instance()
    # Whoever submits it at the same moment waits, and is told.
    Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if page.workflow_in_progress:
        raise NotReadyError([_("“%(page)s” is already in review. Nothing was changed.") % {"page": page}])
    if not page.permissions_for_user(user).can_submit_for_moderation():
        raise NotReadyError([_("“%(page)s” can't be submitted now: it is locked, or has no review.") % {"page": page}])
    draft = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    revision = draft.save_revision(user=user, clean=False)
    note_origin(revision, translation.source)
    page = translation.get_target_instance()
    log(
        instance=page,
        action=SUBMITTED,
        user=user,
        revision=revision,
        data={"comment": " ".join(word.replace("\0", "").split())[:LONGEST_WORD]},
    )
    state: WorkflowState | None = page.current_workflow_state
    if state:  # it was sent back: to who sent it back
        state.resume(user)
        return state
    started: WorkflowState = page.get_workflow().start(page, user)
    return started
