"""Who must act before publication, and what each may do."""

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished


class EditorialConfig(AppConfig):
    """Roles: who writes, signs, translates, publishes."""

    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        """Follow the home pages, and what is published."""
        from editorial.checks import examine_published, forget_unpublished  # as the next
        from editorial.editions import record_published
        from editorial.link_check import ask_published
        from editorial.roles import open_to_translators  # models exist only once the apps are loaded
        from editorial.withdrawal import forget_withdrawal, note_withdrawal
        from home.models import HomePage

        page_published.connect(examine_published, dispatch_uid="editorial.examine_published")
        # After the examination, which keeps the links.
        page_published.connect(ask_published, dispatch_uid="editorial.ask_published")
        page_unpublished.connect(forget_unpublished, dispatch_uid="editorial.forget_unpublished")
        page_published.connect(record_published, dispatch_uid="editorial.record_published")
        page_published.connect(forget_withdrawal, dispatch_uid="editorial.forget_withdrawal")
        page_unpublished.connect(note_withdrawal, dispatch_uid="editorial.note_withdrawal")
        post_save.connect(open_to_translators, sender=HomePage, dispatch_uid="editorial.open_to_translators")
