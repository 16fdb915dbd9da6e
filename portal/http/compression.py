"""Answers compressed for the wire: by brotli where the browser takes it, else by gzip, which pads."""

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "application/ld+json", "image/svg+xml")
SMALLEST = 200  # bytes; below, the headers weigh more than is gained
QUALITY = 5  # of 11: a page takes a millisecond or two, as with gzip, and is a tenth lighter


class CompressionMiddleware(GZipMiddleware):
    """Text only: pictures and leaflets are compressed already.

    An editor gets gzip, whose length Django blurs: the pages of a session hold what nobody may guess by their length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer as the browser can take it."""
        if not response.get("Content-Type", "").startswith(TEXTS):
            return response
        if (
            not isinstance(response, HttpResponse)  # a stream
            or response.has_header("Content-Encoding")
            or len(response.content) < SMALLEST
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or not _takes_brotli(request)
        ):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = brotli.compress(response.content, quality=QUALITY)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        if (etag := response.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{etag}"  # the same page in other bytes
        return response


def _takes_brotli(request: HttpRequest) -> bool:
    offers = (offer.partition(";") for offer in request.headers.get("Accept-Encoding", "").split(","))
    return any(name.strip() == "br" and weight.replace(" ", "") not in ("q=0", "q=0.0") for name, _, weight in offers)
