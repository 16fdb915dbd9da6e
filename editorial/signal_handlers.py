"""What happens to pages and pictures, and who is told here."""

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from wagtail.images import get_image_model
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from articles.models import ArticlePage, ArticleTerm
from articles.publication import publication_requested, scheduled_publication_refused
from editorial import import_receivers
from editorial.checks import page_checks
from editorial.permissions import translator_permissions, vocabulary_permissions
from editorial.publishing import (
    publication_service,
    publish_failures,
    publish_rules,
    reader_notices,
    revision_protection,
    withdrawal,
    workflow_patches,
)
from editorial.register import integrity
from editorial.review import four_eyes
from exchange.importer import content_imported, page_goes_live, page_imported
from home.models import HomePage
from vocabulary.forms import label_validation
from vocabulary.models import Person, Term


def connect() -> None:
    """Called once the apps are loaded."""
    pre_save.connect(publish_rules.refuse_unsigned, dispatch_uid="editorial.refuse_unsigned")
    pre_save.connect(four_eyes.refuse_own_step, dispatch_uid="editorial.refuse_own_step")
    publication_requested.connect(publish_rules.answer, dispatch_uid="editorial.answer")
    label_validation.connect(vocabulary_permissions.keep_languages, dispatch_uid="editorial.keep_languages")
    label_validation.connect(
        vocabulary_permissions.keep_definitions, sender=Term, dispatch_uid="editorial.keep_definitions"
    )
    label_validation.connect(
        vocabulary_permissions.keep_signatories, sender=Person, dispatch_uid="editorial.keep_signatories"
    )
    scheduled_publication_refused.connect(publish_failures.report, dispatch_uid="editorial.report_incident")
    post_save.connect(integrity.seal, dispatch_uid="editorial.seal")
    post_delete.connect(integrity.forget, sender=ArticlePage, dispatch_uid="editorial.forget_seal")
    post_migrate.connect(
        integrity.set_time_zone, sender=apps.get_app_config("editorial"), dispatch_uid="editorial.set_time_zone"
    )
    workflow_patches.wait_for_signatures()
    import_receivers.carry_register()
    pre_delete.connect(revision_protection.protect, sender=Revision, dispatch_uid="editorial.protect_versions")
    page_goes_live.connect(import_receivers.let_pass, dispatch_uid="editorial.let_imported_pass")
    page_imported.connect(import_receivers.tell, dispatch_uid="editorial.tell_readers_of_imported")
    content_imported.connect(import_receivers.see_what_is_stale, dispatch_uid="editorial.see_what_is_stale")
    page_published.connect(publication_service.complete_publication, dispatch_uid="editorial.complete_publication")
    post_save.connect(reader_notices.follow_alias, sender=ArticlePage, dispatch_uid="editorial.tell_readers_of_alias")
    post_save.connect(reader_notices.follow_picture, sender=get_image_model(), dispatch_uid="editorial.follow_picture")
    post_save.connect(reader_notices.follow_term, sender=Term, dispatch_uid="editorial.follow_term")
    post_delete.connect(reader_notices.forget_term, sender=Term, dispatch_uid="editorial.forget_term")
    for signal in (post_save, post_delete):
        signal.connect(reader_notices.follow_word, sender=ArticleTerm, dispatch_uid="editorial.follow_word")
    page_unpublished.connect(withdrawal.note_withdrawal, dispatch_uid="editorial.note_withdrawal")
    page_unpublished.connect(page_checks.forget_unpublished, dispatch_uid="editorial.forget_unpublished")
    post_save.connect(
        translator_permissions.open_to_translators, sender=HomePage, dispatch_uid="editorial.open_to_translators"
    )
