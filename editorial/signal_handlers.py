"""Which signal this room receives, by which function, in which order, and why."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import Signal
from wagtail.images import get_image_model
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from articles.models import ArticlePage, ArticleTerm
from articles.publication import publication_requested, scheduled_publication_refused
from editorial import import_receivers
from editorial.checks import page_checks
from editorial.permissions import role_permissions, translator_permissions, vocabulary_permissions
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


class Handler(NamedTuple):
    """A receiver of a signal. Receivers of one signal are called in the order of the table."""

    signal: Signal
    receiver: Callable[..., Any]
    why: str
    sender: Any = None


EDITORIAL = apps.get_app_config("editorial")
HANDLERS = [
    # Before a page is live: whoever asks is answered, and nothing unsigned is saved.
    Handler(publication_requested, publish_rules.answer, "Forms and Page.publish ask before anything has changed."),
    Handler(pre_save, publish_rules.refuse_unsigned, "Every road to publication saves the page: the last to refuse."),
    Handler(post_save, integrity.seal, "PostgreSQL compares a live article with the seal of what was let pass."),
    Handler(page_published, publication_service.complete_publication, "Readers are told; the version is recorded."),
    Handler(scheduled_publication_refused, publish_failures.report, "Nobody was there at that hour to be told."),
    # After a page has left.
    Handler(page_unpublished, withdrawal.note_withdrawal, "Its address tells readers when and why."),
    Handler(page_unpublished, page_checks.forget_unpublished, "Reports are about what readers see."),
    Handler(post_delete, integrity.forget, "A deleted page needs no seal.", ArticlePage),
    # What a signed page shows of other models: its readers are told when that changes.
    Handler(
        post_save, reader_notices.follow_alias, "An alias goes live and changes without being published.", ArticlePage
    ),
    Handler(
        post_save, reader_notices.follow_picture, "Another file is another picture on each page.", get_image_model()
    ),
    Handler(post_save, reader_notices.follow_term, "Another definition shows on each page that explains it.", Term),
    Handler(post_delete, reader_notices.forget_term, "What is explained no more needs no notice.", Term),
    Handler(post_save, reader_notices.follow_word, "A word was added to a page that is live already.", ArticleTerm),
    Handler(post_delete, reader_notices.follow_word, "A word was taken off a live page.", ArticleTerm),
    # Who may do what.
    Handler(pre_save, four_eyes.refuse_own_step, "Nobody approves a step of a workflow for their own change."),
    Handler(label_validation, vocabulary_permissions.keep_languages, "A language’s words are for those who write it."),
    Handler(label_validation, vocabulary_permissions.keep_definitions, "Live definitions are a publisher’s.", Term),
    Handler(label_validation, vocabulary_permissions.keep_signatories, "So are the names of who signed.", Person),
    Handler(post_save, translator_permissions.open_to_translators, "A language’s home page is its tree.", HomePage),
    Handler(pre_delete, revision_protection.protect, "A purge must not take the version that is online.", Revision),
    # An import.
    Handler(page_goes_live, import_receivers.let_pass, "What the register doesn’t cover gets an override."),
    Handler(page_imported, import_receivers.tell, "Its readers are told as after a publication."),
    Handler(content_imported, import_receivers.see_what_is_stale, "Board, notices and memory follow at the end."),
    # After `migrate`.
    Handler(post_migrate, integrity.set_time_zone, "A signature has its day in TIME_ZONE.", EDITORIAL),
    Handler(post_migrate, role_permissions.synchronise_roles, "A role may do what this version says.", EDITORIAL),
]


def connect() -> None:
    """Connect the table and patch Wagtail’s workflow. Called once the apps are loaded."""
    for handler in HANDLERS:
        uid = f"editorial.{handler.receiver.__name__}"
        handler.signal.connect(handler.receiver, sender=handler.sender, dispatch_uid=uid)
    workflow_patches.wait_for_signatures()
    import_receivers.carry_register()
