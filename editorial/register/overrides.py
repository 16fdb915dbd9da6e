"""Letting a text go live in spite of a check, or unsigned: who may, and what is kept of it."""

import datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content.digest import SEARCH_FIELDS, Units, digest_of, units_of
from articles.models import ArticlePage
from editorial.models.register import Override
from editorial.register.authorship import contributors, latest_text, minor_writers
from editorial.register.signature_status import signed_as, standing_of
from quality.checks import CHECKS

PERMISSION = "editorial.override_check"
SHORTEST_REASON, LONGEST_REASON = 10, 1000


def override_check(
    *,
    page: ArticlePage,
    check_id: str,
    unit: str,
    user: AbstractUser,
    reason: str,
    expires_on: datetime.date | None = None,
) -> Override:
    """Let a check's findings in a unit pass, or the whole text go live unsigned, as long as the latest text stays so.

    PermissionDenied for whoever may not. ValidationError without a reason in words, for a day that has passed, and for
    a check that doesn't exist or that nobody can let pass. Also for who would let their own change go live unsigned.
    """
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    errors = {}
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        errors["reason"] = _("Say why in a few words, at most 1,000 characters. The reason is kept.")
    if expires_on and expires_on < timezone.localdate():
        errors["expires_on"] = _("This day has passed. Choose a later one, or none.")
    if check_id not in {Override.SIGN_OFF, *(check.id for check in CHECKS)}:
        errors["check_id"] = _("There is no such check.")
    if check_id in {check.id for check in CHECKS if check.is_fixed}:
        errors["check_id"] = _("Nobody can let this pass: someone else signs.")
    text = latest_text(page)
    if check_id == Override.SIGN_OFF:
        unit = ""
        standing = standing_of(text)
        if user.pk in contributors(page, standing) | minor_writers(page, standing):
            errors["check_id"] = _("You changed this text since it was last signed. Someone else must let it pass.")
    if errors:
        raise ValidationError(errors)
    return Override.objects.create(
        translation_key=page.translation_key,
        language_code=page.locale.language_code,
        check_id=check_id,
        unit=unit,
        digest=digest_for(units_of(text), unit),
        reason=reason,
        expires_on=expires_on,
        user_id=user.pk,
        user_name=(user.get_full_name() or user.get_username())[:200],
    )


def digest_for(units: Units, unit: str) -> str:
    """What an override of a finding in `unit` is bound to: the unit; the whole text for what isn't one of its units."""
    return units.get(unit) or digest_of(units)


def holds_for(override: Override, units: Units) -> bool:
    """Whether an override was given for this content."""
    if override.digest == digest_for(units, override.unit):
        return True
    known = {unit: digest for unit, digest in units.items() if unit not in SEARCH_FIELDS}
    return not override.covers_search_words and override.digest == digest_for(known, override.unit)


def answered(page: ArticlePage, units: Units) -> dict[tuple[str, str], Override]:
    """What someone answered for, today and for this content, by (check, unit). One query."""
    source = signed_as(page)
    given = Override.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()),
        translation_key=source.translation_key,
        language_code=source.locale.language_code,
    )
    return {(each.check_id, each.unit): each for each in given if holds_for(each, units)}


def overridden(page: ArticlePage, units: Units) -> set[tuple[str, str]]:
    """The (check, unit) pairs that someone answered for, today and for this content. One query."""
    return set(answered(page, units))
