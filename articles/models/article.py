"""ArticlePage: one subject, explained to patients, in one language."""

from functools import cached_property
from typing import Any

from django.db import models, transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from articles import publication
from articles.api_fields import LabelsField
from articles.article_streams import DoctorQuestionsBlock, KeyPointsBlock, ReferenceBlock
from articles.blocks import CONTENT_BLOCKS, HeadingValue
from articles.content.reading_time import reading_minutes
from articles.forms import ArticlePageForm
from articles.models.article_routes import ArticleRoutes
from articles.models.labels import ArticleCategory
from articles.models.reader_notices import ReaderNotices
from articles.models.related import RELATED, SeriesPlace, alike
from articles.outline import outline
from vocabulary.base_page import PortalPage
from vocabulary.models import Category, Person, Series, Term, named_in


class ArticleQuerySet(PageQuerySet):
    """Articles, as lists need them."""

    def listed(self) -> "ArticleQuerySet":
        """Live articles, newest first, with their categories, without their texts: two queries for any number."""
        return (
            self.live()
            .defer_streamfields()
            .select_related("locale", "illustration", "review")
            .prefetch_related(Prefetch("article_categories", ArticleCategory.objects.select_related("category")))
            .order_by("-published_on", "-pk")
        )

    def in_order(self) -> "ArticleQuerySet":
        """As a series is read."""
        return self.order_by("series_position", "published_on", "pk")


