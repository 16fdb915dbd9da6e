"""What the board lets one do: assign, submit for review, read the source."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translations.models import TranslationState
from translations.permissions import languages_of, translators_into
from translations.publishing.middleware import refuse
from translations.publishing.submission import NotReadyError, submit_for_review


class TranslatorField(forms.ModelChoiceField):
    """An account, by the name its colleagues know."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name() or obj.get_username()


class AssignForm(forms.Form):
    """The form that gives pages to a translator."""

    translator = TranslatorField(
        label=gettext_lazy("Translator"),
        queryset=get_user_model()._default_manager.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
        help_text=gettext_lazy("Those who may write in this language. The pages appear in this person’s queue."),
    )


class AssignView(WagtailAdminTemplateMixin, View):
    """Chosen pages and a language become somebody's. Only for those who may write in that language."""

    page_title = gettext_lazy("Assign a translator")
    header_icon = "user"
    template_name = "translations/assign.html"

    @cached_property
    def chosen(self) -> Any:
        """What was posted, or chosen on the board."""
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def locale(self) -> Locale:
        """The language; PermissionDenied where the user may not write in it."""
        number = self.chosen.get("locale", "")
        locale = get_object_or_404(Locale, pk=number if number.isdecimal() and len(number) < 10 else None)
        if locale.pk not in languages_of(self.request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        return locale

    @cached_property
    def states(self) -> QuerySet[TranslationState]:
        """The chosen pages in this language; what isn't a number is no page."""
        pages = [page for page in self.chosen.getlist("page") if page.isdecimal() and len(page) < 10]
        states = TranslationState.objects.filter(locale=self.locale, page__in=pages)
        return states.select_related("page").defer("made_from").order_by("page__title")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form(self, data: Any = None) -> AssignForm:
        """With the translators of this language."""
        form = AssignForm(data)
        form.fields["translator"].queryset = translators_into(self.locale)  # type: ignore[attr-defined]
        return form

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask who shall translate the chosen pages."""
        if not self.states:
            messages.warning(request, _("No page was chosen. Tick the pages to assign, then choose their translator."))
            return redirect("translation_board")
        return self._ask(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Assigned; asked first where the board's choice is posted, which names nobody."""
        if "translator" not in request.POST:
            return self.get(request)
        form = self.form(request.POST)
        if not form.is_valid():
            return self._ask(form)
        number = self.states.update(translator=form.cleaned_data["translator"])
        messages.success(
            request,
            ngettext("%(count)d page was assigned.", "%(count)d pages were assigned.", number) % {"count": number},
        )
        return redirect("translation_board")

    def _ask(self, form: AssignForm) -> HttpResponse:
        context = self.get_context_data(form=form, states=self.states, locale=self.locale)
        return self.render_to_response(context)


@require_POST
def submit(request: HttpRequest, state_id: int) -> HttpResponse:
    """A finished translation goes to its review; a refusal is said where one came from."""
    state = get_object_or_404(TranslationState.objects.select_related("target"), pk=state_id)
    if not state.target or not state.target.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    translation = get_object_or_404(
        Translation, source__object_id=state.translation_key, target_locale=state.locale_id, enabled=True
    )
    try:
        submit_for_review(translation, request.user)  # type: ignore[arg-type]
    except NotReadyError as refusal:
        refuse(request, translation, refusal.reasons)
    except ValidationError as refusal:
        refuse(request, translation, refusal.messages)
    else:
        messages.success(
            request, _("“%(page)s” was submitted for review.") % {"page": state.target.get_admin_display_title()}
        )
    return redirect("translation_board")


@require_GET
def read_source(request: HttpRequest, page_id: int) -> HttpResponse:
    """The source as its readers see it, for those who may translate it: they need no permission to change it."""
    page = get_object_or_404(Page, pk=page_id)
    languages = TranslationState.objects.filter(page=page).values_list("locale_id", flat=True)
    if not languages_of(request.user) & {page.locale_id, *languages}:  # type: ignore[arg-type]
        raise PermissionDenied
    source = page.specific
    response: HttpResponse = source.make_preview_request(request, source.default_preview_mode)
    return response
