"""Counting what readers looked for in vain, per day and in small print: nothing says who, when or from where.

What looks personal is not kept; what was rare is not shown, and is deleted. A search that was answered leaves no trace.
"""

import re
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from search.languages import separate
from search.models import UnmetDay, UnmetQuery
from vocabulary.models import fold

SMALLEST = 5  # times in the period, or it is neither shown nor kept
PERIOD = timedelta(days=30)
SALT = "search.unmet"
MOST_WORDS = 6


def kept_form(text: str) -> str:
    """How a query is counted, empty for one that must not be: with digits, an address, many words, or long."""
    words = separate(text)
    if re.search(r"\d|@|www|://", text) or not words or len(words.split()) > MOST_WORDS or len(words) > 60:
        return ""
    return fold(words)


def count_without_result(text: str, language: str) -> None:
    """A search that found nothing."""
    _count(text, language, "without_result")


def ticket(text: str, language: str) -> str:
    """What a page of results may send back: only what was answered here can be counted."""
    return signing.dumps([text, language], salt=SALT) if kept_form(text) else ""


def count_without_click(ticket: str) -> bool:
    """A reader left results without opening one. False for what is no ticket of ours, or of yesterday."""
    try:
        text, language = signing.loads(ticket, salt=SALT, max_age=86_400)
    except signing.BadSignature:
        return False
    _count(text, language, "without_click")
    return True


@transaction.atomic
def _count(text: str, language: str, what: str) -> None:
    if not (form := kept_form(text)):
        return
    query, _created = UnmetQuery.objects.get_or_create(language=language, text=form)
    day, is_new = UnmetDay.objects.get_or_create(query=query, day=timezone.localdate())
    UnmetDay.objects.filter(pk=day.pk).update(**{what: F(what) + 1})
    if is_new and not UnmetDay.objects.filter(day=timezone.localdate()).exclude(pk=day.pk).exists():
        forget_old()


def forget_old() -> None:
    """Delete the days outside the period, then what hasn't a day left, unless editors decided on it.

    So a query too rare to be shown is gone after a month.
    """
    UnmetDay.objects.filter(day__lt=timezone.localdate() - PERIOD).delete()
    UnmetQuery.objects.filter(days=None, decision=UnmetQuery.Decision.OPEN).delete()


def report() -> QuerySet[UnmetQuery]:
    """The unmet searches of the period that are frequent enough to be nobody's own, the most frequent first."""
    since = timezone.localdate() - PERIOD
    return (
        UnmetQuery.objects.filter(days__day__gte=since)
        .annotate(without_result=Sum("days__without_result"), without_click=Sum("days__without_click"))
        .annotate(total=F("without_result") + F("without_click"))
        .filter(total__gte=SMALLEST)
        .order_by("-total", "text")
    )
