"""Saving one segment: who may, what it may be, and what becomes of it when two people or a new source were faster."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationContext

from translations.segments.inline_codes import Chips, MarkupError
from translations.segments.segment_labels import Places, characters
from translations.segments.translation_memory import remember_words
from translations.workbench.segment_list import SALT, digest_of, version_of

LONGEST = 20_000


class SourceChangedError(Exception):
    """The text that was translated is no longer in the page. What was typed is kept as a proposal."""


class FasterError(Exception):
    """Somebody else has saved this segment meanwhile. Nothing was saved."""

    def __init__(self, theirs: StringTranslation | None) -> None:
        super().__init__()
        self.theirs = theirs


@dataclass(frozen=True)
class Saved:
    """What was stored, and its new version."""

    translation: StringTranslation
    version: str


def translation_for(user: AbstractBaseUser, translation_id: int) -> tuple[Translation, Page]:
    """A translation and its page, for whoever may edit that page; 404 and PermissionDenied otherwise."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id, enabled=True
    )
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id, alias_of=None
    ).first()
    if not page:
        raise Http404
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return translation, page


def refuse_locked(page: Page, user: AbstractBaseUser) -> None:
    """ValidationError where the page is in review, or locked by a colleague."""
    if page.permissions_for_user(user).page_locked():
        raise ValidationError(
            _("The page is locked or in review: nothing can be changed now. What you typed is still here.")
        )


def save_segment(*, translation: Translation, page: Page, version: str, text: str, user: AbstractBaseUser) -> Saved:
    """Store what a person has written, as text with marks, for the segment that `version` names.

    ValidationError where it can't be stored, FasterError and SourceChangedError where `version` is no longer what is
    there. In each case nothing that is stored has changed, and what was typed isn't lost.
    """
    refuse_locked(page, user)
    seen = _read(version, translation)
    try:
        return _store(translation, seen, text, user)
    except SourceChangedError:
        _keep_as_proposal(translation, seen, text, user)
        raise


@transaction.atomic
def _store(translation: Translation, seen: "_Seen", text: str, user: AbstractBaseUser) -> Saved:
    segment, stored = _claim(translation, seen)
    data = checked(translation, segment, text)
    if digest_of(stored) != seen.digest:
        raise FasterError(stored)
    saved, _created = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    return Saved(saved, version_of(translation, segment, saved))


@transaction.atomic
def forget_segment(*, translation: Translation, page: Page, version: str, user: AbstractBaseUser) -> None:
    """Take away what is stored for a segment; the memory keeps it. Refused as in `save_segment`."""
    refuse_locked(page, user)
    seen = _read(version, translation)
    _segment, stored = _claim(translation, seen)
    if digest_of(stored) != seen.digest:
        raise FasterError(stored)
    if stored:
        stored.delete()


def checked(translation: Translation, segment: StringSegment, text: str) -> str:
    """The text as it is stored; ValidationError with a sentence that says what to do."""
    if not text.strip():
        raise ValidationError(_("There is no text yet. Write the translation, then save it."))
    if len(text) > LONGEST:
        raise ValidationError(_("This is too long for one segment."))
    if "\0" in text:
        raise ValidationError(_("There is a character in this text that can’t be stored."))
    data = Chips.of(segment).read(text)
    path = segment.context.path
    if path == "slug":
        validate_slug(data)
    longest = Places(translation.source.as_instance()).of(path).max_length
    if longest and (length := characters(data)) > longest:
        raise ValidationError(
            _("At most %(longest)s characters fit here; these are %(length)s.") % {"longest": longest, "length": length}
        )
    return data


@dataclass(frozen=True)
class _Seen:
    """What a version names: a text, its place, and what was stored for it."""

    string_id: int
    context_id: int
    digest: str


def _read(version: str, translation: Translation) -> _Seen:
    """Http404 for a version that wasn't given out for this translation."""
    try:
        number, *seen = signing.loads(version, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    if number != translation.pk:
        raise Http404
    return _Seen(*seen)


def _claim(translation: Translation, seen: _Seen) -> tuple[StringSegment, StringTranslation | None]:
    """The segment and what is stored for it; SourceChangedError where the page has it no more. Others wait."""
    Translation.objects.select_for_update().get(pk=translation.pk)
    segment = (
        StringSegment.objects.filter(source=translation.source_id, string=seen.string_id, context=seen.context_id)
        .select_related("string", "context")
        .first()
    )
    if not segment:
        raise SourceChangedError
    stored = StringTranslation.objects.filter(
        translation_of=seen.string_id, context=seen.context_id, locale=translation.target_locale_id
    )
    return segment, stored.select_related("last_translated_by").first()


def _keep_as_proposal(translation: Translation, seen: _Seen, text: str, user: Any) -> None:
    string = get_object_or_404(String.objects.select_related("locale"), pk=seen.string_id)
    context = get_object_or_404(TranslationContext, pk=seen.context_id)
    if not text.strip() or len(text) > LONGEST or "\0" in text:
        return
    try:
        data = Chips(string.data).read(text)
    except MarkupError:
        data = Chips("").read(text)  # the words at least; its marks are text then
    remember_words(
        string=string,
        context=context,
        locale=translation.target_locale,
        data=data,
        name=user.get_full_name() or user.get_username(),
    )
