"""What changes the index: a saved page, a saved term, an entry that goes away with either.

`post_save`, not `page_published`: a page that is imported, translated or changed in code is saved, whatever else it is.
An unpublished page leaves the results at once, because they ask; its words leave the index in the background.
"""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from wagtail.models import Page

from search import indexing, tasks
from search.index_text import KINDS
from search.models import Entry
from vocabulary.models import Term


def connect() -> None:
    """Once, from `SearchConfig.ready`."""
    post_save.connect(_page_saved, dispatch_uid="search.page_saved")
    post_save.connect(_term_saved, sender=Term, dispatch_uid="search.term_saved")
    pre_delete.connect(_entry_deleted, sender=Entry, dispatch_uid="search.entry_deleted")


def _page_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    # A base row too: Wagtail unpublishes some of them as `Page`.
    if sender is Page or sender in KINDS:
        tasks.index_page.enqueue(instance.pk)


def _term_saved(sender: type, instance: Term, **kwargs: Any) -> None:
    tasks.index_term.enqueue(instance.pk)


def _entry_deleted(sender: type, instance: Entry, **kwargs: Any) -> None:
    indexing.discount(instance)
