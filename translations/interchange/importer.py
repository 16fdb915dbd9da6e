"""What an agency has sent back: first what it would change, then, if somebody wants that, the change; all or nothing.

Nothing that a file says of itself is believed: each text is compared with the page's own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import (
    SourceDeletedError,
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
)

from translations.checks.text import plain
from translations.interchange.exchange_units import LONGEST, FileError, Returned, ReturnedUnit, unit_id
from translations.interchange.import_plan import Change, Outdated, PagePlan, Plan, RefusedDeliveryError, line_of
from translations.segments import translation_memory
from translations.segments.inline_html import FORBIDDEN, BrokenTagsError, checked, links_of
from translations.segments.segment_checks import UNCHECKED, SegmentText, check_segments
from translations.segments.segment_labels import Places, characters
from translations.status import translation_status


def hold_delivery(returned: Sequence[Returned]) -> None:
    """Until the transaction ends, no segment of these pages is saved in the workbench, and no other delivery stored.

    What is planned from then on is what is there when it is stored.
    """
    numbers = [number for each in returned if (number := _uuid(each.translation))]
    # In one order, so that two deliveries with the same pages wait for each other, and not both.
    list(Translation.objects.select_for_update().filter(uuid__in=numbers).order_by("pk"))


def plan_delivery(returned: Sequence[Returned], user: AbstractUser, *, only: Translation | None = None) -> Plan:
    """Compare each file with its page. Writes nothing; `only` is the one translation that is expected."""
    plan = Plan()
    seen: set[int] = set()
    for each in returned:
        try:
            page_plan, problems = _plan_page(each, user, only)
        except FileError as error:
            plan.problems.append(line_of(each.file, error))
            continue
        if page_plan.translation.pk in seen:
            plan.problems.append(line_of(each.file, _("there are two files for the same page and language.")))
        seen.add(page_plan.translation.pk)
        plan.problems += [line_of(each.file, problem) for problem in problems]
        plan.pages.append(page_plan)
    if not plan.pages and not plan.problems:
        plan.problems.append(_("There is no file for any page in it."))
    return plan


@transaction.atomic
def apply_plan(plan: Plan, user: AbstractUser, *, replace_newer: bool = False, leave_out_outdated: bool = False) -> int:
    """Store the translations and say how many. RefusedDeliveryError, and nothing stored, if there is a problem.

    To be planned and stored in one transaction, after `hold_delivery`: else what is saved in between is overwritten.
    `replace_newer` takes the file's word where somebody has changed a text here meanwhile; otherwise that stays.
    `leave_out_outdated` keeps translations of texts that have changed in the memory, as proposals. Nothing is
    published, and no draft is made: that is what submitting for review does.
    """
    if plan.problems:
        raise RefusedDeliveryError(plan.problems)
    if plan.outdated and not leave_out_outdated:
        raise RefusedDeliveryError(outdated_lines(plan))
    number = 0
    for page_plan in plan.pages:
        changes = [change for change in page_plan.changes if replace_newer or not change.is_ours_newer]
        number += len(changes)
        _store(page_plan.translation, changes, user)
        _keep(page_plan.outdated, user)
    return number


def outdated_lines(plan: Plan) -> list[str]:
    """A line for each translation whose source has changed since the file was made."""
    return [
        line_of(
            page.file,
            _("unit %(number)s: its source has changed on the page since the file was made: “%(text)s”.")
            % {"number": each.unit.number, "text": _short(each.unit.source)},
        )
        for page in plan.pages
        for each in page.outdated
    ]


def _short(html: str) -> str:
    return str(Truncator(" ".join(plain(html).split())).chars(80))


def _plan_page(returned: Returned, user: AbstractUser, only: Translation | None) -> tuple[PagePlan, list[str]]:
    """What the file would do, and what is wrong with its texts. FileError if it isn't for this page, or not now."""
    translation = _translation(returned.translation)
    if only and translation.pk != only.pk:
        raise FileError(
            _("it belongs to another page or language: “%(page)s”, %(language)s.")
            % {"page": translation.source.object_repr, "language": translation.target_locale.language_code}
        )
    wanted = (translation.source.locale.language_code, translation.target_locale.language_code)
    # wagtail-localize's own PO files name no language.
    for language, own in zip((returned.source_language, returned.target_language), wanted, strict=True):
        if language and language.lower().split("-")[0].split("_")[0] != own.lower().split("-")[0]:
            raise FileError(
                _("it is from %(from)s into %(into)s, and the page’s translation from %(own_from)s into %(own_into)s.")
                % {
                    "from": returned.source_language[:20] or "?",
                    "into": returned.target_language[:20] or "?",
                    "own_from": wanted[0],
                    "own_into": wanted[1],
                }
            )
    page = _page(translation, user)
    page_plan = PagePlan(returned.file, translation, page)
    try:
        problems = _compare(returned, page_plan)
    except SourceDeletedError as error:
        raise FileError(_("the page it was translated from was deleted.")) from error
    _check(page_plan)
    return page_plan, problems


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _translation(written: str) -> Translation:
    number = _uuid(written)
    if not number:
        raise FileError(_("it doesn’t say which page it belongs to. Start from a file that the portal made."))
    translation = (
        Translation.objects.filter(uuid=number, enabled=True).select_related("source__locale", "target_locale").first()
    )
    if not translation:
        raise FileError(_("it belongs to no translation of this portal."))
    return translation


