"""Where the admin asks before it publishes or moves, and where the board has its place."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from translations.board.board_views import AssignView, read_source, submit
from translations.board.page_list import BoardView, TranslationsPanel
from translations.interchange.exchange_views import DeliveryView, MemoryView, send, send_one
from translations.localize_views import (
    FindingsView,
    SynchroniseTranslationsView,
    edit_override,
    edit_string_translation,
    machine_translate,
)
from translations.publishing.middleware import refuse
from translations.publishing.publish_rules import reasons_not_to_publish, translation_of
from translations.publishing.submission import SUBMITTED
from translations.segments.segment_notes import open_notes
from translations.ui_coverage import InterfaceReportView
from translations.workbench.note_views import NotesOfPageView, NoteView, ResolveNoteView
from translations.workbench.value_views import ValuesView
from translations.workbench.views import CheckView, OverrideView, SegmentView, SubmitView, WorkbenchView

SEGMENT = "segments/<int:segment_id>/"
WORKBENCH = [
    path(SEGMENT, SegmentView.as_view(), name="workbench_segment"),
    path(f"{SEGMENT}check/", CheckView.as_view(), name="workbench_check"),
    path(f"{SEGMENT}override/", OverrideView.as_view(), name="workbench_override"),
    path(f"{SEGMENT}notes/", NoteView.as_view(), name="workbench_note"),
    path(f"{SEGMENT}notes/<int:note_id>/resolve/", ResolveNoteView.as_view(), name="workbench_resolve"),
    path("submit/", SubmitView.as_view(), name="workbench_submit"),
    path("values/", ValuesView.as_view(), name="workbench_values"),
]


# Before wagtail-localize's own addresses, and the same as those: whoever asks for them gets ours.
@hooks.register("register_admin_urls", order=-10)
def register_addresses() -> list[URLPattern | URLResolver]:
    """The views of this room."""
    return [
        path("translations/", BoardView.as_view(), name="translation_board"),
        path("translations/results/", BoardView.as_view(results_only=True), name="translation_board_results"),
        path("translations/assign/", AssignView.as_view(), name="assign_translator"),
        path("translations/submit/<int:state_id>/", submit, name="submit_translation"),
        path("translations/source/<int:page_id>/", read_source, name="translation_source"),
        path("translations/send/", send, name="send_translations"),
        path("translations/import/", DeliveryView.as_view(), name="import_translations"),
        path("translations/interface/", InterfaceReportView.as_view(), name="interface_report"),
        path("translations/memory/", MemoryView.as_view(), name="translation_memory"),
        path("translations/<int:translation_id>/file.xlf", send_one, {"format": "xliff"}, name="translation_xliff"),
        path("translations/<int:translation_id>/file.po", send_one, {"format": "po"}, name="translation_po"),
        path("translations/<int:translation_id>/import/", DeliveryView.as_view(), name="import_translation"),
        path("localize/reports/translations/", RedirectView.as_view(pattern_name="translation_board")),
        path("translations/<int:translation_id>/findings/", FindingsView.as_view(), name="translation_findings"),
        path("translations/notes/<int:page_id>/", NotesOfPageView.as_view(), name="translation_notes"),
        path("translations/<int:translation_id>/", include(WORKBENCH)),
        path("localize/update/<int:translation_source_id>/", SynchroniseTranslationsView.as_view()),
        path("localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/", edit_string_translation),
        path("localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/", edit_override),
        path("localize/translate/<int:translation_id>/pofile/upload/", DeliveryView.as_view()),
        path("localize/translate/<int:translation_id>/pofile/download/", send_one),
        path("localize/translate/<int:translation_id>/machine_translate/", machine_translate),
    ]


# Before wagtail-localize's own hook, which answers the request; `editorial.wagtail_hooks` has the others of this name.
@hooks.register("before_edit_page", order=-10)
def refuse_to_publish_unfinished(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The guard's answer, in the translation editor, before anything is saved."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not (translation := translation_of(page)):
        return None
    if not (reasons := reasons_not_to_publish(translation)):
        return None
    refuse(request, translation, reasons)
    return redirect("wagtailadmin_pages:edit", page.pk)


# Instead of wagtail-localize's editor. What is posted to the page's address (publish) goes on to it, past the guard.
@hooks.register("before_edit_page", order=-10)
def open_workbench(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page that is translated is edited segment by segment."""
    if request.method != "GET" or page.alias_of_id or not (translation := translation_of(page)):
        return None
    answer: HttpResponse = WorkbenchView.as_view()(request, translation=translation, page=page)
    return answer


@hooks.register("before_edit_page")
def tell_author_of_notes(request: HttpRequest, page: Page) -> None:
    """Whoever opens a source sees that its translators have asked something."""
    if request.method == "GET" and (count := open_notes(page.translation_key).count()):
        said = ngettext("%(count)d note from translation waits.", "%(count)d notes from translation wait.", count)
        address = reverse("translation_notes", args=[page.pk])
        admin_messages.info(
            request, said % {"count": count}, buttons=[admin_messages.button(address, _("Read and answer"))]
        )


@hooks.register("register_log_actions")
def register_submission(actions: Any) -> None:
    """The word to the reviewer, in the page's history."""

    @actions.register_action(SUBMITTED)
    class SubmissionFormatter(LogFormatter):
        label = gettext_lazy("Submit a translation")
        message = gettext_lazy("Submitted the translation for review")

        def format_comment(self, log_entry: Any) -> str:
            return str(log_entry.data.get("comment", ""))


@hooks.register("before_move_page")
def refuse_to_move_across_languages(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page keeps its language when it moves, so it can't move under another one's address."""
    if destination.is_root() or page.locale_id == destination.locale_id:
        return None
    messages.error(
        request,
        _("“%(page)s” was not moved: it is written in another language than its new place. Translate it instead.")
        % {"page": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


class BoardMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, BoardView.any_permission_required))


@hooks.register("register_admin_menu_item")
def register_board() -> MenuItem:
    """Its place, below the pages."""
    return BoardMenuItem(
        gettext_lazy("Translations"),
        reverse_lazy("translation_board"),
        name="translation-board",
        icon_name="wagtail-localize-language",
        order=150,
    )


@hooks.register("register_reports_menu_item")
def register_interface_report() -> MenuItem:
    """Its place, for the same people as the board."""
    return BoardMenuItem(
        gettext_lazy("Interface texts"),
        reverse_lazy("interface_report"),
        name="interface-texts",
        icon_name="desktop",
        order=1200,
    )


@hooks.register("construct_reports_menu")
def hide_the_report_it_replaces(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """wagtail-localize's list of translations, which knows no missing page and no stale one."""
    replaced = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != replaced]


@hooks.register("insert_global_admin_css")
def insert_board_style() -> SafeString:
    """What the board looks like."""
    return format_html('<link rel="stylesheet" href="{}">', static("translations/board.css"))


@hooks.register("construct_homepage_panels")
def show_counts(request: HttpRequest, panels: list[Any]) -> None:
    """On the dashboard, for those who may open the board."""
    if page_permission_policy.user_has_any_permission(request.user, BoardView.any_permission_required):
        panels.append(TranslationsPanel())
