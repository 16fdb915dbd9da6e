"""Notes on segments: said, answered and resolved, in the workbench and by the page's authors."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.models import Page

from translations.models import SegmentNote
from translations.segments.segment_notes import add_note, resolve
from translations.workbench.mixins import OfPageMixin, TranslationMixin, is_script, number
from translations.workbench.screen import Screen


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
