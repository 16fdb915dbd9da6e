"""Nothing goes live in a language it isn't written in.

wagtail-localize fills the gaps of an unfinished translation with the source text, and publishes that with a warning,
past Wagtail's hooks. It saves the live row of a translation even when asked for a draft. All of it saves the page: that
is where it is refused.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from articles.publication import RefusedError, as_it_will_be
from translations.checks.text import plain
from translations.segments.machine_translation import unaccepted_drafts
from translations.segments.segment_checks import (
    PageFinding,
    blocking_findings,
    check_segments,
    shows_the_same,
    translated_segments,
)

SHOWN_FINDINGS = 5


class UntranslatedError(RefusedError):
    """A live page would show a text in another language than its own. Nothing was published."""


class FindingsError(RefusedError):
    """A live page's numbers, links or negations would differ from its source's. Nothing was published."""


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
    """A `pre_save` receiver: RefusedError if this live page would mislead its readers.

    Raises UntranslatedError for a text under another language's address. That may be its source's, that of a page it is
    an alias of, or its own below a page of another language. FindingsError for what `translations.checks` finds and
    blocks.
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
    if not (translation := translation_of(instance)):
        return
    # A bare page is saved without its texts: they stay as they are.
    page = as_it_will_be(instance, None) if type(instance) is Page else instance
    error = _leaks(page, translation) or _findings(page, translation)
    # It is moved, or its dates are set: the text was judged when it went live.
    if error and not _is_live_already(page):
        raise error


def _is_live_already(page: Page) -> bool:
    stored = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    return bool(stored and shows_the_same(page, stored))


def _leaks(page: Page, translation: Translation) -> UntranslatedError | None:
    missing, drafts = missing_segments(translation), list(unaccepted_drafts(translation))
    if not missing and not drafts:
        return None
    shown = {
        (segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }
    if any((draft.context.path, draft.data) in shown for draft in drafts):
        return UntranslatedError({"title": unaccepted_message(len(drafts))})
    leaks = [segment for segment in missing if (segment.context.path, segment.string.data) in shown]
    return UntranslatedError({"title": untranslated_message(len(leaks))}) if leaks else None


def unaccepted_message(count: int) -> str:
    """What nobody has read, that nothing is lost, what to do."""
    return ngettext(
        "%(count)d text is a machine’s draft that nobody has accepted, so the page was not published. "
        "Your work is saved: correct or accept it, then publish.",
        "%(count)d texts are a machine’s drafts that nobody has accepted, so the page was not published. "
        "Your work is saved: correct or accept them, then publish.",
        count,
    ) % {"count": count}


def _findings(page: Page, translation: Translation) -> FindingsError | None:
    found = blocking_findings(page, translation)
    return FindingsError({NON_FIELD_ERRORS: findings_messages(found)}) if found else None


def reasons_not_to_publish(translation: Translation) -> list[str]:
    """Why the translation as it stands would be refused, in sentences; empty if it wouldn't be."""
    if missing := missing_segments(translation):
        return [untranslated_message(len(missing))]
    if drafts := unaccepted_drafts(translation).count():
        return [unaccepted_message(drafts)]
    found = [each for each in check_segments(translated_segments(translation), translation, False) if each.blocks]
    return findings_messages(found) if found else []


def findings_messages(found: Sequence[PageFinding]) -> list[str]:
    """What happened, then the first findings, each with the words it was found in."""
    count = len(found)
    messages = [
        ngettext(
            "The translation differs from its source in %(count)d place, so the page was not published. "
            "Your work is saved: correct it, or have someone who may let it pass give the reason.",
            "The translation differs from its source in %(count)d places, so the page was not published. "
            "Your work is saved: correct them, or have someone who may let them pass give the reason.",
            count,
        )
        % {"count": count}
    ]
    messages += [
        _("“%(text)s”: %(finding)s")
        % {"text": Truncator(plain(each.segment.source)).chars(80), "finding": each.finding.message}
        for each in found[:SHOWN_FINDINGS]
    ]
    return messages


def untranslated_message(count: int) -> str:
    """What is missing, that nothing is lost, what to do."""
    return ngettext(
        "%(count)d text is not translated yet, so the page was not published. "
        "Your work is saved: translate it, then publish.",
        "%(count)d texts are not translated yet, so the page was not published. "
        "Your work is saved: translate them, then publish.",
        count,
    ) % {"count": count}
