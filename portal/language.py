"""The language of an answer: the address's, else the browser's."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's, but only `/` leads to a language: an unknown address under `/api/` is unknown, not French."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A 404 stays a 404."""
        if response.status_code == 404 and request.path_info != "/":
            return response
        return super().process_response(request, response)
