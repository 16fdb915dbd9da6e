"""Who may open a review, what they read, what they have written in it, and what one that is over says."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from articles.models import ArticlePage
from editorial.register.authorship import latest_text
from editorial.register.signature_status import standing_of
from editorial.review.review_queue import RENEWABLE, is_reviewer, name_of, review_tasks_of
from editorial.review.review_text import ReviewText
from editorial.review.signature_form import LONGEST_COMMENT
from editorial.review.signing import (
    may_sign,
    review_task_of,
)

COMMENT = "comment-"


@dataclass(frozen=True)
class Written:
    """What a reviewer has written on a passage."""

    unit: str
    title: str
    text: str


class ReviewAccessMixin(WagtailAdminTemplateMixin, View):
    """For the reviewers of a page: its review, or what became of it, with what they have written."""

    page: ArticlePage
    task_state: TaskState | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refused to all but reviewers; a review that is over says so, and gives back what was written in it."""
        user = self.user
        if not is_reviewer(user):
            raise PermissionDenied
        page = ArticlePage.objects.select_related("locale").filter(pk=kwargs["page_id"]).first()
        if not page:
            return self.close(_("This page was deleted meanwhile, or never was."), "", status=404)
        self.page, self.task_state = page, review_task_of(page)
        if self.task_state:
            if not (user.is_superuser or may_sign(user, page)):
                raise PermissionDenied
        elif reason := self._reason_closed():
            return self.close(reason, page.get_admin_display_title())
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> AbstractUser:
        """The user who opened the review."""
        user: Any = self.request.user
        return user

    @cached_property
    def text(self) -> ReviewText:
        """The text under review, as this user may sign it."""
        return ReviewText(self.page, self.user)

    @cached_property
    def comments(self) -> dict[str, str]:
        """What was written on passages, by unit."""
        posted = {
            name: self.request.POST[name].replace("\0", "").strip()
            for name in self.request.POST
            if name.startswith(COMMENT)
        }
        return {name.removeprefix(COMMENT): text[:LONGEST_COMMENT] for name, text in posted.items() if text}

    def _reason_closed(self) -> str:
        """Why there is nothing to sign here; empty for a renewal. PermissionDenied if there never was anything."""
        page, user = self.page, self.user
        if page.live and may_sign(user, page):
            review = page.latest_review
            is_due = review and (
                page.has_unsigned_words or (review.next_review_on - timezone.localdate()).days <= RENEWABLE
            )
            if is_due and standing_of(latest_text(page)).digest == standing_of(page).digest:
                return ""
            if is_due:
                return _("Its author is writing a new version of it. The review comes with that, once it is submitted.")
        last = (
            TaskState.objects.for_instance(page)
            .filter(task__in=review_tasks_of(user).values("pk"))
            .select_related("finished_by")
            .order_by("-pk")
            .first()
        )
        if not last:
            raise PermissionDenied
        return how_it_ended(last)

    def close(self, reason: str, title: str, status: int = 200) -> HttpResponse:
        self.template_name = "editorial/review_closed.html"
        written = [Written(unit, "", text) for unit, text in self.comments.items()]
        if message := self.request.POST.get("message", "").strip():
            written.append(Written("message", "", message))
        self.page_title = title or _("Medical review")
        context = self.get_context_data(reason=reason, written=written, is_post=self.request.method == "POST")
        return self.render_to_response(context, status=status)

    def close_ended(self) -> HttpResponse:
        """Someone was quicker, by the time it takes to press a button."""
        state = TaskState.objects.select_related("finished_by").get(pk=self.task_state.pk)  # type: ignore[union-attr]
        return self.close(how_it_ended(state), self.page.get_admin_display_title())


def how_it_ended(state: TaskState | None) -> str:
    """How a review ended, in one or two sentences; that it did, where nobody knows."""
    if not state:
        return _("This page is not under medical review any more.")
    day = state.finished_at and date_format(timezone.localtime(state.finished_at), "DATETIME_FORMAT")
    values = {"name": name_of(state.finished_by) or _("Someone whose account is gone"), "date": day or ""}
    if state.status == TaskState.STATUS_APPROVED:
        return _("%(name)s signed this text on %(date)s. Nothing more is needed.") % values
    if state.status == TaskState.STATUS_REJECTED:
        return _("%(name)s sent this text back to its author on %(date)s.") % values
    if state.status == TaskState.STATUS_CANCELLED:
        return _("%(name)s cancelled this review on %(date)s.") % values
    return how_it_ended(None)
