"""Who cancels a review in the moment in which it is signed waits for the signature, and is told of it.

Wagtail's `WorkflowState.cancel` reads, then writes the state, then its tasks, each in a transaction of its own. A
signature between two of them would be cancelled and published (docs/adr/0086, wagtail issue 14586).
tests/test_patches.py fails when Wagtail has mended it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from articles.publication import RefusedError

_ENDED = (WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_CANCELLED)


class CancelledTooLateError(RefusedError):
    """The workflow is over already: nothing was cancelled."""


def one_at_a_time(cancel: Callable[..., None]) -> Callable[..., None]:
    """Wagtail's `cancel` in one transaction that holds the page's lock, as a signature does.

    For nobody, as a scheduled publication cancels, what is over is no reason to fail.
    """

    @wraps(cancel)
    def cancel_locked(self: WorkflowState, user: AbstractUser | None = None) -> None:
        with transaction.atomic():
            if isinstance(self.content_object, Page):
                list(Page.objects.select_for_update(of=("self",)).filter(pk=self.object_id))
            self.refresh_from_db(fields=["status", "current_task_state"])
            if self.status in _ENDED:
                if user:
                    raise CancelledTooLateError([_too_late(self)])
                return
            cancel(self, user=user)

    return cancel_locked


def _too_late(state: WorkflowState) -> str:
    if state.status == WorkflowState.STATUS_APPROVED:
        return _("The review was signed while you cancelled it. Nothing was cancelled: look at the page again.")
    return _("The review was cancelled already. Nothing was changed: look at the page again.")


def wait_for_signatures() -> None:
    """Called once the apps are loaded. Wagtail has no hook before a cancellation, and no transaction around it."""
    cancel: Any = WorkflowState.cancel
    WorkflowState.cancel = one_at_a_time(cancel)
