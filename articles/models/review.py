"""What readers of an article are told of its medical review.

`editorial.publishing.reader_notices` writes these rows; templates and lists read them.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.content.digest import SEARCH_FIELDS, block_of
from articles.content.glossary_terms import term_of_unit, unit_of_term
from vocabulary.models import Person


class Review(models.Model):
    """The latest medical sign-off of an article, as its readers see it. Written by a sign-off and by nothing else.

    Not a field of the page, whose revisions would bring back an old date.
    """

    page = models.OneToOneField("articles.ArticlePage", on_delete=models.CASCADE, related_name="review")
    reviewer = models.ForeignKey(Person, verbose_name=_("reviewer"), on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(_("reviewed on"))
    next_review_on = models.DateField(_("next review"))
    # The sign-off it was written by, in the register of the room above. Empty only where there was no register yet.
    sign_off_id = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")
        indexes = [models.Index(fields=["next_review_on"], name="review_due_first")]

    def __str__(self) -> str:
        return f"{self.page} ({self.reviewed_on})"

    @property
    def is_overdue(self) -> bool:
        """Whether the day of the next review has passed."""
        return self.next_review_on < timezone.localdate()


class NoticeQuerySet(models.QuerySet["BlockNotice"]):
    """Notices, by what they speak of."""

    def of_words(self) -> "NoticeQuerySet":
        """Those beside an explained word that its article's signature has not seen."""
        return self.filter(kind=BlockNotice.Kind.UNSIGNED, unit__startswith=unit_of_term())


class BlockNotice(models.Model):
    """What readers must know of a passage of a live article. Written by the rooms that know it, never by hand."""

    class Kind(models.TextChoices):
        """Why the passage is not to be relied on as it stands."""

        UNSIGNED = "unsigned", _("changed since its medical review")
        OUTDATED = "outdated", _("its source has changed since it was translated")

    page = models.ForeignKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="notices")
    unit = models.CharField(_("unit"), max_length=100, help_text=_("As the digest of the content names it."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    since = models.DateField(_("since"))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice to readers")
        verbose_name_plural = _("notices to readers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "unit", "kind"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.page}: {self.unit}, {self.get_kind_display()}"

    @property
    def block_id(self) -> str:
        """The block it stands beside; empty for one that concerns the page as a whole, or an explained word."""
        return "" if self.term_id else block_of(self.unit)

    @property
    def term_id(self) -> int | None:
        """The term whose explanation it stands beside."""
        return term_of_unit(self.unit)

    @property
    def is_of_text(self) -> bool:
        """Whether it speaks of the text: its passages, their order, its title."""
        return not self.term_id and self.unit not in SEARCH_FIELDS
