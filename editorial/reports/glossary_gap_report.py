"""Reports, Words without a term: what live articles say and the glossary doesn't explain."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.glossary.gaps import count_gaps_later
from editorial.models.glossary_gap import GlossaryGap
from editorial.reports.report_views import LiveReport
from vocabulary.models import Term

terms_policy = ModelPermissionPolicy(Term)


def may_add_terms(user: Any) -> bool:
    """Whether someone writes the glossary."""
    return bool(terms_policy.user_has_permission(user, "add"))


class GapFilterSet(WagtailFilterSet):
    """Language; what was set aside is shown on demand."""

    language_code = django_filters.ChoiceFilter(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    aside = django_filters.ChoiceFilter(
        label=gettext_lazy("Words"),
        choices=[("aside", gettext_lazy("set aside"))],
        method="set_aside",
        empty_label=gettext_lazy("Waiting for a term"),
    )

    class Meta:
        model = GlossaryGap
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[GlossaryGap]) -> QuerySet[GlossaryGap]:
        """Those that wait, unless the others were asked for."""
        found = super().filter_queryset(queryset)
        return found.filter(is_set_aside=bool(self.form.cleaned_data.get("aside")))

    def set_aside(self, gaps: QuerySet[GlossaryGap], name: str, value: str) -> QuerySet[GlossaryGap]:
        """Leave the rows as they are: `filter_queryset` decides, because the default hides some."""
        return gaps


class WordColumn(Column):
    """The word, as its row's header, with what can be done about it."""

    cell_template_name = "editorial/gap_cell.html"

    def get_cell_context_data(self, instance: GlossaryGap, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        # The cell's own context has no token: Wagtail's tables pass the request on, and little else.
        return {**context, "gap": instance, "csrf_token": get_token(parent_context["request"])}


def _language(gap: GlossaryGap) -> str:
    """The name of its language."""
    return str(dict(settings.LANGUAGES).get(gap.language_code, gap.language_code))


class ExampleColumn(Column):
    """A sentence that uses it, and where."""

    cell_template_name = "editorial/example_cell.html"


class GapReport(LiveReport):
    """Words in most articles first."""

    page_title = gettext_lazy("Words without a term")
    header_icon = "openquote"
    model = GlossaryGap
    permission_policy = terms_policy
    any_permission_required = ["add"]
    filterset_class = GapFilterSet
    index_url_name = "gap_report"
    index_results_url_name = "gap_report_results"
    template_name = "editorial/gap_report.html"
    results_template_name = "editorial/gap_report_results.html"
    default_ordering = "-article_count"
    then_by = ["-use_count", "key"]
    explanation = gettext_lazy(
        "Medical words, acronyms and words that authors define themselves, used at least twice in live articles and "
        "not in the glossary. They are told by their form, so some will be none of its business: set those aside."
    )
    nothing = gettext_lazy("The glossary holds every medical word that was counted.")
    export_filename = "glossary-gaps"
    list_export = [
        "word", "language_code", "article_count", "use_count", "example", "example_page.title", "is_set_aside",
    ]  # fmt: skip
    export_headings = {"example_page.title": gettext_lazy("In")}

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return [
            WordColumn("word", label=_("Word"), sort_key="key"),
            Column("language", label=_("Language"), accessor=_language, sort_key="language_code"),
            NumberColumn("article_count", label=_("Articles"), sort_key="article_count"),
            NumberColumn("use_count", label=_("Uses"), sort_key="use_count"),
            ExampleColumn("example", label=_("For example")),
        ]

    def get_base_queryset(self) -> QuerySet[GlossaryGap]:
        return GlossaryGap.objects.select_related("example_page")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        counted = GlossaryGap.objects.order_by("-counted_at").values_list("counted_at", flat=True).first()
        return {**super().get_context_data(*args, **kwargs), "counted_at": counted}


@require_POST
def count_again(request: HttpRequest) -> HttpResponse:
    """Ask for a new count, in the background."""
    if not may_add_terms(request.user):
        return permission_denied(request)
    count_gaps_later.enqueue()
    messages.success(request, _("The words are being counted anew. Look again in a minute."))
    return redirect("gap_report")


@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a word aside, or take it back."""
    if not may_add_terms(request.user):
        return permission_denied(request)
    gap = get_object_or_404(GlossaryGap, pk=pk)
    gap.is_set_aside = request.POST.get("aside") == "1"
    gap.save(update_fields=["is_set_aside"])
    text = _("“%(word)s” is set aside.") if gap.is_set_aside else _("“%(word)s” waits for a term again.")
    messages.success(request, text % {"word": gap.word})
    return redirect("gap_report")
