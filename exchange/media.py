"""The files of an export: copied out, checked, put in place together."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from wagtail.utils.file import hash_filelike
from willow.image import Image as Picture

from exchange.refusal import PortableError

CHUNK = 1 << 16


def checksum(stream: IO[bytes]) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in iter(lambda: stream.read(CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def copy_out(name: str, folder: Path) -> dict[str, Any]:
    """Copy a stored file below `folder`; return its entry in the export."""
    target = folder / _checked(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with default_storage.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except OSError as error:
        raise PortableError(f"The file {name} can't be copied: {error.strerror}.") from error
    with target.open("rb") as copy:
        return {"name": name, "sha256": checksum(copy), "size": target.stat().st_size}


class MediaFolder:
    """The media of an export that is being imported: only files that are listed, whole and unchanged."""

    def __init__(self, folder: Path, entries: Any) -> None:
        self.folder = folder
        self.checksums: dict[str, str] = {}
        for entry in entries if isinstance(entries, list) else [None]:
            if (
                not isinstance(entry, dict)
                or set(entry) != {"name", "sha256", "size"}
                or not isinstance(entry["name"], str)
            ):
                raise PortableError("“media” isn't a list of files with name, sha256 and size.")
            if entry["name"] in self.checksums:
                raise PortableError(f"The file {entry['name']} is listed twice.")
            self._check(entry)
            self.checksums[entry["name"]] = entry["sha256"]

    def _check(self, entry: dict[str, Any]) -> None:
        name = entry["name"]
        path = self.folder / _checked(name)
        parts = [path, *path.parents][: len(PurePosixPath(name).parts) + 1]
        if any(part.is_symlink() for part in parts):
            raise PortableError(f"The file {name} is a symbolic link; only plain files are imported.")
        if not path.is_file():
            raise PortableError(f"The file {name} is missing.")
        with path.open("rb") as stream:
            if checksum(stream) != entry["sha256"]:
                raise PortableError(f"The file {name} is not the one that was exported: its SHA-256 differs.")
        if default_storage.exists(name):
            with default_storage.open(name) as present:
                if checksum(cast(IO[bytes], present)) != entry["sha256"]:
                    raise PortableError(f"There is another file named {name} in the media folder.")

    def measure(self, name: str, is_picture: bool) -> dict[str, Any]:
        """What Wagtail notes about a file when it is uploaded. PortableError for a picture that can't be read."""
        path = self.folder / name
        with path.open("rb") as stream:
            facts: dict[str, Any] = {"file_size": path.stat().st_size, "file_hash": hash_filelike(stream)}
        if is_picture:
            try:
                with path.open("rb") as stream:
                    facts["width"], facts["height"] = (int(side) for side in Picture.open(stream).get_size())
            # Whatever a damaged file makes of the libraries that read it, it is a damaged file.
            except Exception as error:
                raise PortableError(f"The file {name} is not a picture that can be read.") from error
        return facts

    @contextmanager
    def placing(self) -> Iterator[Callable[[], None]]:
        """Give a function that puts every file in place; take back what it put there if the block fails."""
        placed: list[str] = []

        def place_files() -> None:
            for name in sorted(self.checksums):
                if not default_storage.exists(name):
                    placed.append(name)
                    _place(self.folder / name, name)

        try:
            yield place_files
        except BaseException:
            for name in placed:
                default_storage.delete(name)
            raise


def _checked(name: str) -> str:
    """The name, if it is a plain path within a folder. PortableError otherwise."""
    path = PurePosixPath(name)
    is_plain = name == str(path) and not path.is_absolute() and path.parts and "\\" not in name and name.isprintable()
    if not is_plain or any(part.startswith(".") for part in path.parts):
        raise PortableError(f"“{name}” is no name of a file in the media folder.")
    return name


def _place(source: Path, name: str) -> None:
    try:
        target = Path(default_storage.path(name))
    except NotImplementedError:  # not a file system
        with source.open("rb") as stream:
            saved = default_storage.save(name, File(stream))
        if saved != name:
            default_storage.delete(saved)
            raise PortableError(f"The file {name} can't be stored under its name.") from None
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: under its own name only once it is written.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".import-")
    part = Path(name)
    try:
        with source.open("rb") as stream, os.fdopen(handle, "wb") as copy:
            shutil.copyfileobj(stream, copy)
        # As an upload would be: readable by the server that serves it.
        part.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        part.replace(target)
    except BaseException:
        part.unlink()
        raise
