"""What search engines are told: every address a reader may want, by kind, each with its other languages; robots.txt."""

from collections import defaultdict
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from articles.models import ArticlePage
from vocabulary.base_page import LabelIndexMixin, PortalPage

PAGE_TYPES = [model for model in get_page_models() if issubclass(model, PortalPage)]
LABEL_INDEXES = [model for model in PAGE_TYPES if issubclass(model, LabelIndexMixin)]


class PageSitemap(Sitemap):
    """The pages of some types. Alternates are the live translations, one query for a whole file."""

    limit = 5000

    def __init__(self, *types: type[Page]) -> None:
        self.types = types

    def items(self) -> PageQuerySet:
        """In the order of the page tree."""
        return self._visible().type(*self.types).order_by("path")

    def location(self, page: Page) -> str:
        """The path of the page on this host."""
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


class LabelSitemap(Sitemap):
    """The addresses of labels: a category's list, a term. Each with the same one in the other languages."""

    limit = 5000

    def items(self) -> list[dict[str, str]]:
        """Path by language, once per language."""
        labels: dict[tuple[type[Model], int], dict[str, str]] = defaultdict(dict)
        for page in (page for model in LABEL_INDEXES for page in model.objects.live().select_related("locale")):
            for label in page.listed_labels():
                labels[page.label_model, label.pk][page.locale.language_code] = page.label_url(label)
        return [{"location": label[language], **label} for label in labels.values() for language in label]

    def location(self, item: dict[str, str]) -> str:
        """The path of the page on this host."""
        return item["location"]

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Django's entries, with the other languages of each label."""
        urls = super().get_urls(page, site, protocol)
        domain = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            editions = {code: path for code, path in url["item"].items() if code != "location"}
            url["alternates"] = [
                {"location": f"{domain}{path}", "lang_code": code}
                for code, path in editions.items()
                if len(editions) > 1
            ]
        return urls


SITEMAPS = {
    "articles": PageSitemap(ArticlePage),
    "subjects": LabelSitemap(),
    "pages": PageSitemap(*(model for model in PAGE_TYPES if model is not ArticlePage)),
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the admin."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
