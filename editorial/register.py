"""The register: who signed which text, and who let it go live without.

By key and language, without foreign keys: it outlives its pages and its signers' accounts.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.append_only import AppendOnlyModel
from articles.units import Units


class SignOff(AppendOnlyModel):
    """A reviewer's signature under a text in one language, with the text as it stood."""

    translation_key = models.UUIDField(_("page"))
    language_code = models.CharField(_("language"), max_length=100)
    page_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField(null=True)
    title = models.CharField(_("title"), max_length=255)
    digest_version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    # [[unit, digest], …], in the page's order, which a JSON object would lose.
    units = models.JSONField()
    content = models.JSONField(encoder=DjangoJSONEncoder)  # as `Page.serializable_data()`
    summary = models.CharField(_("what changed"), max_length=300, blank=True)
    signer_id = models.PositiveBigIntegerField()
    signer_name = models.CharField(_("name"), max_length=200)
    qualification = models.CharField(_("qualification"), max_length=200)
    person_id = models.PositiveBigIntegerField()
    statement = models.TextField(_("statement"))
    signed_at = models.DateTimeField(_("signed on"), default=timezone.now)
    next_review_on = models.DateField(_("next review"))

    class Meta:
        verbose_name = _("medical sign-off")
        verbose_name_plural = _("medical sign-offs")
        default_permissions = ["view"]
        ordering = ["-pk"]
        indexes = [models.Index(fields=["translation_key", "language_code"], name="signed_of_page")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language_code}), {self.signer_name}, {self.signed_at:%Y-%m-%d}"

    @property
    def signed_units(self) -> Units:
        """The digest of each unit that was signed, in the page's order."""
        return dict(self.units)


class Override(AppendOnlyModel):
    """A finding that an authorised person let pass, for this content of this unit and no other.

    `check_id` is that of a check, or SIGN_OFF for a text that goes live unsigned; then, as for whatever concerns the
    page as a whole, `unit` is empty and `digest` is that of the whole page.
    """

    SIGN_OFF = "sign-off"

    translation_key = models.UUIDField(_("page"))
    language_code = models.CharField(_("language"), max_length=100)
    check_id = models.CharField(_("check"), max_length=40)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    reason = models.TextField(_("reason"), max_length=1000)
    expires_on = models.DateField(_("until"), null=True, blank=True)
    user_id = models.PositiveBigIntegerField(null=True)
    user_name = models.CharField(_("name"), max_length=200)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("override of a check")
        verbose_name_plural = _("overrides of checks")
        default_permissions = ["view"]
        permissions = [("override_check", _("May publish in spite of a blocking check or a missing sign-off"))]
        ordering = ["-pk"]
        indexes = [models.Index(fields=["translation_key", "language_code"], name="check_override_of_page")]

    def __str__(self) -> str:
        return f"{self.check_id}: {self.reason}"
