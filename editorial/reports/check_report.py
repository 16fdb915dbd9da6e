"""Reports, Checks: what the checks found in the live pages, with filters, sorting and CSV."""

from typing import Any

import django_filters
from django.db.models import Case, IntegerField, Max, Min, QuerySet, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from editorial.models.check_results import LEVELS, Examination, PageFinding
from editorial.reports.report_views import FindingsReport, articles_in, category_filter, language_filter
from quality.checks import CHECKS
from quality.finding import Level
from quality.runner import FAILED, title_of
from vocabulary.models import Category


class FindingFilterSet(WagtailFilterSet):
    """Level, check, language, category."""

    level = django_filters.ChoiceFilter(label=_("Level"), choices=LEVELS)
    check_id = django_filters.ChoiceFilter(
        label=_("Check"), choices=lambda: [(check.id, check.title) for check in CHECKS] + [(FAILED, title_of(FAILED))]
    )
    language = language_filter("examination__page__locale")
    category = category_filter()

    class Meta:
        model = PageFinding
        fields = ["level", "check_id", "language", "category"]

    def of_category(self, findings: QuerySet[PageFinding], name: str, category: Category) -> QuerySet[PageFinding]:
        """Those in articles under a category."""
        return findings.filter(examination__page__in=articles_in(category))


class CheckReportView(FindingsReport):
    """The findings of the pages that the user may edit or publish, blocking ones first."""

    page_title = _("Checks")
    header_icon = "glasses"
    filterset_class = FindingFilterSet
    index_url_name = "check_report"
    index_results_url_name = "check_report_results"
    results_template_name = "editorial/check_report_results.html"
    default_ordering = "rank"
    then_by = ["examination__page__path", "pk"]
    nothing = _("Nothing was found in the pages examined.")
    list_export = [
        "level",
        "check_id",
        "message",
        "repair",
        "examination.page.title",
        "examination.page.locale.language_code",
        "unit",
        "examination.score",
        "examination.examined_at",
    ]
    export_headings = {
        **FindingsReport.page_headings,
        "level": _("Level"),
        "check_id": _("Check"),
        "message": _("Finding"),
        "repair": _("What to do"),
        "unit": _("Block"),
        "examination.score": _("Readability"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        columns = [
            Column("level", label=_("Level"), accessor="get_level_display", sort_key="rank"),
            Column("check_id", label=_("Check"), accessor="title", sort_key="check_id"),
            Column("message", label=_("Finding"), accessor="message"),
            Column("score", label=_("Readability"), accessor="shown_score", sort_key="examination__score"),
        ]
        return self.around(columns)

    def get_base_queryset(self) -> QuerySet[PageFinding]:
        rank = Case(
            *(When(level=level.value, then=Value(number)) for number, level in enumerate(Level)),
            default=Value(len(Level)),
            output_field=IntegerField(),
        )
        return super().get_base_queryset().annotate(rank=rank)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        ages = Examination.objects.aggregate(oldest=Min("examined_at"), newest=Max("examined_at"))
        return {**super().get_context_data(*args, **kwargs), **ages}

    def get_page_subtitle(self) -> str:
        return gettext("live pages")
