"""An old address leads to the page that has moved: by Wagtail's redirects, and for all addresses below one.

Wagtail redirects the address of a page. What is below it (the history, one version, the leaflet, two languages side by
side) has moved along with it.
"""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailsMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from portal.http.routing import DEEPEST, find_route


class RedirectMiddleware(WagtailsMiddleware):
    """Wagtail's, which leaves what is below an address, and the query string, behind."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The same place below the page's new address, with the same query string; else as Wagtail answers."""
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            answer: HttpResponse = super().process_response(request, response)
            return answer
        return follow(request) or super().process_response(request, response)


def follow(request: HttpRequest) -> HttpResponse | None:
    """The redirect of the nearest page that this address is of, or was below; None where there is none, or nothing.

    What an editor redirects with its query string, or to an address, is Wagtail's to answer. A page that isn't online
    is led to all the same: its new address says that it was withdrawn.
    """
    segments = [segment for segment in request.path_info.split("/") if segment]
    if len(segments) > DEEPEST or "\0" in request.path_info:
        return None
    paths = ["/" + "/".join(segments[:length]) for length in range(len(segments), 0, -1)]
    asked = Redirect.normalise_path(request.get_full_path())
    rows = Redirect.get_for_site(Site.find_for_request(request)).filter(old_path__in=[asked, *paths])
    # One for this site before one for all.
    found = {row.old_path: row for row in rows.select_related("redirect_page").order_by("-site")}
    if asked in found and asked not in paths:
        return None
    nearest = next((path for path in paths if path in found), None)
    if not nearest or not found[nearest].redirect_page_id:
        return None
    redirect, below = found[nearest], segments[nearest.count("/") :]
    if below and (_is_there(request, nearest) or not _leads_somewhere(request, redirect, below)):
        return None
    address = str(redirect.link)
    if below:
        address = f"{address.rstrip('/')}/{'/'.join(below)}/"
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{query}"
    return (HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect)(address)


def _is_there(request: HttpRequest, path: str) -> bool:
    """Whether another page has taken the address: what isn't below it isn't what moved away."""
    return find_route(request, path.lstrip("/").partition("/")[2]) is not None


def _leads_somewhere(request: HttpRequest, redirect: Redirect, below: list[str]) -> bool:
    if not redirect.redirect_page.live:
        return True
    # A link is written with %C3%A9, a path in the table of pages with é.
    path = "/".join([uri_to_iri(str(redirect.link)).rstrip("/"), *below])
    return find_route(request, path.lstrip("/").partition("/")[2]) is not None
