"""The room's place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from editorial.check_levels import CheckLevelsView
from editorial.check_panel import CheckNewPageView, CheckPageView
from editorial.check_report import CheckReportView
from editorial.review_queue import ReviewQueueView, ReviewsPanel, is_reviewer
from editorial.review_screen import ReviewedPageView, ReviewView


class CheckReportMenuItem(MenuItem):
    """For those who may open the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            page_permission_policy.user_has_any_permission(request.user, CheckReportView.any_permission_required)
        )


class CheckLevelsMenuItem(MenuItem):
    """For those who may change the levels."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("editorial.change_checklevel")


@hooks.register("register_admin_urls")
def register_check_addresses() -> list[URLPattern]:
    """The addresses of the checks."""
    new_page = "checks/new/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
    return [
        path("checks/page/<int:page_id>/", CheckPageView.as_view(), name="check_page"),
        path(new_page, CheckNewPageView.as_view(), name="check_new_page"),
        path("checks/levels/", CheckLevelsView.as_view(), name="check_levels"),
        path("reports/checks/", CheckReportView.as_view(), name="check_report"),
        path("reports/checks/results/", CheckReportView.as_view(results_only=True), name="check_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_check_report() -> MenuItem:
    """The report's place."""
    return CheckReportMenuItem(_("Checks"), reverse_lazy("check_report"), icon_name="glasses", order=100)


@hooks.register("register_settings_menu_item")
def register_check_levels() -> MenuItem:
    """The levels' place."""
    return CheckLevelsMenuItem(_("Levels of the checks"), reverse_lazy("check_levels"), icon_name="glasses", order=900)


@hooks.register("insert_editor_js")
def insert_checks_script() -> SafeString:
    """What keeps the checks panel up to date."""
    return format_html('<script src="{}"></script>', static("editorial/checks.js"))


@hooks.register("insert_global_admin_css")
def insert_checks_style() -> SafeString:
    """What the panel looks like."""
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/checks.css"))


class ReviewsMenuItem(MenuItem):
    """For those who sign."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return is_reviewer(user)


@hooks.register("register_admin_urls")
def register_review_addresses() -> list[URLPattern]:
    """The reviewers' screens."""
    return [
        path("reviews/", ReviewQueueView.as_view(), name="my_reviews"),
        path("reviews/<int:page_id>/", ReviewView.as_view(), name="review"),
        path("reviews/<int:page_id>/page/", ReviewedPageView.as_view(), name="review_page"),
    ]


@hooks.register("register_admin_menu_item")
def register_reviews() -> MenuItem:
    """Their place, below the pages."""
    return ReviewsMenuItem(_("My reviews"), reverse_lazy("my_reviews"), icon_name="glasses", order=140)


@hooks.register("construct_homepage_panels")
def show_reviews(request: HttpRequest, panels: list[Any]) -> None:
    """On the dashboard, for those who sign."""
    user: Any = request.user
    if is_reviewer(user):
        panels.append(ReviewsPanel())