class ArticlePage(ReaderNotices, ArticleRoutes):
    """One subject, explained to patients, in one language."""

    class Kind(models.TextChoices):
        """What an article is about: it decides which questions it has to answer."""

        CONDITION = "condition", _("A condition")
        TREATMENT = "treatment", _("A treatment")
        EXAMINATION = "examination", _("An examination")
        SUPPORT = "support", _("Rights, care and support")

    introduction = models.TextField(
        _("introduction"), help_text=_("What the reader will find here, in two or three plain sentences.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        blank=True,
        help_text=_("It decides what the checks expect: an article on a treatment speaks of its risks, for example."),
    )
    purpose = models.CharField(
        _("aim"), max_length=300, blank=True, help_text=_("What the reader will be able to do after reading.")
    )
    audience = models.CharField(
        _("audience"), max_length=200, blank=True, help_text=_("Whom it is written for: patients, relatives, both.")
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
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text=_("The articles it is read with, one after the other."),
    )
    series_position = models.PositiveSmallIntegerField(
        _("place in the series"), default=0, help_text=_("The lowest number is read first.")
    )
    key_points = StreamField(
        KeyPointsBlock(),
        verbose_name=_("key points"),
        blank=True,
        max_num=6,
        help_text=_("What to remember if one reads nothing else: three to five sentences."),
    )
    body = StreamField(CONTENT_BLOCKS, verbose_name=_("text"), blank=True)
    questions = StreamField(
        DoctorQuestionsBlock(),
        verbose_name=_("questions to ask one's doctor"),
        blank=True,
        max_num=12,
    )
    references = StreamField([("reference", ReferenceBlock())], verbose_name=_("sources"), blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"

    # The date, the picture, the people, the subjects and the series belong to the article, not to one of its languages.
    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("published_on"),
        SynchronizedField("illustration"),
        SynchronizedField("series", overridable=False),
        SynchronizedField("series_position", overridable=False),
        SynchronizedField("article_authors", overridable=False),
        SynchronizedField("article_categories", overridable=False),
        SynchronizedField("article_terms", overridable=False),
        SynchronizedField("article_related", overridable=False),
    ]

    base_form_class = ArticlePageForm
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("introduction"),
        FieldPanel("key_points"),
        FieldPanel("body"),
    ]
    source_panels = [
        FieldPanel("references"),
        FieldPanel("questions"),
        MultipleChooserPanel(
            "article_terms",
            "term",
            label=_("term"),
            heading=_("Words explained on this page"),
            help_text=_("The first use of each in the text is explained on the spot; all are listed at its end."),
        ),
    ]
    settings_panels = [
        MultiFieldPanel(
            [
                MultipleChooserPanel("article_authors", "person", label=_("author"), heading=_("Authors")),
                FieldPanel("published_on"),
                FieldPanel("illustration"),
            ],
            _("Who, when"),
        ),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("purpose"), FieldPanel("audience")], _("What for")),
        FieldRowPanel([FieldPanel("looked_after_by"), FieldPanel("backup")], _("Who looks after it")),
        MultipleChooserPanel("article_categories", "category", label=_("category"), heading=_("Categories")),
        FieldRowPanel([FieldPanel("series"), FieldPanel("series_position")], _("Series")),
        MultipleChooserPanel(
            "article_related",
            "article",
            label=_("article"),
            heading=_("Related articles"),
            help_text=_("What to read next. Left empty, articles with the same words and subjects are shown."),
            max_num=RELATED,
        ),
        *Page.settings_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(source_panels, heading=_("Sources, questions, words")),
            ObjectList(settings_panels, heading=_("Filing")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )
    search_fields = [*PortalPage.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    api_fields = [
        APIField("introduction"),
        APIField("kind"),
        APIField("purpose"),
        APIField("audience"),
        APIField("published_on"),
        APIField("categories", serializer=LabelsField()),
        APIField("authors", serializer=LabelsField()),
        APIField("series", serializer=LabelsField()),
        APIField("reading_minutes"),
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
        """The glossary's words that this page explains, those that have a name in its language, by name.

        One query; of a version in memory, whose rows are none of the database, one too.
        """
        links = list(self.article_terms.select_related("term"))
        prefetch_related_objects(links, "term")
        return named_in(self.locale.language_code, (link.term for link in links))

    @cached_property
    def series_place(self) -> SeriesPlace | None:
        """The neighbours in the series; None without a series, and where this article is alone in it. One query."""
        if not self.series_id:
            return None
        siblings = ArticlePage.objects.filter(series_id=self.series_id, locale_id=self.locale_id)
        siblings = siblings.filter(Q(live=True) | Q(pk=self.pk)).only("title", "url_path", "locale_id")
        found = list(siblings.in_order())
        here = next((place for place, article in enumerate(found) if article.pk == self.pk), None)
        if here is None or len(found) < 2:
            return None
        return SeriesPlace(
            position=here + 1,
            total=len(found),
            previous=found[here - 1] if here else None,
            next=found[here + 1] if here + 1 < len(found) else None,
        )

    @cached_property
    def related(self) -> list["ArticlePage"]:
        """What to read next, live in this language: the editor's choice, else what is most alike. Three queries."""
        chosen = list(self.article_related.values_list("article__translation_key", flat=True)) if self.pk else []
        articles = ArticlePage.objects.filter(locale_id=self.locale_id).exclude(pk=self.pk).listed()
        if chosen:
            found = articles.filter(translation_key__in=chosen)
            return sorted(found, key=lambda article: chosen.index(article.translation_key))
        return list(alike(articles, self))

    @cached_property
    def reading_minutes(self) -> int:
        """How long it takes to read, at least a minute."""
        return reading_minutes(self)

    @cached_property
    def sections(self) -> list[HeadingValue]:
        """The headings of level 2, with anchors, for the list of contents."""
        return outline(self.body)

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> "ArticlePage":
        """As Wagtail, without labels that were deleted since: only what is live keeps one from being deleted."""
        try:
            page: ArticlePage = super().from_serializable_data(data, check_fks, strict_fks)
        except Exception:  # modelcluster's own, which has no kind: it knows no PROTECT
            left = _without_deleted_labels(data)
            if left == data:
                raise
            page = super().from_serializable_data(left, check_fks, strict_fks)
        return page

    def publish(self, revision: Revision, user: Any = None, *args: Any, log_action: Any = True, **kwargs: Any) -> None:
        """RefusedError, and nothing has changed, for what may not go live, now or at its hour.

        At that hour nobody is there to be told: the schedule ends, the rooms above hear of it, the next page goes live.
        """
        try:
            # First: Wagtail clears the schedules of all revisions before it saves the page.
            publication.refuse(revision.as_object(), user)
            with transaction.atomic():
                super().publish(revision, user, *args, log_action=log_action, **kwargs)
        except publication.RefusedError as refusal:
            if log_action != publication.SCHEDULED:
                raise
            publication.cancel_schedule(self, revision, refusal.reasons)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Anchors are set before the text is rendered, in whatever order the template asks."""
        return {**super().get_context(request, *args, **kwargs), "sections": self.sections}


def _without_deleted_labels(data: dict[str, Any]) -> dict[str, Any]:
    """The stored form of an article, its links to people, subjects, words and a series only to those that are there."""
    left = dict(data)
    links: list[tuple[str, str, type[models.Model]]] = [
        ("article_authors", "person", Person),
        ("article_categories", "category", Category),
        ("article_terms", "term", Term),
    ]
    for relation, name, label in links:
        rows = data.get(relation)
        if not rows:
            continue
        there = set(label._default_manager.filter(pk__in=[row[name] for row in rows if row[name]]).values_list("pk"))
        left[relation] = [row for row in rows if not row[name] or (row[name],) in there]
    if data.get("series") and not Series.objects.filter(pk=data["series"]).exists():
        left["series"] = None
    return left


def live_in(language: str, articles: str = "article_categories__page") -> Q:
    """For a count over labels: their live articles in one language, by the relation that leads to them."""
    return Q(**{f"{articles}__live": True, f"{articles}__locale__language_code": language})
