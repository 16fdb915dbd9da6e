"""What whoever opens a page in the editor has to know first: who sent it back and why; that its step isn't theirs."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from editorial.review.four_eyes import own_step
from editorial.review.review_queue import name_of
from translations.publishing.publish_rules import translation_of


@dataclass(frozen=True)
class SentBack:
    """How the last review of a page ended, while its author hasn't submitted it again."""

    name: str
    """Of who sent it back; empty for an account that is gone."""
    at: datetime.datetime | None
    step: str
    message: str
    comments: int
    """How many are open beside blocks."""


def sent_back(page: Page, state: WorkflowState | None) -> SentBack | None:
    """Who sent the page back in this workflow, and why; None where it isn't back with its author."""
    if not state or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    last = (
        state.task_states.filter(status=TaskState.STATUS_REJECTED)
        .select_related("finished_by", "task")
        .order_by("-finished_at", "-pk")
        .first()
    )
    if not last:
        return None
    open_comments = page.wagtail_admin_comments.filter(resolved_at=None).count()
    return SentBack(name_of(last.finished_by), last.finished_at, last.task.name, last.comment, open_comments)


@dataclass(frozen=True)
class Opening:
    """All of it, for the top of the editor."""

    sent_back: SentBack | None
    own_step: str = ""
    """Why the step isn't for whoever looks."""
    your_step: str = ""
    """The step that waits for them."""


def opening_of(page: Page, user: Any) -> Opening:
    """For a page that is there already; a new one has no past."""
    state = page.current_workflow_state if page.pk else None
    if not state or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return Opening(sent_back(page, state))
    if own := own_step(page, user):
        return Opening(None, own_step=own)
    task = page.current_workflow_task
    is_theirs = any(name == "approve" for name, _label, _modal in task.get_actions(page, user)) if task else False
    return Opening(None, your_step=task.name if is_theirs else "")


def tell_translator(request: HttpRequest, page: Page) -> None:
    """A `before_edit_page` hook: translators' editor is another room's, so it is told by a message."""
    if request.method != "GET" or not translation_of(page):
        return
    opening = opening_of(page, request.user)
    if opening.own_step:
        messages.info(request, opening.own_step)
    if not (back := opening.sent_back):
        return
    values = {
        "name": back.name or _("Someone whose account is gone"),
        "date": date_format(localtime(back.at), "DATE_FORMAT") if back.at else "",
        "message": back.message,
    }
    messages.warning(request, _("%(name)s sent this text back on %(date)s: “%(message)s”") % values)
