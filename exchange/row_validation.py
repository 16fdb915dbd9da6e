"""Rows of an export, checked as an editor's form would before they are saved."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from wagtail.models import Page
from wagtail_localize.models import (
    StringTranslation,
    TranslatableObject,
    TranslationContext,
)
from wagtail_localize.strings import StringValue, validate_translation_links

from exchange.refusal import Place, PortableError
from exchange.registry import Row
from exchange.serializers import portable_fields


def fields_of(model: type[models.Model], kind: Any) -> list[Any]:
    """The exported fields of a kind."""
    return [field for field in portable_fields(model) if isinstance(field, kind)]


def page_model_of(label: Any, place: Place) -> type[Page]:
    """The page type that an export names. Raises PortableError for none."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError, AttributeError):
        model = None
    if model is None or not issubclass(model, Page):
        raise PortableError(f"{place}: there is no type of page “{label}”.")
    return model


def listed(value: Any, place: Place) -> list[Row]:
    """A list of objects. Raises PortableError for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise PortableError(f"{place}: expected a list of objects.")
    return value


def context_of(item: TranslatableObject, contexts: dict[str, Any], path: str) -> TranslationContext:
    """The place in a page that a text to translate has, made once."""
    if path not in contexts:
        contexts[path] = TranslationContext.objects.create(object=item, path=path)
    return contexts[path]


def check_string(row: StringTranslation, place: Place) -> None:
    """Check what saving, which is skipped here, would have checked."""
    with translation.override("en"):  # as the rest of the line
        try:
            StringValue.from_translated_html(row.data)
            validate_translation_links(row.translation_of.data, row.data)
        except ValueError as error:
            raise PortableError(f"{place}: {error}") from error


def check_row(row: models.Model, place: Place) -> None:
    """Check each value against its field. Not what a form demands beside: a draft may have gaps."""
    checked = {field.name for field in portable_fields(type(row))}
    exclude = {
        field.name
        for field in row._meta.fields
        # A file isn't in its place yet; it has been looked at where it is.
        if field.name not in checked
        or isinstance(field, models.FileField)
        or getattr(row, field.attname) in field.empty_values
    }
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        raise invalid(place, error) from error


def invalid(place: Place, error: ValidationError) -> PortableError:
    """What an editor’s form would say, as a refusal of the import."""
    with translation.override("en"):  # as the rest of the line
        if hasattr(error, "message_dict"):
            lines = [f"{place / name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
            return PortableError("; ".join(lines))
        return PortableError(f"{place}: {' '.join(error.messages)}")


def keep_dates(row: models.Model, values: Row) -> None:
    """Set the dates that saving has overwritten with today's."""
    dates = {
        field.name: values[field.name]
        for field in fields_of(type(row), models.DateField)
        if (field.auto_now or field.auto_now_add) and field.name in values
    }
    if dates:
        type(row)._default_manager.filter(pk=row.pk).update(**dates)
