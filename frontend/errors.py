"""What a reader sees where there is no page, or where the portal fails."""

import re

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils import translation
from wagtail.models import Page


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the reader's language; says so where the page exists in another one."""
    language = _language(request)
    with translation.override(language):
        return render(request, "404.html", {"found_elsewhere": _elsewhere(request, language)}, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in the reader's language: a message of some megabytes, a form that was cut on its way."""
    return _bare(request, 400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 in the browser's language for a form whose token is not its session's any more (`CSRF_FAILURE_VIEW`)."""
    return _bare(request, 403, "form_expired.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the reader's language."""
    return _bare(request, 500)


def _bare(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """From a template, the status’s own by default, that asks nothing of the database, the settings or the session."""
    with translation.override(language := _language(request)):
        context = {"language": language, "is_rtl": translation.get_language_bidi(), "stylesheet": _stylesheet()}
        return HttpResponse(loader.get_template(template or f"{status}.html").render(context), status=status)


def _language(request: HttpRequest) -> str:
    """The language of the address, else the browser's."""
    return translation.get_language_from_path(request.path_info) or translation.get_language_from_request(request)


def _elsewhere(request: HttpRequest, language: str) -> list[Page]:
    """Live pages of other languages that the address may mean. Two queries, none where no page can be meant.

    Either the address names a page by its slug in another language, or a page of this one that isn't published. Where
    it names a live page of this one, something else was wrong with it: the number of a list's page.
    """
    segments = [segment for segment in request.path_info.split("/") if segment]
    if len(segments) < 2 or segments[0] not in dict(settings.LANGUAGES):
        return []
    slug = segments[-1]
    if not re.fullmatch(r"[-\w]+", slug):
        return []
    unpublished = Page.objects.filter(slug=slug, locale__language_code=language, live=False)
    pages = (
        Page.objects.live()
        .public()
        .filter(Q(slug=slug) | Q(translation_key__in=unpublished.values("translation_key")))
        # The home page has depth 2 and one segment.
        .filter(depth=len(segments) + 1)
        .select_related("locale")[:5]
    )
    if any(page.locale.language_code == language for page in pages):
        return []
    return [page for page in pages if page.url]


def _stylesheet() -> str:
    """The stylesheet's address, empty where even that can't be known: a page without style is still a page."""
    try:
        return static("css/site.css")
    except ValueError:
        return ""
