"""A parcel as a PO file, GNU gettext's format: a text is an entry, its tags stay as they are."""

from contextlib import suppress
from datetime import datetime
from tempfile import NamedTemporaryFile

import polib
from django.utils import timezone
from django.utils.translation import gettext as _

from translations.interchange.exchange_units import FileError, Parcel, Returned, ReturnedUnit

NAME = "PO"
TRANSLATION = "X-WagtailLocalize-TranslationID"
_SOURCE_LANGUAGE = "X-Source-Language"
_MADE_AT = "X-Made-At"
_DATE = "%Y-%m-%d %H:%M%z"  # gettext's own, to the minute: what was saved in the minutes before would seem newer


def write_po(parcel: Parcel) -> bytes:
    """The parcel as a file that `msgfmt --check` takes."""
    file = polib.POFile(wrapwidth=0)
    made_at = parcel.made_at.strftime(_DATE)
    file.metadata = {
        "Project-Id-Version": " ".join(parcel.title.split()),
        "POT-Creation-Date": made_at,
        "PO-Revision-Date": made_at,
        "Last-Translator": "patient-portal",
        "Language-Team": parcel.target_language,
        "Language": parcel.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        _SOURCE_LANGUAGE: parcel.source_language,
        _MADE_AT: parcel.made_at.isoformat(),
        TRANSLATION: parcel.translation,
    }
    for unit in parcel.units:
        file.append(
            polib.POEntry(
                msgctxt=unit.path,
                msgid=unit.source,
                msgstr=_with_ends_of(unit.source, unit.target),
                comment=unit.place,
            )
        )
    return str(file).encode()


def read_po(content: bytes, file: str) -> list[Returned]:
    """What the file brings. FileError for anything but a PO file in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(_("it is not written in UTF-8. Save it in that encoding.")) from error
    try:
        with NamedTemporaryFile("w", encoding="utf-8", suffix=".po") as temporary:
            # By its name: a text that polib is given itself may name a file of this machine, and is cut at U+2028.
            temporary.write(text)
            temporary.flush()
            entries = polib.pofile(temporary.name, encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        # polib says a syntax error with OSError; what it makes of broken entries, with anything.
        reason = str(error).rpartition("(")[2].rstrip(")") if isinstance(error, OSError) else ""
        raise FileError(
            _("it is not a PO file (%(reason)s).") % {"reason": reason} if reason else _("it is not a PO file.")
        ) from error
    if not entries.metadata:
        raise FileError(_("it is not a PO file."))
    units = []
    for number, entry in enumerate((entry for entry in entries if not entry.obsolete), start=1):
        if entry.msgid_plural:
            raise FileError(_("entry %(number)s has plural forms, which no page has.") % {"number": number})
        target = "" if entry.fuzzy else entry.msgstr
        units.append(ReturnedUnit(number, entry.msgctxt or "", entry.msgid, target))
    return [
        Returned(
            file=file,
            format=NAME,
            translation=entries.metadata.get(TRANSLATION, ""),
            source_language=entries.metadata.get(_SOURCE_LANGUAGE, ""),
            target_language=entries.metadata.get("Language", ""),
            units=units,
            made_at=_made_at(entries.metadata),
        )
    ]


def _with_ends_of(source: str, target: str) -> str:
    """The target with line breaks at its ends where the source has them: `msgfmt` wants both alike."""
    if not target:
        return ""
    target = target.strip("\n")
    return "\n" * source.startswith("\n") + target + "\n" * source.endswith("\n")


def _made_at(metadata: dict[str, str]) -> datetime | None:
    """When the portal made the file; by gettext's date where a program has dropped ours."""
    for name in (_MADE_AT, "POT-Creation-Date"):
        with suppress(ValueError):
            made = datetime.fromisoformat(metadata.get(name, ""))
            return made if timezone.is_aware(made) else timezone.make_aware(made)
    return None
