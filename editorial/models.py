"""Which group plays which part, the medical review among them; with it, the register and what checks have found."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from editorial.findings import CheckLevel, Examination, PageFinding
from editorial.glossary_gaps import GlossaryGap
from editorial.links import CheckedAddress, LinkUse
from editorial.register import Edition, Override, SignOff, Withdrawal
from editorial.reminders import Reminder

__all__ = [
    "CheckLevel",
    "CheckedAddress",
    "Edition",
    "Examination",
    "GlossaryGap",
    "LinkUse",
    "MedicalReviewTask",
    "Override",
    "PageFinding",
    "Reminder",
    "Role",
    "SignOff",
    "Withdrawal",
]


class Role(models.Model):
    """A part someone plays, and the group that plays it. The group may be renamed; the code may not."""

    class Code(models.TextChoices):
        """The parts."""

        EDITOR = "editor", _("Medical editors")
        REVIEWER = "reviewer", _("Medical reviewers")
        TRANSLATOR = "translator", _("Translators")
        PUBLISHER = "publisher", _("Publishers")
        ADMINISTRATOR = "administrator", _("Administrators")

    code = models.CharField(_("role"), max_length=20, choices=Code, unique=True)
    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="role")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.get_code_display()


class MedicalReviewTask(AbstractGroupApprovalTask):
    """A step of a workflow that a reviewer ends by signing, or by sending back. Only on the screen for it.

    Wagtail's own buttons approve with one click, and whatever revision is the latest by then.
    """

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """None, for anyone: Wagtail then offers nothing, and refuses what is posted."""
        return []

    @classmethod
    def get_description(cls) -> str:
        """For who puts a workflow together."""
        return str(_("A reviewer signs the text, or sends it back."))
