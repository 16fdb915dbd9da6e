"""An author says what changed in an article, how much hangs on it, and hands it on.

Where all of it is minor, in a text that is signed, the medical review is skipped (`MedicalReviewTask`). Whoever
publishes has the last word. Until it is said, a change is clinical.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, RestartWorkflowMenuItem, SubmitForModerationMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState

from articles.changes import CLINICAL, kinds_of
from articles.content.diff import Difference, differences
from articles.content.digest import Units, digest_of, units_of
from articles.forms import SUBMIT
from articles.models import ArticleIndexPage, ArticlePage, DeclaredChange
from editorial.changes.change_declarations import declare, must_be_clinical
from editorial.models import MedicalReviewTask
from editorial.publishing.publish_rules import open_findings
from editorial.register.authorship import latest_text
from editorial.register.signature_status import standing_of
from translations.publishing.publish_rules import translation_of


class ChangedMeanwhileError(Exception):
    """The article isn't what its author saw when saying what changed. Nothing was submitted."""


class IncompleteError(ValidationError):
    """The article can't be submitted as it is. Nothing was changed; the messages say what to do."""


@dataclass(frozen=True)
class Before:
    """What the changes are counted from: the text that was last signed, else the one that is online."""

    page: ArticlePage
    units: Units
    since: datetime.datetime | None
    is_signed: bool


@dataclass(frozen=True)
class Row:
    """A passage that differs, and what it must or may be called."""

    change: Difference
    kind: str
    reason: str
    """Why it can only be clinical; empty where its author decides."""


def before(page: ArticlePage) -> Before | None:
    """What the changes of a page in memory are counted from; None for a text that was neither signed nor online."""
    if signed := standing_of(page).sign_off:
        return Before(page.with_content_json(signed.content), signed.signed_units, signed.signed_at, True)
    live = ArticlePage.objects.filter(pk=page.pk, live=True).first()
    return Before(live, units_of(live), live.last_published_at, False) if live else None


def rows_of(page: ArticlePage, then: Before) -> list[Row]:
    """What differs in a page in memory, in its order; what was declared minor before is proposed as minor again."""
    kinds = kinds_of(page.translation_key, page.locale.language_code, then.units, units_of(page))
    reasons = must_be_clinical(page, page)
    return [
        Row(change, CLINICAL if change.unit in reasons else kinds[change.unit], reasons.get(change.unit, ""))
        for change in differences(then.page, page, kinds)
    ]


@transaction.atomic
def submit(*, page: ArticlePage, digest: str, kinds: dict[str, str], summary: str, user: AbstractUser) -> WorkflowState:
    """Declare what changed and start, or resume, the page's workflow; begin it anew where its review was passed.

    ChangedMeanwhileError unless the latest version is still the one with `digest`; IncompleteError for one that is
    incomplete; PermissionDenied for whoever may not submit it now.
    """
    ArticlePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    page = latest_of(page.pk)
    if not may_submit(page, user):
        raise PermissionDenied
    if digest_of(units_of(page)) != digest:
        raise ChangedMeanwhileError
    if reasons := incomplete(page):
        raise IncompleteError(reasons)
    if kinds:
        declare(page=page, kinds=kinds, summary=summary, user=user)
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        if _goes_on_where_it_was(state):
            state.resume(user)
            return state
        state.cancel(user=user)
    return page.get_workflow().start(page, user)


def _goes_on_where_it_was(state: WorkflowState) -> bool:
    """Whether what was sent back goes to the step that sent it back, and not through all of them once more.

    Past the medical review it would go live as it was before; skipping the review, without anybody having read it.
    """
    task = state.current_task_state.task.specific
    if isinstance(task, MedicalReviewTask):
        return bool(task.needs_signature(state))
    return task.pk == state.workflow.tasks.values_list("pk", flat=True).first()


def latest_of(page_id: int) -> ArticlePage:
    """The newest version, a draft or not, as the database has it now; 404 for what is no article."""
    return latest_text(get_object_or_404(ArticlePage.objects.select_related("latest_revision"), pk=page_id))


def may_submit(page: ArticlePage, user: AbstractUser) -> bool:
    """Whether someone may hand an article on now: not while it is in review. A translation has a way of its own."""
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() and permissions.can_submit_for_moderation() and not translation_of(page))


def incomplete(page: ArticlePage) -> list[str]:
    """What a draft may lack and a text for review may not, in sentences."""
    try:
        page.full_clean()
        # A form allows empty blocks in a draft.
        for name in ("key_points", "body", "questions", "references"):
            stream = getattr(page, name)
            stream.stream_block.clean(stream)
    except ValidationError:
        return [_("Something that every article needs is still empty. The editor shows where when you submit there.")]
    return []


class SubmitMenuItem(SubmitForModerationMenuItem):
    """In the place of Wagtail's: it saves what is typed, then asks what changed."""

    name = SUBMIT
    icon_name = "resubmit"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        again = state and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        return {**context, "label": _("Submit again…") if again else _("Submit for review…")}


