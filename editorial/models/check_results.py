"""What the checks are set to, and what they found in the pages that are live."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from quality.finding import Finding, Level
from quality.runner import describe, repair, title_of

LEVELS = [
    (Level.BLOCK.value, _("blocking")),
    (Level.WARN.value, _("to check")),
    (Level.REPORT.value, _("information")),
]


class CheckLevel(models.Model):
    """A check that is set to another level than its own."""

    check_id = models.CharField(_("check"), max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=LEVELS)

    class Meta:
        verbose_name = _("level of a check")
        verbose_name_plural = _("levels of the checks")
        ordering = ["check_id"]

    def __str__(self) -> str:
        return f"{title_of(self.check_id)}: {self.get_level_display()}"


class Examination(models.Model):
    """When the checks last looked at a live page, and its figures."""

    page = models.OneToOneField(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="examination")
    examined_at = models.DateTimeField(_("examined"))
    word_count = models.PositiveIntegerField(_("words"))
    sentence_count = models.PositiveIntegerField(_("sentences"))
    syllable_count = models.PositiveIntegerField(_("syllables"))
    score = models.FloatField(_("readability"), null=True)

    class Meta:
        verbose_name = _("examination")
        verbose_name_plural = _("examinations")
        indexes = [models.Index(fields=["score"], name="examination_hardest_first")]

    def __str__(self) -> str:
        return f"{self.page} ({self.examined_at:%Y-%m-%d})"


class PageFinding(models.Model):
    """One finding in a live page, as data: its words are made when it is shown, in whoever's language."""

    examination = models.ForeignKey(Examination, on_delete=models.CASCADE, related_name="findings")
    check_id = models.CharField(_("check"), max_length=40)
    code = models.CharField(max_length=40)
    level = models.CharField(_("level"), max_length=10, choices=LEVELS)
    values = models.JSONField(default=dict)
    field = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    block_id = models.CharField(max_length=40, blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["pk"]
        indexes = [models.Index(fields=["level", "check_id"], name="finding_by_level")]

    def __str__(self) -> str:
        return self.message

    @property
    def finding(self) -> Finding:
        """As the checks know it."""
        return Finding(
            self.check_id,
            self.code,
            Level(self.level),
            self.values,
            self.field,
            self.kind,
            self.block_id,
            self.place,
        )

    @property
    def message(self) -> str:
        """What is wrong, in the active language."""
        return describe(self.finding)

    @property
    def repair(self) -> str:
        """One way to put it right."""
        return repair(self.finding)

    @property
    def unit(self) -> str:
        """What it speaks of, as a sign-off names it."""
        return self.finding.unit

    @property
    def edit_url(self) -> str:
        """Where to put it right: the editor, at the block."""
        anchor = f"#block-{self.block_id}-section" if self.block_id else ""
        return reverse("wagtailadmin_pages:edit", args=[self.examination.page_id]) + anchor

    @property
    def shown_score(self) -> int | None:
        """The page's readability, rounded: a formula knows no tenths."""
        return None if self.examination.score is None else round(self.examination.score)

    @property
    def title(self) -> str:
        """The name of the check, as editors know it."""
        return title_of(self.check_id)
