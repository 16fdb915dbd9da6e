"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from home.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_settings` of the reader's language, read from the database only by a page that asks."""
    return {"site_settings": SimpleLazyObject(lambda: SiteSettings.for_language(get_language() or ""))}
