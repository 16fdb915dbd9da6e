"""Reports, Readability and Age of sources: where a live page asks to be rewritten first."""

from typing import Any

from django.db.models import Case, ExpressionWrapper, F, FloatField, IntegerField, QuerySet, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn

from editorial.models.check_results import Examination, PageFinding
from editorial.reports.report_views import (
    FindingsReport,
    LiveReport,
    articles_in,
    category_filter,
    language_column,
    language_filter,
    pages_of,
)
from quality.checks.source_age import SourceAge
from vocabulary.models import Category


class ReadabilityFilterSet(WagtailFilterSet):
    """Filter articles by language and category."""

    language = language_filter("page__locale")
    category = category_filter()

    class Meta:
        model = Examination
        fields: list[str] = []

    def of_category(self, rows: QuerySet[Examination], name: str, category: Category) -> QuerySet[Examination]:
        """Those of articles under a category."""
        return rows.filter(page__in=articles_in(category))


class ReadabilityReport(LiveReport):
    """The hardest first. A score tells where to begin, and nothing more."""

    page_title = _("Readability")
    header_icon = "glasses"
    model = Examination
    filterset_class = ReadabilityFilterSet
    index_url_name = "readability_report"
    index_results_url_name = "readability_report_results"
    default_ordering = "score"
    explanation = _(
        "The hardest pages first: 100 is very easy, below 50 is hard for many readers. French pages have the score of "
        "Kandel and Moles, English ones that of Flesch: compare within a language. It shows where to begin; it judges "
        "nothing. A page is measured when it is published."
    )
    nothing = _("No page was measured yet: a page is when it is published, and all are when “check_content” runs.")
    export_filename = "readability"
    list_export = [
        "page.title", "page.locale.language_code", "score", "word_count", "words_per_sentence", "examined_at",
    ]  # fmt: skip
    export_headings = {
        "page.title": _("Page"),
        "page.locale.language_code": _("Language"),
        "words_per_sentence": _("Words per sentence"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return [
            TitleColumn("page", label=_("Page"), accessor="page.title", get_url=_edit_url, sort_key="page__title"),
            language_column("page.locale.get_display_name", "page__locale__language_code"),
            NumberColumn("score", label=_("Score"), accessor=lambda row: round(row.score), sort_key="score"),
            NumberColumn("word_count", label=_("Words"), sort_key="word_count"),
            NumberColumn(
                "words_per_sentence",
                label=_("Words per sentence"),
                accessor=lambda row: round(row.words_per_sentence or 0),
                sort_key="words_per_sentence",
            ),
            DateColumn("examined_at", label=_("Examined"), sort_key="examined_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Examination]:
        per_sentence = ExpressionWrapper(F("word_count") * 1.0 / F("sentence_count"), output_field=FloatField())
        return (
            Examination.objects.filter(page__in=pages_of(self.request.user), score__isnull=False)
            .annotate(words_per_sentence=Case(When(sentence_count__gt=0, then=per_sentence)))
            .select_related("page__locale")
        )


class SourcesFilterSet(WagtailFilterSet):
    """Filter articles by language and category."""

    language = language_filter("examination__page__locale")
    category = category_filter()

    class Meta:
        model = PageFinding
        fields: list[str] = []

    def of_category(self, rows: QuerySet[PageFinding], name: str, category: Category) -> QuerySet[PageFinding]:
        """Those in articles under a category."""
        return rows.filter(examination__page__in=articles_in(category))


class SourcesReport(FindingsReport):
    """Live articles whose newest source is more than five years old, the oldest first."""

    page_title = _("Age of sources")
    header_icon = "history"
    filterset_class = SourcesFilterSet
    index_url_name = "sources_report"
    index_results_url_name = "sources_report_results"
    default_ordering = "year"
    explanation = _(
        "Live articles that rest on no source of the last five years, the oldest first. As found when a page was last "
        "examined: at its publication, and whenever “check_content” runs."
    )
    nothing = _("Every article examined has a source of the last five years.")
    export_filename = "sources"
    list_export = ["examination.page.title", "examination.page.locale.language_code", "year", "examination.examined_at"]
    export_headings = {**FindingsReport.page_headings, "year": _("Newest source")}

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return self.around([Column("year", label=_("Newest source"), sort_key="year")])

    def get_base_queryset(self) -> QuerySet[PageFinding]:
        old = super().get_base_queryset().filter(check_id=SourceAge.id, code="old")
        return old.annotate(year=Cast(KT("values__year"), IntegerField()))


def _edit_url(row: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.page_id])
