"""ArticleIndexPage, ArticlePage, and what an article shares with its translations."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from rest_framework import serializers
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from articles import leaflet
from articles.beside import align
from articles.blocks import CONTENT_BLOCKS, HeadingValue, ReferenceBlock, outline
from articles.feeds import ArticleFeed
from vocabulary.models import Category, Person, Term

PAGE_SIZE = 12


class LabelsField(serializers.Field):
    """Labels for the content API: their names, in the language of the page."""

    def get_attribute(self, article: "ArticlePage") -> list[str]:
        """Whatever language the request is in."""
        with translation.override(article.locale.language_code):
            return [str(label) for label in super().get_attribute(article)]

    def to_representation(self, names: list[str]) -> list[str]:
        """As they are."""
        return names


class ArticleQuerySet(PageQuerySet):
    """Articles, as lists need them."""

    def listed(self) -> "ArticleQuerySet":
        """Live articles, newest first, with their categories, without their texts: two queries for any number."""
        return (
            self.live()
            .defer_streamfields()
            .select_related("locale", "illustration")
            .prefetch_related(Prefetch("article_categories", ArticleCategory.objects.select_related("category")))
            .order_by("-published_on", "-pk")
        )


class ArticlePage(RoutablePageMixin, Page):
    """One subject, explained to patients, in one language."""

    introduction = models.TextField(
        _("introduction"), help_text=_("What the reader will find here, in two or three plain sentences.")
    )
    published_on = models.DateField(
        _("published on"),
        default=timezone.localdate,
        help_text=_("The day the article first appeared, here or elsewhere."),
    )
    illustration = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("illustration"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("It decorates the article and its card. Without one, its first category's drawing is shown."),
    )
    key_points = StreamField(
        [("point", blocks.CharBlock(label=_("Point"), icon="tick", max_length=300))],
        verbose_name=_("key points"),
        blank=True,
        max_num=6,
        help_text=_("What to remember if one reads nothing else: three to five sentences."),
    )
    body = StreamField(CONTENT_BLOCKS, verbose_name=_("text"), blank=True)
    questions = StreamField(
        [("question", blocks.CharBlock(label=_("Question"), icon="help", max_length=200))],
        verbose_name=_("questions to ask one's doctor"),
        blank=True,
        max_num=12,
    )
    references = StreamField([("reference", ReferenceBlock())], verbose_name=_("sources"), blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    private_page_options: list[str] = []  # what is here is for everyone
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"

    # The date, the picture, the people and the subjects belong to the article, not to one of its languages.
    override_translatable_fields = [
        SynchronizedField("published_on"),
        SynchronizedField("illustration"),
        SynchronizedField("article_authors", overridable=False),
        SynchronizedField("article_categories", overridable=False),
        SynchronizedField("article_terms", overridable=False),
    ]

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("introduction"),
        MultipleChooserPanel("article_categories", "category", label=_("category"), heading=_("Categories")),
        MultipleChooserPanel("article_authors", "person", label=_("author"), heading=_("Authors")),
        FieldPanel("published_on"),
        FieldPanel("illustration"),
        FieldPanel("key_points"),
        FieldPanel("body"),
        FieldPanel("questions"),
        FieldPanel("references"),
        MultipleChooserPanel("article_terms", "term", label=_("term"), heading=_("Words explained on this page")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    api_fields = [
        APIField("introduction"),
        APIField("published_on"),
        APIField("categories", serializer=LabelsField()),
        APIField("authors", serializer=LabelsField()),
        APIField("illustration"),
        APIField("key_points"),
        APIField("body"),
        APIField("questions"),
        APIField("references"),
        APIField("terms", serializer=LabelsField()),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-published_on", "-page_ptr"], name="article_newest_first")]

    @path(pgettext_lazy("address", "bilingual/"), name="bilingual")
    @path(pgettext_lazy("address", "bilingual/<slug:language>/"), name="bilingual_with")
    def read_beside(self, request: HttpRequest, language: str = "") -> HttpResponse:
        """The edition beside that of another language, block by block; 404 where that isn't live.

        Without a language, the first other one: an address for each pair, and one alone.
        """
        first, *more = [*self._other_languages(), ""]
        if language and language not in more:
            raise Http404(_("There is no such page."))
        editions = ArticlePage.objects.live().filter(translation_key=self.translation_key)
        other = get_object_or_404(editions.select_related("locale"), locale__language_code=language or first)
        return self.render(
            request,
            context_overrides={"beside": other, "pairs": align(self.body, other.body)},
            template="articles/bilingual.html",
        )

    @path("pdf/", name="pdf")
    def take_along(self, request: HttpRequest) -> HttpResponse:
        """The article as a leaflet to print or keep; 404 where none can be made."""
        return leaflet.answer(self, request, large=False)

    @path(pgettext_lazy("address", "pdf/large-print/"), name="pdf_large")
    def take_along_large(self, request: HttpRequest) -> HttpResponse:
        """The leaflet in large print."""
        return leaflet.answer(self, request, large=True)

    def leaflet_urls(self) -> tuple[str, str] | None:
        """The addresses of the leaflet, in normal and in large print; None where none can be made."""
        if not leaflet.is_available():
            return None
        with translation.override(self.locale.language_code):
            return str(self.url) + self.reverse_subpage("pdf"), str(self.url) + self.reverse_subpage("pdf_large")

    def beside_url(self, language: str) -> str:
        """The address of this edition beside that of another language."""
        name, kwargs = (
            ("bilingual", {}) if language in self._other_languages()[:1] else ("bilingual_with", {"language": language})
        )
        with translation.override(self.locale.language_code):
            return str(self.url) + self.reverse_subpage(name, kwargs=kwargs)

    def _other_languages(self) -> list[str]:
        return [code for code, _name in settings.LANGUAGES if code != self.locale.language_code]

    @cached_property
    def categories(self) -> list[Category]:
        """The subjects, in the editor's order: the first one lends its drawing."""
        links = self.article_categories.all()
        if "article_categories" not in getattr(self, "_prefetched_objects_cache", {}):
            links = links.select_related("category")
        return [link.category for link in links if link.category]

    @cached_property
    def authors(self) -> list[Person]:
        """Who wrote the article, in the editor's order."""
        return [link.person for link in self.article_authors.select_related("person")]

    @cached_property
    def terms(self) -> list[Term]:
        """The glossary's words that this page explains, those that have a name in its language, by name."""
        language = self.locale.language_code
        terms = (link.term for link in self.article_terms.select_related("term"))
        return sorted(
            (term for term in terms if getattr(term, f"name_{language}")), key=lambda term: term.name.casefold()
        )

    @cached_property
    def sections(self) -> list[HeadingValue]:
        """The headings of level 2, with anchors, for the list of contents."""
        return outline(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Anchors are set before the text is rendered, in whatever order the template asks."""
        return {**super().get_context(request, *args, **kwargs), "sections": self.sections}


class ArticleCategory(Orderable):
    """An article's place under a subject."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_categories")
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="article_categories"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("category of an article")
        constraints = [models.UniqueConstraint(fields=["page", "category"], name="article_category_once")]


class ArticleAuthor(Orderable):
    """Whose text it is."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(Person, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("author of an article")


class ArticleTerm(Orderable):
    """A word that the article explains."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_terms")
    term = models.ForeignKey(Term, verbose_name=_("term"), on_delete=models.PROTECT, related_name="article_terms")

    class Meta(Orderable.Meta):
        verbose_name = _("term of an article")


