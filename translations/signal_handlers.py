"""What happens to pages and segments, and who is told here."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
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


def connect() -> None:
    """Called once the apps are loaded."""
    pre_save.connect(refuse_untranslated, dispatch_uid="translations.refuse_untranslated")
    page_published.connect(_published, dispatch_uid="translations.published")
    page_unpublished.connect(_withdrawn, dispatch_uid="translations.unpublished")
    post_delete.connect(_withdrawn, sender=Page, dispatch_uid="translations.deleted")
    post_save.connect(_segment_saved, sender=StringTranslation, dispatch_uid="translations.segment_saved")
    post_delete.connect(_segment_deleted, sender=StringTranslation, dispatch_uid="translations.segment_deleted")
    pre_save.connect(_source_changes, sender=TranslationSource, dispatch_uid="translations.source_changes")
    post_save.connect(_started, sender=Translation, dispatch_uid="translations.started")
    post_save.connect(_drafted, sender=TranslationLog, dispatch_uid="translations.drafted")
    post_save.connect(_language_added, sender=Locale, dispatch_uid="translations.language_added")
    for signal in (workflow_submitted, workflow_approved, workflow_rejected, workflow_cancelled):
        signal.connect(_workflow_moved, sender=WorkflowState, dispatch_uid=f"translations.workflow_{id(signal)}")


def _published(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if not instance.alias_of_id:
        translation_status.went_live(instance, revision)


def _withdrawn(instance: Page, **kwargs: Any) -> None:
    if not instance.alias_of_id:
        translation_status.refresh(instance.translation_key)


def _segment_saved(instance: StringTranslation, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance.context_id:
        translation_memory.remember([instance])
        translation_status.refresh(instance.context.object_id)


def _segment_deleted(instance: StringTranslation, **kwargs: Any) -> None:
    if instance.context_id:
        translation_status.refresh(instance.context.object_id)


def _source_changes(instance: TranslationSource, raw: bool = False, **kwargs: Any) -> None:
    """Before it cuts its segments anew: whatever was translated before there was a memory."""
    if not raw and instance.pk:
        translation_memory.remember_page(instance.object_id)


def _started(instance: Translation, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        translation_status.refresh(instance.source.object_id)


def _drafted(instance: TranslationLog, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw and instance.revision_id:
        outdated.note_origin(instance.revision, instance.source)
        translation_status.refresh(instance.source.object_id)


def _language_added(instance: Locale, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        translation_status.open_language(instance)


def _workflow_moved(instance: WorkflowState, **kwargs: Any) -> None:
    if isinstance(page := instance.content_object, Page):
        translation_status.refresh(page.translation_key)
