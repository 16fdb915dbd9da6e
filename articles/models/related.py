"""What to read next: the neighbours in a series, and the articles most alike."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from articles.models.labels import ArticleCategory, ArticleTerm

RELATED = 3
RELATED_CANDIDATES = 200  # the newest of those that have something in common


@dataclass(frozen=True)
class SeriesPlace:
    """Where an article stands in its series, among the live ones of its language; positions count from 1."""

    position: int
    total: int
    previous: Any
    next: Any


def alike(articles: models.QuerySet[Any], article: Any) -> models.QuerySet[Any]:
    """Those of `articles` that share most words and subjects with `article`, a word counting twice.

    Counted among the newest only: in a subject with thousands of articles, the older ones need not be looked at.
    """
    words = ArticleTerm.objects.filter(term__in=[term.pk for term in article.terms])
    subjects = ArticleCategory.objects.filter(category__in=[category.pk for category in article.categories])
    newest = articles.filter(
        Exists(words.filter(page=OuterRef("pk"))) | Exists(subjects.filter(page=OuterRef("pk")))
    ).values("pk")[:RELATED_CANDIDATES]
    return (
        articles.filter(pk__in=newest)
        .alias(
            alike=2 * Count("article_terms__term", filter=Q(article_terms__in=words), distinct=True)
            + Count("article_categories__category", filter=Q(article_categories__in=subjects), distinct=True)
        )
        .order_by("-alike", "-published_on", "-pk")[:RELATED]
    )
