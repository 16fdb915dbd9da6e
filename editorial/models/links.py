"""The links of live pages to other sites, and what became of their addresses."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LONGEST = 2000  # bytes: what is longer fits into no index


PROBLEMS = {
    "malformed": _("it is no address"),
    "scheme": _("it is no address of the web"),
    "credentials": _("it holds a name or a password"),
    "port": _("its port is no web server’s"),
    "private": _("it leads into a private network"),
    "name": _("there is no such server"),
    "connection": _("the server takes no connection"),
    "certificate": _("the server’s certificate is wrong"),
    "timeout": _("the server does not answer in time"),
    "protocol": _("the server’s answer makes no sense"),
    "redirects": _("it leads from one address to the next without end"),
    "lost": _("it leads to an address that no reader can open"),
}


class CheckedAddress(models.Model):
    """An address that a live page links to, and how it answered when it was last asked."""

    class State(models.TextChoices):
        """What is known. Readers can tell only the first from the rest; an editor has to act on the last."""

        UNKNOWN = "unknown", _("not asked yet")
        FINE = "fine", _("answers")
        CLOSED = "closed", _("lets no program in: look yourself")
        REFUSED = "refused", _("not asked: look yourself")
        FAILING = "failing", _("does not answer: will be asked again")
        DEAD = "dead", _("no longer answers")

    url = models.CharField(_("address"), max_length=LONGEST, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    problem = models.CharField(_("problem"), max_length=20, blank=True)
    moved_to = models.CharField(_("moved to"), max_length=LONGEST, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    checked_at = models.DateTimeField(_("asked"), null=True)
    ask_at = models.DateTimeField(_("to be asked"), default=timezone.now)

    class Meta:
        verbose_name = _("checked address")
        verbose_name_plural = _("checked addresses")
        indexes = [
            models.Index(fields=["ask_at"], name="address_to_ask"),
            models.Index(fields=["state"], name="address_by_state"),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def can_be_opened(self) -> bool:
        """Whether a browser may be led there: it is an address of the web, and no script."""
        return self.url.lower().startswith(("http://", "https://"))

    @property
    def reason(self) -> str:
        """Why it isn't fine, in words."""
        if self.problem:
            return str(PROBLEMS.get(self.problem, self.problem))
        if self.status in (404, 410):
            return str(_("there is no such page (%(status)d)") % {"status": self.status})
        if self.status >= 400:
            return str(_("the server answers with error %(status)d") % {"status": self.status})
        return ""


class LinkUse(models.Model):
    """A link in a live page."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    address = models.ForeignKey(CheckedAddress, on_delete=models.CASCADE, related_name="uses")
    text = models.CharField(_("link"), max_length=200, blank=True)
    field = models.CharField(max_length=40)
    block_id = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.address_id}"

    @property
    def edit_url(self) -> str:
        """Where to put it right: the editor, at the block."""
        anchor = f"#block-{self.block_id}-section" if self.block_id else ""
        return reverse("wagtailadmin_pages:edit", args=[self.page_id]) + anchor
