"""Reminders of medical reviews: who is written to, of which articles, and when.

An article is spoken of when its next review is 90, 60 and 30 days away, and on the day itself. From a week later on, it
is spoken of once in each calendar week, until it is signed again. A person gets one message with all their articles. It
is sent when one of them has come to such a moment since they were last written to. A run that was missed is made up for
by the next.
"""

import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.mail import EmailMessage
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import ArticlePage
from articles.ownership import ownerships, people_of
from editorial.models.reminder import Reminder

logger = logging.getLogger(__name__)

DAYS_BEFORE = (90, 60, 30, 0)
WEEKLY_AFTER = 7  # days past the review


def stage_of(due: datetime.date, today: datetime.date) -> str:
    """The moment that an article has come to: "90", "60", "30", "0", or a calendar week (“2026-W48”); "" for none."""
    days = (due - today).days
    if days <= -WEEKLY_AFTER:
        year, week, _day = today.isocalendar()
        return f"{year}-W{week:02}"
    return next((str(before) for before in reversed(DAYS_BEFORE) if days <= before), "")


@dataclass(frozen=True)
class Entry:
    """An article in somebody's message."""

    article: ArticlePage
    stage: str
    is_nobodys: bool = False  # it has neither owner nor backup who can be written to

    @property
    def due(self) -> datetime.date:
        """The day of its next review."""
        return self.article.review.next_review_on

    @property
    def url(self) -> str:
        """Where it is edited."""
        return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[self.article.pk])


@dataclass
class Outcome:
    """What a run has done: lines for whoever reads the log."""

    sent: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def articles_due(today: datetime.date) -> models.QuerySet[ArticlePage]:
    """The live articles whose review is at most 90 days away, the most overdue first."""
    return (
        ArticlePage.objects.live()
        .filter(review__next_review_on__lte=today + datetime.timedelta(days=max(DAYS_BEFORE)))
        .select_related("locale", "review", "owner")
        .defer_streamfields()
        .order_by("review__next_review_on", "pk")
    )


def send_reminders(today: datetime.date | None = None) -> Outcome:
    """Write to whoever has something new to know. Run twice, or by two at once, it writes once."""
    today = today or timezone.localdate()
    outcome = Outcome()
    for user, entries in _by_recipient(list(articles_due(today)), today, outcome):
        name = user.get_username()
        try:
            if _remind(user, entries, today):
                outcome.sent.append(f"{name}: {len(entries)}")
        # An address may be none: Django says so by a ValueError, before or while it is sent.
        except (SMTPException, OSError, ValueError) as error:
            # The error may hold addresses: its kind says enough.
            kind = type(error).__name__
            logger.warning("A reminder could not be sent: %s", kind, extra={"event": "reminder.not_sent"})
            outcome.failed.append(f"{name}: {kind}")
    return outcome


def _by_recipient(
    articles: Sequence[ArticlePage], today: datetime.date, outcome: Outcome
) -> list[tuple[AbstractUser, list[Entry]]]:
    """Each person with their articles. What can't be sent to anybody goes to the publishers."""
    rows = ownerships(article.translation_key for article in articles)
    recipients: dict[int, tuple[AbstractUser, list[Entry]]] = {}
    problems: dict[int, str] = {}  # by account; "" for one that can be written to

    def give(user: AbstractUser, entry: Entry) -> bool:
        if user.pk not in problems:
            problems[user.pk] = _problem(user)
            if problems[user.pk]:
                outcome.skipped.append(f"{user.get_username()}: {problems[user.pk]}")
        if problems[user.pk]:
            return False
        recipients.setdefault(user.pk, (user, []))[1].append(entry)
        return True

    publishers: list[AbstractUser] | None = None
    for article in articles:
        entry = Entry(article, stage_of(article.review.next_review_on, today))
        reached = [give(user, entry) for user in people_of(article, rows)]
        if any(reached):
            continue
        if publishers is None:
            publishers = _publishers()
        unowned = Entry(article, entry.stage, is_nobodys=True)
        reached = [give(user, unowned) for user in publishers]
        if not any(reached):
            outcome.failed.append(f"“{article.title}” ({article.pk}): nobody can be written to")
    return list(recipients.values())


def _publishers() -> list[AbstractUser]:
    # A role is a row that points to a group: a publisher is whoever is in it.
    return list(
        get_user_model()
        ._default_manager.filter(groups__role__code="publisher", is_active=True)
        .distinct()
        .order_by("pk")
    )


def _problem(user: AbstractUser) -> str:
    """Why someone isn't written to; "" for no reason."""
    if not user.is_active:
        return "the account is closed"
    if not user.email.strip():
        return "the account has no address"
    if not user.has_perm("wagtailadmin.access_admin"):
        return "the account may not open the admin"
    return ""


def _remind(user: AbstractUser, entries: Sequence[Entry], today: datetime.date) -> bool:
    """Write to one person, if there is anything new. The rows are there exactly if the message has left.

    Of two runs at once, the second waits at the first one's rows, and finds them taken: `reminder_once` holds it.
    """
    try:
        with transaction.atomic():
            sent = Reminder.objects.filter(recipient=user.pk, page__in=[entry.article.pk for entry in entries])
            known = set(sent.values_list("page_id", "due_on", "stage"))
            new = [entry for entry in entries if (entry.article.pk, entry.due, entry.stage) not in known]
            if not new:
                return False
            Reminder.objects.bulk_create(
                Reminder(recipient_id=user.pk, page_id=entry.article.pk, due_on=entry.due, stage=entry.stage)
                for entry in new
            )
            _message(user, entries, today).send()
    except IntegrityError:
        return False
    return True


def language_of(user: AbstractUser) -> str:
    """The language someone has chosen for the admin, else the site's first."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def _message(user: AbstractUser, entries: Sequence[Entry], today: datetime.date) -> EmailMessage:
    with translation.override(language_of(user)):
        by_heading = groupby(entries, lambda entry: _heading(entry.due, today))
        overdue = sum(entry.due < today for entry in entries)
        subject = ngettext("%(count)d article to review", "%(count)d articles to review", len(entries)) % {
            "count": len(entries)
        }
        if overdue:
            subject += ngettext(", %(count)d of them overdue", ", %(count)d of them overdue", overdue) % {
                "count": overdue
            }
        context = {
            "name": user.get_full_name() or user.get_username(),
            "groups": [(heading, list(group)) for heading, group in by_heading],
            "is_anybodys": any(entry.is_nobodys for entry in entries),
            "report_url": settings.WAGTAILADMIN_BASE_URL + reverse("review_report"),
            "site": settings.WAGTAIL_SITE_NAME,
        }
        return EmailMessage(
            subject=f"{settings.WAGTAIL_SITE_NAME} – {subject}",
            body=render_to_string("editorial/reminder.txt", context),
            to=[user.email],
        )


def _heading(due: datetime.date, today: datetime.date) -> str:
    days = (due - today).days
    if days < 0:
        return _("Overdue: readers see a notice")
    if days == 0:
        return _("Due today")
    within = next(before for before in reversed(DAYS_BEFORE) if days <= before)
    return _("Due within %(days)d days") % {"days": within}
