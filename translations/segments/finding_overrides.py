"""Letting a finding pass: who may, and what is kept of it."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translations.models import TranslationOverride
from translations.segments.segment_checks import SegmentText, digest

PERMISSION = "translations.override_finding"
SHORTEST_REASON = 10


def override_finding(
    *, translation: Translation, segment: SegmentText, finding_id: str, reason: str, user: AbstractUser
) -> TranslationOverride:
    """Let a finding of a segment pass, as long as neither of its texts changes.

    PermissionDenied for whoever may not; ValidationError without a reason in words.
    """
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Say in a few words why this is right as it is. The reason is kept.")})
    if len(reason) > 1000:
        raise ValidationError({"reason": _("Say it in at most 1,000 characters.")})
    return TranslationOverride.objects.create(
        translation_key=translation.source.object_id,
        language_code=translation.target_locale.language_code,
        finding=finding_id,
        source_digest=digest(segment.source),
        target_digest=digest(segment.target),
        reason=reason,
        user_id=user.pk,
        user_name=(user.get_full_name() or user.get_username())[:200],
    )
