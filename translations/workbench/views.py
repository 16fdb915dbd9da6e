"""The workbench's screen and what it asks the server for.

Each answer to its script is HTML that a page without scripts shows too: the script puts it in place, decides nothing.
"""

import re
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.action_menu import PageActionMenu, WorkflowMenuItem
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.menus.pages import get_page_header_buttons
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import ButtonWithDropdown
from wagtail.models import Page, PageLogEntry
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment, Translation

from translations import checks
from translations.board.page_list import queue_of
from translations.checks.numbers import ID as NUMBERS
from translations.models import SegmentNote, TranslationState
from translations.publishing.middleware import refuse
from translations.publishing.submission import SUBMITTED, NotReadyError, submit_for_review
from translations.segments.finding_overrides import PERMISSION, override_finding
from translations.segments.segment_checks import UNCHECKED, SegmentText, check_segments
from translations.segments.segment_labels import Place
from translations.segments.segment_notes import add_note, resolve
from translations.workbench.saving import FasterError, SourceChangedError, checked, save_segment, translation_for
from translations.workbench.segment_list import Row, Workbench, suggestions, terms_of
from translations.workbench.synced_values import Value, follow_source, set_own, values_of

SHOWN = {
    "": gettext_lazy("All"),
    "todo": gettext_lazy("To do"),
    "stale": gettext_lazy("Stale"),
    "blocking": gettext_lazy("Blocking"),
}


