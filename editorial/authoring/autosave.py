"""Autosaves: what an editor is told whose open page has gone into medical review, and who comes first.

Wagtail says only that the page is locked. Whether somebody has saved meanwhile it asks before it saves, not as it
does.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.models import ReviewLock
from vocabulary.base_page import PortalPage


def say_why_not_saved(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A `before_edit_page` hook: the answer to an autosave that the review's lock refuses, as Wagtail's own is made."""
    if not _is_autosave(request):
        return None
    lock = page.get_lock()
    if not isinstance(lock, ReviewLock) or not lock.for_user(request.user):
        return None
    message = _(
        "This page has gone into medical review since you opened it. What you have written since then is not saved. "
        "It stays here as long as this window is open: copy it, and put it in when the review is over."
    )
    return JsonResponse({"success": False, "error_code": "locked", "error_message": message}, status=400)


def remember_autosave(request: HttpRequest, page: Page) -> None:
    """A `before_edit_page` hook: a save that comes while an autosave is under way must not be undone by it."""
    if _is_autosave(request) and isinstance(page, PortalPage):
        page.autosaved_after = page.newest_revision()


def _is_autosave(request: HttpRequest) -> bool:
    return request.method == "POST" and not request.accepts("text/html")
