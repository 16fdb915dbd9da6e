"""An import refuses what no export writes, and says where it stands."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.blocks.base import get_error_json_data

_IDS = uuid.UUID("9f0b6f52-6a0c-4a0e-8b38-2f3f1c3f7c55")


class PortableError(Exception):
    """Content that can't be exported or imported: one line that says which and why."""


class Place(tuple[str, ...]):
    """Where a value stands: the row's title, its name, then the path within it. For messages, and for missing ids."""

    def __truediv__(self, part: object) -> "Place":
        return Place((*self, str(part)))

    def __str__(self) -> str:
        return f"{self[0]} ({self[1]}), {'.'.join(self[2:])}" if len(self) > 2 else f"{self[0]} ({self[1]})"

    @property
    def id(self) -> str:
        """The id of a block that has none: the same at each export."""
        return str(uuid.uuid5(_IDS, "/".join(self[1:])))


@contextmanager
def refusing(place: Place) -> Iterator[None]:
    """A value's own errors, in one line that says where."""
    with translation.override("en"):  # as the rest of the line
        try:
            yield
        except ValidationError as error:
            raise PortableError("; ".join(_errors(get_error_json_data(error), place))) from error


def _errors(data: dict[str, Any], place: Place) -> Iterator[str]:
    if data.get("messages"):
        yield f"{place}: {' '.join(map(str, data['messages']))}"
    inner = data.get("blockErrors") or {}
    for name, errors in inner.items() if isinstance(inner, dict) else enumerate(inner):
        yield from _errors(errors or {}, place / name)


def expect(kind: type, value: Any, place: Place) -> Any:
    """The value, if it is of the kind. Raises PortableError."""
    if not isinstance(value, kind):
        name = {"list": "a list", "dict": "an object", "str": "a text"}[kind.__name__]
        raise PortableError(f"{place}: expected {name}, found {type(value).__name__}.")
    return value


def plain_value(value: Any, place: Place) -> Any:
    """A copy of a value that JSON can hold as it is. Raises PortableError for another."""
    if isinstance(value, list):
        return [plain_value(item, place) for item in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise PortableError(f"{place}: expected a single value, found {type(value).__name__}.")
