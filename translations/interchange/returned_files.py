"""Files that come back from translators, opened within limits and read by their format."""

import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _

from translations.interchange.exchange_units import FileError, Returned
from translations.interchange.import_plan import RefusedDeliveryError, line_of
from translations.interchange.po import read_po
from translations.interchange.xliff import read_xliff

LARGEST_FILE = 4 * 1024 * 1024


LARGEST_DELIVERY = 16 * 1024 * 1024


MOST_FILES = 200


READERS = {".xlf": read_xliff, ".xliff": read_xliff, ".po": read_po}


def read_delivery(files: Iterable[tuple[str, IO[bytes]]]) -> list[Returned]:
    """What the files bring, those in a zip too. RefusedDeliveryError with a line per file that can't be read."""
    returned: list[Returned] = []
    problems: list[str] = []
    size = number = 0
    for name, stream in files:
        try:
            for inner_name, content in _opened(name, stream):
                size, number = size + len(content), number + 1
                if size > LARGEST_DELIVERY or number > MOST_FILES:
                    raise FileError(_("it is too much at once. Send fewer files at a time."))
                try:
                    returned += _reader(inner_name)(content, inner_name)
                except FileError as error:
                    problems.append(line_of(inner_name, error))
        except FileError as error:
            problems.append(line_of(name, error))
    if problems:
        raise RefusedDeliveryError(problems)
    return returned


def _reader(name: str) -> Any:
    for ending, reader in READERS.items():
        if name.lower().endswith(ending):
            return reader
    raise FileError(_("it is neither XLIFF (.xlf, .xliff) nor PO (.po)."))


def _opened(name: str, stream: IO[bytes]) -> Iterable[tuple[str, bytes]]:
    """The file, or the files in a zip; each read as far as it may be long."""
    if not name.lower().endswith(".zip"):
        _reader(name)
        yield name, _limited(stream)
        return
    try:
        with zipfile.ZipFile(BytesIO(_limited(stream, LARGEST_DELIVERY))) as archive:
            for entry in archive.infolist():
                if entry.is_dir() or entry.filename.startswith("__MACOSX/"):
                    continue
                inner = entry.filename.rpartition("/")[2]
                _reader(inner)
                if entry.flag_bits & 1:
                    raise FileError(_("it is protected by a password."))
                with archive.open(entry) as inner_stream:
                    yield inner, _limited(inner_stream)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise FileError(_("it is not a zip file that can be opened.")) from error


def _limited(stream: IO[bytes], largest: int = LARGEST_FILE) -> bytes:
    content = stream.read(largest + 1)
    if len(content) > largest:
        raise FileError(
            _("it is larger than %(size)s MB, which no page’s file is.") % {"size": largest // (1024 * 1024)}
        )
    return content
