"""What an editor is told whose open page has gone into medical review: Wagtail says only that it is locked."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.models import ReviewLock


def say_why_not_saved(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A `before_edit_page` hook: the answer to an autosave that the review's lock refuses, as Wagtail's own is made."""
    if request.method != "POST" or request.accepts("text/html"):
        return None
    lock = page.get_lock()
    if not isinstance(lock, ReviewLock) or not lock.for_user(request.user):
        return None
    message = _(
        "This page has gone into medical review since you opened it. What you have written since then is not saved. "
        "It stays here as long as this window is open: copy it, and put it in when the review is over."
    )
    return JsonResponse({"success": False, "error_code": "locked", "error_message": message}, status=400)
