"""What the reports on live pages have in common: who may read them, their order, filters and spreadsheets."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from articles.models import ArticleCategory
from contact.viewsets import harmless
from editorial.models.check_results import PageFinding
from vocabulary.models import Category

MAY_REPORT = ["add", "change", "publish"]


def may_report(user: Any) -> bool:
    """Whether someone writes or publishes anywhere."""
    return bool(page_permission_policy.user_has_any_permission(user, MAY_REPORT))


def pages_of(user: Any) -> QuerySet[Page]:
    """The pages someone may do something about."""
    return page_permission_policy.instances_user_has_any_permission_for(user, MAY_REPORT)


def language_filter(path: str) -> django_filters.ModelChoiceFilter:
    """By the language of the page that `path` leads to."""
    return django_filters.ModelChoiceFilter(
        label=_("Language"), field_name=path, queryset=lambda request: Locale.objects.order_by("language_code")
    )


def category_filter() -> django_filters.ModelChoiceFilter:
    """By category; the filter set says how in `of_category`."""
    return django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=lambda request: Category.objects.order_by("position", "pk"), method="of_category"
    )


def articles_in(category: Category) -> QuerySet:
    """The keys of the articles under a category, for a subquery."""
    return ArticleCategory.objects.filter(category=category).values("page")


def language_column(accessor: str, sort_key: str | None = None) -> Column:
    """The language of a page."""
    return Column("language", label=_("Language"), accessor=accessor, sort_key=sort_key)


class LiveReport(ReportView):
    """A report on live pages, for those who write or publish some of them."""

    permission_policy = page_permission_policy
    any_permission_required = MAY_REPORT
    results_template_name = "editorial/report_results.html"
    explanation: Any = ""
    nothing: Any = _("There is nothing to report.")
    then_by = ["pk"]
    # What an editor has written is no formula; Wagtail sees to it for XLSX.
    custom_value_preprocess = {**ReportView.custom_value_preprocess, str: {ReportView.FORMAT_CSV: harmless}}

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """By what was asked for, what has none of it last; then always alike."""
        ordering = self.ordering
        if not isinstance(ordering, str):
            return queryset.order_by(*self.then_by)
        key = F(ordering.removeprefix("-"))
        first = key.desc(nulls_last=True) if ordering.startswith("-") else key.asc(nulls_last=True)
        return queryset.order_by(first, *self.then_by)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "explanation": self.explanation, "nothing": self.nothing}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class FindingsReport(LiveReport):
    """A report whose rows are findings, each of which leads to its place in the editor."""

    model = PageFinding
    page_headings = {
        "examination.page.title": _("Page"),
        "examination.page.locale.language_code": _("Language"),
        "examination.examined_at": _("Examined"),
    }

    @staticmethod
    def around(columns: list[Column]) -> list[Column]:
        """What the report shows of each finding, after its page and before the day on which it was found."""
        return [
            TitleColumn(
                "page",
                label=_("Page"),
                accessor="examination.page.title",
                get_url=lambda finding: finding.edit_url,
                sort_key="examination__page__title",
            ),
            language_column("examination.page.locale.get_display_name", "examination__page__locale__language_code"),
            *columns,
            DateColumn("examined", label=_("Examined"), accessor="examination.examined_at"),
        ]

    def get_base_queryset(self) -> QuerySet[PageFinding]:
        """Those of the pages that the user may do something about."""
        findings = PageFinding.objects.filter(examination__page__in=pages_of(self.request.user))
        return findings.select_related("examination__page__locale")
