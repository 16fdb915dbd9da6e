"""The first page of the admin: my pages to write, to review, to renew, and what waits in the reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from articles.models import ArticlePage
from articles.ownership import looked_after_by
from editorial.models import MedicalReviewTask
from editorial.models.check_results import Examination, PageFinding
from editorial.models.glossary_gap import GlossaryGap
from editorial.models.links import LinkUse
from editorial.reports.glossary_gap_report import may_add_terms
from editorial.reports.link_report import broken
from editorial.reports.report_views import may_report, pages_of
from editorial.reports.review_report import OVERDUE, due, may_see_reviews
from editorial.review.reminders import DAYS_BEFORE, articles_due
from editorial.review.review_queue import is_signer, reworded_articles, waiting_for
from quality.checks.readability import HARD
from quality.checks.source_age import SourceAge

SHOWN = 5
# Ours shows the same, and leads to the page: nobody approves a text from a list.
REPLACED = "workflow_objects_to_moderate"


@dataclass(frozen=True)
class Tally:
    """A number that leads to its report; None where nothing was counted yet, and the report says how."""

    label: str
    count: int | None
    url: str
    icon: str


def pages_to_write(user: AbstractUser) -> QuerySet[Page]:
    """Drafts that the user wrote last or looks after, unless they are under review; those sent back say so.

    What was sent back waits for whoever submitted it too. The latest version may be that of who approved a step, and
    may say what is online already.
    """
    pages = ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.filter(base_content_type=pages)

    def keys(**wanted: Any) -> QuerySet:
        return states.filter(**wanted).values_list(Cast("object_id", IntegerField()))

    sent_back = keys(status=WorkflowState.STATUS_NEEDS_CHANGES)
    own = keys(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    return (
        Page.objects.filter(pk__in=pages_of(user).values("pk"))
        .filter(
            Q(pk__in=own) | Q(has_unpublished_changes=True) & (Q(latest_revision__user=user) | looked_after_by(user))
        )
        .exclude(pk__in=keys(status=WorkflowState.STATUS_IN_PROGRESS))
        .annotate(is_sent_back=Q(pk__in=sent_back))
        .select_related("locale")
        .order_by("-is_sent_back", "-latest_revision_created_at", "pk")
    )


def tasks_for(user: AbstractUser) -> list[TaskState]:
    """The tasks of a workflow that wait for the user, the oldest first, with their pages as submitted last.

    Medical reviews are not among them: `editorial.review.review_queue` lists those, with what changed.
    """
    signing = ContentType.objects.get_for_model(MedicalReviewTask)
    states = (
        TaskState.objects.reviewable_by(user)
        .exclude(task__content_type=signing)
        .select_related("task", "revision", "workflow_state__requested_by")
        .prefetch_related("revision__content_object__locale")
        .order_by("started_at", "pk")
    )
    return [state for state in states if isinstance(state.revision.content_object, Page)]


def articles_to_renew(user: AbstractUser) -> QuerySet[ArticlePage]:
    """The live articles that the user looks after and whose review is near or past, the most overdue first."""
    return articles_due(timezone.localdate()).filter(looked_after_by(user))


def tallies_for(user: AbstractUser) -> list[Tally]:
    """What waits in the reports that the user may open."""
    tallies = []
    if may_see_reviews(user):
        periods = [OVERDUE, *(str(days) for days in sorted(DAYS_BEFORE) if days)]
        counts = ArticlePage.objects.live().aggregate(
            **{f"due_{period}": Count("pk", filter=due(period)) for period in periods}
        )
        for period in periods:
            label = _("reviews overdue") if period == OVERDUE else _("reviews within %(days)s days") % {"days": period}
            icon = "warning" if period == OVERDUE else "calendar-check"
            tallies.append(Tally(label, counts[f"due_{period}"], f"{reverse('review_report')}?due={period}", icon))
    if may_report(user):
        pages = pages_of(user).values("pk")
        hard = Examination.objects.filter(page__in=pages, score__lt=HARD).count()
        old = PageFinding.objects.filter(check_id=SourceAge.id, code="old", examination__page__in=pages).count()
        dead = broken(LinkUse.objects.filter(page__in=pages, page__live=True)).count()
        tallies += [
            Tally(_("pages hard to read"), hard, reverse("readability_report"), "glasses"),
            Tally(_("pages with old sources only"), old, reverse("sources_report"), "history"),
            Tally(_("broken links"), dead, f"{reverse('link_report')}?state=broken", "link-external"),
        ]
    if may_add_terms(user):
        gaps = GlossaryGap.objects.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(is_set_aside=False)))
        label, count = _("words without a term"), gaps["waiting"]
        if not gaps["all"]:
            label, count = _("words without a term: not counted yet"), None
        tallies.append(Tally(label, count, reverse("gap_report"), "openquote"))
    return tallies


class MyWorkPanel(Component):
    """Each list for those who have a part in it."""

    name = "my_work"
    template_name = "editorial/my_work.html"
    order = 120

    def __init__(self, user: AbstractUser, tasks: Sequence[TaskState]) -> None:
        self.user, self.tasks = user, tasks

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        writes, signs = may_report(self.user), is_signer(self.user)
        waiting = waiting_for(self.user) if signs else []
        drafts = list(pages_to_write(self.user)[: SHOWN + 1]) if writes else []
        renewals = list(articles_to_renew(self.user)[: SHOWN + 1])
        today = timezone.localdate()
        for article in renewals:
            article.is_overdue = article.review.next_review_on < today
        return {
            "writes": writes,
            "drafts": drafts[:SHOWN],
            "has_more_drafts": len(drafts) > SHOWN,
            "signs": signs,
            "waiting": waiting[:SHOWN],
            "waiting_count": len(waiting),
            "reworded_count": reworded_articles().count() if signs else 0,
            "tasks": self.tasks[:SHOWN],
            "more_tasks": max(len(self.tasks) - SHOWN, 0),
            "renews": writes or bool(renewals),
            "renewals": renewals[:SHOWN],
            "has_more_renewals": len(renewals) > SHOWN,
            "tallies": tallies_for(self.user),
        }


def show_my_work(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for those who write, review or look after something; nothing for who has no part."""
    user: Any = request.user
    tasks = tasks_for(user)
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != REPLACED]
    if tasks or may_see_reviews(user) or articles_to_renew(user).exists():
        panels.append(MyWorkPanel(user, tasks))
