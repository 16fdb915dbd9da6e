"""The index (Entry, Word, Phrase), what editors set above it (Promotion), and what readers looked for in vain."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Locale, Page

from vocabulary.models import LinesField, Term


class Entry(models.Model):
    """A live page, or a term in one language, as search knows it. Made by `search.indexing`, and thrown away freely.

    Its address, its categories and whether it is live are asked of the page at each search, and so always true.
    """

    class Kind(models.TextChoices):
        """The kinds of results that readers can find."""

        ARTICLE = "article", _("Articles")
        TERM = "term", _("Glossary")
        PAGE = "page", _("About this site")

    wagtail_reference_index_ignore = True

    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=Kind)
    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=255)
    body = models.TextField()
    titles = SearchVectorField()  # the title's words, as they are and stemmed; a term's synonyms too
    vector = SearchVectorField()  # stemmed: A title, B key points and headings, C text
    exact = SearchVectorField()  # the same, not stemmed: for ranking only

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="entry_of_a_term_once"),
            models.CheckConstraint(
                condition=models.Q(page=None, term__isnull=False) | models.Q(page__isnull=False, term=None),
                name="entry_of_one_thing",
            ),
        ]
        indexes = [
            GinIndex(fields=["language", "vector"], name="entry_words", fastupdate=False),
            GinIndex(fields=["language", "titles"], name="entry_titles", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Word(models.Model):
    """A word of a language's texts: how it is spelled, and in how many entries. For typing errors and rarity."""

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=80)  # without accents, as the query's
    stem = models.CharField(max_length=80)
    spelling = models.CharField(max_length=80)
    entries = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="word_once")]
        indexes = [
            models.Index(fields=["language", "stem"], name="word_stem"),
            models.Index(fields=["language", "word"], name="word_beginning", opclasses=["", "varchar_pattern_ops"]),
            GinIndex(fields=["word"], name="word_alike", opclasses=["gin_trgm_ops"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.spelling


class Phrase(models.Model):
    """A name of a term in a language: its name, a synonym or its acronym, by the stems of its words."""

    wagtail_reference_index_ignore = True

    language = models.CharField(max_length=12)
    key = models.CharField(max_length=250)
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=120)
    query = models.TextField()  # finds the phrase in an entry's vector

    class Meta:
        indexes = [models.Index(fields=["key", "language"], name="phrase_key")]

    def __str__(self) -> str:
        return self.text


class Promotion(models.Model):
    """A page that editors show first for certain searches."""

    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    searches = LinesField(
        models.CharField(max_length=100),
        verbose_name=_("searches"),
        help_text=_("One per line, as readers type them. Accents and capitals don’t matter."),
    )
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(
        _("words shown with it"),
        max_length=200,
        blank=True,
        help_text=_("Why it answers, in a sentence. Left empty, only the title is shown."),
    )

    panels = [
        FieldPanel("locale"),
        FieldPanel("searches"),
        PageChooserPanel("page", ["articles.ArticlePage", "home.StandardPage"]),
        FieldPanel("reason"),
    ]

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["locale__language_code", "pk"]

    def __str__(self) -> str:
        return ", ".join(self.searches)

    def clean(self) -> None:
        """A result is in the language of the search."""
        super().clean()
        if self.page_id and self.locale_id and self.page.locale_id != self.locale_id:
            raise ValidationError({"page": _("This page is in another language than the searches.")})


class UnmetQuery(models.Model):
    """What readers typed and found no answer to. Nothing says who, and nothing that looks personal is kept."""

    class Decision(models.TextChoices):
        """What editors have made of it."""

        OPEN = "open", _("to be decided")
        ANSWERED = "answered", _("synonym or term added")
        TO_WRITE = "write", _("page to write")
        SET_ASIDE = "aside", _("set aside")

    language = models.CharField(_("language"), max_length=12)
    text = models.CharField(_("search"), max_length=60)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.OPEN)

    class Meta:
        verbose_name = _("unmet search")
        verbose_name_plural = _("unmet searches")
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="unmet_query_once")]

    def __str__(self) -> str:
        return self.text


class UnmetDay(models.Model):
    """How often a search was unmet on one day: without a result, or with results of which none was opened."""

    query = models.ForeignKey(UnmetQuery, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    without_result = models.PositiveIntegerField(_("without a result"), default=0)
    without_click = models.PositiveIntegerField(_("without a click"), default=0)

    class Meta:
        verbose_name = _("day of an unmet search")
        constraints = [models.UniqueConstraint(fields=["query", "day"], name="unmet_day_once")]

    def __str__(self) -> str:
        return f"{self.query}, {self.day}"
