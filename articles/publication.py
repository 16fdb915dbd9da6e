"""Going live: the rooms above say what stands against it, before anything has changed."""

import logging
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.dispatch import Signal
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

# With `page`, an article in memory, and `user`, whoever publishes it, None for the portal itself and for code.
# A receiver returns what stands against its going live, a list of sentences.
publication_requested = Signal()
# With `page`, `revision` and `reasons`: what was to go live at this hour did not.
scheduled_publication_refused = Signal()

SCHEDULED = "wagtail.publish.scheduled"


class RefusedError(ValidationError):
    """A page may not be live as it stands. Nothing was published."""

    def __init__(self, message: Any, **kwargs: Any) -> None:
        """Of reasons, a list, as of a field's errors, a dictionary: wagtail-localize and the API read the latter."""
        super().__init__({NON_FIELD_ERRORS: message} if isinstance(message, list) else message, **kwargs)

    @property
    def reasons(self) -> list[str]:
        """Why the page may not go live, each reason a sentence."""
        return list(self.messages)


def as_it_will_be(page: Page, update_fields: Collection[str] | None) -> Page:
    """The page as saving it leaves it: what isn't saved now, as the texts of a bare page, is as it is stored."""
    model = page.specific_class or Page
    if not page.pk or (update_fields is None and isinstance(page, model)):
        return page
    stored = model.objects.filter(pk=page.pk).first()
    if not stored:
        return page
    left_out = page.get_deferred_fields()
    for field in page._meta.concrete_fields:
        is_saved = update_fields is None or {field.name, field.attname} & set(update_fields)
        if is_saved and field.attname not in left_out:
            setattr(stored, field.attname, getattr(page, field.attname))
    return stored


def reasons_against(page: models.Model, user: Any = None) -> list[str]:
    """Why this article, as it stands in memory, may not go live, or not by this user; empty if it may."""
    answers = publication_requested.send(sender=type(page), page=page, user=user)
    return [reason for _receiver, reasons in answers for reason in reasons or ()]


def refuse(page: models.Model, user: Any = None) -> None:
    """RefusedError if anything stands against the article's going live."""
    if reasons := reasons_against(page, user):
        raise RefusedError(reasons)


def cancel_schedule(page: models.Model, revision: Revision, reasons: Sequence[str]) -> None:
    """The hour of a revision has come, and it may not go live: its schedule ends, and whoever listens is told."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    logger.error(
        "A scheduled publication was refused",
        extra={"event": "refused_at_go_live", "page": page.pk, "revision": revision.pk},
    )
    scheduled_publication_refused.send(sender=type(page), page=page, revision=revision, reasons=list(reasons))
