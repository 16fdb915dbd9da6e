"""Machine drafts: a plug for a server of one's own; a draft becomes a translation when a person accepts it."""

import logging
from collections.abc import Iterable

import requests
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue, extract_ids

BATCH = 50

logger = logging.getLogger(__name__)


class MachineTranslationError(Exception):
    """The server gave no drafts. Nothing was changed."""


class LibreTranslate(LibreTranslator):
    """Drafts from a server that speaks LibreTranslate’s protocol; options: LIBRETRANSLATE_URL, API_KEY, TIMEOUT (s)."""

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """The drafts that are sound; MachineTranslationError when the server doesn't answer, or not what was asked.

        A draft that lost or made up a tag is left out: better none than a broken link.
        """
        wanted = list(strings)
        drafts: dict[StringValue, StringValue] = {}
        try:
            for start in range(0, len(wanted), BATCH):
                drafts |= super().translate(source_locale, target_locale, wanted[start : start + BATCH])
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            logger.exception("The machine translator gave no drafts", extra={"event": "machine_translation_failed"})
            raise MachineTranslationError from error
        return {string: draft for string, draft in drafts.items() if _is_sound(string, draft)}


def no_drafts_message() -> str:
    """What happened, that nothing is lost, what to do."""
    return _("The machine translator doesn't answer. Nothing was changed. Translate by hand, or try again later.")


def unaccepted_drafts(translation: Translation) -> QuerySet[StringTranslation]:
    """The machine's drafts of a page's segments that nobody has edited or accepted yet."""
    segments = translation.source.stringsegment_set
    return StringTranslation.objects.filter(
        locale=translation.target_locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        context__in=segments.values("context"),
        translation_of__in=segments.values("string"),
    ).select_related("context")


def _is_sound(string: StringValue, draft: StringValue) -> bool:
    try:
        StringValue.from_translated_html(draft.data)
    except ValueError:
        return False
    return bool(draft.data.strip()) and extract_ids(draft.data) == extract_ids(string.data)
