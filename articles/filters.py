"""A list of articles the way a reader asks for it: which, in what order, and which page of it."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Lower
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

PAGE_SIZE = 12
YEAR = datetime.timedelta(days=365)
# The database's own order puts É after Z, and a language's rules for it are not on every machine.
_ACCENTED, _PLAIN = "àâäáãåçèéêëìíîïñòóôöõùúûüýÿœæ", "aaaaaaceeeeiiiinooooouuuuyyoa"


class Order(models.TextChoices):
    """The orders on offer; the first is the list's own."""

    NEWEST = "newest", _("Newest first")
    REVIEWED = "reviewed", _("Last reviewed first")
    TITLE = "title", _("Title, A to Z")


_COLUMNS = {
    Order.NEWEST: [F("published_on").desc()],
    Order.REVIEWED: [F("review__reviewed_on").desc(nulls_last=True), F("published_on").desc()],
    Order.TITLE: [Func(Lower("title"), Value(_ACCENTED), Value(_PLAIN), function="TRANSLATE").asc()],
}


@dataclass(frozen=True)
class Wish:
    """What a reader asks of a list, in its address: `?sort=title&reviewed=year`. What isn't on offer is not heard."""

    order: Order = Order.NEWEST
    is_reviewed_this_year: bool = False

    @classmethod
    def of(cls, asked: QueryDict) -> "Wish":
        """The wish in a query string."""
        order = asked.get("sort", "")
        return cls(
            Order(order) if order in Order.values else Order.NEWEST,
            is_reviewed_this_year=asked.get("reviewed") == "year",
        )

    @property
    def is_plain(self) -> bool:
        """Whether it is the list as it comes: what search engines are shown."""
        return self == Wish()

    def query(self, page_number: int = 1) -> str:
        """The query string that says it, with its question mark; empty for the first page of the plain list."""
        asked = {
            "sort": self.order.value if self.order != Order.NEWEST else "",
            "reviewed": "year" if self.is_reviewed_this_year else "",
            "page": str(page_number) if page_number > 1 else "",
        }
        said = urlencode({name: value for name, value in asked.items() if value})
        return f"?{said}" if said else ""

    def fulfil(self, articles: PageQuerySet) -> PageQuerySet:
        """The articles that are wished for, in their order."""
        if self.is_reviewed_this_year:
            articles = articles.filter(review__reviewed_on__gt=timezone.localdate() - YEAR)
        return articles.order_by(*_COLUMNS[self.order], F("pk").desc())


def page_of(articles: PageQuerySet, number: str | None, count: int | None = None) -> PaginatorPage:
    """The asked page, 404 for one that doesn't exist: a wrong number is a wrong address. Counts unless told."""
    paginator = Paginator(articles, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    if number is not None and (not number.isdecimal() or not number.isascii() or not 0 < len(number) < 10):
        raise Http404(_("There is no such page."))
    if int(number or 1) not in paginator.page_range:
        raise Http404(_("There is no such page."))
    return paginator.page(int(number or 1))
