"""Whether a page helped its readers: a count per day, and nothing of who answered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """Daily counts of readers' answers."""

    name = "feedback"
    verbose_name = _("Readers’ answers")
