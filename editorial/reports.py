"""What the reports on live pages have in common: who may read them, their order, filters and spreadsheets."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from articles.models import ArticleCategory
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


def _inert(value: str) -> str:
    """A text that a spreadsheet would take for a formula is quoted."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


class LiveReport(ReportView):
    """A report on live pages, for those who write or publish some of them."""

    permission_policy = page_permission_policy
    any_permission_required = MAY_REPORT
    results_template_name = "editorial/report_results.html"
    explanation: Any = ""
    nothing: Any = _("There is nothing to report.")
    then_by = ["pk"]
    # What an editor has written is no formula; openpyxl sees to it for XLSX.
    custom_value_preprocess = {**ReportView.custom_value_preprocess, str: {ReportView.FORMAT_CSV: _inert}}

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
