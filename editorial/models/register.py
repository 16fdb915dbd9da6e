"""The register: who signed which text, and who let it go live without.

By key and language, without foreign keys: it outlives its pages and its signers' accounts.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.content.digest import Units, search_units
from articles.models.append_only import AppendOnlyModel


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
    # [[a term's first address, the word, its definition], …]: what the text's explanations of words said, in its
    # language. None where it was signed before they were kept: then nobody knows, and nothing is compared.
    explained = models.JSONField(null=True)
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
        """The digest of each unit that was signed, in the page's order.

        What search engines show is in `content` alone where it was signed before that was a unit, as `explained` tells.
        """
        units = dict(self.units)
        return {**search_units(self.content), **units} if self.explained is None else units


class Override(AppendOnlyModel):
    """A finding that an authorised person let pass, for this content of this unit and no other.

    `check_id` is that of a check, or SIGN_OFF for a text that goes live unsigned. For that, and for whatever concerns
    the page as a whole, `unit` is empty and `digest` is the whole page's.
    """

    SIGN_OFF = "sign-off"

    translation_key = models.UUIDField(_("page"))
    language_code = models.CharField(_("language"), max_length=100)
    check_id = models.CharField(_("check"), max_length=40)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    # Not where it was given before what search engines show was a unit: the digest of a whole text holds without it.
    covers_search_words = models.BooleanField(default=True, editable=False)
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


class Edition(AppendOnlyModel):
    """A text as its readers have seen it, from a day on; by which signature, and what of it none covered."""

    translation_key = models.UUIDField(_("page"))
    language_code = models.CharField(_("language"), max_length=100)
    page_id = models.PositiveBigIntegerField()
    title = models.CharField(_("title"), max_length=255)
    digest = models.CharField(max_length=64)
    content = models.JSONField(encoder=DjangoJSONEncoder)  # as `Page.serializable_data()`
    sign_off_id = models.PositiveBigIntegerField(null=True)
    unsigned = models.JSONField(default=list)  # the units that the signature doesn't cover
    is_minor = models.BooleanField(default=False, help_text=_("Under an earlier signature: spelling and layout."))
    summary = models.CharField(_("what changed"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        default_permissions = ["view"]
        ordering = ["pk"]
        indexes = [models.Index(fields=["translation_key", "language_code"], name="edition_of_page")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language_code}), {self.published_at:%Y-%m-%d}"


class Withdrawal(models.Model):
    """An article that readers had, and have no longer: what they are told at its address. It may be put better later.

    By key and language: it outlives the page.
    """

    translation_key = models.UUIDField(editable=False)
    language_code = models.CharField(_("language"), max_length=100, editable=False)
    title = models.CharField(_("title"), max_length=255, editable=False)
    address = models.CharField(_("address"), max_length=1000, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), default=timezone.localdate, editable=False)
    reason = models.TextField(
        _("what readers are told"),
        max_length=600,
        blank=True,
        help_text=_("Why it was withdrawn, in a sentence or two. Readers who come by an old link see it."),
    )
    successor = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("what to read instead"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("withdrawn article")
        verbose_name_plural = _("withdrawn articles")
        default_permissions = ["view", "change"]
        ordering = ["-withdrawn_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "language_code"], name="withdrawn_once_per_language")
        ]
        indexes = [models.Index(fields=["address"], name="withdrawn_from_address")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language_code})"