def offer_submission(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """A `construct_page_action_menu` hook: articles are submitted with what changed.

    To restart the workflow would go round that, and cancelling does the same.
    """
    where, kind = (context["page"], ArticlePage) if "page" in context else (context["parent_page"], ArticleIndexPage)
    if not isinstance(where, kind):
        return
    menu_items[:] = [
        SubmitMenuItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in menu_items
        if not isinstance(item, RestartWorkflowMenuItem)
    ]


def ask_what_changed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An `after_edit_page` and `after_create_page` hook: what was saved in order to be submitted is."""
    if not request.POST.get(SUBMIT) or not isinstance(page, ArticlePage):
        return None
    return redirect("submit_article", page.pk)


class SubmitForm(forms.Form):
    """A choice for each change that leaves one, a sentence for all of them."""

    digest = forms.CharField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label=gettext_lazy("What changes, in a sentence for the reviewer and for the public history"),
        max_length=DeclaredChange._meta.get_field("summary").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Say it in a sentence: the reviewer reads it first, and readers find it later.")
        },
    )

    def __init__(self, *args: Any, rows: list[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            if not row.reason:
                self.fields[row.change.unit] = forms.ChoiceField(
                    label=row.change.label,
                    choices=DeclaredChange.Kind.choices,
                    initial=row.kind,
                    widget=forms.RadioSelect,
                )
        if not rows:
            del self.fields["summary"]

    def choices(self) -> list[tuple[Row, Any]]:
        """Each change with its field, None where it leaves no choice."""
        return [(row, None if row.reason else self[row.change.unit]) for row in self.rows]

    @property
    def kinds(self) -> dict[str, str]:
        """What each unit was called."""
        return {row.change.unit: CLINICAL if row.reason else self.cleaned_data[row.change.unit] for row in self.rows}


class SubmitView(WagtailAdminTemplateMixin, View):
    """What changed in an article, row by row, and one button."""

    page_title = gettext_lazy("Submit for review")
    header_icon = "resubmit"
    template_name = "editorial/submit.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The newest version, and what it is compared with."""
        super().setup(request, *args, **kwargs)
        self.page = latest_of(kwargs["page_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for whoever may submit it now; one that is in review already is shown where it is."""
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if not may_submit(self.page, request.user):  # type: ignore[arg-type]
            messages.warning(
                request,
                _("“%(page)s” can’t be submitted now: it is in review already, locked, or a translation.")
                % {"page": self.page.get_admin_display_title()},
            )
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def before(self) -> Before | None:
        """What is compared with."""
        return before(self.page)

    @cached_property
    def rows(self) -> list[Row]:
        """The changes, each with the kind that its author chose."""
        return rows_of(self.page, self.before) if self.before else []

    def form(self, data: Any = None) -> SubmitForm:
        """With the digest of what is shown."""
        digest = digest_of(units_of(self.page))
        if data is not None and data.get("digest") == digest:
            return SubmitForm(data, rows=self.rows)
        kept = {"summary": data.get("summary", "")} if data else {}
        return SubmitForm(initial={"digest": digest, **kept}, rows=self.rows)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what changed, for the author to declare."""
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What its author says of it."""
        form = self.form(request.POST)
        if not form.is_bound:
            return self.changed_meanwhile(form)
        if not form.is_valid():
            messages.error(request, _("Nothing was submitted yet: see below what is missing."))
            return self.show(form)
        try:
            submit(
                page=self.page,
                digest=form.cleaned_data["digest"],
                kinds=form.kinds,
                summary=form.cleaned_data.get("summary", ""),
                user=request.user,  # type: ignore[arg-type]
            )
        except ChangedMeanwhileError:
            self.page = latest_of(self.page.pk)
            del self.rows
            return self.changed_meanwhile(self.form(request.POST))
        except ValidationError as error:
            for reason in error.messages:
                messages.error(request, reason)
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        self.thank()
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    def changed_meanwhile(self, form: SubmitForm) -> HttpResponse:
        """The sentence is kept, the choices are asked for again."""
        messages.warning(
            self.request,
            _("The article was changed meanwhile, so nothing was submitted. This is what differs now."),
        )
        return self.show(form)

    def thank(self) -> None:
        """Say who has it now."""
        title = {"page": self.page.get_admin_display_title()}
        standing = standing_of(self.page)
        if standing.is_signed and standing.kinds:
            said = _("“%(page)s”: minor changes only, so it goes to publication without another medical review.")
        else:
            said = _("“%(page)s” is submitted for review.")
        task = ArticlePage.objects.get(pk=self.page.pk).current_workflow_task
        waiting = " " + _("It waits for: %(task)s.") % {"task": task.name} if task else ""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        messages.success(self.request, said % title + waiting, buttons=[messages.button(edit, _("Edit"))])

    def show(self, form: SubmitForm) -> HttpResponse:
        """Render the changes with what the author entered."""
        context = self.get_context_data(
            page=self.page,
            form=form,
            before=self.before,
            blocking=len(open_findings(self.page)),
        )
        return self.render_to_response(context)
