"""Which signal this room receives, by which function, in which order, and why."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal
from wagtail.models import Locale, Page, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)
from wagtail_localize.models import StringTranslation, Translation, TranslationLog, TranslationSource

from translations.publishing.publish_rules import refuse_untranslated
from translations.segments import translation_memory
from translations.status import outdated, translation_status


class Handler(NamedTuple):
    """A receiver of a signal. Receivers of one signal are called in the order of the table."""

    signal: Signal
    receiver: Callable[..., Any]
    why: str
    sender: Any = None


def connect() -> None:
    """Connect the table. Called once the apps are loaded."""
    for handler in HANDLERS:
        uid = f"translations.{handler.receiver.__name__}"
        handler.signal.connect(handler.receiver, sender=handler.sender, dispatch_uid=uid)


def update_published(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    """Keep what the live text was made from, and bring its translations’ status up to date."""
    if not instance.alias_of_id:
        translation_status.went_live(instance, revision)


def update_withdrawn(instance: Page, **kwargs: Any) -> None:
    """Bring the status of a page that left up to date."""
    if not instance.alias_of_id:
        translation_status.refresh(instance.translation_key)


def remember_segment(instance: StringTranslation, raw: bool = False, **kwargs: Any) -> None:
    """Keep a translated segment in the memory, and bring its page’s progress up to date."""
    if not raw and instance.context_id:
        translation_memory.remember([instance])
        translation_status.refresh(instance.context.object_id)


def update_progress(instance: StringTranslation, **kwargs: Any) -> None:
    """Bring the progress of a page up to date."""
    if instance.context_id:
        translation_status.refresh(instance.context.object_id)


def remember_before_sync(instance: TranslationSource, raw: bool = False, **kwargs: Any) -> None:
    """Keep what was translated before there was a memory: a source that is synchronised cuts its segments anew."""
    if not raw and instance.pk:
        translation_memory.remember_page(instance.object_id)


def update_started(instance: Translation, raw: bool = False, **kwargs: Any) -> None:
    """Show that a translation was begun."""
    if not raw:
        translation_status.refresh(instance.source.object_id)


def note_draft(instance: TranslationLog, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Keep what a draft was made from."""
    if created and not raw and instance.revision_id:
        outdated.note_origin(instance.revision, instance.source)
        translation_status.refresh(instance.source.object_id)


def open_language(instance: Locale, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give each page a cell in a new language."""
    if created and not raw:
        translation_status.open_language(instance)


def update_workflow(instance: WorkflowState, **kwargs: Any) -> None:
    """Show whether a page is in review."""
    if isinstance(page := instance.content_object, Page):
        translation_status.refresh(page.translation_key)


HANDLERS = [
    # Pages.
    Handler(pre_save, refuse_untranslated, "Every road to publication saves the page."),
    Handler(page_published, update_published, "What it was made from is kept; its board’s cell and notices follow."),
    Handler(page_unpublished, update_withdrawn, "The board shows what is online."),
    Handler(post_delete, update_withdrawn, "The board shows what is online.", Page),
    Handler(post_save, open_language, "A new language has a cell on each page’s row.", Locale),
    # Segments.
    Handler(
        post_save,
        remember_segment,
        "The memory keeps each translation; the page’s progress changes.",
        StringTranslation,
    ),
    Handler(post_delete, update_progress, "The page’s progress changes.", StringTranslation),
    Handler(pre_save, remember_before_sync, "What was translated before there was a memory.", TranslationSource),
    Handler(post_save, update_started, "A translation was begun.", Translation),
    Handler(post_save, note_draft, "A draft is known by what it was made from.", TranslationLog),
    # Workflows: the board shows which translation is in review.
    *(
        Handler(signal, update_workflow, "The board shows what is in review.", WorkflowState)
        for signal in (workflow_submitted, workflow_approved, workflow_rejected, workflow_cancelled)
    ),
]
