"""What the authors of a change say of it. Written by `editorial.changes`, read by `articles.changes`."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnlyModel


class DeclaredChange(AppendOnlyModel):
    """What the author of a change says of it: spelling and layout, or something a doctor has to see. Append-only.

    By translation key and language, without foreign keys: it outlives its page and its author's account.
    """

    class Kind(models.TextChoices):
        """How much hangs on a change."""

        MINOR = "minor", _("minor")
        CLINICAL = "clinical", _("clinical")

    translation_key = models.UUIDField(_("page"))
    language_code = models.CharField(_("language"), max_length=100)
    unit = models.CharField(_("unit"), max_length=100)
    old_digest = models.CharField(max_length=64, blank=True)
    new_digest = models.CharField(max_length=64, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    summary = models.CharField(_("what changed"), max_length=300, blank=True)
    author_id = models.PositiveBigIntegerField(null=True)
    author_name = models.CharField(_("author"), max_length=200)
    declared_at = models.DateTimeField(_("declared on"), default=timezone.now)

    class Meta:
        verbose_name = _("declared change")
        verbose_name_plural = _("declared changes")
        indexes = [models.Index(fields=["translation_key", "language_code", "unit"], name="declared_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_kind_display()}"
