"""Articles, their index, and what hangs on an article."""

from articles.models.append_only import AppendOnlyModel
from articles.models.article import ArticlePage, ArticleQuerySet, live_in
from articles.models.article_index import ArticleIndexPage
from articles.models.declared_change import DeclaredChange
from articles.models.labels import ArticleAuthor, ArticleCategory, ArticleRelated, ArticleTerm
from articles.models.ownership import Ownership
from articles.models.related import SeriesPlace
from articles.models.review import BlockNotice, Review

__all__ = [
    "AppendOnlyModel",
    "ArticleAuthor",
    "ArticleCategory",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleQuerySet",
    "ArticleRelated",
    "ArticleTerm",
    "BlockNotice",
    "DeclaredChange",
    "Ownership",
    "Review",
    "SeriesPlace",
    "live_in",
]
