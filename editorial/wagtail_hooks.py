"""The room's place in the admin."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from articles.models import ArticlePage
from editorial.authoring.article_templates import DuplicateView, NewArticleView, offer_templates
from editorial.authoring.autosave import remember_autosave, say_why_not_saved
from editorial.authoring.check_panel import CheckNewPageView, CheckPageView, override_finding
from editorial.authoring.submission import SubmitView, ask_what_changed, offer_submission
from editorial.checks.level_settings import CheckLevelsView, LevelInHistory
from editorial.checks.page_checks import LEVEL_SET
from editorial.dashboard import show_my_work
from editorial.permissions.vocabulary_permissions import tell_where_marked
from editorial.publishing.publish_failures import REFUSED, RefusedInHistory
from editorial.publishing.publish_views import PagesViewSet, leave_out_refused, refuse_translation
from editorial.publishing.withdrawal import explain
from editorial.register.public_history import show
from editorial.reports.check_report import CheckReportView
from editorial.reports.evidence import download_evidence
from editorial.reports.glossary_gap_report import GapReport, count_again, may_add_terms, set_aside
from editorial.reports.link_report import LinkReport
from editorial.reports.register_report import OverrideReportView, SignOffReportView, WithdrawalViewSet
from editorial.reports.report_views import LiveReport, may_report
from editorial.reports.review_report import ReviewReport, may_see_reviews
from editorial.reports.text_reports import ReadabilityReport, SourcesReport
from editorial.review.edit_messages import tell_translator
from editorial.review.four_eyes import withhold_approval
from editorial.review.review_queue import ReviewQueueView, is_reviewer
from editorial.review.review_screen import ReviewedPageView, ReviewView

REPORTS: list[tuple[type[LiveReport], str, Callable[[Any], bool]]] = [
    (CheckReportView, "checks", may_report),
    (ReviewReport, "reviews", may_see_reviews),
    (ReadabilityReport, "readability", may_report),
    (SourcesReport, "sources", may_report),
    (LinkReport, "links", may_report),
    (GapReport, "glossary-gaps", may_add_terms),
]


class ReportMenuItem(MenuItem):
    """For those who may open the report."""

    def __init__(self, report: type[LiveReport], may_open: Callable[[Any], bool], order: int) -> None:
        url = reverse_lazy(report.index_url_name)
        super().__init__(report.page_title, url, icon_name=report.header_icon, order=order)
        self.may_open = may_open

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may_open(request.user)


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
        path("checks/page/<int:page_id>/override/", override_finding, name="override_finding"),
        path(new_page, CheckNewPageView.as_view(), name="check_new_page"),
        path("checks/levels/", CheckLevelsView.as_view(), name="check_levels"),
        path("reports/sign-offs/", SignOffReportView.as_view(), name="sign_off_report"),
        path(
            "reports/sign-offs/results/", SignOffReportView.as_view(results_only=True), name="sign_off_report_results"
        ),
        path("reports/overrides/", OverrideReportView.as_view(), name="override_report"),
        path(
            "reports/overrides/results/", OverrideReportView.as_view(results_only=True), name="override_report_results"
        ),
        path("evidence/<int:page_id>/", download_evidence, name="evidence"),
    ]


@hooks.register("register_admin_urls")
def register_report_addresses() -> list[URLPattern]:
    """The addresses of the reports, and of what one can do there."""
    addresses = [
        path("reports/glossary-gaps/count/", count_again, name="count_gaps_again"),
        path("reports/glossary-gaps/<int:pk>/aside/", set_aside, name="set_gap_aside"),
    ]
    for report, address, _may_open in REPORTS:
        results = report.as_view(results_only=True)
        addresses += [
            path(f"reports/{address}/", report.as_view(), name=report.index_url_name),
            path(f"reports/{address}/results/", results, name=report.index_results_url_name),
        ]
    return addresses


def _register_in_menu(report: type[LiveReport], may_open: Callable[[Any], bool], order: int) -> None:
    hooks.register("register_reports_menu_item", lambda: ReportMenuItem(report, may_open, order))


for number, (each, _address, may) in enumerate(REPORTS):
    _register_in_menu(each, may, 100 + number)


@hooks.register("construct_homepage_panels")
def show_work(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel of one's own pages first on the admin's home."""
    show_my_work(request, panels)


@hooks.register("register_settings_menu_item")
def register_check_levels() -> MenuItem:
    """Add the levels of checks to the settings menu."""
    return CheckLevelsMenuItem(_("Levels of the checks"), reverse_lazy("check_levels"), icon_name="glasses", order=900)


@hooks.register("insert_editor_js")
def insert_editor_scripts() -> SafeString:
    """What keeps the checks panel up to date, comments from being lost, and says when nothing is saved any more."""
    return format_html(
        '<script src="{}"></script><script src="{}"></script><script src="{}"></script>',
        static("editorial/checks.js"),
        static("editorial/comments.js"),
        static("editorial/autosave.js"),
    )


