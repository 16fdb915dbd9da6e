"""What readers answered, page by page, for editors."""

import datetime
from typing import Any

import django_filters
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.permission_policies import ModelPermissionPolicy

from feedback.models import DailyCount, Reason

PERIODS = [("30", _("The last 30 days")), ("90", _("The last 90 days")), ("365", _("The last 12 months"))]
ENOUGH = 10  # of fewer answers, a share says nothing
# The reasons in a word, so that a page's title has room beside them; an export has them whole.
IN_A_WORD = {
    Reason.UNCLEAR: pgettext_lazy("why a page did not help", "Unclear"),
    Reason.INCOMPLETE: pgettext_lazy("why a page did not help", "No answer"),
    Reason.TOO_LONG: pgettext_lazy("why a page did not help", "Too long"),
    Reason.OUTDATED: pgettext_lazy("why a page did not help", "Out of date"),
    Reason.WRONG: pgettext_lazy("why a page did not help", "Wrong"),
}

Row = dict[str, Any]


def by_page(counts: QuerySet[DailyCount]) -> QuerySet[DailyCount, Any]:
    """A row per page: title, language, `yes`, `no`, and one number per reason. One query."""

    def total(**answers: Any) -> Coalesce:
        return Coalesce(Sum("count", filter=Q(**answers)), 0)

    return counts.values("page_id", "page__title", "page__locale__language_code").annotate(
        yes=total(is_helpful=True),
        no=total(is_helpful=False, reason=""),
        **{f"reason_{reason}": total(reason=reason) for reason in Reason.values},
    )


def share(row: Row) -> str:
    """How many of a hundred answers were yes; a dash where they are too few to say."""
    answers = row["yes"] + row["no"]
    return f"{round(100 * row['yes'] / answers)} %" if answers >= ENOUGH else "–"


class AnswerFilters(WagtailFilterSet):
    """Since when, in which language, about which page."""

    day = django_filters.ChoiceFilter(label=_("Period"), choices=PERIODS, method="since", empty_label=_("All"))
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Locale.objects.all(), field_name="page__locale"
    )
    page = django_filters.ModelChoiceFilter(
        label=_("Page"), queryset=Page.objects.filter(pk__in=DailyCount.objects.values("page"))
    )

    class Meta:
        model = DailyCount
        fields: list[str] = []

    def since(self, counts: QuerySet[DailyCount], name: str, days: str) -> QuerySet[DailyCount]:
        """Those of the last days."""
        return counts.filter(day__gt=timezone.localdate() - datetime.timedelta(days=int(days)))


class AnswersReport(ReportView):
    """One row per page that was answered about."""

    page_title = _("Was this helpful?")
    header_icon = "help"
    index_url_name = "feedback_report"
    index_results_url_name = "feedback_report_results"
    permission_policy = ModelPermissionPolicy(DailyCount)
    permission_required = "view"
    filterset_class = AnswerFilters
    default_ordering = "-no"
    verbose_name_plural = _("answers")
    export_filename = "answers"
    columns = [
        TitleColumn(
            "page__title",
            label=_("Page"),
            sort_key="page__title",
            width="30%",
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row["page_id"]]),
        ),
        Column("page__locale__language_code", label=_("Language"), sort_key="page__locale__language_code"),
        NumberColumn("yes", label=_("Yes"), sort_key="yes"),
        NumberColumn("no", label=_("No"), sort_key="no"),
        Column("share", label=_("Helpful"), accessor=share),
        *(NumberColumn(f"reason_{reason}", label=IN_A_WORD[reason], sort_key=f"reason_{reason}") for reason in Reason),
    ]
    list_export = [
        "page__title",
        "page__locale__language_code",
        "yes",
        "no",
        *(f"reason_{reason}" for reason in Reason.values),
    ]
    export_headings = {
        "page__title": _("Page"),
        "page__locale__language_code": _("Language"),
        "yes": _("Yes"),
        "no": _("No"),
        **{f"reason_{reason}": reason.label for reason in Reason},
    }

    def get_filtered_queryset(self) -> QuerySet[DailyCount, Any]:
        """Filtered day by day, then added up."""
        return self.order_queryset(by_page(self.filter_queryset(DailyCount.objects.all())))
