"""The answers' place in the admin: a report, and a way to it from each article."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from feedback.report import AnswersReport


@hooks.register("register_admin_urls")
def register_report() -> list[URLPattern]:
    """The report, and its results alone."""
    return [
        path("reports/answers/", AnswersReport.as_view(), name="feedback_report"),
        path("reports/answers/results/", AnswersReport.as_view(results_only=True), name="feedback_report_results"),
    ]


class AnswersMenuItem(MenuItem):
    """For those who may see it."""

    def is_shown(self, request: Any) -> bool:
        """Whether this is one of them."""
        return AnswersReport.permission_policy.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Add the answers to the reports menu."""
    return AnswersMenuItem(_("Was this helpful?"), reverse("feedback_report"), icon_name="help", order=900)


@hooks.register("register_page_header_buttons")
def link_to_answers(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an article to what its readers answered."""
    is_article = page.cached_content_type.model == "articlepage"
    if is_article and AnswersReport.permission_policy.user_has_permission(user, "view"):
        url = f"{reverse('feedback_report')}?page={page.pk}"
        yield Button(_("Was this helpful?"), url=url, icon_name="help", priority=90)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Who may see the answers is said in a group."""
    return Permission.objects.filter(content_type__app_label="feedback", codename="view_dailycount")
