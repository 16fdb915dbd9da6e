"""DailyCount: how often readers gave one answer about one page on one day."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Reason(models.TextChoices):
    """Why a page did not help. A list and no free text: nobody can write what must not be kept."""

    UNCLEAR = "unclear", _("I did not understand everything")
    INCOMPLETE = "incomplete", _("It does not answer my question")
    TOO_LONG = "long", _("It is too long")
    OUTDATED = "outdated", _("It seems out of date")
    WRONG = "wrong", _("Something seems wrong")


class DailyCount(models.Model):
    """A page is in one language, so a row is too. A reason comes after its “no”, in a row of its own."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"), default=timezone.localdate)
    is_helpful = models.BooleanField(_("helpful"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    count = models.PositiveIntegerField(_("answers"), default=1)

    class Meta:
        verbose_name = _("daily count of answers")
        verbose_name_plural = _("daily counts of answers")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "is_helpful", "reason"], name="daily_count_once"),
            models.CheckConstraint(
                condition=models.Q(is_helpful=False) | models.Q(reason=""), name="daily_count_reason_of_a_no"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day} {self.is_helpful} {self.reason}: {self.count}"
