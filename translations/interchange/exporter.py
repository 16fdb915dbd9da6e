"""What goes out to an agency: which pages, in which file."""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import Locale, Page
from wagtail_localize.models import SourceDeletedError, Translation
from wagtail_localize.operations import TranslationCreator

from translations.interchange.exchange_units import Parcel, named_apart, parcel_of
from translations.interchange.po import write_po
from translations.interchange.xliff import write_xliff
from translations.models import TranslationState

MOST_PAGES = 500
FORMATS: dict[str, tuple[str, str, Callable[[Parcel], bytes]]] = {
    "xliff": (".xlf", "application/xliff+xml", write_xliff),
    "po": (".po", "text/x-gettext-translation", write_po),
}


class NothingToSendError(Exception):
    """No file could be made: one sentence that says why and what to do."""


def chosen_states(
    locale: Locale, pages: Iterable[int], *, with_those_below: bool = False
) -> QuerySet[TranslationState]:
    """The chosen pages in a language, with all that is below them if asked for; parents first."""
    wanted = Q(page__in=list(pages))
    if with_those_below:
        for path in Page.objects.filter(wanted_pages(pages)).values_list("path", flat=True):
            wanted |= Q(page__path__startswith=path)
    return _in_order(TranslationState.objects.filter(wanted, locale=locale))


def wanted_pages(pages: Iterable[int]) -> Q:
    """Pages by their numbers."""
    return Q(pk__in=list(pages))


def stale_states(locale: Locale) -> QuerySet[TranslationState]:
    """All that is stale in a language."""
    return _in_order(TranslationState.objects.filter(locale=locale, state=TranslationState.State.STALE))


@transaction.atomic
def translations_of(states: QuerySet[TranslationState], user: AbstractUser | None) -> list[Translation]:
    """The translations of these pages; where one isn't begun, it is begun in the name of `user`.

    NothingToSendError if there is none, too many, or one that can't be begun: nothing is begun then.
    """
    rows = list(states[: MOST_PAGES + 1])
    if not rows:
        raise NothingToSendError(_("There is no page to send. Choose pages, or another language."))
    if len(rows) > MOST_PAGES:
        raise NothingToSendError(
            _("These are more than %(count)s pages. Choose fewer at a time.") % {"count": MOST_PAGES}
        )
    known = {
        (translation.source.object_id, translation.target_locale_id): translation
        for translation in Translation.objects.filter(
            source__object_id__in=[row.translation_key for row in rows], enabled=True
        ).select_related("source__locale", "target_locale")
    }
    found: list[Translation] = []
    left_out: list[str] = []
    for row in rows:
        translation = known.get((row.translation_key, row.locale_id)) or _begin(row, user)
        if translation:
            found.append(translation)
        else:
            left_out.append(str(row.page))
    if left_out:
        raise NothingToSendError(
            ngettext(
                "%(count)d page can't be sent, because its translation isn't begun or is made without segments: "
                "%(pages)s. Start it first, or leave it out.",
                "%(count)d pages can't be sent, because their translations aren't begun or are made without segments: "
                "%(pages)s. Start them first, or leave them out.",
                len(left_out),
            )
            % {"count": len(left_out), "pages": ", ".join(left_out[:5]) + ("…" if len(left_out) > 5 else "")}
        )
    return found


def files_of(
    translations: Sequence[Translation], format: str, *, waiting_only: bool = False
) -> list[tuple[str, bytes]]:
    """A file per page, with its name. NothingToSendError if no page has a text that is asked for."""
    ending, _type, write = FORMATS[format]
    parcels = []
    for translation in translations:
        try:
            parcel = parcel_of(translation, waiting_only=waiting_only)
        except SourceDeletedError:
            continue  # there is nothing to translate it from
        if parcel.units:
            parcels.append(parcel)
    if not parcels:
        raise NothingToSendError(_("No text of these pages waits for its translation. Ask for all texts instead."))
    return [(name + ending, write(parcel)) for name, parcel in named_apart(parcels)]


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files in one."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def _in_order(states: QuerySet[TranslationState]) -> QuerySet[TranslationState]:
    return states.filter(page__isnull=False).select_related("page", "locale").defer("made_from").order_by("page__path")


def _begin(state: TranslationState, user: AbstractUser | None) -> Translation | None:
    """A draft in the other language, as wagtail-localize makes it; None where it can't, or the user may not."""
    if state.state != TranslationState.State.MISSING or not state.page or not user:
        return None
    if not user.has_perm("wagtail_localize.submit_translation"):
        return None
    try:
        with transaction.atomic():
            creator = TranslationCreator(user, [state.locale])
            creator.create_translations(state.page.specific, include_related_objects=False)
    except (ParentNotTranslatedError, ValidationError):
        return None
    return Translation.objects.filter(
        source__object_id=state.translation_key, target_locale=state.locale_id, enabled=True
    ).first()
