"""The list of articles of one language."""

from typing import Any

from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from articles.feeds import ArticleFeed
from articles.filters import Order, Wish, page_of
from articles.models.article import ArticlePage, ArticleQuerySet, live_in
from vocabulary.base_page import LabelIndexMixin, PortalPage
from vocabulary.models import Category, SluggedLabel


class ArticleIndexPage(LabelIndexMixin, RoutablePageMixin, PortalPage):
    """The list of articles of one language; each category has an address under it."""

    introduction = models.TextField(_("introduction"), blank=True)

    label_model = Category
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.ArticlePage"]
    template = "articles/article_index_page.html"
    content_panels = [TitleFieldPanel("title"), FieldPanel("introduction")]
    search_fields = [*PortalPage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    @path("")
    def list_all(self, request: HttpRequest) -> HttpResponse:
        """Every article, newest first."""
        return self._list(request, None)

    @path(pgettext_lazy("address", "category/<slug:slug>/"), name="category")
    def list_category(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The articles of one category; 404 where the category has no such address in this language."""
        return self._list(request, self._category(slug))

    @path("feed/", name="feed")
    def feed_all(self, request: HttpRequest) -> HttpResponse:
        """The newest articles, as Atom."""
        return ArticleFeed(self, None)(request)

    @path(pgettext_lazy("address", "category/<slug:slug>/feed/"), name="category_feed")
    def feed_category(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The newest articles of one category, as Atom."""
        return ArticleFeed(self, self._category(slug))(request)

    def articles(self, category: Category | None = None) -> ArticleQuerySet:
        """The live articles of this list, or those of one category in it."""
        articles = ArticlePage.objects.child_of(self).listed()
        return articles.filter(article_categories__category=category) if category else articles

    def categories(self) -> QuerySet[Category]:
        """The categories that have a name in this language, with `article_count`, their live articles in it."""
        language = self.locale.language_code
        return (
            Category.objects.exclude(**{f"slug_{language}": None})
            .annotate(article_count=Count("article_categories", filter=live_in(language)))
            .order_by("position", f"name_{language}")
        )

    def listed_labels(self) -> QuerySet[Any]:
        """No list without an article."""
        counted: QuerySet[Any] = self.categories()  # mypy knows no annotation
        return counted.exclude(article_count=0)

    def label_url(self, label: SluggedLabel, language: str | None = None) -> str:
        """The address of a category's list. In the page's language, which is not always the reader's (the admin)."""
        language = language or self.locale.language_code
        with translation.override(language):
            return self.url + self.reverse_subpage("category", kwargs={"slug": getattr(label, f"slug_{language}")})

    def feed_url(self, category: Category | None = None) -> str:
        """The address of the list's feed, or of a category's."""
        return self.label_url(category) + "feed/" if category else str(self.url) + "feed/"

    def _category(self, slug: str) -> Category:
        return get_object_or_404(Category, **{f"slug_{self.locale.language_code}": slug})

    def _list(self, request: HttpRequest, category: Category | None) -> HttpResponse:
        wish = Wish.of(request.GET)
        categories = list(self.categories())
        total = ArticlePage.objects.child_of(self).live().count()
        # The plain lists are counted already.
        known = next((each.article_count for each in categories if each == category), None) if category else total
        return self.render(
            request,
            context_overrides={
                "category": category,
                "label": category,
                "categories": categories,
                "total": total,
                "wish": wish,
                "orders": Order,
                "articles": page_of(
                    wish.fulfil(self.articles(category)),
                    request.GET.get("page"),
                    None if wish.is_reviewed_this_year else known,
                ),
                "feed_url": self.feed_url(category),
            },
        )
