"""What an article is filed under and signed with: child rows that point to shared labels, in an order."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from vocabulary.models import Category, Person, Term


class ArticleCategory(Orderable):
    """An article's place under a subject."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="article_categories")
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="article_categories"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("category of an article")
        constraints = [models.UniqueConstraint(fields=["page", "category"], name="article_category_once")]


class ArticleAuthor(Orderable):
    """Whose text it is."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(Person, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("author of an article")


class ArticleTerm(Orderable):
    """A word that the article explains."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="article_terms")
    term = models.ForeignKey(Term, verbose_name=_("term"), on_delete=models.PROTECT, related_name="article_terms")

    class Meta(Orderable.Meta):
        verbose_name = _("term of an article")


class ArticleRelated(Orderable):
    """An article that the editor recommends to who has read this one; readers get its edition in their language."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="article_related")
    article = models.ForeignKey(
        "articles.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="recommended_by"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