def _page(translation: Translation, user: AbstractUser) -> Page:
    try:
        page = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise FileError(_("its page was deleted.")) from error
    if not isinstance(page, Page):
        raise FileError(_("it belongs to no page."))
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit():
        raise FileError(_("you may not change “%(page)s”.") % {"page": page.get_admin_display_title()})
    if page.workflow_in_progress or permissions.page_locked():
        raise FileError(
            _("“%(page)s” is in review or locked. Wait for the review, or take it back first.")
            % {"page": page.get_admin_display_title()}
        )
    return page


def _compare(returned: Returned, plan: PagePlan) -> list[str]:
    """Fill the plan; what is wrong with single texts, a line each."""
    translation = plan.translation
    segments: dict[tuple[str, str], StringSegment] = {
        _key(segment.context.path, segment.string.data): segment
        for segment in translation.source.stringsegment_set.select_related("string__locale", "context").order_by(
            "-order"
        )
    }
    stored = {
        (each.context_id, each.translation_of_id): each
        for each in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale_id
        )
    }
    former = _former_texts(returned, segments, translation)
    places = Places(translation.source.as_instance())
    problems: list[str] = []
    seen: dict[tuple[str, str], str] = {}
    for unit in returned.units:
        key = _key(unit.path, unit.source)
        if key in seen:
            if seen[key] != unit.target:
                problems.append(_("unit %(number)s is there twice, with two translations.") % {"number": unit.number})
            continue
        seen[key] = unit.target
        segment = segments.get(key)
        if not segment:
            if key not in former or (unit.id and unit.id != unit_id(unit.path, unit.source)):
                problems.append(
                    _("unit %(number)s: its source isn’t the page’s: “%(text)s”.")
                    % {"number": unit.number, "text": _short(unit.source)}
                )
            elif unit.target.strip():
                try:
                    plan.outdated.append(Outdated(replace(unit, target=_text_of(unit)), translation))
                except FileError as error:
                    problems.append(str(error))
            continue
        if not unit.target.strip():
            plan.untranslated += 1
            continue
        try:
            after = _sound(unit, places)
        except FileError as error:
            problems.append(str(error))
            continue
        ours = stored.get((segment.context_id, segment.string_id))
        is_ours_accepted = ours and ours.translation_type != StringTranslation.TRANSLATION_TYPE_MACHINE
        if ours and ours.data == after and is_ours_accepted and not ours.has_error:
            plan.unchanged += 1
            continue
        # A file that lost its date on the way may be older than anything.
        is_newer = bool(ours and is_ours_accepted and not (returned.made_at and ours.updated_at <= returned.made_at))
        plan.changes.append(Change(segment, ours.data if ours else "", after, returned.format, is_newer))
    plan.changes.sort(key=lambda change: change.segment.order)
    return problems


def _former_texts(
    returned: Returned, segments: dict[tuple[str, str], StringSegment], translation: Translation
) -> set[tuple[str, str]]:
    """Those of the file's texts that the page doesn't have but once had."""
    strange = [unit for unit in returned.units if _key(unit.path, unit.source) not in segments]
    if not strange:
        return set()
    hashes = {String._get_data_hash(unit.source): unit.source for unit in strange}  # noqa: SLF001 -- as translations.segments.translation_memory
    known = set(
        String.objects.filter(locale=translation.source.locale_id, data_hash__in=hashes).values_list("data", flat=True)
    )
    paths = set(
        TranslationContext.objects.filter(
            object_id=translation.source.object_id, path__in={unit.path for unit in strange}
        ).values_list("path", flat=True)
    )
    return {_key(unit.path, unit.source) for unit in strange if unit.source in known and unit.path in paths}


