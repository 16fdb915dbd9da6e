"""ContactPage, and Message: what a reader wrote, kept until it is answered and no longer."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from contact.forms import ContactForm
from vocabulary.base_page import PortalPage
from vocabulary.models import INLINE_FEATURES


class TopicBlock(blocks.StructBlock):
    """What one may write about, and who reads it."""

    label = blocks.CharBlock(
        label=_("Topic"), max_length=80, help_text=_("As readers choose it: “I found a mistake in an article”.")
    )
    mailbox = blocks.EmailBlock(label=_("Mailbox"), help_text=_("Where these messages go. Readers don’t see it."))

    class Meta:
        label = _("Topic")
        icon = "mail"


class ContactPage(PortalPage):
    """The form of one language."""

    introduction = models.TextField(_("introduction"), blank=True)
    warning = models.TextField(
        _("warning"),
        help_text=_("That nothing about one’s health belongs in this form, and whom to call instead."),
    )
    topics = StreamField([("topic", TopicBlock())], verbose_name=_("topics"), min_num=1, max_num=8)
    thanks = RichTextField(
        _("thanks"),
        features=INLINE_FEATURES,
        help_text=_("Shown once the message is sent: when to expect an answer, and from whom."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days kept"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1095)],
        help_text=_("A message is deleted after so many days. Say the same on the privacy page."),
    )

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "contact/contact_page.html"
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("introduction"),
        FieldPanel("warning"),
        FieldPanel("topics"),
        FieldPanel("thanks"),
        MultiFieldPanel([FieldPanel("retention_days")], _("Privacy")),
    ]
    # Never the topics: their mailboxes are the portal's own business.
    api_fields = [APIField("introduction"), APIField("warning")]
    search_fields = [*PortalPage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("contact form")
        verbose_name_plural = _("contact forms")

    @method_decorator(never_cache)  # each form has the moment it was made in it
    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the thanks."""
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An empty form, unless one is given; `is_sent` after a message was stored."""
        context = {"form": ContactForm(self), "is_sent": "sent" in request.GET}
        return {**context, **super().get_context(request, *args, **kwargs), **kwargs}


class Message(models.Model):
    """Stored before anything is sent. It holds what the reader typed, and nothing that the browser said."""

    page = models.ForeignKey(
        ContactPage, verbose_name=_("form"), null=True, on_delete=models.SET_NULL, related_name="messages"
    )
    topic = models.CharField(_("topic"), max_length=80)
    mailbox = models.EmailField(_("mailbox"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(_("message"))
    written_at = models.DateTimeField(_("written"), default=timezone.now, db_index=True)
    delete_after = models.DateField(_("deleted after"))
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed attempts"), default=0)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-written_at"]
        default_permissions = ("view", "delete")
        indexes = [models.Index(fields=["delete_after"], name="message_deleted_first")]

    def __str__(self) -> str:
        return f"{self.topic} ({timezone.localtime(self.written_at):%Y-%m-%d %H:%M})"
