"""Where each translation stands, what it was made from, every translation ever made, and who let a finding pass."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page, Revision

from articles.models import DeclaredChange
from articles.models.append_only import AppendOnlyModel
from translations.checks.text import plain


class TranslationState(models.Model):
    """A page in a language other than its own: one cell of the board.

    `translations.status.translation_status` alone writes it.
    """

    class State(models.TextChoices):
        """From most to least work; the order of the board's counts."""

        STALE = "stale", pgettext_lazy("state of a translation", "stale")
        READY = "ready", pgettext_lazy("state of a translation", "ready for review")
        IN_PROGRESS = "in_progress", pgettext_lazy("state of a translation", "in progress")
        MISSING = "missing", pgettext_lazy("state of a translation", "missing")
        CURRENT = "current", pgettext_lazy("state of a translation", "current")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a translation", "withdrawn at the source")

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="states")
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="translation_states",
        help_text=_("The source; once that is deleted, the translation that is left."),
    )
    target = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.MISSING)
    is_live = models.BooleanField(_("online"), default=False)
    total = models.PositiveIntegerField(_("segments"), default=0)
    done = models.PositiveIntegerField(_("translated segments"), default=0)
    stale = models.PositiveIntegerField(_("stale segments"), default=0)
    clinical = models.PositiveIntegerField(_("stale segments after a clinical change"), default=0)
    stale_since = models.DateTimeField(_("stale since"), null=True)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("translator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # [[unit, digest], …], in the page's order, which a JSON object would lose. Empty: not live, made from nothing yet.
    made_from = models.JSONField(default=list)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [models.UniqueConstraint(fields=["translation_key", "locale"], name="state_once_per_language")]
        indexes = [models.Index(fields=["locale", "state"], name="state_by_language")]

    def __str__(self) -> str:
        return f"{self.page} ({self.locale.language_code}): {self.get_state_display()}"

    @property
    def percentage(self) -> int:
        """How much is translated: 100 only when all of it is."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_source_deleted(self) -> bool:
        """Whether what is left is the translation alone."""
        return self.page_id is not None and self.page_id == self.target_id


class StaleUnit(models.Model):
    """A unit of a live translation whose source has changed since.

    Its name and digests are those of `articles.content.digest`.
    """

    state = models.ForeignKey(TranslationState, on_delete=models.CASCADE, related_name="stale_units")
    unit = models.CharField(_("unit"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=DeclaredChange.Kind)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("stale unit")
        verbose_name_plural = _("stale units")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["state", "unit"], name="stale_unit_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_kind_display()}"


class MadeFrom(models.Model):
    """What a draft of a translation was made from: its source may have changed by the time the draft goes live."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="+")
    units = models.JSONField()  # as TranslationState.made_from

    class Meta:
        verbose_name = _("origin of a draft")
        verbose_name_plural = _("origins of drafts")

    def __str__(self) -> str:
        return str(self.revision_id)


class Remembered(models.Model):
    """A text and its translation. It outlives the paragraph, the page, the language and the account."""

    source_language = models.CharField(_("source language"), max_length=100)
    target_language = models.CharField(_("target language"), max_length=100)
    source = models.TextField(_("source text"))
    target = models.TextField(_("translation"))
    source_digest = models.UUIDField(help_text=_("As wagtail-localize hashes strings."))
    pairs = ArrayField(models.IntegerField(), help_text=_("Hashes of neighbouring words, to find what is alike."))
    translation_key = models.UUIDField(_("page"), null=True, help_text=_("Empty for an imported entry."))
    context = models.CharField(_("place in the page"), max_length=500, blank=True)
    author_name = models.CharField(_("author"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"))
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("translation memory entry")
        verbose_name_plural = _("translation memory")
        constraints = [
            # Its index finds exact matches too: they are asked for by its first three columns.
            models.UniqueConstraint(
                fields=["source_language", "target_language", "source_digest", "translation_key", "context"],
                name="remembered_once_per_place",
            )
        ]
        indexes = [
            models.Index(fields=["translation_key", "context"], name="remembered_of_place"),
            GinIndex(fields=["pairs"], name="remembered_alike"),
        ]

    def __str__(self) -> str:
        return f"{self.source_language} → {self.target_language}: {self.source[:50]}"


class SegmentNote(models.Model):
    """Something said about a segment, between whoever translates it and whoever wrote it.

    By page, place and text, not by wagtail-localize's row: that goes when the sentence changes.
    """

    translation_key = models.UUIDField(_("page"))
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    path = models.TextField(_("place in the page"))
    source = models.TextField(_("source text"))
    text = models.TextField(_("note"), max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(_("author"), max_length=200)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    class Meta:
        verbose_name = _("note on a segment")
        verbose_name_plural = _("notes on segments")
        ordering = ["made_at", "pk"]
        default_permissions = []
        indexes = [models.Index(fields=["translation_key"], name="note_of_page", condition=models.Q(resolved_at=None))]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:50]}"

    @property
    def source_text(self) -> str:
        """The source text without its markup."""
        return plain(self.source)


class TranslationOverride(AppendOnlyModel):
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

    class Meta:
        verbose_name = _("override of a finding")
        verbose_name_plural = _("overrides of findings")
        default_permissions = ["view"]
        permissions = [("override_finding", _("May publish a translation in spite of a finding"))]
        indexes = [models.Index(fields=["translation_key", "language_code"], name="override_of_translation")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.reason}"
