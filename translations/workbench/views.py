"""The workbench's screen and what it asks the server for.

Each answer to its script is HTML that a page without scripts shows too: the script puts it in place, decides nothing.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.menus.pages import get_page_header_buttons
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import ButtonWithDropdown
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment

from translations.publishing.middleware import refuse
from translations.publishing.submission import NotReadyError, submit_for_review
from translations.segments.finding_overrides import override_finding
from translations.segments.segment_labels import Place
from translations.workbench.mixins import TranslationMixin, is_script, number
from translations.workbench.saving import FasterError, SourceChangedError, save_segment
from translations.workbench.screen import Screen
from translations.workbench.segment_list import Row


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
        """Check the posted text; nothing is stored."""
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
