"""Whom to tell of a weakness (RFC 9116)."""

import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

VALID = datetime.timedelta(days=180)  # the RFC asks for less than a year


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact from the settings, good for half a year from today; 404 where there is none."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    contact = settings.SECURITY_CONTACT
    expires = datetime.datetime.combine(timezone.now().date() + VALID, datetime.time(), datetime.UTC)
    lines = [
        # An address of a mailbox is written as one.
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {urljoin(settings.BASE_URL, '/.well-known/security.txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
