"""My reviews: what waits for the user's signature, what they signed last, what is due next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from articles.changes import CLINICAL, MINOR, Steps, kinds_by, minor_steps
from articles.content.digest import units_of
from articles.models import ArticlePage, ArticleQuerySet, BlockNotice, DeclaredChange, Review
from editorial.models import MedicalReviewTask
from editorial.models.register import SignOff
from editorial.register.authorship import text_in
from vocabulary.models import Term

UPCOMING = 20
# Days before a review is due from which it may be renewed; the reminders' first two thresholds are marked in the list.
RENEWABLE, SOON = 90, 60


@dataclass(frozen=True)
class Waiting:
    """A page under medical review."""

    page: ArticlePage
    title: str
    since: datetime.datetime
    submitted_by: str
    is_first: bool
    """Whether nobody has ever signed it in this language."""
    clinical: int
    minor: int

    @property
    def is_urgent(self) -> bool:
        """Whether readers may get, or already lack, something that matters to their health."""
        return self.is_first or self.clinical > 0


@dataclass(frozen=True)
class Upcoming:
    """A review that is due."""

    review: Review
    days: int

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        """Whether there is little time left."""
        return 0 <= self.days <= SOON

    @property
    def is_renewable(self) -> bool:
        """Whether it can be signed anew by now."""
        return self.days <= RENEWABLE


def review_tasks_of(user: AbstractUser) -> QuerySet[MedicalReviewTask]:
    """The steps at which the user signs; a superuser sees all."""
    tasks = MedicalReviewTask.objects.filter(active=True)
    return tasks if user.is_superuser else tasks.filter(groups__in=user.groups.all()).distinct()


def is_reviewer(user: AbstractUser) -> bool:
    """Whether the user may open the reviewers' screens. One query."""
    return user.is_active and review_tasks_of(user).exists()


def is_signer(user: AbstractUser) -> bool:
    """Whether texts wait for the user's own signature, which they do for nobody by being a superuser. One query."""
    return user.is_active and review_tasks_of(user).filter(groups__in=user.groups.all()).exists()


def name_of(user: AbstractUser | None) -> str:
    """As colleagues know them; empty for an account that is gone."""
    return (user.get_full_name() or user.get_username()) if user else ""


def waiting_for(user: AbstractUser) -> list[Waiting]:
    """What waits for the user's signature: clinical changes first, then what has waited longest. Five queries."""
    states = (
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=review_tasks_of(user).values("pk"))
        .select_related("workflow_state__requested_by")
        .order_by("started_at")
    )
    started = {int(state.workflow_state.object_id): state for state in states}
    pages = list(
        ArticlePage.objects.filter(pk__in=started).defer_streamfields().select_related("locale", "latest_revision")
    )
    keys = [page.translation_key for page in pages]
    # A text that an older signature still covers counts against the newest one here: the screen itself knows better.
    newest = SignOff.objects.filter(translation_key__in=keys)
    newest = newest.order_by("translation_key", "language_code", "-pk").distinct("translation_key", "language_code")
    signed = {(each.translation_key, each.language_code): each for each in newest}
    declared: dict[tuple[Any, str], list[DeclaredChange]] = {}
    for change in DeclaredChange.objects.filter(translation_key__in=keys, kind=MINOR):
        declared.setdefault((change.translation_key, change.language_code), []).append(change)
    found = []
    for page in pages:
        key = (page.translation_key, page.locale.language_code)
        state = started[page.pk]
        found.append(_waiting(page, state, signed.get(key), minor_steps(declared.get(key, ()))))
    return sorted(found, key=lambda each: (not each.is_urgent, each.since))


def _waiting(page: ArticlePage, state: TaskState, sign_off: SignOff | None, steps: Steps) -> Waiting:
    revision = page.latest_revision
    kinds: list[str] = []
    if sign_off and revision:
        kinds = list(kinds_by(steps, sign_off.signed_units, units_of(text_in(revision.content))).values())
    return Waiting(
        page=page,
        title=page.draft_title or page.title,
        since=state.started_at,
        # Not who made the latest version: whoever approves the step before makes one, and has written nothing.
        submitted_by=name_of(state.workflow_state.requested_by),
        is_first=sign_off is None,
        clinical=kinds.count(CLINICAL),
        minor=kinds.count(MINOR),
    )


def upcoming_for(user: AbstractUser) -> list[Upcoming]:
    """The next reviews of what the user signed, and whatever is overdue, whoever signed it. One query."""
    today = timezone.localdate()
    reviews = (
        Review.objects.filter(page__live=True)
        .filter(Q(reviewer__account=user) | Q(next_review_on__lt=today))
        .select_related("page__locale", "reviewer")
        .defer(*(f"page__{name}" for name in ("key_points", "body", "questions", "references")))
        .order_by("next_review_on", "pk")[:UPCOMING]
    )
    return [Upcoming(review, (review.next_review_on - today).days) for review in reviews]


@dataclass(frozen=True)
class Reworded:
    """A live article that explains words otherwise than when it was signed."""

    page: ArticlePage
    words: list[str]


def reworded_articles() -> ArticleQuerySet:
    """The live articles that explain words otherwise than when they were signed."""
    notices = BlockNotice.objects.of_words().filter(page=OuterRef("pk"))
    return ArticlePage.objects.live().filter(Exists(notices))


def reworded_for(waiting: Iterable[Waiting] = ()) -> tuple[list[Reworded], int]:
    """Those that don't wait for a signature already, the first UPCOMING by title, and the number of all.

    Three queries, and one where there are more.
    """
    articles = reworded_articles().exclude(pk__in=[each.page.pk for each in waiting])
    pages = articles.defer_streamfields().select_related("locale", "review__reviewer").order_by("title", "pk")
    found = list(pages[:UPCOMING])
    notices = list(BlockNotice.objects.of_words().filter(page__in=found))
    terms = Term.objects.in_bulk({notice.term_id for notice in notices})
    words: dict[int, list[int]] = {}
    for notice in notices:
        if term := terms.get(notice.term_id):
            words.setdefault(notice.page_id, []).append(term.pk)
    count = articles.count() if len(found) == UPCOMING else len(found)
    return [
        Reworded(page, [_name(terms[key], page.locale.language_code) for key in words.get(page.pk, ())])
        for page in found
    ], count


def _name(term: Term, language: str) -> str:
    return getattr(term, f"name_{language}") or str(term)


class ReviewQueueView(WagtailAdminTemplateMixin, View):
    """What waits, then what is coming. For reviewers."""

    page_title = _("My reviews")
    header_icon = "glasses"
    template_name = "editorial/review_queue.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for the user, and what is due next."""
        user: Any = request.user
        if not is_reviewer(user):
            raise PermissionDenied
        waiting = waiting_for(user)
        last = SignOff.objects.filter(signer_id=user.pk).only("title", "signed_at").first() if not waiting else None
        reworded, reworded_count = reworded_for(waiting)
        context = self.get_context_data(
            waiting=waiting,
            last=last,
            upcoming=upcoming_for(user),
            reworded=reworded,
            more_reworded=reworded_count - len(reworded),
        )
        return self.render_to_response(context)