def is_script(request: HttpRequest) -> bool:
    """Whether the workbench's script asks, and not a form."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def number(value: str) -> int:
    """A key from an address; 0 for anything else."""
    return int(value) if value.isdecimal() and len(value) < 10 else 0


class Screen:
    """What the templates show of one translation, to one person."""

    def __init__(self, request: HttpRequest, translation: Translation, page: Page) -> None:
        self.request, self.translation, self.page = request, translation, page
        self.bench = Workbench(translation)
        self.permissions = page.permissions_for_user(request.user)
        self.show = request.GET.get("show", "") if request.GET.get("show", "") in SHOWN else ""

    @cached_property
    def is_locked(self) -> bool:
        """Whether nothing can be changed."""
        return bool(self.permissions.page_locked())

    @cached_property
    def is_in_review(self) -> bool:
        """Whether it was submitted, and its review isn't over."""
        return bool(self.page.workflow_in_progress)

    @cached_property
    def shown(self) -> list[Row]:
        """The rows that were asked for."""
        bench = self.bench
        return {"todo": bench.to_do, "stale": bench.stale, "blocking": bench.blocking}.get(self.show, bench.rows)

    @cached_property
    def filters(self) -> list[dict[str, Any]]:
        """What can be asked for, and how much of it there is."""
        bench = self.bench
        counts = {
            "": len(bench.rows),
            "todo": len(bench.to_do),
            "stale": len(bench.stale),
            "blocking": len(bench.blocking),
        }
        return [
            {
                "value": value,
                "label": label,
                "count": counts[value],
                "clinical": bench.clinical if value == "stale" else 0,
                "is_chosen": value == self.show,
            }
            for value, label in SHOWN.items()
        ]

    @cached_property
    def reasons(self) -> list[str]:
        """Why it can't be submitted now."""
        bench = self.bench
        counted = [
            (len(bench.blocking), ngettext("%(n)s blocking finding", "%(n)s blocking findings", len(bench.blocking))),
            (bench.missing, ngettext("%(n)s segment to translate", "%(n)s segments to translate", bench.missing)),
            (len(bench.stale), ngettext("%(n)s stale", "%(n)s stale", len(bench.stale))),
            (bench.drafts, ngettext("%(n)s machine draft to read", "%(n)s machine drafts to read", bench.drafts)),
            (bench.errors, ngettext("%(n)s in error", "%(n)s in error", bench.errors)),
        ]
        reasons = [text % {"n": count} for count, text in counted if count]
        if self.is_in_review:
            reasons = [_("it is in review")]
        elif self.is_locked:
            reasons = [_("it is locked")]
        elif not reasons and not self.permissions.can_submit_for_moderation():
            reasons = [_("it has no review")]
        return reasons

    @cached_property
    def is_source_withdrawn(self) -> bool:
        """Whether the page's source was taken offline, or deleted."""
        return TranslationState.objects.filter(
            translation_key=self.translation.source.object_id,
            locale=self.translation.target_locale,
            state=TranslationState.State.WITHDRAWN,
        ).exists()

    @cached_property
    def next_page(self) -> TranslationState | None:
        """What waits for this person besides this page."""
        return queue_of(self.request.user).exclude(target=self.page.pk).first()  # type: ignore[arg-type]

    @cached_property
    def step_actions(self) -> list[WorkflowMenuItem]:
        """What this person may do with the step of the review that the page is in: Wagtail's, and past its hooks."""
        if not self.is_in_review:
            return []
        menu = PageActionMenu(self.request, view="edit", page=self.page, locked_for_user=self.is_locked)
        items = [item for item in (menu.default_item, *menu.menu_items) if isinstance(item, WorkflowMenuItem)]
        # Each once: the form has a place for a comment.
        return list({item.name: item for item in reversed(items)}.values())

    @cached_property
    def word_to_reviewer(self) -> str:
        """What was said when it was submitted, while the review lasts."""
        if not self.is_in_review:
            return ""
        entry = PageLogEntry.objects.filter(page=self.page.pk, action=SUBMITTED).order_by("-timestamp", "-pk").first()
        return str(entry.data.get("comment", "")) if entry else ""

    def context(self, active: Row | None, **more: Any) -> dict[str, Any]:
        """For any of the templates."""
        bench = self.bench
        return {
            "screen": self,
            "bench": bench,
            "active": active,
            "page": self.page,
            "translation": self.translation,
            "source_language": self.translation.source.locale.language_code,
            "target_language": self.translation.target_locale.language_code,
            "may_override": self.request.user.has_perm(PERMISSION),
            "may_publish": self.permissions.can_publish(),
            **more,
        }

    def rail(self, row: Row | None) -> dict[str, Any]:
        """What helps with one segment."""
        if not row:
            return {}
        return {
            "suggestions": [] if self.is_locked else suggestions(row, self.translation),
            "terms": terms_of(row),
        }

    def verdict(self, row: Row, text: str) -> dict[str, Any]:
        """What is wrong with a text that isn't saved yet, and what agrees with the source."""
        data, problem = "", ""
        if text.strip():
            try:
                data = checked(self.translation, row.segment, text)
            except ValidationError as error:
                problem = " ".join(error.messages)
        languages = (self.translation.source.locale.language_code, self.translation.target_locale.language_code)
        source = row.segment.string.data
        is_checked = bool(data) and row.path not in UNCHECKED
        segment = SegmentText(row.path, source, data)
        return {
            "problem": problem,
            "findings": list(check_segments([segment], self.translation)) if is_checked else [],
            "repair": self.repair(row, text, data) if is_checked else None,
            "agreements": checks.agreements(source, data, *languages) if is_checked else [],
            "chips_in_place": [chip.name for chip in row.chips.all if chip.is_unique] if data else [],
        }

    def repair(self, row: Row, text: str, data: str) -> dict[str, str] | None:
        """The text with its one wrong number put right, and what is put in; None unless the checks then say nothing."""
        languages = (self.translation.source.locale.language_code, self.translation.target_locale.language_code)
        source = row.segment.string.data
        if not (found := checks.repaired(source, data, *languages)):
            return None
        wrong, right = found
        places = list(re.finditer(rf"(?<![\w.,{{/]){re.escape(wrong)}(?!\w)", text))
        if len(places) != 1:
            return None  # which of them is the wrong one isn't sure
        whole = text[: places[0].start()] + right + text[places[0].end() :]
        try:
            fresh = checked(self.translation, row.segment, whole)
        except ValidationError:
            return None
        if any(finding.id == NUMBERS for finding in checks.check_segment(source, fresh, *languages)):
            return None
        return {"text": whole, "words": right}

    def render(self, template: str, active: Row | None, **more: Any) -> str:
        """One part of the screen."""
        return render_to_string(f"translations/workbench/{template}.html", self.context(active, **more), self.request)

    def parts(self, active: Row | None = None) -> dict[str, str]:
        """What changes around the segments with each save, by the id of its place."""
        return {"workbench-bar": self.render("bar", active), "workbench-foot": self.render("foot", active)}


class OfPageMixin(WagtailAdminTemplateMixin):
    """A screen that belongs to a page's editor: its breadcrumbs lead back there."""

    page: Page

    def get_page_subtitle(self) -> str:
        """The page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The page, then this."""
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": self.page_title}]


