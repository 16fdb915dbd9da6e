"""The read-only content API, for other programs: live, public pages, as JSON.

Anyone may ask from anywhere: it serves what every reader is served, and takes no credentials.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.cache import patch_cache_control
from rest_framework.authentication import BaseAuthentication
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

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


class PublicPages(PublicEndpoint, PagesAPIViewSet):
    """Pages."""


router = WagtailAPIRouter("content_api")
router.register_endpoint("pages", PublicPages)
