"""What an editor sees when the guard refuses: a message where they were, not an error page."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages as admin_messages
from wagtail_localize.models import Translation

from articles.publication import RefusedError


def refuse(request: HttpRequest, translation: Translation, reasons: Sequence[str]) -> None:
    """The reasons as messages, with the way to where they can be answered."""
    first, *others = reasons
    address = reverse("translation_findings", args=[translation.pk])
    admin_messages.error(request, first, buttons=[admin_messages.button(address, _("Show what differs"))])
    for reason in others:
        messages.error(request, reason)


class RefusalMiddleware:
    """For the roads that don't ask before they publish: bulk actions, copies, workflows, synchronisation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and turn a refusal into a message."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The reasons as messages, and back to where the request came from; as JSON for who asked for it."""
        if not isinstance(exception, RefusedError):
            return None
        if _is_program(request):
            return JsonResponse({"error": "publication_refused", "reasons": exception.messages}, status=400)
        list(messages.get_messages(request))  # “published”, said before the commit was refused
        for message in exception.messages:
            messages.error(request, message)
        came_from = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
            return redirect(came_from)
        return redirect(reverse("wagtailadmin_home"))


def _is_program(request: HttpRequest) -> bool:
    return (
        request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or "application/json" in request.headers.get("Accept", "")
        or "/api/" in request.path
    )