class WorkbenchView(WagtailAdminTemplateMixin, TemplateView):
    """The page in its target language, segment by segment, instead of Wagtail's editor."""

    template_name = "translations/workbench/page.html"
    http_method_names = ["get", "head", "options"]
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """As the edit view, which has asked already whether the page may be edited."""
        self.screen = Screen(request, kwargs["translation"], kwargs["page"])
        self.typed: str | None = kwargs.get("typed")
        self.problem: str = kwargs.get("problem", "")
        self.chosen: int = kwargs.get("segment_id", 0) or number(request.GET.get("segment", ""))
        if request.method == "POST":  # a form that was refused: the screen again, with what was typed
            return self.render_to_response(self.get_context_data(), status=422)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The page, as its translators know it."""
        return str(self.screen.page.get_admin_display_title())

    def get_header_more_buttons(self) -> list[Any]:
        """Wagtail's own: move, copy, delete, unpublish, history."""
        return sorted(
            get_page_header_buttons(
                page=self.screen.page, user=self.request.user, next_url=self.request.path, view_name="edit"
            )
        )

    def get_header_buttons(self) -> list[Any]:
        return [
            ButtonWithDropdown(
                buttons=self.get_header_more_buttons(),
                icon_name="dots-horizontal",
                attrs={"aria-label": _("Actions")},
                classname="w-h-slim-header",
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        screen, bench = self.screen, self.screen.bench
        active = bench.row(self.chosen) or (None if screen.is_locked else bench.next_to_do())
        if active and active not in screen.shown:
            screen.show = ""
            del screen.shown
        panels = [
            PageStatusSidePanel(
                screen.page,
                self.request,
                show_schedule_publishing_toggle=False,
                live_object=screen.page,
                scheduled_object=screen.page.get_scheduled_revision_as_object(),
                locale=screen.translation.target_locale,
                translations=[
                    {"locale": each.locale, "url": reverse("wagtailadmin_pages:edit", args=[each.pk])}
                    for each in screen.page.get_translations().select_related("locale")
                    if each.permissions_for_user(self.request.user).can_edit()
                ],
            )
        ]
        machine = get_machine_translator()
        source, target = screen.translation.source, screen.translation.target_locale
        text = self.typed if self.typed is not None else (active.text if active else "")
        verdict = screen.verdict(active, text) if active else {}
        return super().get_context_data(
            **kwargs
            | screen.context(active)
            | screen.rail(active)
            | {
                "text": text,
                "verdict": verdict | ({"problem": self.problem} if self.problem else {}),
                "runs": bench.runs(screen.shown, active),
                "source_locale": source.locale,
                "machine": machine if machine and machine.can_translate(source.locale, target) else None,
                "values": source.overridablesegment_set.count() + source.relatedobjectsegment_set.count(),
                "side_panels": panels,
                "media": MediaContainer(panels).media,
                "history_url": reverse("wagtailadmin_pages:history", args=[screen.page.pk]),
            }
        )


class TranslationMixin(View):
    """Of one translation, for whoever may edit its page."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.translation, self.page = translation_for(request.user, kwargs["translation_id"])  # type: ignore[arg-type]

    @cached_property
    def screen(self) -> Screen:
        """As it is now."""
        return Screen(self.request, self.translation, self.page)

    @property
    def user(self) -> AbstractUser:
        """Who asks."""
        return cast("AbstractUser", self.request.user)

    def row_or_404(self) -> Row:
        """The segment of the address."""
        if not (row := self.screen.bench.row(self.kwargs["segment_id"])):
            raise Http404
        return row

    def back(self, segment_id: int = 0) -> HttpResponse:
        """To the screen, at a segment."""
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return redirect(f"{address}?segment={segment_id}#segment-{segment_id}" if segment_id else address)


class SegmentView(TranslationMixin):
    """One segment: opened, saved."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Opened: its row with a field, and what helps with it."""
        if not is_script(request):
            return self.back(kwargs["segment_id"])
        row = self.row_or_404()
        verdict = self.screen.verdict(row, row.text)
        return JsonResponse(
            {
                "row": self.screen.render("row", row, row=row, text=row.text, verdict=verdict),
                "rail": self.screen.render("rail", row, **self.screen.rail(row)),
                "source": self.translation.source.last_updated_at.isoformat(),
            }
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Saved, or not and why; what was typed is in the answer."""
        text = request.POST.get("text", "")
        try:
            save_segment(
                translation=self.translation,
                page=self.page,
                version=request.POST.get("version", ""),
                text=text,
                user=self.user,
            )
        except ValidationError as error:
            return self._refused(" ".join(error.messages), text, 422)
        except SourceChangedError:
            return self._source_changed()
        except FasterError as error:
            return self._faster(error, text)
        screen = self.screen
        row = screen.bench.row(kwargs["segment_id"])
        following = screen.bench.next_to_do(row.number if row else 0)
        if not is_script(request):
            return self.back(following.segment.pk if following else 0)
        same = [
            each
            for each in screen.bench.rows
            if row and (each.path, each.segment.string_id) == (row.path, row.segment.string_id)
        ]
        return JsonResponse(
            {
                "saved": True,
                "rows": {each.segment.pk: screen.render("row", None, row=each) for each in same},
                "next": following.segment.pk if following and following is not row else None,
                "done": not screen.bench.to_do,
                "parts": screen.parts(),
                "said": _("Saved. %(done)s of %(total)s segments are current.")
                % {"done": screen.bench.done, "total": len(screen.bench.rows)},
            }
        )

    def _refused(self, problem: str, text: str, status: int, **more: Any) -> HttpResponse:
        if is_script(self.request):
            return JsonResponse({"problem": problem, **more}, status=status)
        answer: HttpResponse = WorkbenchView.as_view()(
            self.request,
            translation=self.translation,
            page=self.page,
            segment_id=self.kwargs["segment_id"],
            typed=text,
            problem=problem,
        )
        return answer

    def _source_changed(self) -> HttpResponse:
        said = _("The source of this segment has changed meanwhile. What you typed is kept as a proposal beside it.")
        messages.warning(self.request, said)
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        if is_script(self.request):
            return JsonResponse({"moved": address, "problem": said}, status=410)
        return redirect(address)

    def _faster(self, error: FasterError, text: str) -> HttpResponse:
        row = self.row_or_404()
        name = error.theirs and error.theirs.last_translated_by
        problem = _(
            "%(name)s has saved this segment while you were on it: “%(text)s”. Yours is not saved yet and still here. "
            "Save again to replace theirs, or copy what you need from it."
        ) % {
            "name": (name.get_full_name() or name.get_username()) if name else _("Somebody"),
            "text": row.chips.write(error.theirs.data) if error.theirs else "",
        }
        return self._refused(problem, text, 409, version=row.version)


class CheckView(TranslationMixin):
    """What the checks say of a text as one types."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Nothing is stored."""
        segment = get_object_or_404(
            StringSegment.objects.select_related("string", "context"),
            pk=kwargs["segment_id"],
            source=self.translation.source_id,
        )
        row = Row(0, segment, None, Place(""))  # where it stands isn't asked
        verdict = self.screen.verdict(row, request.POST.get("text", ""))
        return JsonResponse(
            {
                "html": self.screen.render("verdict", row, row=row, verdict=verdict),
                "blocking": sum(found.blocks for found in verdict["findings"]),
                "source": self.translation.source.last_updated_at.isoformat(),
            }
        )


class OverrideView(TranslationMixin):
    """A finding of a saved segment is let pass, with a reason that is kept."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Only for those who may."""
        row = self.row_or_404()
        found = next((each for each in row.findings if each.finding.id == request.POST.get("finding")), None)
        if not found or not found.blocks:
            messages.error(request, _("Nothing was changed: the texts are no longer the ones you saw."))
            return self.back(row.segment.pk)
        try:
            override_finding(
                translation=self.translation,
                segment=found.segment,
                finding_id=found.finding.id,
                reason=request.POST.get("reason", ""),
                user=self.user,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The reason is kept. It holds as long as neither text changes."))
        return self.back(row.segment.pk)


class NoteView(TranslationMixin):
    """Something is said about a segment."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Added; the talk of the segment is the answer."""
        row, problem = self.row_or_404(), ""
        try:
            add_note(
                key=self.translation.source.object_id,
                locale=self.translation.target_locale,
                path=row.path,
                source=row.segment.string.data,
                text=request.POST.get("note", ""),
                user=self.user,
            )
        except ValidationError as error:
            problem = " ".join(error.messages)
        return answer_notes(self, row.segment.pk, problem)


class ResolveNoteView(TranslationMixin):
    """The talk about a segment is over."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Folded away, not deleted."""
        note = get_object_or_404(
            SegmentNote,
            pk=kwargs["note_id"],
            translation_key=self.translation.source.object_id,
            locale=self.translation.target_locale,
        )
        resolve(note)
        return answer_notes(self, kwargs["segment_id"], "")


def answer_notes(view: TranslationMixin, segment_id: int, problem: str) -> HttpResponse:
    """The notes of a segment as they are now."""
    row = Screen(view.request, view.translation, view.page).bench.row(segment_id)
    if not is_script(view.request) or not row:
        if problem:
            messages.error(view.request, problem)
        return view.back(segment_id)
    return JsonResponse(
        {"html": view.screen.render("notes", row, problem=problem), "problem": problem}, status=422 if problem else 200
    )


class SubmitView(TranslationMixin):
    """The finished page goes to its review, with a word to the reviewer."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Or back, with the reasons."""
        try:
            submit_for_review(self.translation, self.user, request.POST.get("word", ""))
        except NotReadyError as refusal:
            refuse(request, self.translation, refusal.reasons)
        except ValidationError as refusal:
            refuse(request, self.translation, refusal.messages)
        else:
            messages.success(
                request, _("“%(page)s” was submitted for review.") % {"page": self.page.get_admin_display_title()}
            )
        return self.back()


def may_answer(user: AbstractUser, page: Page) -> bool:
    """Whether somebody may read and answer what translators say about a page: its authors, and its translators."""
    pages = [page, *page.get_translations()]
    return any(each.permissions_for_user(user).can_edit() for each in pages)


class NotesOfPageView(OfPageMixin, TemplateView):
    """What translators have said about a page, for whoever wrote it."""

    template_name = "translations/workbench/notes_of_page.html"
    page_title = gettext_lazy("Notes on the translation")
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For its authors and its translators."""
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not may_answer(cast("AbstractUser", request.user), self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The notes, those that are resolved last."""
        notes = SegmentNote.objects.filter(translation_key=self.page.translation_key).select_related("locale")
        threads: dict[tuple[int, str, str], list[SegmentNote]] = {}
        for note in notes:
            threads.setdefault((note.locale_id, note.path, note.source), []).append(note)
        ordered = sorted(threads.values(), key=lambda thread: thread[-1].resolved_at is not None)
        return super().get_context_data(threads=ordered, page=self.page, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """An answer, or the end of the talk."""
        note = get_object_or_404(
            SegmentNote.objects.select_related("locale"),
            pk=number(request.POST.get("to", "")),
            translation_key=self.page.translation_key,
        )
        if "resolve" in request.POST:
            resolve(note)
            messages.success(request, _("The notes on this segment are resolved."))
            return redirect(request.path)
        try:
            add_note(
                key=note.translation_key,
                locale=note.locale,
                path=note.path,
                source=note.source,
                text=request.POST.get("note", ""),
                user=cast("AbstractUser", request.user),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Your answer is beside the segment in the workbench."))
        return redirect(request.path)


class ValuesView(TranslationMixin, OfPageMixin, TemplateView):
    """Pictures, documents, pages and addresses: those of the source, or the translation's own."""

    template_name = "translations/workbench/values.html"
    page_title = gettext_lazy("Pictures, links and related objects")
    header_icon = "link"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its form."""
        values = [(value, kwargs.get("bound", {}).get(value.pk) or value.form()) for value in self.values]
        related = [
            (
                segment.get_source_instance(),
                segment.object.get_instance_or_none(self.translation.target_locale),
            )
            for segment in self.translation.source.relatedobjectsegment_set.select_related("object").order_by("order")
        ]
        media = MediaContainer([form for _value, form in values]).media if values else None
        return super().get_context_data(
            values=values,
            related=related,
            media=media,
            page=self.page,
            is_locked=self.screen.is_locked,
            source_language=self.translation.source.locale.language_code,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """One of them."""
        value = next((each for each in self.values if each.pk == number(request.POST.get("segment", ""))), None)
        if not value:
            raise Http404
        try:
            if "follow" in request.POST:
                follow_source(value, self.page, self.user)
                messages.success(request, _("“%(place)s” follows the source again.") % {"place": value.place})
            else:
                set_own(value, self.page, self.user, request.POST.get(value.name, ""))
                messages.success(request, _("“%(place)s” has its own value now.") % {"place": value.place})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.render_to_response(
                self.get_context_data(bound={value.pk: value.form(request.POST)}), status=422
            )
        return redirect(request.path)

    @cached_property
    def values(self) -> list[Value]:
        """The page's."""
        return list(values_of(self.translation, self.user))
