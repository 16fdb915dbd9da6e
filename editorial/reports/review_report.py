"""Reports, Medical reviews: every live article by the day of its next review."""

import datetime
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import page_permission_policy

from articles.models import ArticlePage
from articles.ownership import looked_after_by, ownerships, people_of
from editorial.models import Role
from editorial.reports.report_views import (
    LiveReport,
    articles_in,
    category_filter,
    language_column,
    language_filter,
    may_report,
)
from vocabulary.models import Category

OVERDUE, NEVER = "overdue", "never"
DUE = [
    (OVERDUE, _("overdue")),
    ("30", _("within 30 days")),
    ("60", _("within 60 days")),
    ("90", _("within 90 days")),
    (NEVER, _("never reviewed")),
]


def due(when: str, today: datetime.date | None = None) -> Q:
    """For a query over articles: those whose review is overdue, is due within so many days, or has never been."""
    today = today or timezone.localdate()
    if when == OVERDUE:
        return Q(review__next_review_on__lt=today)
    if when == NEVER:
        return Q(review=None)
    return Q(review__next_review_on__range=(today, today + datetime.timedelta(days=int(when))))


def may_see_reviews(user: Any) -> bool:
    """Who writes or publishes, and reviewers, who have no permission on pages: they plan their work by it."""
    return may_report(user) or user.groups.filter(role__code=Role.Code.REVIEWER).exists()


class ReviewFilterSet(WagtailFilterSet):
    """When, in which language, on what, whose."""

    due = django_filters.ChoiceFilter(label=_("Review"), choices=DUE, method="of_time")
    language = language_filter("locale")
    category = category_filter()
    whose = django_filters.ChoiceFilter(
        label=_("Looked after by"), choices=[("me", _("me"))], method="of_whom", empty_label=_("Anyone")
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def of_time(self, articles: QuerySet[ArticlePage], name: str, when: str) -> QuerySet[ArticlePage]:
        """Keep the articles whose review is due in the chosen time."""
        return articles.filter(due(when))

    def of_category(self, articles: QuerySet[ArticlePage], name: str, category: Category) -> QuerySet[ArticlePage]:
        """Those under a category."""
        return articles.filter(pk__in=articles_in(category))

    def of_whom(self, articles: QuerySet[ArticlePage], name: str, who: str) -> QuerySet[ArticlePage]:
        """Keep the articles that the user looks after."""
        return articles.filter(looked_after_by(self.request.user))


class ReviewReport(LiveReport):
    """The most overdue first; whoever looks after an article is named."""

    page_title = _("Medical reviews")
    header_icon = "calendar-check"
    model = ArticlePage
    filterset_class = ReviewFilterSet
    index_url_name = "review_report"
    index_results_url_name = "review_report_results"
    default_ordering = "review__next_review_on"
    explanation = _(
        "Live articles by the day of their next medical review, which the signature of the last one has set. Owners "
        "and backups are written to 90, 60 and 30 days before it, on the day, and each week once it is a week past."
    )
    nothing = _("No article is live.")
    export_filename = "reviews"
    list_export = ["title", "locale.language_code", "next_review", "days", "last_review", "reviewer", "owner_names"]
    export_headings = {
        "title": _("Page"),
        "locale.language_code": _("Language"),
        "next_review": _("Next review"),
        "days": _("Days left"),
        "last_review": _("Last review"),
        "reviewer": _("Reviewer"),
        "owner_names": _("Looked after by"),
    }

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Reviewers may read it too."""
        return may_see_reviews(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return [
            TitleColumn("title", label=_("Page"), get_url=self._url, sort_key="title"),
            language_column("locale.get_display_name", "locale__language_code"),
            Column(
                "next_review", label=_("Next review"), accessor=next_review_in_words, sort_key="review__next_review_on"
            ),
            Column("last_review", label=_("Last review"), accessor="last_review", sort_key="review__reviewed_on"),
            Column("reviewer", label=_("Reviewer"), accessor="reviewer"),
            Column("owner_names", label=_("Looked after by"), accessor="owner_names"),
        ]

    def _url(self, article: ArticlePage) -> str | None:
        """The editor for those who may use it, else the page."""
        if article.is_editable:
            return reverse("wagtailadmin_pages:edit", args=[article.pk])
        return str(article.url)

    def get_base_queryset(self) -> QuerySet[ArticlePage]:
        articles = ArticlePage.objects.live().select_related("locale", "review__reviewer", "owner")
        return articles.defer_streamfields()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The review and the people of the articles shown, and whether the user may edit them; for exports too."""
        articles = list(object_list)
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        editable = set(editable.filter(pk__in=[article.pk for article in articles]).values_list("pk", flat=True))
        rows = ownerships(article.translation_key for article in articles)
        today = timezone.localdate()
        for article in articles:
            article.is_editable = article.pk in editable
            people = people_of(article, rows)
            article.owner_names = ", ".join(person.get_full_name() or person.get_username() for person in people)
            review = getattr(article, "review", None)
            article.next_review = review.next_review_on if review else None
            article.last_review = review.reviewed_on if review else None
            article.days = (review.next_review_on - today).days if review else None
            article.reviewer = str(review.reviewer) if review else ""
        return articles


def next_review_in_words(article: Any) -> str:
    """The day, and how far it is."""
    if article.next_review is None:
        return gettext("never reviewed")
    day = date_format(article.next_review, "SHORT_DATE_FORMAT")
    if not article.days:
        return gettext("%(day)s, today") % {"day": day}
    if article.days < 0:
        late = ngettext("%(day)s, %(count)d day overdue", "%(day)s, %(count)d days overdue", -article.days)
        return late % {"day": day, "count": -article.days}
    left = ngettext("%(day)s, in %(count)d day", "%(day)s, in %(count)d days", article.days)
    return left % {"day": day, "count": article.days}
