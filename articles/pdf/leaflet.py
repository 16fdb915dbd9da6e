"""An article as a PDF to take along: its own page in print style, typeset once for each content.

WeasyPrint is an optional extra (`pdf`) and needs Pango: where either is absent, no leaflet is offered.
"""

import base64
import hashlib
import json
import logging
import mimetypes
import subprocess
import sys
from ctypes.util import find_library
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from vocabulary.base_page import PortalPage

Order = dict[str, Any]  # what the typesetter reads

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TYPESETTER = HERE / "worker.py"
LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz")
LONGEST_PAGE = 1_000_000  # characters of HTML; a long article has 60,000
LARGEST_PICTURES = 30 * 1024**2  # bytes, all of one leaflet together
TIME_LIMIT = 60  # seconds, of which an article takes one or two
PATIENCE = 15  # seconds that a reader waits behind others
ONE_AT_A_TIME = BoundedSemaphore()  # in this process; what is made is kept, so a crowd waits once


class NotMadeError(Exception):
    """The leaflet could not be made: now, or of this article."""


@cache
def is_available() -> bool:
    """Whether WeasyPrint and what it needs of the system are here."""
    return find_spec("weasyprint") is not None and all(find_library(name) for name in LIBRARIES)


def answer(article: PortalPage, request: HttpRequest, *, large: bool) -> HttpResponse:
    """The leaflet in normal or in large print; 404 where none can be made, 503 while too many are asked for."""
    if not is_available():
        raise Http404(_("There is no such page."))
    page = article.render(request, context_overrides={"is_leaflet": True}).render()
    order = {"html": _document(page.content.decode()), "css": _styles(large), "base_url": _absolute(article)}
    digest = _digest(order)
    try:
        pdf = _made(f"leaflet-{digest}", order)
    except NotMadeError as error:
        logger.warning("A leaflet was not made", extra={"event": "leaflet_not_made", "page": article.pk, "why": error})
        text = _("This leaflet can’t be made just now. Please try again in a minute, or print the page itself.")
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})
    response = HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            # An address may have letters that a header hasn't.
            "Content-Disposition": content_disposition_header(False, f"{article.slug}.pdf"),
            "ETag": f'"{digest}"',
            "Content-Language": article.locale.language_code,
            "Link": f'<{_absolute(article)}>; rel="canonical"',
        },
    )
    patch_cache_control(response, public=True, no_cache=True)  # kept by browsers, asked again: it may be out of date
    return get_conditional_response(request, etag=response["ETag"], response=response)  # type: ignore[return-value]


def typeset_html(html: str) -> bytes:
    """A document of the house's own as a PDF, in its fonts; NotMadeError if that can't be done now."""
    order = {"html": html, "css": [(HERE / "leaflet.css").read_text(encoding="utf-8")], "base_url": settings.BASE_URL}
    return _made(f"document-{_digest(order)}", order)


def _digest(order: Order) -> str:
    """Of all that goes into a PDF, its typesetter too."""
    return hashlib.sha256(json.dumps([order, version("weasyprint"), TYPESETTER.read_text()]).encode()).hexdigest()


def _made(key: str, order: Order) -> bytes:
    """The PDF of an order: kept from before, or typeset now."""
    kept = caches["made"]
    if found := kept.get(key):
        return found
    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise NotMadeError("too many are asked for")
    try:
        if found := kept.get(key):  # made while we waited
            return found
        pdf = _typeset(order)
        try:
            kept.set(key, pdf)
        except OSError:
            logger.exception("A leaflet could not be kept", extra={"event": "leaflet_not_kept"})
        return pdf
    finally:
        ONE_AT_A_TIME.release()


def _typeset(order: Order) -> bytes:
    if len(order["html"]) > LONGEST_PAGE + LARGEST_PICTURES * 4 // 3:
        raise NotMadeError("the page is too long")
    try:
        # -I: with the environment's packages and nothing from the folder it is started in.
        done = subprocess.run(  # noqa: S603 -- our own program, with our own interpreter
            [sys.executable, "-I", TYPESETTER],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=True,
            timeout=TIME_LIMIT,
        )
    except subprocess.TimeoutExpired as error:
        raise NotMadeError("it took too long") from error
    except subprocess.CalledProcessError as error:
        raise NotMadeError(error.stderr.decode(errors="replace")[-1000:]) from error
    return done.stdout


def _document(html: str) -> str:
    """The page without what paper hasn't got, with its pictures within: nothing is left to fetch."""
    soup = BeautifulSoup(html, "html.parser")
    for element in [*soup.find_all(["script", "link", "source", "button", "form"]), *soup.select("svg[aria-hidden]")]:
        element.decompose()
    room = LARGEST_PICTURES
    for image in soup.find_all("img"):
        data = _picture(str(image.get("src", "")), room)
        room -= len(data)
        image.attrs = {key: value for key, value in image.attrs.items() if key not in ("srcset", "sizes", "loading")}
        image["src"] = data
    return str(soup)


def _picture(address: str, room: int) -> str:
    """An uploaded picture as a `data:` address; empty for another, or one that there is no room for."""
    if not address.startswith(settings.MEDIA_URL):
        return ""
    name = unquote(address.removeprefix(settings.MEDIA_URL))
    try:
        if default_storage.size(name) * 4 // 3 > room:
            return ""
        with default_storage.open(name) as file:
            content = base64.b64encode(file.read()).decode()
    except (OSError, SuspiciousFileOperation):
        return ""
    return f"data:{mimetypes.guess_type(name)[0] or 'application/octet-stream'};base64,{content}"


def _styles(large: bool) -> list[str]:
    found = finders.find("css/site.css")
    own = [HERE / "leaflet.css", *([HERE / "leaflet_large.css"] if large else [])]
    return [file.read_text(encoding="utf-8") for file in (Path(str(found)), *own)]


def _absolute(article: PortalPage) -> str:
    return urljoin(settings.BASE_URL, article.url or "")
