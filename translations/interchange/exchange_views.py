"""The admin's side of the exchange with agencies: files out, files in, the memory out and in."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail_localize.models import Translation

from translations.interchange.exchange_units import Returned, ReturnedUnit
from translations.interchange.exporter import (
    FORMATS,
    NothingToSendError,
    chosen_states,
    files_of,
    stale_states,
    translations_of,
    zipped,
)
from translations.interchange.import_plan import Plan, RefusedDeliveryError
from translations.interchange.importer import apply_plan, hold_delivery, outdated_lines, plan_delivery
from translations.interchange.returned_files import LARGEST_FILE, read_delivery
from translations.interchange.tmx import TmxError, read_tmx, write_tmx
from translations.models import Remembered
from translations.permissions import languages_of
from translations.responses import download
from translations.workbench.saving import translation_for

SALT = "translations.interchange.importer"
HOURS = 12 * 60 * 60
# What a form may carry (DATA_UPLOAD_MAX_MEMORY_SIZE), with room for the rest of it.
LARGEST_TOKEN = 2_000_000
LARGEST_MEMORY = 200 * 1024 * 1024
CHOSEN, BRANCH, STALE = "chosen", "branch", "stale"


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """The chosen pages, those below them too, or all that is stale in a language, as files for an agency."""
    user = cast("AbstractUser", request.user)
    number = request.POST.get("locale", "")
    locale = get_object_or_404(Locale, pk=number if number.isdecimal() and len(number) < 10 else None)
    if locale.pk not in languages_of(user):
        raise PermissionDenied
    scope, chosen_format = request.POST.get("scope", CHOSEN), request.POST.get("format", "")
    if chosen_format not in FORMATS:
        chosen_format = "xliff"
    pages = [int(page) for page in request.POST.getlist("page") if page.isdecimal() and len(page) < 10]
    states = stale_states(locale) if scope == STALE else chosen_states(locale, pages, with_those_below=scope == BRANCH)
    try:
        translations = translations_of(states, user)
        files = files_of(translations, chosen_format, waiting_only=request.POST.get("texts") == "waiting")
    except NothingToSendError as error:
        messages.error(request, str(error))
        return redirect("translation_board")
    if len(files) == 1:
        return download(*files[0], FORMATS[chosen_format][1])
    day = timezone.localdate().isoformat()
    return download(f"{locale.language_code}-{day}.zip", zipped(files), "application/zip")


@require_GET
def send_one(request: HttpRequest, translation_id: int, format: str = "po") -> HttpResponse:
    """Answer with the file of one page, to be translated elsewhere."""
    translation, _page = translation_for(cast("AbstractUser", request.user), translation_id)
    try:
        files = files_of([translation], format)
    except NothingToSendError as error:
        messages.error(request, str(error))
        return redirect(get_valid_next_url_from_request(request) or "translation_board")
    return download(*files[0], FORMATS[format][1])


class DeliveryView(WagtailAdminTemplateMixin, View):
    """What came back: choose the files, look at what they change, store it. Nothing is stored before the last step.

    Between the steps the texts are in the form, signed for this user, and not on the server. When they come back they
    are compared with the pages anew.
    """

    page_title = gettext_lazy("Import translations")
    header_icon = "upload"
    template_name = "translations/import.html"

    @property
    def user(self) -> AbstractUser:
        """The user, who is logged in here."""
        return cast("AbstractUser", self.request.user)

    @cached_property
    def only(self) -> Translation | None:
        """The one translation whose file is expected, on that page's own import."""
        number = self.kwargs.get("translation_id")
        return translation_for(self.user, number)[0] if number else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may write in a language."""
        if not languages_of(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.only.source.object_repr) if self.only else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = {"url": reverse("translation_board"), "label": _("Translations")}
        return [*self.breadcrumbs_items, board, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form to upload translated files."""
        return self._ask()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The files, or the word to store what they bring."""
        return self._store(request) if "token" in request.POST else self._look(request)

    def _ask(self, problems: Sequence[str] = (), **context: Any) -> HttpResponse:
        context = self.get_context_data(problems=problems, largest=LARGEST_FILE // (1024 * 1024), **context)
        return self.render_to_response(context, status=400 if problems else 200)

    def _look(self, request: HttpRequest) -> HttpResponse:
        files = [
            *request.FILES.getlist("files"),
            *request.FILES.getlist("file"),  # wagtail-localize's own form
        ]
        if not files:
            return self._ask([_("No file was chosen.")])
        try:
            returned = read_delivery((file.name or "", file) for file in files)
        except RefusedDeliveryError as error:
            return self._ask(error.problems)
        return self._show(returned, plan_delivery(returned, self.user, only=self.only))

    def _show(self, returned: Sequence[Returned], plan: Plan) -> HttpResponse:
        if plan.problems:
            return self._ask(plan.problems)
        token = seal(returned, plan, self.user)
        if len(token) > LARGEST_TOKEN:
            return self._ask([_("These are too many texts at once. Import fewer files at a time.")])
        self.template_name = "translations/import_preview.html"
        context = self.get_context_data(plan=plan, token=token, outdated=outdated_lines(plan))
        return self.render_to_response(context)

    @transaction.atomic
    def _store(self, request: HttpRequest) -> HttpResponse:
        try:
            returned, shown = unseal(request.POST["token"], self.user)
        except signing.BadSignature:
            return self._ask([_("The form has expired. Nothing was changed: choose the files again.")])
        hold_delivery(returned)
        plan = plan_delivery(returned, self.user, only=self.only)
        if not plan.problems and state_of(plan) != shown:
            messages.warning(
                request,
                _("Something has changed here since you looked. Nothing was imported: look again, then confirm."),
            )
            return self._show(returned, plan)
        try:
            number = apply_plan(
                plan,
                self.user,
                replace_newer="replace_newer" in request.POST,
                leave_out_outdated="leave_out_outdated" in request.POST,
            )
        except RefusedDeliveryError as error:
            return self._ask(error.problems)
        messages.success(
            request,
            ngettext(
                "%(count)d text was imported. Nothing is published: the page waits to be submitted for review.",
                "%(count)d texts were imported. Nothing is published: the pages wait to be submitted for review.",
                number,
            )
            % {"count": number},
        )
        for page in plan.pages:
            if page.blocking:
                address = reverse("translation_findings", args=[page.translation.pk])
                messages.warning(
                    request,
                    _("“%(page)s” differs from its source and can't be published like this.")
                    % {"page": page.page.get_admin_display_title()},
                    buttons=[messages.button(address, _("Show what differs"))],
                )
        if len(plan.pages) == 1:  # where it can be read once more, and submitted
            return redirect("wagtailadmin_pages:edit", plan.pages[0].page.pk)
        return redirect("translation_board")


class MemoryView(WagtailAdminTemplateMixin, View):
    """The translation memory as TMX: out for those who write in a language, in for those who may add to it."""

    page_title = gettext_lazy("Translation memory")
    header_icon = "history"
    template_name = "translations/memory.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may write in a language."""
        if not languages_of(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_add(self) -> bool:
        """A memory is proposed to everybody: whoever may let a finding pass may also fill it."""
        return bool(cast("AbstractUser", self.request.user).has_perm("translations.override_finding"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = {"url": reverse("translation_board"), "label": _("Translations")}
        return [*self.breadcrumbs_items, board, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file, or the page that offers it."""
        if "tmx" in request.GET:
            file = BytesIO()
            write_tmx(file, Remembered.objects.order_by("pk").iterator())
            return download("memory.tmx", file.getvalue(), "application/x-tmx+xml")
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """An agency's memory; all of it or nothing."""
        if not self.may_add:
            raise PermissionDenied
        file = request.FILES.get("file")
        if not file:
            return self._page(_("No file was chosen."))
        if (file.size or 0) > LARGEST_MEMORY:
            return self._page(
                _("This file is larger than %(size)s MB. Import it with manage.py import_tmx.")
                % {"size": LARGEST_MEMORY // (1024 * 1024)}
            )
        try:
            number = read_tmx(file)
        except TmxError as error:
            return self._page(str(error))
        messages.success(
            request,
            ngettext("%(count)d translation was added.", "%(count)d translations were added.", number)
            % {"count": number},
        )
        return redirect("translation_memory")

    def _page(self, problem: str = "") -> HttpResponse:
        context = self.get_context_data(problem=problem, may_add=self.may_add, number=Remembered.objects.count())
        return self.render_to_response(context, status=400 if problem else 200)


def seal(returned: Sequence[Returned], plan: Plan, user: AbstractUser) -> str:
    """What the plan needs of the files, for the form: only this user can hand it back, and only for a while."""
    needed = {(change.segment.context.path, " ".join(change.source.split())) for change in plan.changes} | {
        (each.unit.path, " ".join(each.unit.source.split())) for each in plan.outdated
    }
    files = []
    for each in returned:
        units = [unit for unit in each.units if (unit.path, " ".join(unit.source.split())) in needed]
        made_at = each.made_at.isoformat() if each.made_at else None
        files.append({**asdict(each), "units": [list(asdict(unit).values()) for unit in units], "made_at": made_at})
    return signing.dumps({"user": user.pk, "files": files, "state": state_of(plan)}, salt=SALT, compress=True)


def unseal(token: str, user: AbstractUser) -> tuple[list[Returned], str]:
    """The files again, and what stood in the pages when they were looked at. BadSignature for anything else."""
    sealed = signing.loads(token, salt=SALT, max_age=HOURS)
    if sealed["user"] != user.pk:
        raise signing.BadSignature
    files = [
        Returned(
            **{
                **each,
                "units": [ReturnedUnit(*unit) for unit in each["units"]],
                "made_at": datetime.fromisoformat(each["made_at"]) if each["made_at"] else None,
            }
        )
        for each in sealed["files"]
    ]
    return files, sealed["state"]


def state_of(plan: Plan) -> str:
    """A digest of what would be replaced, and by what."""
    texts = [[str(change.segment.pk), change.source, change.before, change.after] for change in plan.changes] + [
        ["outdated", each.unit.path, each.unit.source, each.unit.target] for each in plan.outdated
    ]
    return hashlib.sha256(repr(texts).encode("utf-8", "surrogatepass")).hexdigest()
