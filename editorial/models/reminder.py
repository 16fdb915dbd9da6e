"""Which reminders of a review were sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.models import ArticlePage


class Reminder(models.Model):
    """Someone was written to about an article at one of its moments: never twice."""

    page = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(gettext_lazy("review due"))
    stage = models.CharField(gettext_lazy("occasion"), max_length=10)
    sent_at = models.DateTimeField(gettext_lazy("sent"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("reminder")
        verbose_name_plural = gettext_lazy("reminders")
        constraints = [models.UniqueConstraint(fields=["recipient", "page", "due_on", "stage"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.due_on}: {self.stage}"
