"""What keeps unsigned articles from going live, put to sleep where something else is tested."""

import contextlib
from collections.abc import Iterator

from django.db.models.signals import pre_save

from articles.publication import publication_requested
from editorial import import_receivers
from editorial.publishing import publish_rules
from exchange.importer import page_goes_live


@contextlib.contextmanager
def sleeping_guard() -> Iterator[None]:
    """Articles go live without a doctor, as far as the database itself allows (portal.allow_unsealed)."""
    if not pre_save.disconnect(dispatch_uid="editorial.refuse_unsigned"):
        yield  # it sleeps already
        return
    publication_requested.disconnect(dispatch_uid="editorial.answer")
    page_goes_live.disconnect(dispatch_uid="editorial.let_pass")
    try:
        yield
    finally:
        pre_save.connect(publish_rules.refuse_unsigned, dispatch_uid="editorial.refuse_unsigned")
        publication_requested.connect(publish_rules.answer, dispatch_uid="editorial.answer")
        page_goes_live.connect(import_receivers.let_pass, dispatch_uid="editorial.let_pass")
