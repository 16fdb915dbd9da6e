"""A file for the browser to keep."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(name: str, content: bytes, content_type: str) -> HttpResponse:
    """An answer that is saved under `name`, which may have letters that no header has."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
