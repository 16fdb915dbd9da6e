"""A text comes back to its reviewer: what they had asked for, and what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from wagtail.models import Comment, CommentReply, TaskState, WorkflowState

from articles.changes import changed_units
from articles.content.diff import Difference, differences
from articles.content.digest import units_of
from articles.models import ArticlePage
from editorial.models import MedicalReviewTask
from editorial.register.authorship import text_in
from editorial.review.review_queue import name_of


@dataclass(frozen=True)
class Request:
    """A comment that was sent back with the text."""

    unit: str
    text: str
    is_resolved: bool
    replies: Sequence[tuple[str, str]]
    """Who answered, and what."""


@dataclass(frozen=True)
class SecondLook:
    """The last time that the text was sent back in this review."""

    name: str
    """Of who sent it back; empty for an account that is gone."""
    at: datetime | None
    message: str
    requests: Sequence[Request]
    changes: Sequence[Difference] | None
    """How the text differs from what was sent back; None if nobody knows any more what that was."""


def second_look(page: ArticlePage, text: ArticlePage) -> SecondLook | None:
    """None where the page was not sent back in the review that it is in. `text` is the page's latest."""
    last = (
        TaskState.objects.filter(
            workflow_state__in=WorkflowState.objects.active().for_instance(page),
            status=TaskState.STATUS_REJECTED,
            task__content_type=ContentType.objects.get_for_model(MedicalReviewTask),
        )
        .select_related("finished_by", "revision")
        .order_by("-finished_at", "-pk")
        .first()
    )
    if not last:
        return None
    comments = (
        Comment.objects.filter(page=page.pk, user=last.finished_by, created_at__gte=last.started_at)
        .prefetch_related(Prefetch("replies", CommentReply.objects.select_related("user").order_by("created_at", "pk")))
        .order_by("created_at", "pk")
    )
    requests = [
        Request(
            unit_at(comment.contentpath),
            comment.text,
            comment.resolved_at is not None,
            [(name_of(reply.user), reply.text) for reply in comment.replies.all()],
        )
        for comment in comments
        if last.finished_at and comment.created_at <= last.finished_at
    ]
    return SecondLook(name_of(last.finished_by), last.finished_at, last.comment, requests, _changes(text, last))


def unit_at(contentpath: str) -> str:
    """The unit that Wagtail's editor shows a comment in."""
    name, _dot, rest = contentpath.partition(".")
    block = rest.partition(".")[0]
    return f"{name}:{block}" if block else name


def _changes(text: ArticlePage, last: TaskState) -> list[Difference] | None:
    revision = last.revision
    # An author's autosave may have overwritten it in a tab that was open.
    if not revision or not last.finished_at or revision.created_at > last.finished_at:
        return None
    before = text_in(revision.content)
    return differences(before, text, changed_units(units_of(before), units_of(text)))
