"""One stylesheet on the wire, many small ones in the repository, no build step.

`static/css/order.css` imports the others in their order; as it stands it would work, at thirty requests. This finder,
in `STATICFILES_FINDERS`, answers for `css/site.css`: the same with its imports written in place, without comments.
Development asks it at each request and sees an edit at once. `collectstatic` asks it once, and the result is hashed and
compressed like any other file. The parts are collected too and never asked for.
"""

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
SOURCE = Path(__file__).parent / "static/css/order.css"
_IMPORT = re.compile(r'^@import url\("([\w/.-]+)"\);$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT_OR_EMPTY_LINE = re.compile(r"^\s+", re.MULTILINE)
# A string as it is. After a colon only: before one it is the space of “main :is(…)”.
_AROUND_SIGN = re.compile(r"""("[^"]*")|\s*([{};,])\s*|(?<=:) +""")


def flatten(source: Path) -> str:
    """The text of a stylesheet with the files it imports in their places, without comments and needless space."""
    flat = _IMPORT.sub(
        lambda match: (source.parent / match[1]).read_text(encoding="utf-8"), source.read_text(encoding="utf-8")
    )
    return _AROUND_SIGN.sub(r"\1\2", _INDENT_OR_EMPTY_LINE.sub("", _COMMENT.sub("", flat)))


@cache
def _folder() -> Path:
    # The process's own, so that nobody can put another file in the place of ours; gone with it.
    folder = tempfile.mkdtemp(prefix="portal-css-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


class StylesheetFinder(BaseFinder):
    """Finds `css/site.css`, flattened; knows no other file."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to set, nothing to get wrong."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The flattened file's path; nothing for any other."""
        if path != NAME:
            return []
        found = self._write()
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """The one file, freshly written."""
        self._write()
        yield NAME, FileSystemStorage(location=_folder())

    def _write(self) -> str:
        target = _folder() / NAME
        text = flatten(SOURCE)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return str(target)
