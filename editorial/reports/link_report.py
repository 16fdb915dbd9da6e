"""Reports, Broken links: where live pages lead nowhere."""

from typing import Any

import django_filters
from django.db.models import Max, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from editorial.models.links import CheckedAddress, LinkUse
from editorial.reports.report_views import (
    LiveReport,
    articles_in,
    category_filter,
    language_column,
    language_filter,
    pages_of,
)
from vocabulary.models import Category

State = CheckedAddress.State
BROKEN, MOVED = "broken", "moved"


def broken(uses: QuerySet[LinkUse]) -> QuerySet[LinkUse]:
    """Those that lead to an address that is dead."""
    return uses.filter(address__state=State.DEAD)


class LinkFilterSet(WagtailFilterSet):
    """State, language, category. Without a state: what does not answer, for good or for now."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (BROKEN, _("no longer answers")),
            (State.FAILING.value, _("does not answer: will be asked again")),
            (State.CLOSED.value, _("lets no program in: look yourself")),
            (State.REFUSED.value, _("not asked: look yourself")),
            (MOVED, _("moved for good")),
        ],
        method="of_state",
        empty_label=_("All that do not answer"),
    )
    language = language_filter("page__locale")
    category = category_filter()

    class Meta:
        model = LinkUse
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[LinkUse]) -> QuerySet[LinkUse]:
        """What is fine is no report."""
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state"):
            return found
        return found.filter(address__state__in=[State.DEAD, State.FAILING])

    def of_state(self, uses: QuerySet[LinkUse], name: str, state: str) -> QuerySet[LinkUse]:
        """Those in a state, or moved."""
        if state == BROKEN:
            return broken(uses)
        return uses.exclude(address__moved_to="") if state == MOVED else uses.filter(address__state=state)

    def of_category(self, uses: QuerySet[LinkUse], name: str, category: Category) -> QuerySet[LinkUse]:
        """Those in articles under a category."""
        return uses.filter(page__in=articles_in(category))


class LinkReport(LiveReport):
    """What has failed longest first."""

    page_title = _("Broken links")
    header_icon = "link-external"
    model = LinkUse
    filterset_class = LinkFilterSet
    index_url_name = "link_report"
    index_results_url_name = "link_report_results"
    default_ordering = "address__failing_since"
    then_by = ["page__path", "pk"]
    explanation = _(
        "Links of live pages to other sites that do not answer. Each address is asked once a week, and daily while it "
        "fails; after three failures in a row it is taken for dead, and the checks say so in the editor."
    )
    nothing = _("Every address that was asked has answered.")
    export_filename = "links"
    list_export = [
        "page.title", "page.locale.language_code", "text", "address.url", "address.get_state_display",
        "address.reason", "address.moved_to", "address.failing_since", "address.checked_at",
    ]  # fmt: skip
    export_headings = {
        "page.title": _("Page"),
        "page.locale.language_code": _("Language"),
        "text": _("Link"),
        "address.url": _("Address"),
        "address.get_state_display": _("State"),
        "address.reason": _("Reason"),
        "address.moved_to": _("Moved to"),
        "address.failing_since": _("Failing since"),
        "address.checked_at": _("Asked"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return [
            TitleColumn(
                "page", label=_("Page"), accessor="page.title", get_url=lambda use: use.edit_url, sort_key="page__title"
            ),
            language_column("page.locale.get_display_name", "page__locale__language_code"),
            Column("text", label=_("Link")),
            AddressColumn("url", label=_("Address"), sort_key="address__url"),
            Column("reason", label=_("State"), accessor=_state),
            DateColumn(
                "failing_since",
                label=_("Failing since"),
                accessor="address.failing_since",
                sort_key="address__failing_since",
            ),
            DateColumn("checked_at", label=_("Asked"), accessor="address.checked_at", sort_key="address__checked_at"),
        ]

    def get_base_queryset(self) -> QuerySet[LinkUse]:
        uses = LinkUse.objects.filter(page__in=pages_of(self.request.user), page__live=True)
        return uses.select_related("page__locale", "address")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        asked = CheckedAddress.objects.aggregate(last=Max("checked_at"))
        return {**super().get_context_data(*args, **kwargs), "last_asked": asked["last"]}

    results_template_name = "editorial/link_report_results.html"


class AddressColumn(Column):
    """An address to try: in a new tab, where it learns nothing of the admin."""

    cell_template_name = "editorial/address_cell.html"

    def get_cell_context_data(self, instance: LinkUse, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "address": instance.address}

    def get_value(self, instance: LinkUse) -> str:
        return instance.address.url


def _state(use: LinkUse) -> str:
    """The reason, where there is one: it says more."""
    return use.address.reason or str(use.address.get_state_display())
