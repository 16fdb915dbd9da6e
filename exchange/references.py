"""Rows by their names in an export, by their numbers in a database."""

from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.models import Page

from exchange.refusal import Place, PortableError
from exchange.registry import NAMES


def base_model(model: type[models.Model]) -> type[models.Model]:
    """The model under which a row is named: `Page` for every type of page."""
    return Page if issubclass(model, Page) else model


class Register:
    """The names of the rows, both ways. Rows alike in name are numbered from the second one, in the order added."""

    def __init__(self) -> None:
        self._names: dict[tuple[type[models.Model], Any], str] = {}
        self._keys: dict[tuple[type[models.Model], str], Any] = {}

    def add(self, row: models.Model) -> str | None:
        """Register a saved row and return its name; None for one that nothing points to."""
        model = base_model(type(row))
        if model not in NAMES:
            return None
        first = name = NAMES[model](row)
        number = 1
        while (model, name) in self._keys:
            number += 1
            name = f"{first} ({number})"
        self._names[model, row.pk] = name
        self._keys[model, name] = row.pk
        return name

    def name(self, model: type[models.Model], pk: Any) -> str | None:
        """The name of a row, None for one that isn't in the export."""
        return self._names.get((base_model(model), pk))

    def pk(self, model: type[models.Model], name: Any) -> Any:
        """The primary key of a named row, None for an unknown one."""
        return self._keys.get((base_model(model), name)) if isinstance(name, str) else None


class Outward:
    """From the database to the export."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def reference(self, model: type[models.Model], value: Any, place: Place) -> str:
        """The name of the row that `value`, a primary key, points to."""
        try:
            name = self.register.name(model, int(value))
        except (TypeError, ValueError):
            name = None
        if name is None:
            raise PortableError(f"{place}: points to {a_row_of(model)} that isn't there any more ({value}).")
        return name

    def identity(self, item: dict[str, Any], place: Place) -> str:
        """A block's own id; a steady one where the content is older than block ids."""
        return item.get("id") or place.id

    def missing(self, block: blocks.Block) -> Any:
        """What Wagtail shows for a value that was stored before its block existed."""
        return _without_ids(block.get_prep_value(block.get_default()))


class Inward:
    """From the export to the database."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def reference(self, model: type[models.Model], value: Any, place: Place) -> Any:
        """The primary key of the row that `value`, a name, means."""
        pk = self.register.pk(model, value)
        if pk is None:
            raise PortableError(f"{place}: points to {a_row_of(model)} that isn't in the export ({value}).")
        return pk

    def identity(self, item: dict[str, Any], place: Place) -> str:
        """The id of a block. Raises PortableError where it has none."""
        if not isinstance(item.get("id"), str) or not item["id"]:
            raise PortableError(f"{place}: the block has no id.")
        return item["id"]

    def missing(self, block: blocks.Block) -> Any:
        """A block that is newer than the export is left to Wagtail, which gives its default."""
        return None


class OutwardOnceUponATime(Outward):
    """For what was signed and can't change any more: what it pointed to may be gone."""

    def reference(self, model: type[models.Model], value: Any, place: Place) -> str:
        """The name, empty if there is none any more."""
        return self.register.name(model, int(value)) or "" if str(value).isdecimal() else ""


class InwardOnceUponATime(Inward):
    """The same, from the export."""

    def reference(self, model: type[models.Model], value: Any, place: Place) -> Any:
        """The primary key, 0 for a row that is gone: no row has it."""
        return 0 if value == "" else super().reference(model, value, place)


Converter = Outward | Inward


def a_row_of(model: type[models.Model]) -> str:
    """What a message calls a row of a model."""
    return f"a row of {model._meta.label_lower}"


def _without_ids(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _without_ids(value) for key, value in raw.items() if key != "id"}
    return [_without_ids(item) for item in raw] if isinstance(raw, list) else raw
