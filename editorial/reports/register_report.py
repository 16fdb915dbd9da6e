"""Reports on the register: who signed what, who let what pass, and what was withdrawn. As a table and as CSV."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.models.register import Override, SignOff, Withdrawal
from editorial.reports.report_views import LiveReport
from quality.runner import title_of

# Of columns that are named for machines.
EXPORT_HEADINGS = {
    "pk": _("Number in the register"),
    "translation_key": _("Key of the article, in all its languages"),
    "digest": _("Digest"),
}


def _codes(model: type[SignOff] | type[Override]) -> list[tuple[str, str]]:
    codes = model.objects.order_by("language_code").values_list("language_code", flat=True).distinct()
    return [(code, code) for code in codes]


class SignOffFilterSet(WagtailFilterSet):
    """Filter signatures by language, signer and days."""

    language_code = django_filters.ChoiceFilter(label=_("Language"), choices=lambda: _codes(SignOff))
    signer_name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")
    signed_at = django_filters.DateFromToRangeFilter(label=_("Signed"), widget=DateRangePickerWidget)

    class Meta:
        model = SignOff
        fields = ["language_code", "signer_name", "signed_at"]


class RegisterView(ReportView):
    """What both reports share: the breadcrumb, and that a register is read by who may view it."""

    any_permission_required = ["view"]
    is_searchable = False
    paginate_by = 50
    custom_value_preprocess = LiveReport.custom_value_preprocess

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class SignOffReportView(RegisterView):
    """The register of medical sign-offs, newest first."""

    page_title = _("Register of sign-offs")
    header_icon = "tick-inverse"
    model = SignOff
    filterset_class = SignOffFilterSet
    index_url_name = "sign_off_report"
    index_results_url_name = "sign_off_report_results"
    permission_policy = ModelPermissionPolicy(SignOff)
    default_ordering = "-signed_at"
    list_export = [
        "pk",
        "signed_at",
        "title",
        "language_code",
        "translation_key",
        "page_id",
        "revision_id",
        "signer_name",
        "qualification",
        "statement",
        "summary",
        "next_review_on",
        "digest_version",
        "digest",
    ]
    export_headings = {
        **EXPORT_HEADINGS,
        "page_id": _("Number of the page"),
        "revision_id": _("Number of the version"),
        "digest_version": _("How the digest is made"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return [
            Column("title", label=_("Page"), accessor="title", sort_key="title"),
            Column("language_code", label=_("Language"), accessor="language_code", sort_key="language_code"),
            Column("signer_name", label=_("Signed by"), accessor="signer_name", sort_key="signer_name"),
            Column("qualification", label=_("Qualification"), accessor="qualification"),
            DateColumn("signed_at", label=_("Signed"), accessor="signed_at", sort_key="signed_at"),
            Column("summary", label=_("What changed"), accessor="summary"),
            Column("next_review_on", label=_("Next review"), accessor="next_review_on", sort_key="next_review_on"),
        ]

    def get_base_queryset(self) -> QuerySet[SignOff]:
        return SignOff.objects.defer("content", "units")


class OverrideFilterSet(WagtailFilterSet):
    """Filter overrides by language, name and days."""

    language_code = django_filters.ChoiceFilter(label=_("Language"), choices=lambda: _codes(Override))
    user_name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")
    made_at = django_filters.DateFromToRangeFilter(label=_("Made on"), widget=DateRangePickerWidget)

    class Meta:
        model = Override
        fields = ["language_code", "user_name", "made_at"]


class CheckColumn(Column):
    """The check's name, or that it is the signature which was missing."""

    def get_value(self, instance: Override) -> str:
        return str(_("Medical sign-off")) if instance.check_id == Override.SIGN_OFF else title_of(instance.check_id)


class OverrideReportView(RegisterView):
    """What was let pass, with the reasons, newest first."""

    page_title = _("Register of overrides")
    header_icon = "warning"
    model = Override
    filterset_class = OverrideFilterSet
    index_url_name = "override_report"
    index_results_url_name = "override_report_results"
    permission_policy = ModelPermissionPolicy(Override)
    default_ordering = "-made_at"
    list_export = [
        "pk",
        "made_at",
        "translation_key",
        "language_code",
        "check_id",
        "unit",
        "user_name",
        "reason",
        "expires_on",
        "digest",
    ]
    export_headings = EXPORT_HEADINGS

    @cached_property
    def columns(self) -> list[Column]:
        """What the table shows."""
        return [
            CheckColumn("check_id", label=_("Check"), sort_key="check_id"),
            Column("language_code", label=_("Language"), accessor="language_code", sort_key="language_code"),
            Column("reason", label=_("Reason"), accessor="reason"),
            Column("user_name", label=_("Name"), accessor="user_name", sort_key="user_name"),
            DateColumn("made_at", label=_("Made on"), accessor="made_at", sort_key="made_at"),
            Column("expires_on", label=_("Until"), accessor="expires_on"),
        ]

    def get_base_queryset(self) -> QuerySet[Override]:
        return Override.objects.all()


class WithdrawalViewSet(ModelViewSet):
    """What readers of withdrawn articles are told. Rows come and go with the articles."""

    model = Withdrawal
    name = "withdrawal"
    url_prefix = "withdrawn"
    icon = "no-view"
    menu_label = _("Withdrawn articles")
    menu_hook = "register_reports_menu_item"
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["title", "language_code", "withdrawn_on", "reason"]
    list_filter = ["language_code"]
    search_fields = ["title"]
    form_fields = ["reason", "successor"]

    @property
    def permission_policy(self) -> "WordingPolicy":
        """See and put better."""
        return WordingPolicy(Withdrawal)

    def get_urlpatterns(self) -> list[URLPattern]:
        """No address to add or delete one at."""
        kept = {"index", "index_results", "edit"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


class WordingPolicy(ModelPermissionPolicy):
    """To see and to change, for those who may; to add and to delete, for nobody: articles do that by coming back."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this user may."""
        return action in {"view", "change"} and bool(super().user_has_permission(user, action))