def _key(path: str, source: str) -> tuple[str, str]:
    """A text in its place. Programs are free with white space."""
    return path, " ".join(source.split())


def _sound(unit: ReturnedUnit, places: Places) -> str:
    """The translation as it would be stored. FileError if its place can't hold it."""
    text = _text_of(unit)
    if unit.path == "slug":
        try:
            validate_slug(text)
        except ValidationError as error:
            raise FileError(
                _("unit %(number)s: %(problem)s") % {"number": unit.number, "problem": " ".join(error.messages)}
            ) from error
    longest = places.of(unit.path).max_length
    if longest and characters(text) > longest:
        raise FileError(
            _("unit %(number)s is longer than %(limit)s characters.") % {"number": unit.number, "limit": longest}
        )
    return text


def _text_of(unit: ReturnedUnit) -> str:
    """The translation, its tags those of its source. FileError if no page could show it."""
    if len(unit.target) > LONGEST:
        raise FileError(
            _("unit %(number)s is longer than %(limit)s characters.") % {"number": unit.number, "limit": LONGEST}
        )
    if FORBIDDEN.search(unit.target):
        raise FileError(_("unit %(number)s has an invisible control character.") % {"number": unit.number})
    try:
        text = checked(unit.target)
    except BrokenTagsError as error:
        raise FileError(
            _("unit %(number)s: the tag “%(tag)s” is unknown, not closed, or in the wrong place.")
            % {"number": unit.number, "tag": error.tag[:40]}
        ) from error
    ours, theirs = links_of(unit.source), links_of(text)
    if ours != theirs:
        lost, made_up = ours - theirs, theirs - ours
        problem = (
            _("unit %(number)s: the link “%(tag)s” is missing in the translation.")
            if lost
            else _("unit %(number)s: the link “%(tag)s” is not in the source.")
        )
        raise FileError(problem % {"number": unit.number, "tag": next(iter(lost or made_up))})
    return text


def _check(plan: PagePlan) -> None:
    """The checks between source and translation, on what would be stored."""
    texts = [
        SegmentText(change.segment.context.path, change.source, change.after)
        for change in plan.changes
        if change.segment.context.path not in UNCHECKED
    ]
    by_text = {(change.segment.context.path, change.source): change for change in plan.changes}
    for found in check_segments(texts, plan.translation):
        by_text[found.segment.path, found.segment.source].findings.append(found)


def _store(translation: Translation, changes: Sequence[Change], user: AbstractUser) -> None:
    """In bulk, since each single save would work out the page's state anew; with what a save does besides."""
    now: datetime = timezone.now()
    rows = [
        StringTranslation(
            translation_of=change.segment.string,
            context=change.segment.context,
            locale=translation.target_locale,
            data=change.after,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name=change.format,
            last_translated_by=user,
            created_at=now,
            updated_at=now,
        )
        for change in changes
    ]
    if not rows:
        return
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=[
            "data", "translation_type", "tool_name", "last_translated_by", "updated_at", "has_error", "field_error",
        ],
    )  # fmt: skip
    for row in rows:
        if row.context.path == "title":
            Page.objects.filter(translation_key=translation.source.object_id, locale=translation.target_locale).update(
                draft_title=plain(row.data)
            )
    translation_memory.remember(rows)
    translation_status.refresh(translation.source.object_id)


def _keep(outdated: Sequence[Outdated], user: AbstractUser) -> None:
    """In the memory, at the place where the text stood: there it is the first proposal for what stands there now."""
    for each in outdated:
        source = each.translation.source
        translation_memory.remember_words(
            string=String.objects.select_related("locale").get(
                locale=source.locale_id,
                data_hash=String._get_data_hash(each.unit.source),  # noqa: SLF001 -- as translations.segments.translation_memory
            ),
            context=TranslationContext.objects.get(object_id=source.object_id, path=each.unit.path),
            locale=each.translation.target_locale,
            data=each.unit.target,
            name=user.get_full_name() or user.get_username(),
        )
