"""The room's place in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Promotion
from search.reports import DecideView, UnmetReportView, policy


class PromotionViewSet(SnippetViewSet):
    """Promoted results, beside the vocabulary."""

    model = Promotion
    icon = "pick"
    menu_label = _("Promoted results")
    menu_order = 325
    add_to_admin_menu = True
    list_display = ["__str__", "locale", "page"]


register_snippet(PromotionViewSet)


class UnmetMenuItem(MenuItem):
    """For those who may change terms."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "change")


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """The report, its rows by themselves, one search."""
    return [
        path("reports/unmet-searches/", UnmetReportView.as_view(), name="unmet_searches"),
        path("reports/unmet-searches/rows/", UnmetReportView.as_view(results_only=True), name="unmet_searches_results"),
        path("reports/unmet-searches/<int:pk>/", DecideView.as_view(), name="unmet_search"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Add the unmet searches to the reports menu."""
    return UnmetMenuItem(_("Unmet searches"), reverse_lazy("unmet_searches"), icon_name="search", order=900)
