"""TranslationOverride: who let a finding pass, and why."""

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """What was written for the record is neither changed nor deleted."""


class AppendOnlyQuerySet(models.QuerySet["TranslationOverride"]):
    """Rows can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("An override is kept as it was given.")

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("An override is kept as it was given.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("An override is kept as it was given.")


class TranslationOverride(models.Model):
    """A finding that an authorised person let pass, for these two texts and no others. Append-only.

    By translation key and language, without foreign keys: it outlives its page and its author's account.
    """

    translation_key = models.UUIDField(_("page"))
    language_code = models.CharField(_("language"), max_length=100)
    finding = models.CharField(_("finding"), max_length=100)
    source_digest = models.CharField(max_length=64)
    target_digest = models.CharField(max_length=64)
    reason = models.TextField(_("reason"), max_length=1000)
    user_id = models.PositiveBigIntegerField(null=True)
    user_name = models.CharField(_("name"), max_length=200)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("override of a finding")
        verbose_name_plural = _("overrides of findings")
        default_permissions = ["view"]
        permissions = [("override_finding", _("May publish a translation in spite of a finding"))]
        indexes = [models.Index(fields=["translation_key", "language_code"], name="override_of_translation")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.reason}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once."""
        if not self._state.adding:
            raise AppendOnlyError("An override is kept as it was given.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError("An override is kept as it was given.")
