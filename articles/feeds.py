"""The newest articles of a list, or of one of its categories, as Atom."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from vocabulary.base_page import PortalPage
from vocabulary.models import Category

LATEST = 20


class ArticleFeed(Feed):
    """An entry per article: title, introduction, authors, categories, both dates."""

    feed_type = Atom1Feed

    def __init__(self, index_page: PortalPage, category: Category | None) -> None:
        self.index_page = index_page
        self.category = category
        self.language = index_page.locale.language_code

    def title(self) -> str:
        """As the list is called."""
        return self.category.name if self.category else self.index_page.title

    def subtitle(self) -> str:
        """As the list is introduced."""
        return (self.category.introduction if self.category else self.index_page.introduction) or ""

    def link(self) -> str:
        """The address of the list of articles."""
        return self.index_page.label_url(self.category) if self.category else str(self.index_page.url)

    def get_object(self, request: HttpRequest) -> None:
        """The list was found by its own route."""

    def items(self) -> Any:
        """The newest live articles."""
        return self.index_page.articles(self.category).prefetch_related("article_authors__person")[:LATEST]

    def item_title(self, article: PortalPage) -> str:
        """As plain text: the feed escapes it."""
        return article.title

    def item_description(self, article: PortalPage) -> str:
        """The introduction: Django calls a summary HTML."""
        return escape(article.introduction)

    def item_link(self, article: PortalPage) -> str:
        """The address of the article."""
        return str(article.url)

    def item_author_name(self, article: PortalPage) -> str:
        """All authors: Atom has one place for them."""
        return ", ".join(str(link.person) for link in article.article_authors.all())

    def item_categories(self, article: PortalPage) -> list[str]:
        """The names of its categories."""
        return [category.name for category in article.categories]

    def item_pubdate(self, article: PortalPage) -> datetime.datetime:
        """The day the article first appeared."""
        return timezone.make_aware(datetime.datetime.combine(article.published_on, datetime.time()))

    def item_updateddate(self, article: PortalPage) -> datetime.datetime:
        """When the article was last published."""
        return article.last_published_at or self.item_pubdate(article)
