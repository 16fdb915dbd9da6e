"""What search engines are told: every live, public page, by kind, each with its other languages; and robots.txt."""

from collections import defaultdict
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.query import PageQuerySet

from articles.models import ArticleIndexPage, ArticlePage
from home.models import HomePage, StandardPage


class PageSitemap(Sitemap):
    """The pages of some types. Alternates are the live translations, one query for a whole file."""

    limit = 5000

    def __init__(self, *types: type[Page]) -> None:
        self.types = types

    def items(self) -> PageQuerySet:
        """In the order of the page tree."""
        return self._visible().type(*self.types).order_by("path")

    def location(self, page: Page) -> str:
        """The path."""
        return str(page.url)

    def lastmod(self, page: Page) -> Any:
        """The last publication, whoever asked for it."""
        return page.last_published_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Django's entries, with the other languages of each page."""
        urls = super().get_urls(page, site, protocol)
        domain = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        translations: dict[Any, list[Page]] = defaultdict(list)
        for other in self._visible().filter(translation_key__in=[url["item"].translation_key for url in urls]):
            translations[other.translation_key].append(other)
        for url in urls:
            others = sorted(translations[url["item"].translation_key], key=lambda other: other.locale.language_code)
            url["alternates"] = [
                {"location": f"{domain}{other.url}", "lang_code": other.locale.language_code}
                for other in others
                if len(others) > 1
            ]
        return urls

    def _visible(self) -> PageQuerySet:
        return Page.objects.live().public().filter(depth__gt=1).select_related("locale")


SITEMAPS = {
    "articles": PageSitemap(ArticlePage),
    "pages": PageSitemap(HomePage, ArticleIndexPage, StandardPage),
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the admin."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
