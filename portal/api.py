"""The read-only content API, for other programs: live, public pages, as JSON.

Anyone may ask from anywhere: it serves what every reader is served, and takes no credentials.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest
from django.utils import translation
from django.utils.cache import patch_cache_control
from rest_framework.authentication import BaseAuthentication
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from portal.http.routing import find_route

MAX_AGE = 300  # seconds


class PublicEndpoint:
    """GET and HEAD, JSON, cacheable, for every origin."""

    authentication_classes: list[type[BaseAuthentication]] = []
    renderer_classes: list[type[BaseRenderer]] = [JSONRenderer]
    http_method_names = ["get", "head", "options"]

    def finalize_response(self, request: HttpRequest, response: Response, *args: Any, **kwargs: Any) -> Response:
        """A good answer may be kept for five minutes; an error may not."""
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        response["Access-Control-Allow-Origin"] = "*"
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    def handle_exception(self, exc: Exception) -> Response:
        """400 for a parameter's value that Wagtail hands on unread: no number, no date, too large, a null character."""
        if isinstance(exc, ValueError | ValidationError | DataError):
            exc = BadRequestError("a parameter has a value that it can't have")
        response: Response = super().handle_exception(exc)  # type: ignore[misc]
        return response


class PublicPages(PublicEndpoint, PagesAPIViewSet):
    """Live pages of every language, for other programs."""

    def find_object(self, queryset: PageQuerySet, request: HttpRequest) -> Page | None:
        """The page at `?html_path=`, an address of any language; Wagtail looks below the site's one root alone."""
        address = request.GET.get("html_path", "")
        if not (language := translation.get_language_from_path(address)):
            found: Page | None = super().find_object(queryset, request)
            return found
        with translation.override(language):
            route = find_route(request, address.lstrip("/").partition("/")[2])
        return queryset.filter(pk=route.page.pk).first() if route else None


router = WagtailAPIRouter("content_api")
router.register_endpoint("pages", PublicPages)
