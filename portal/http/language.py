"""The language of an answer: the address's, else the browser's."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's, but only `/` leads to a language: an unknown address under `/api/` is unknown, not French."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A 404 stays a 404, in the browser's language where the address has none."""
        if response.status_code == 404 and request.path_info != "/":
            if not get_language_from_path(request.path_info):
                patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
            return response
        return super().process_response(request, response)
