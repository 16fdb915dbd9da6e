"""The sign-off screen: a reviewer reads what has changed, then signs it or sends it back with comments on its blocks.

It shows what stands in the way, and stands in nobody's way itself: `editorial.review.signing` refuses.
"""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import Comment, TaskState

from articles.content.glossary_terms import term_of_unit
from articles.models import ArticlePage
from editorial.models import Role
from editorial.register.authorship import latest_text
from editorial.review.review_access import ReviewAccessMixin, Written, how_it_ended
from editorial.review.review_queue import is_reviewer, name_of, waiting_for
from editorial.review.signature_form import SignatureForm
from editorial.review.signing import (
    STATEMENT,
    USUAL_YEARS,
    ChangedMeanwhileError,
    ReviewOverError,
    SigningError,
    default_next_review,
    may_sign,
    review_task_of,
    send_back,
    sign,
)
from quality.checks.review_dates import YEARS, years_after

TO_ASK = 5


class ReviewView(ReviewAccessMixin):
    """For the reviewers of the page, while it is under medical review, due for its next one, or explains words anew."""

    header_icon = "glasses"
    template_name = "editorial/review.html"

    def get_page_title(self) -> str:
        return str(self.page_title or self.text.text.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("my_reviews"), "label": _("My reviews")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """What has changed, and the form."""
        return self._show(SignatureForm(initial={"next_review_on": default_next_review()}))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Signed, sent back, or shown again with the reason. What was written is never lost."""
        form = SignatureForm(request.POST)
        if request.POST.get("act") not in {"sign", "send_back"}:
            return self._show(form)
        if reason := self._reason_to_look_again():
            return self._show(form, errors=[reason])
        return self._sign(form) if request.POST["act"] == "sign" else self._send_back(form)

    def _review_key(self) -> str:
        """Which review the screen is of; empty for a renewal."""
        return str(self.task_state.pk) if self.task_state else ""

    def _reason_to_look_again(self) -> str:
        """What became of the review that was shown, where the page is in another one by now; empty where it isn't."""
        shown = self.request.POST.get("review", "")
        if shown == self._review_key():
            return ""
        states = TaskState.objects.for_instance(self.page).select_related("finished_by")
        state = states.filter(pk=shown).first() if shown.isdecimal() else None
        again = _("The text was submitted again meanwhile: look at it once more.") if self.task_state else ""
        return " ".join(filter(None, [how_it_ended(state) if state else "", again])) or how_it_ended(None)

    def _sign(self, form: SignatureForm) -> HttpResponse:
        if not form.is_valid():
            return self._show(form, errors=[_("Nothing was signed: look at the date of the next review.")])
        if "changed" in self.request.POST and "reread" not in self.request.POST:
            again = _("Nothing was signed. Read the changed passages again, and say so beside the button.")
            return self._show(form, changed=self.request.POST.getlist("changed"), errors=[again])
        title = self.text.text.title
        try:
            with transaction.atomic():
                sign(
                    page=self.page,
                    digest=self.request.POST.get("digest", ""),
                    explained=self.request.POST.get("explained", ""),
                    user=self.user,
                    statement=str(STATEMENT[self.text.language]),
                    next_review_on=form.cleaned_data["next_review_on"],
                    summary=self.text.summary,
                    seen=self.task_state,
                )
                self._keep_comments()
        except ChangedMeanwhileError:
            return self._show(form, changed=self._changed_units())
        except ReviewOverError:
            return self.close_ended()
        except SigningError as error:
            return self._show(form, errors=error.reasons)
        messages.success(self.request, self._what_follows(title))
        return redirect("my_reviews")

    def _what_follows(self, title: str) -> str:
        page = ArticlePage.objects.get(pk=self.page.pk)
        if (task := page.current_workflow_task) is not None:
            said = _("You signed “%(title)s”. Its workflow goes on: %(step)s.") % {"title": title, "step": task.name}
        elif page.live and not page.has_unpublished_changes:
            said = _("You signed “%(title)s”. Readers see it now, with your name and today’s date.") % {"title": title}
        elif (scheduled := page.scheduled_revision) is not None:
            hour = date_format(timezone.localtime(scheduled.approved_go_live_at), "DATETIME_FORMAT")
            said = _("You signed “%(title)s”. It goes online by itself on %(hour)s.") % {"title": title, "hour": hour}
        else:
            said = _("You signed “%(title)s”.") % {"title": title}
        if self.comments:
            kept = ngettext(
                "Your comment stays beside its block, in the editor.",
                "Your %(count)d comments stay beside their blocks, in the editor.",
                len(self.comments),
            ) % {"count": len(self.comments)}
            said = f"{said} {kept}"
        return said

    def _keep_comments(self) -> None:
        Comment.objects.bulk_create(
            Comment(page=self.page, user=self.user, text=text, contentpath=path) for path, text in self._placed()
        )

    def _placed(self) -> list[tuple[str, str]]:
        """The comments with the places at which the editor shows them; those on what never was a passage left out."""
        placed = []
        for unit, text in self.comments.items():
            path, named = self.text.comment_place(unit)
            if path and Comment(contentpath=path).has_valid_contentpath(self.text.text):
                said = _("%(passage)s: %(comment)s") % {"passage": named, "comment": text} if named else text
                placed.append((path, said))
        return placed

    def _send_back(self, form: SignatureForm) -> HttpResponse:
        form.is_valid()  # the date doesn't matter now
        if not self.task_state:
            return self._show(form, errors=[_("Nothing was sent: this page is not under review.")])
        message = (form.cleaned_data.get("message") or "").strip()
        comments = self._placed()
        if not message and comments:
            message = ngettext(
                "See the comment on %(count)d passage, in the editor.",
                "See the comments on %(count)d passages, in the editor.",
                len(comments),
            ) % {"count": len(comments)}
        try:
            send_back(task_state=self.task_state, user=self.user, message=message, comments=comments)
        except ReviewOverError:
            return self.close_ended()
        except SigningError as error:
            return self._show(form, errors=error.reasons)
        told = name_of(self.task_state.workflow_state.requested_by)
        messages.success(
            self.request,
            _("“%(title)s” is sent back. %(author)s is told, and finds your comments in the editor.")
            % {"title": self.text.text.title, "author": told or _("Its author")},
        )
        return redirect("my_reviews")

    def _seen(self) -> dict[str, str]:
        try:
            seen = json.loads(self.request.POST.get("seen", "{}"))
        except (ValueError, RecursionError):
            return {}
        return seen if isinstance(seen, dict) else {}

    def _changed_units(self) -> list[str]:
        """What isn't as it was when this screen was opened."""
        seen, now = self._seen(), _seen_as(self.text.units | self.text.word_digests)
        return [unit for unit in {**now, **seen} if now.get(unit) != seen.get(unit)]

    def _show(
        self, form: SignatureForm, changed: list[str] | None = None, errors: list[str] | None = None
    ) -> HttpResponse:
        text = self.text
        shown = text.to_read + text.minor
        units = {passage.unit for passage in shown}
        # What explains a word changes without a version of the page.
        is_new_version = any(term_of_unit(unit) is None for unit in changed or ())
        revision = text.page.latest_revision if is_new_version else None
        is_own = text.is_own
        is_allowed = may_sign(self.user, self.page)
        queue = waiting_for(self.user)
        place = next((number for number, each in enumerate(queue) if each.page.pk == self.page.pk), None)
        today = timezone.localdate()
        context = {
            "page": self.page,
            "review": text,
            "form": form,
            "task_state": self.task_state,
            "submitted_by": name_of(self.task_state.workflow_state.requested_by) if self.task_state else "",
            "review_key": self._review_key(),
            "is_renewal": self.task_state is None,
            "is_withdrawn": not self.page.live and self.page.first_published_at is not None,
            "is_own": is_own,
            "is_allowed": is_allowed,
            "can_sign": is_allowed and not is_own and text.signer is not None and not text.blocking,
            "to_ask": self._whom_to_ask() if not text.signer else [],
            "errors": errors or [],
            "changed": [passage for passage in shown + text.other_words if passage.unit in (changed or ())],
            "changed_units": changed or [],
            "changed_at": revision.created_at if revision else None,
            "changed_by": name_of(revision.user) if revision else "",
            "comments": self.comments,
            "draft": f"{self.page.pk}-{self.task_state.pk if self.task_state else 'renewal'}-{len(text.past)}",
            "left_over": [
                Written(unit, text.place_of(unit).title, words)
                for unit, words in self.comments.items()
                if unit not in units
            ],
            "seen": json.dumps(_seen_as(text.units | text.word_digests)),
            "statement": str(STATEMENT[text.language]),
            "next_step": self._next_step(),
            "goes_live_at": text.text.go_live_at if _is_to_come(text.text.go_live_at) else None,
            "choices": [(years, years_after(today, years)) for years in (1, USUAL_YEARS)],
            "latest": years_after(today, YEARS),
            "years": YEARS,
            "queue_place": place + 1 if place is not None else 0,
            "queue_length": len(queue),
            "queue_next": queue[(place + 1) % len(queue)].page if place is not None and len(queue) > 1 else None,
        }
        return self.render_to_response(self.get_context_data(**context))

    def _next_step(self) -> str:
        """The task that comes after the signature; empty where that publishes."""
        if not self.task_state:
            return ""
        tasks = list(self.task_state.workflow_state.workflow.tasks.filter(active=True))
        places = [place for place, task in enumerate(tasks) if task.pk == self.task_state.task_id]
        after = tasks[places[0] + 1 :] if places else []
        return str(after[0].name) if after else ""

    def _whom_to_ask(self) -> list[str]:
        """Who links accounts to people and qualifications."""
        roles = Role.objects.filter(code__in=[Role.Code.PUBLISHER, Role.Code.ADMINISTRATOR])
        users = get_user_model().objects.filter(is_active=True, groups__in=roles.values("group")).distinct()
        return [name_of(user) for user in users.order_by("last_name", "pk")[:TO_ASK]]


class ReviewedPageView(View):
    """The text under review as readers will see it."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Wagtail's preview of the latest version, for whoever may open the screen."""
        user: Any = request.user
        page = ArticlePage.objects.filter(pk=page_id).first() if is_reviewer(user) else None
        if not page or not (may_sign(user, page) or (user.is_superuser and review_task_of(page))):
            raise PermissionDenied
        if not review_task_of(page):
            return redirect(page.get_url(request)) if page.live else redirect("my_reviews")
        text = latest_text(page)
        answer: HttpResponse = text.make_preview_request(request, text.default_preview_mode)
        return answer


def _is_to_come(hour: datetime.datetime | None) -> bool:
    return hour is not None and hour > timezone.now()


def _seen_as(units: Mapping[str, str]) -> dict[str, str]:
    return {unit: digest[:16] for unit, digest in units.items()}
