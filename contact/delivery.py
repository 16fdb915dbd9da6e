"""Messages on their way: stored, sent, tried again, deleted when their time has come."""

import datetime
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from contact.forms import ContactForm
from contact.models import ContactPage, Message

logger = logging.getLogger(__name__)


def store(page: ContactPage, form: ContactForm) -> Message:
    """Keep a valid form's message. Nothing is sent yet."""
    said = form.cleaned_data
    topic = form.topics[said["topic"]]
    return Message.objects.create(
        page=page,
        topic=topic["label"],
        mailbox=topic["mailbox"],
        name=said["name"],
        email=said["email"],
        text=said["text"],
        delete_after=timezone.localdate() + datetime.timedelta(days=page.retention_days),
    )


@task()
def send_later(pk: int) -> None:
    """Send one message in the background: a slow mail server keeps no reader waiting."""
    deliver(pk)


@transaction.atomic
def deliver(pk: int) -> bool:
    """Send one message, unless it was sent or another process is at it. Whether it has now been sent.

    A mail server that fails loses nothing: the message stays, and `tend_messages` tries again.
    """
    message = Message.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, delivered_at=None).first()
    if not message:
        return False
    try:
        _mail(message).send()
    except (SMTPException, OSError) as error:
        # The error may hold addresses: its kind says enough.
        logger.warning(
            "A message could not be sent: %s", type(error).__name__, extra={"event": "contact.not_sent", "pk": pk}
        )
        Message.objects.filter(pk=pk).update(failures=F("failures") + 1)
        return False
    Message.objects.filter(pk=pk).update(delivered_at=timezone.now())
    return True


def deliver_waiting() -> tuple[int, int]:
    """Send what is waiting: how many were sent, how many still wait."""
    waiting = list(Message.objects.filter(delivered_at=None).order_by("written_at").values_list("pk", flat=True))
    sent = sum(deliver(pk) for pk in waiting)
    return sent, len(waiting) - sent


def delete_past() -> int:
    """Delete the messages whose time has come; one that was never delivered too. How many there were."""
    deleted, _by_model = Message.objects.filter(delete_after__lt=timezone.localdate()).delete()
    return deleted


def _mail(message: Message) -> EmailMessage:
    language = message.page.locale.language_code if message.page else settings.LANGUAGE_CODE
    with translation.override(language):
        lines = [
            _("Topic: %(topic)s") % {"topic": message.topic},
            _("From: %(name)s") % {"name": f"{message.name} {message.email}".strip() or _("no name, no address")},
            "",
            message.text,
            "",
            "-- ",
            _("Kept until %(date)s in the admin: %(address)s")
            % {
                "date": message.delete_after.isoformat(),
                "address": settings.WAGTAILADMIN_BASE_URL + reverse("contact_message:inspect", args=[message.pk]),
            },
        ]
        return EmailMessage(
            subject=" ".join(_("Message from the portal: %(topic)s").split())
            % {"topic": " ".join(message.topic.split())},
            body="\n".join(lines),
            to=[message.mailbox],
            reply_to=[message.email] if message.email else None,
        )
