"""The version that Wagtail's `purge_revisions` would take though it is needed: the one that is online.

What is latest, scheduled or in a workflow it keeps by itself, and comments it moves to the next version. What readers
have seen, and who signed it, is in the register and needs no version.
"""

from typing import Any

from django.db.models import Model, ProtectedError, QuerySet
from wagtail.models import Page, Revision


def protect(instance: Revision, origin: Model | QuerySet[Any] | None = None, **kwargs: Any) -> None:
    """A `pre_delete` receiver: ProtectedError, which the purge expects, for the version of a page that is online.

    Without it nobody could say what isn't online yet, and all who ever wrote would count as having written it. With its
    page it goes.
    """
    if not isinstance(origin, Revision):
        return
    if pages := set(Page.objects.filter(live_revision=instance.pk)):
        raise ProtectedError("The version is online.", pages)
