"""wagtail-localize's views, where they do more than they may or fail on what they are given."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views import edit_translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from translations.publishing.publish_rules import missing_segments
from translations.segments.finding_overrides import PERMISSION, override_finding
from translations.segments.inline_codes import Chips
from translations.segments.machine_translation import MachineTranslationError, no_drafts_message
from translations.segments.segment_checks import PageFinding, translation_findings
from translations.workbench.mixins import OfPageMixin
from translations.workbench.saving import FasterError, SourceChangedError, forget_segment, save_segment, translation_for
from translations.workbench.synced_values import follow_source, set_own, values_of


class FindingsView(OfPageMixin, TemplateView):
    """What differs between a page and its source; whoever may, lets a finding pass and says why."""

    template_name = "translations/findings.html"
    page_title = gettext_lazy("What differs from the source")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For whoever may edit the translated page."""
        self.translation = get_object_or_404(Translation, pk=kwargs["translation_id"])
        try:
            self.page = self.translation.get_target_instance()
        except ObjectDoesNotExist as error:
            raise Http404 from error
        if not isinstance(self.page, Page) or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The findings, and whether this person may let them pass."""
        return super().get_context_data(
            findings=list(enumerate(translation_findings(self.translation))),
            unfinished=len(missing_segments(self.translation)),
            page=self.page,
            source_language=self.translation.source.locale.language_code,
            target_language=self.translation.target_locale.language_code,
            may_override=self.request.user.has_perm(PERMISSION),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Let the finding pass that was shown; what has changed since is looked at again."""
        sent = tuple(request.POST.get(name, "") for name in ("finding", "source", "target"))
        for each in translation_findings(self.translation):
            if (each.finding.id, each.source_digest, each.target_digest) == sent and each.blocks:
                self._override(request, each)
                break
        else:
            messages.error(request, _("Nothing was changed: the texts are no longer the ones you saw."))
        return redirect(request.path)

    def _override(self, request: HttpRequest, found: PageFinding) -> None:
        try:
            override_finding(
                translation=self.translation,
                segment=found.segment,
                finding_id=found.finding.id,
                reason=request.POST.get("reason", ""),
                user=cast("AbstractUser", request.user),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The reason is kept. It holds as long as neither text changes."))


class SynchroniseTranslationsView(UpdateTranslationsView):
    """Brings the source's changes to the translators. Publishes nothing: that permission isn't asked for here."""

    def get_form(self) -> Any:
        """Without the box that publishes, whatever is posted."""
        form = super().get_form()
        form.fields["publish_translations"].disabled = True
        form.fields["publish_translations"].initial = False
        form.fields["publish_translations"].widget = form.fields["publish_translations"].hidden_widget()
        return form


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_string_translation(request: Request, translation_id: int, string_segment_id: int) -> Response:
    """Stores a text of a page, or takes it away, as the workbench does: version and markup checked, never if locked."""
    translation, page = translation_for(request.user, translation_id)
    segment = get_object_or_404(
        StringSegment.objects.select_related("string", "context"), pk=string_segment_id, source=translation.source_id
    )
    version = request.data.get("version") or request.query_params.get("version")
    if not version:
        said = _("Nothing was changed: open this page in the workbench, which knows which version you have seen.")
        return Response({"error": said}, status=428)
    try:
        if request.method == "DELETE":
            forget_segment(translation=translation, page=page, version=version, user=request.user)
            return Response()
        text = Chips.of(segment).write(str(request.data.get("value", "")))
        saved = save_segment(translation=translation, page=page, version=version, text=text, user=request.user)
    except ValidationError as error:
        return Response({"error": " ".join(error.messages)}, status=422)
    except (FasterError, SourceChangedError):
        return Response({"error": _("This segment has changed meanwhile: nothing was changed.")}, status=409)
    return Response({"data": saved.translation.data, "version": saved.version})


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_override(request: Request, translation_id: int, overridable_segment_id: int) -> Response:
    """Gives a page a value of its own, or its source's again; never when the page is locked."""
    translation, page = translation_for(request.user, translation_id)
    value = next((each for each in values_of(translation, request.user) if each.pk == overridable_segment_id), None)
    if not value:
        raise Http404
    try:
        if request.method == "DELETE":
            follow_source(value, page, request.user)
        else:
            set_own(value, page, request.user, str(request.data.get("value", "")))
    except ValidationError as error:
        return Response({"error": " ".join(error.messages)}, status=422)
    return Response()


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Asks the machine for drafts of what is missing; says so when it gives none."""
    try:
        answer: HttpResponse = edit_translation.machine_translate(request, translation_id)
    except MachineTranslationError:
        messages.error(request, no_drafts_message())
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    return answer
