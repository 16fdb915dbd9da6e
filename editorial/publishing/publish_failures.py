"""What went wrong while nobody was there: kept in the page's history, and mailed to who looks after it."""

import logging
from collections.abc import Iterable, Sequence
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import PageLogEntry, Revision

from articles.models import ArticlePage
from articles.ownership import ownerships, people_of
from editorial.models import Role

logger = logging.getLogger(__name__)

REFUSED = "editorial.refused_at_go_live"


def report(page: ArticlePage, revision: Revision, reasons: Sequence[str], **kwargs: Any) -> None:
    """A receiver of `articles.publication.scheduled_publication_refused`.

    Writes a line into the history and a mail in each recipient’s language.
    """
    log(instance=page, action=REFUSED, user=revision.user, revision=revision, data={"reasons": list(reasons)})
    for user in _who_is_told(page, revision):
        try:
            _mail(user, page, reasons)
        except (OSError, SMTPException, ValueError):  # the last of an address that is none
            logger.exception("A mail could not be sent", extra={"event": "mail_failed", "page": page.pk})


class RefusedInHistory(LogFormatter):
    """The line with the reasons, as they were told then."""

    label = gettext_lazy("Publication refused")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return " ".join([_("Not published at its hour."), *map(str, log_entry.data.get("reasons", ()))])


def _who_is_told(page: ArticlePage, revision: Revision) -> Iterable[AbstractBaseUser]:
    """Who looks after the page and who made the version; where none of them can be reached, the publishers."""
    people = [*people_of(page, ownerships([page.translation_key])), revision.user]
    users = {user.pk: user for user in people if user and user.is_active and user.email}
    if users:
        return users.values()
    publishers = Role.objects.filter(code=Role.Code.PUBLISHER).select_related("group").first()
    return publishers.group.user_set.filter(is_active=True).exclude(email="") if publishers else []


def _mail(user: Any, page: ArticlePage, reasons: Sequence[str]) -> None:
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        title = page.get_admin_display_title()
        text = render_to_string(
            "editorial/scheduled_publication_refused.txt",
            {
                "title": title,
                "reasons": reasons,
                "url": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            },
        )
        subject = _("“%(page)s” was not published at its hour") % {"page": title}
        send_mail(" ".join(subject.split()), text, None, [user.email])
