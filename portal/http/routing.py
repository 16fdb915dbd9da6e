"""From an address to its page in two queries, whatever the depth.

Wagtail's own walk makes two per level, and three to find the site, the language and the home page.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import get_language
from wagtail import urls as wagtail_urls
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

DEEPEST = 20  # levels below a home page: deeper is no page, and each level costs


def find_route(request: HttpRequest, address: str) -> RouteResult | None:
    """Ask the deepest page on the way to `address`, from the active language's home page, to take it from there."""
    home = next((root.root_path for root in Site.get_site_root_paths() if root.language_code == get_language()), "")
    segments = [segment for segment in address.split("/") if segment]
    if len(segments) > DEEPEST:
        return None
    on_the_way = [home + "".join(f"{segment}/" for segment in segments[:length]) for length in range(len(segments) + 1)]
    # In Wagtail's table the slug has an index, the address has none.
    slugs = {each.rstrip("/").rpartition("/")[2] for each in on_the_way}
    page = (
        Page.objects.filter(slug__in=slugs, url_path__in=on_the_way).select_related("locale").order_by("-depth").first()
        if home
        else None
    )
    if not page:
        return None
    specific = page.specific
    specific.locale = page.locale
    try:
        route: RouteResult = specific.route(request, segments[on_the_way.index(page.url_path) :])
    except Http404:
        return None
    return route


def serve(request: HttpRequest, address: str) -> HttpResponse:
    """Wagtail's view, spared its walk: it takes a route that the request already carries."""
    request._wagtail_route_for_request = find_route(request, address)  # type: ignore[attr-defined] # noqa: SLF001 -- where Wagtail keeps it
    response: HttpResponse = views.serve(request, address)
    return response


urlpatterns = [
    *(each for each in wagtail_urls.urlpatterns if each.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
