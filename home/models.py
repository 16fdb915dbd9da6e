"""HomePage, StandardPage, and SiteSettings: one row per language for what every page shares."""

from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from articles.blocks import CONTENT_BLOCKS
from articles.models import ArticleIndexPage, ArticleTerm
from articles.outline import outline
from vocabulary.base_page import LabelIndexMixin, PortalPage
from vocabulary.models import Series, SluggedLabel, Term, fold

LATEST = 5
REVIEWED = 3
QUERY_LENGTH = 100
SomePage = TypeVar("SomePage", bound=Page)


def only_page(kind: type[SomePage], language: str) -> SomePage | None:
    """The live page of a kind of which each language has one, with its locale. One query.

    In no order of the tree: to keep to it, PostgreSQL reads every page there is until it meets this one.
    """
    pages = kind.objects.live().filter(locale__language_code=language)
    return pages.select_related("locale").order_by("page_ptr").first()


class HomePage(PortalPage):
    """The first page of one language."""

    headline = models.CharField(_("headline"), max_length=120, help_text=_("The first words a reader sees."))
    introduction = models.TextField(
        _("introduction"), help_text=_("What this site is, and for whom, in two sentences.")
    )

    featured_series = models.ForeignKey(
        Series,
        verbose_name=_("featured series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its articles have a place of their own on this page."),
    )
    method_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("how we work"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that says how articles are written and reviewed; four promises lead to it."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.ArticleIndexPage", "home.GlossaryPage", "home.StandardPage", "contact.ContactPage"]
    template = "home/home_page.html"
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("featured_series"),
        FieldPanel("method_page"),
    ]
    override_translatable_fields = [SynchronizedField("featured_series"), SynchronizedField("method_page")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The categories with their counts, the articles to show first; none while there is no live list of them."""
        context = super().get_context(request, *args, **kwargs)
        article_index = only_page(ArticleIndexPage, self.locale.language_code)
        context |= {"article_index": article_index, "announcement": Announcement.current(self.locale)}
        context |= {"method": self.method_in_language(), "categories": [], "articles": []}
        return context | (self._shown(article_index) if article_index else {})

    def method_in_language(self) -> Page | None:
        """The page that says how we work, in this page's language; one query, none where no page was chosen."""
        if not self.method_page_id:
            return None
        chosen = Page.objects.filter(pk=self.method_page_id)
        pages = Page.objects.live().filter(locale=self.locale, translation_key__in=chosen.values("translation_key"))
        return pages.select_related("locale").first()

    def _shown(self, article_index: ArticleIndexPage) -> dict[str, Any]:
        articles = article_index.articles()
        newest = list(articles[:LATEST])
        reviewed = articles.exclude(review=None).exclude(pk__in=[each.pk for each in newest])
        in_series = articles.filter(series=self.featured_series_id) if self.featured_series_id else articles.none()
        return {
            "categories": list(article_index.categories()),
            "total": articles.count(),
            "articles": newest,
            "reviewed": list(reviewed.order_by("-review__reviewed_on", "-pk")[:REVIEWED]),
            "in_series": list(in_series.in_order()[:LATEST]),
        }


class Announcement(models.Model):
    """A few words on the home page of one language, from one day to another. The latest one counts."""

    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=500)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where to read more."),
    )
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"), help_text=_("An announcement without an end is forgotten."))

    panels = [
        FieldPanel("locale"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("page"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="announcement_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def current(cls, locale: Locale) -> "Announcement | None":
        """The one that readers of a language see today. One query."""
        today = timezone.localdate()
        shown = cls.objects.filter(locale=locale, starts_on__lte=today, ends_on__gte=today)
        return shown.select_related("page__locale").first()


class StandardPage(PortalPage):
    """A page that stands by itself: about, legal notice, accessibility, how we work."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(CONTENT_BLOCKS, verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    content_panels = [TitleFieldPanel("title"), FieldPanel("introduction"), FieldPanel("body")]
    api_fields = [APIField("introduction"), APIField("body")]
    search_fields = [*PortalPage.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Anchors are set before the text is rendered."""
        return {**super().get_context(request, *args, **kwargs), "sections": outline(self.body)}


@dataclass(frozen=True)
class Entry:
    """A term as the glossary lists it: under a letter, and found by its folded name, acronym and synonyms."""

    term: Term
    letter: str
    words: str
    url: str


class GlossaryPage(LabelIndexMixin, RoutablePageMixin, PortalPage):
    """The glossary of one language; each term has an address under it."""

    introduction = models.TextField(_("introduction"), blank=True)

    label_model = Term
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "home/glossary_page.html"
    content_panels = [TitleFieldPanel("title"), FieldPanel("introduction")]
    api_fields = [APIField("introduction")]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    @path("")
    def list_terms(self, request: HttpRequest) -> HttpResponse:
        """Every term from A to Z, or those that `?q=` is part of, whatever its case and accents."""
        query = request.GET.get("q", "").replace("\x00", "").strip()[:QUERY_LENGTH]
        folded = fold(query)
        entries = [entry for entry in self.entries() if folded in entry.words]
        letters = [(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: entry.letter)]
        return self.render(request, context_overrides={"query": query, "letters": letters, "count": len(entries)})

    @path("<slug:slug>/", name="term")
    def show_term(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One term; 404 where it has no such address in this language."""
        term = get_object_or_404(self._terms(), **{f"slug_{self.locale.language_code}": slug})
        return self.render(request, context_overrides={"term": term, "label": term}, template="home/term.html")

    def entries(self) -> list[Entry]:
        """The terms that have a name in this language, by name. Two queries.

        Sorted here: the database's own order puts É after Z, and a language's rules for it are not on every machine.
        """
        named = []
        for term in self._terms():
            names = [self._own(term, "name"), self._own(term, "acronym") or "", *(self._own(term, "synonyms") or [])]
            name = fold(names[0])
            letter = name[:1].upper() if name[:1].upper() in ascii_uppercase else "#"
            named.append((letter, name, Entry(term, letter, fold(" ".join(names)), self.label_url(term))))
        # By the name alone: with its synonyms, “tumeur” would come after “tumeur bénigne”.
        return [entry for *_order, entry in sorted(named, key=lambda row: (*row[:2], row[2].term.pk))]

    def listed_labels(self) -> QuerySet[Term]:
        """Every term that has a name in this language."""
        return Term.objects.exclude(**{f"slug_{self.locale.language_code}": None})

    def label_url(self, label: SluggedLabel, language: str | None = None) -> str:
        """The address of a term in this glossary, which is of one language."""
        return f"{self.url}{self._own(label, 'slug')}/"

    def _own(self, term: SluggedLabel, field: str) -> Any:
        return getattr(term, f"{field}_{self.locale.language_code}")

    def _terms(self) -> QuerySet[Term]:
        live = ArticleTerm.objects.filter(page__live=True, page__locale=self.locale).select_related("page")
        explained = live.order_by("-page__published_on", "-page")
        return self.listed_labels().prefetch_related(
            Prefetch("article_terms", queryset=explained, to_attr="explained_in")
        )


class LinkBlock(blocks.StructBlock):
    """A page, and the words that lead to it."""

    page = blocks.PageChooserBlock(label=_("Page"))
    label = blocks.CharBlock(
        label=_("Words"), required=False, default="", max_length=60, help_text=_("Left empty, the page's title.")
    )

    class Meta:
        label = _("Link")
        icon = "link"


class LinkGroupBlock(blocks.StructBlock):
    """Links under a heading."""

    title = blocks.CharBlock(label=_("Heading"), max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        label = _("Group of links")
        icon = "list-ul"


class EmergencyNumberBlock(blocks.StructBlock):
    """A number to call or to text in an emergency."""

    number = blocks.RegexBlock(
        r"^[0-9 +]{2,20}$", label=_("Number"), error_messages={"invalid": _("Digits, spaces and + only.")}
    )
    label = blocks.CharBlock(label=_("Service"), max_length=60)
    detail = blocks.CharBlock(label=_("For whom, where"), required=False, default="", max_length=120)
    kind = blocks.ChoiceBlock(
        label=_("Reached by"), choices=[("tel", _("Call")), ("sms", _("Text message"))], default="tel"
    )

    class Meta:
        label = _("Emergency number")
        icon = "mobile-alt"


class SiteSettings(models.Model):
    """What every page of one language shares. A language has its own emergency numbers and menus, so its own row."""

    locale = models.OneToOneField(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown before the name. Without one, the two circles of the house."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, help_text=_("Who answers for this site."))
    funding_statement = models.TextField(
        _("funding"), blank=True, help_text=_("Who pays for this site, and what they have a say in.")
    )
    medical_disclaimer = models.TextField(
        _("medical disclaimer"),
        blank=True,
        help_text=_("That this site does not replace one's doctor, in your own words."),
    )
    emergency_numbers = StreamField(
        [("number", EmergencyNumberBlock())], verbose_name=_("emergency numbers"), blank=True, max_num=6
    )
    main_menu = StreamField([("link", LinkBlock())], verbose_name=_("main menu"), blank=True, max_num=6)
    footer_menu = StreamField([("group", LinkGroupBlock())], verbose_name=_("footer"), blank=True, max_num=3)
    legal_menu = StreamField(
        [("link", LinkBlock())],
        verbose_name=_("last line"),
        blank=True,
        max_num=6,
        help_text=_("Legal notice, privacy, accessibility: what every site owes its readers."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("locale"),
                    MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], _("Identity")),
                    MultiFieldPanel(
                        [FieldPanel("publisher"), FieldPanel("funding_statement"), FieldPanel("medical_disclaimer")],
                        _("What readers must know"),
                    ),
                    FieldPanel("emergency_numbers"),
                ],
                heading=_("Site"),
            ),
            ObjectList(
                [FieldPanel("main_menu"), FieldPanel("footer_menu"), FieldPanel("legal_menu")], heading=_("Navigation")
            ),
        ]
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        ordering = ["locale__language_code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.locale.get_display_name()})"

    @classmethod
    def for_language(cls, language: str) -> "SiteSettings":
        """The settings of a language; unsaved ones with a neutral name where nobody has written them yet."""
        found = cls.objects.select_related("logo", "locale").filter(locale__language_code=language).first()
        if found:
            return found
        with translation.override(language or settings.LANGUAGE_CODE):
            return cls(name=gettext("Portal"))