@hooks.register("insert_global_admin_css")
def insert_checks_style() -> SafeString:
    """What the panel and the dashboard look like."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        static("editorial/checks.css"),
        static("editorial/work.css"),
    )


@hooks.register("register_admin_urls")
def register_article_addresses() -> list[URLPattern]:
    """Where an author begins an article, and says what changed in it."""
    return [
        path("articles/new/<int:parent_id>/", NewArticleView.as_view(), name="new_article"),
        path("articles/<int:page_id>/duplicate/", DuplicateView.as_view(), name="duplicate_article"),
        path("articles/<int:page_id>/submit/", SubmitView.as_view(), name="submit_article"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_duplicate(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """In the menus of an article, beside Wagtail's copy, which takes dates and address along."""
    # Without a query per row; whether its list takes another one is asked by the view.
    if isinstance(page.specific_deferred, ArticlePage) and page.permissions_for_user(user).can_edit():
        address = reverse("duplicate_article", args=[page.pk])
        yield Button(_("Duplicate as new"), address, icon_name="copy", priority=35)


hooks.register("construct_page_action_menu", offer_submission)
hooks.register("construct_page_action_menu", withhold_approval)
hooks.register("after_edit_page", ask_what_changed)
hooks.register("after_create_page", ask_what_changed)
hooks.register("before_create_page", offer_templates)


@hooks.register("after_edit_snippet")
def tell_where_words_are_marked(request: HttpRequest, instance: Any) -> None:
    """Whoever changes a definition."""
    tell_where_marked(request, instance)


# The public history of an article: its address is the article's, what it tells is this room's.
hooks.register("show_article_history", show)


@hooks.register("after_unpublish_page")
def tell_readers_why(request: HttpRequest, page: Page) -> None:
    """What was written beside the button."""
    explain(request, page)


class RegisterMenuItem(MenuItem):
    """For those who may read a register."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_reports_menu_item")
def register_sign_off_report() -> MenuItem:
    """The register of signatures."""
    return RegisterMenuItem(
        _("Register of sign-offs"),
        reverse_lazy("sign_off_report"),
        icon_name="tick-inverse",
        order=110,
        permission="editorial.view_signoff",
    )


@hooks.register("register_reports_menu_item")
def register_override_report() -> MenuItem:
    """The register of overrides."""
    return RegisterMenuItem(
        _("Register of overrides"),
        reverse_lazy("override_report"),
        icon_name="warning",
        order=120,
        permission="editorial.view_override",
    )


@hooks.register("register_admin_viewset")
def register_withdrawals() -> WithdrawalViewSet:
    """What readers of withdrawn articles are told."""
    return WithdrawalViewSet()


@hooks.register("register_page_header_buttons")
def offer_evidence(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of an article: what an auditor asks."""
    if isinstance(page.specific_deferred, ArticlePage):
        yield Button(
            _("Evidence file"), reverse("evidence", args=[page.pk]), icon_name="folder-open-inverse", priority=60
        )


@hooks.register("register_log_actions")
def register_log_lines(actions: LogActionRegistry) -> None:
    """A line of a page's history; one of the site's."""
    actions.register_action(REFUSED)(RefusedInHistory)
    actions.register_action(LEVEL_SET)(LevelInHistory)


# What is asked before the editor opens, in this order. Between them come `translations.wagtail_hooks` (-10: its own
# refusal, then the workbench in the place of the editor) and wagtail-localize (0: its own editor answers).
for order, hook in (
    (-20, tell_translator),  # before the workbench opens: its messages show there
    (-20, say_why_not_saved),  # an autosave that the review’s lock refuses is answered, and goes no further
    (-20, remember_autosave),  # an autosave that is let through is compared when it is saved
    (-5, refuse_translation),  # what publishing a translation would be refused for, before anything is saved
):
    hooks.register("before_edit_page", hook, order=order)


@hooks.register("construct_admin_api")
def publish_through_the_guard(api: WagtailAPIRouter) -> None:
    """The API asks before it publishes, too."""
    api.register_endpoint("pages", PagesViewSet)


@hooks.register("before_bulk_action")
def publish_what_may_be(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The others go live."""
    is_of_pages = action_type == "publish" and action.model is Page
    return leave_out_refused(request, objects, action) if is_of_pages else None


class ReviewsMenuItem(MenuItem):
    """For those who sign."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return is_reviewer(user)


@hooks.register("register_admin_urls")
def register_review_addresses() -> list[URLPattern]:
    """Add the addresses of the reviewers' screens."""
    return [
        path("reviews/", ReviewQueueView.as_view(), name="my_reviews"),
        path("reviews/<int:page_id>/", ReviewView.as_view(), name="review"),
        path("reviews/<int:page_id>/page/", ReviewedPageView.as_view(), name="review_page"),
    ]


@hooks.register("register_admin_menu_item")
def register_reviews() -> MenuItem:
    """Their place, below the pages."""
    return ReviewsMenuItem(_("My reviews"), reverse_lazy("my_reviews"), icon_name="glasses", order=140)
