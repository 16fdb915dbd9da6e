"""What an export holds, and how a row is written without primary keys.

A row is its fields, by name. What it points to is written as a name: a page as "fr:<translation key>", an image as
its file, a category as its address. Block ids and translation keys are identities and stay as they are.

A field that isn't named here is exported by its type: one added later is not lost. What is left out is listed, with the
reason; `tests/exchange/test_serializers.py` fails for a model that is neither exported nor listed.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from exchange.references import Inward, InwardOnceUponATime, Outward, OutwardOnceUponATime
from exchange.refusal import Place, PortableError, expect, plain_value, refusing
from exchange.registry import LEFT_OUT, PAGE_STATE, POINTERS, VERSIONS
from exchange.stream_values import convert_rich_text, convert_stream


def portable_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of `model` that an export holds, tags among them, by name."""
    try:
        # The unsuffixed column of a translated field repeats one of the suffixed ones.
        repeated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        repeated = set()
    for field in sorted([*model._meta.fields, *model._meta.many_to_many], key=lambda field: field.name):
        is_pointer = field.primary_key or isinstance(field, ParentalKey)
        if (
            not is_pointer
            and field.name not in repeated
            and field.name not in LEFT_OUT.get(field.model._meta.label_lower, {})
        ):
            yield field


def child_relations(model: type[models.Model]) -> Iterator[Any]:
    """The relations whose rows are part of a page: its categories, its authors."""
    for relation in sorted(get_all_child_relations(model), key=lambda relation: relation.get_accessor_name()):
        if relation.get_accessor_name() not in LEFT_OUT["wagtailcore.page"]:
            yield relation


def read_field(row: models.Model, field: Any, convert: Outward, place: Place) -> Any:
    """A field's value as the export writes it."""
    here = place / field.name
    if isinstance(field, TaggableManager):
        return sorted(getattr(row, field.name).names())
    value = field.value_from_object(row)
    column = f"{field.model._meta.label_lower}.{field.name}"
    if target := POINTERS.get(column):
        return convert.register.name(target, value)
    if version := VERSIONS.get(column):
        return read_content(version.from_serializable_data(value), OutwardOnceUponATime(convert.register), here)
    if isinstance(field, models.ForeignKey):
        return None if value is None else convert.reference(field.related_model, value, here)
    if isinstance(field, StreamField):
        return convert_stream(field.stream_block, list(value.raw_data), convert, here)
    if isinstance(field, RichTextField):
        return None if value is None else convert_rich_text(value, convert, here, field.features)
    if isinstance(field, models.FileField):
        return value.name
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case uuid.UUID() | Decimal():
            return str(value)
    if value is None and field.null:
        return None
    if field.many_to_many or (isinstance(field, models.JSONField) and not isinstance(value, list)):
        raise PortableError(f"{here}: fields of the kind {type(field).__name__} can't be exported.")
    return plain_value(value, here)


def write_field(field: Any, value: Any, convert: Inward, place: Place) -> Any:
    """The value that the field of a row takes, from the one that the export holds."""
    here = place / field.name
    column = f"{field.model._meta.label_lower}.{field.name}"
    if target := POINTERS.get(column):
        return (0 if not field.null else None) if value is None else convert.reference(target, value, here)
    if version := VERSIONS.get(column):
        page = version()
        write_content(page, value, InwardOnceUponATime(convert.register), here)
        return page.serializable_data()
    if isinstance(field, TaggableManager):
        return plain_value(expect(list, value, here), here)
    if isinstance(field, models.JSONField):
        return None if value is None and field.null else plain_value(expect(list, value, here), here)
    if isinstance(field, models.ForeignKey):
        return None if value is None else convert.reference(field.related_model, value, here)
    if isinstance(field, StreamField):
        stream = field.stream_block.to_python(convert_stream(field.stream_block, value, convert, here))
        with refusing(here):
            field.stream_block.clean_deferred(stream)  # as Wagtail saves a draft: it may have gaps
        return stream
    if isinstance(field, RichTextField):
        return None if value is None else convert_rich_text(expect(str, value, here), convert, here, field.features)
    if isinstance(value, dict) or (isinstance(value, list) and not isinstance(field, ArrayField)):
        raise PortableError(f"{here}: expected a single value, found {type(value).__name__}.")
    if isinstance(field, models.FileField):
        return expect(str, value, here)
    with refusing(here):
        return field.to_python(plain_value(value, here))


def read_row(row: models.Model, convert: Outward, place: Place, only: frozenset[str] | None = None) -> dict[str, Any]:
    """The row's fields, or those of `only`."""
    return {
        field.name: read_field(row, field, convert, place)
        for field in portable_fields(type(row))
        if only is None or field.name in only
    }


def write_row(model: type[models.Model], data: Any, convert: Inward, place: Place) -> dict[str, Any]:
    """The values for a row of `model`, by attribute. PortableError for a field it doesn't have.

    A field that the export doesn't have keeps its default: an export stays readable when a field is added.
    """
    fields: dict[str, Any] = {field.name: field for field in portable_fields(model)}
    if unknown := set(expect(dict, data, place)) - set(fields):
        raise PortableError(f"{place}: there is no field “{min(unknown)}” in {model._meta.label_lower}.")
    return {
        field.attname if isinstance(field, models.ForeignKey) else name: write_field(field, data[name], convert, place)
        for name, field in fields.items()
        if name in data
    }


def read_content(page: Page, convert: Outward, place: Place) -> dict[str, Any]:
    """What a version of a page says: its fields, and its children as lists."""
    names = frozenset(field.name for field in portable_fields(type(page))) - PAGE_STATE
    content = read_row(page, convert, place, only=names)
    for relation in child_relations(type(page)):
        name = relation.get_accessor_name()
        content[name] = [
            read_row(child, convert, place / name / number) for number, child in enumerate(getattr(page, name).all())
        ]
    return content


def write_content(page: Page, data: Any, convert: Inward, place: Place) -> None:
    """Give an unsaved version of a page what it says. A child that is the page's already keeps its row."""
    data = dict(expect(dict, data, place))
    outward = Outward(convert.register)
    for relation in child_relations(type(page)):
        name, model = relation.get_accessor_name(), relation.related_model
        if name not in data:
            continue
        present = [(child, read_row(child, outward, place)) for child in getattr(page, name).all()] if page.pk else []
        children = []
        for number, item in enumerate(expect(list, data.pop(name), place / name)):
            known = next((child for child, row in present if row == item), None)
            children.append(known or model(**write_row(model, item, convert, place / name / number)))
        setattr(page, name, children)
    for attribute, value in write_row(type(page), data, convert, place).items():
        setattr(page, attribute, value)
