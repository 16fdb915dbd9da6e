"""“Unmet searches” in the admin: the report, and what is made of one."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from search import unmet
from search.forms import SYNONYM, DecisionForm
from search.models import UnmetQuery
from search.unmet_actions import add_synonym, decide
from vocabulary.models import Term
from vocabulary.viewsets import TermViewSet

policy = ModelPermissionPolicy(Term)


class UnmetFilterSet(WagtailFilterSet):
    """By language, and by what was decided."""

    language = ChoiceFilter(label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    decision = ChoiceFilter(
        label=gettext_lazy("Decision"), choices=UnmetQuery.Decision.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = UnmetQuery
        fields = ["language", "decision"]


class UnmetReportView(ReportView):
    """What readers looked for in vain in the last month, the most frequent first."""

    page_title = gettext_lazy("Unmet searches")
    header_icon = "search"
    index_url_name = "unmet_searches"
    index_results_url_name = "unmet_searches_results"
    results_template_name = "search/unmet_results.html"
    permission_policy = policy
    permission_required = "change"
    filterset_class = UnmetFilterSet
    list_export = ["text", "language", "without_result", "without_click", "get_decision_display"]
    export_headings = {
        "text": gettext_lazy("Search"),
        "language": gettext_lazy("Language"),
        "without_result": gettext_lazy("Without a result"),
        "without_click": gettext_lazy("Without a click"),
        "get_decision_display": gettext_lazy("Decision"),
    }
    columns = [
        TitleColumn(
            "text", label=gettext_lazy("Search"), get_url=lambda query: reverse("unmet_search", args=[query.pk])
        ),
        Column("language", label=gettext_lazy("Language")),
        Column("without_result", label=gettext_lazy("Without a result")),
        Column("without_click", label=gettext_lazy("Without a click")),
        Column("get_decision_display", label=gettext_lazy("Decision")),
    ]

    def get_queryset(self) -> "QuerySet[UnmetQuery]":
        """Those that are frequent enough to be nobody's own."""
        return unmet.report()


class DecideView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One unmet search, and what to make of it."""

    header_icon = "search"
    template_name = "search/unmet_decide.html"
    permission_policy = policy
    permission_required = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.query = get_object_or_404(unmet.report(), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Unmet search: “%(text)s”") % {"text": self.query.text}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("unmet_searches"), "label": UnmetReportView.page_title},
            {"url": "", "label": self.query.text},
        ]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what can become of an unmet search."""
        return self._form(DecisionForm(language=self.query.language, initial={"synonym": self.query.text}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what was chosen."""
        form = DecisionForm(request.POST, language=self.query.language)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed yet. Please look at the fields below."))
            return self._form(form)
        if form.cleaned_data["decision"] == SYNONYM:
            term = form.cleaned_data["term"]
            add_synonym(self.query, term, form.cleaned_data["synonym"])
            text = _("“%(synonym)s” is now another name for “%(term)s”.")
            messages.success(request, text % {"synonym": form.cleaned_data["synonym"], "term": term})
        else:
            decide(self.query, form.cleaned_data["decision"])
            messages.success(request, _("Kept: %(decision)s.") % {"decision": self.query.get_decision_display()})
        return redirect("unmet_searches")

    def _form(self, form: DecisionForm) -> HttpResponse:
        name = urlencode({f"name_{self.query.language}": self.query.text})
        new_term = f"{reverse(TermViewSet().get_url_name('add'))}?{name}"
        context = self.get_context_data(form=form, query=self.query, new_term_url=new_term)
        return self.render_to_response(context)