class ArticleIndexPage(RoutablePageMixin, Page):
    """The list of articles of one language; each category has an address under it."""

    introduction = models.TextField(_("introduction"), blank=True)

    max_count_per_parent = 1
    private_page_options: list[str] = []  # what is here is for everyone
    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.ArticlePage"]
    template = "articles/article_index_page.html"
    content_panels = [TitleFieldPanel("title"), FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

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

    def category_url(self, category: Category, language: str | None = None) -> str:
        """The address of a category's list. In the page's language, which is not always the reader's (the admin)."""
        language = language or self.locale.language_code
        with translation.override(language):
            return self.url + self.reverse_subpage("category", kwargs={"slug": getattr(category, f"slug_{language}")})

    def feed_url(self, category: Category | None = None) -> str:
        """The address of the list's feed, or of a category's."""
        return self.category_url(category) + "feed/" if category else str(self.url) + "feed/"

    def _category(self, slug: str) -> Category:
        return get_object_or_404(Category, **{f"slug_{self.locale.language_code}": slug})

    def _list(self, request: HttpRequest, category: Category | None) -> HttpResponse:
        return self.render(
            request,
            context_overrides={
                "category": category,
                "categories": list(self.categories()),
                "articles": _paginated(self.articles(category), request.GET.get("page")),
                "feed_url": self.feed_url(category),
            },
        )


def live_in(language: str) -> Q:
    """For a count over `Category`: its live articles in one language."""
    return Q(article_categories__page__live=True, article_categories__page__locale__language_code=language)


def _paginated(articles: QuerySet[ArticlePage], number: str | None) -> PaginatorPage:
    """The asked page, 404 for one that doesn't exist: a wrong number is a wrong address."""
    paginator = Paginator(articles, PAGE_SIZE)
    if number is not None and (not number.isdecimal() or not number.isascii() or not 0 < len(number) < 10):
        raise Http404(_("There is no such page."))
    if int(number or 1) not in paginator.page_range:
        raise Http404(_("There is no such page."))
    return paginator.page(int(number or 1))
