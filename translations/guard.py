"""Nothing goes live in a language it isn't written in.

wagtail-localize fills the gaps of an unfinished translation with the source text and publishes that with a warning,
past Wagtail's hooks; it saves the live row of a translation even when asked for a draft. All of it saves the page:
that is where it is refused.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translations.machine import unaccepted_drafts


class UntranslatedError(ValidationError):
    """A live page would show a text in another language than its own. Nothing was published."""


def missing_segments(translation: Translation) -> list[StringSegment]:
    """The source's segments without a translation, or with one that is in error, in reading order."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    return list(segments.filter(translation__isnull=True).select_related("string", "context").order_by("order"))


def translation_of(page: Page) -> Translation | None:
    """The translation that `page` is made by, None for a page written in its own language."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()


def refuse_untranslated(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A `pre_save` receiver: UntranslatedError if this live page would show a text under another language's address.

    That is: the text of its source, the text of a page it is an alias of, or its own, below a page of another language.
    """
    if raw or not isinstance(instance, Page) or not instance.live:
        return
    if instance.alias_of_id and instance.alias_of.locale_id != instance.locale_id:
        raise UntranslatedError(
            {"title": _("A page can't be live as a copy of one in another language. Translate it.")}
        )
    if instance.depth and instance.depth > 2 and instance.get_parent().locale_id != instance.locale_id:
        raise UntranslatedError(
            {"title": _("This page is written in another language than the page above it, so it was not published.")}
        )
    translation = translation_of(instance)
    if not translation:
        return
    missing, drafts = missing_segments(translation), list(unaccepted_drafts(translation))
    if not missing and not drafts:
        return
    shown = {
        (segment.path, segment.string.data)
        for segment in extract_segments(instance)
        if isinstance(segment, StringSegmentValue)
    }
    if any((draft.context.path, draft.data) in shown for draft in drafts):
        raise UntranslatedError({"title": unaccepted_message(len(drafts))})
    leaks = [segment for segment in missing if (segment.context.path, segment.string.data) in shown]
    if leaks:
        raise UntranslatedError({"title": untranslated_message(len(leaks))})


def unaccepted_message(count: int) -> str:
    """What nobody has read, that nothing is lost, what to do."""
    return ngettext(
        "%(count)d text is a machine’s draft that nobody has accepted, so the page was not published. "
        "Your work is saved: correct or accept it, then publish.",
        "%(count)d texts are a machine’s drafts that nobody has accepted, so the page was not published. "
        "Your work is saved: correct or accept them, then publish.",
        count,
    ) % {"count": count}


def untranslated_message(count: int) -> str:
    """What is missing, that nothing is lost, what to do."""
    return ngettext(
        "%(count)d text is not translated yet, so the page was not published. "
        "Your work is saved: translate it, then publish.",
        "%(count)d texts are not translated yet, so the page was not published. "
        "Your work is saved: translate them, then publish.",
        count,
    ) % {"count": count}
