"""What a translation takes from its source and may have of its own: pictures, documents, pages, addresses.

wagtail-localize calls them overridable segments. Nothing is to translate in them; left alone they follow the source.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation
from wagtail_localize.views.edit_translation import FieldHasNoEditPanelError, TabHelper, get_segment_location_info

from translations.segments.segment_labels import Places
from translations.workbench.saving import refuse_locked

SCHEMES = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True)
class Value:
    """A picture, document, page or address, with the translation's own if it has one."""

    segment: OverridableSegment
    translation: Translation
    place: str
    field: forms.Field
    source: Any
    """The source's: an object or a text."""
    own: Any
    """The translation's, None where it follows the source."""
    error: str = ""

    @property
    def pk(self) -> int:
        """The key of wagtail-localize's segment."""
        return int(self.segment.pk)

    @property
    def name(self) -> str:
        """Of its field in the form."""
        return f"value-{self.pk}"

    def form(self, data: Any = None) -> forms.Form:
        """A form with it."""
        form = forms.Form(data, initial={self.name: getattr(self.own, "pk", self.own)})
        form.fields[self.name] = self.field
        return form


def values_of(translation: Translation, user: AbstractBaseUser) -> Iterator[Value]:
    """All of a page's, in its order. One query per kind of object, and one for each that is chosen."""
    page = translation.source.as_instance()
    places, tabs = Places(page), TabHelper(page)
    own = {
        override.context_id: override
        for override in SegmentOverride.objects.filter(
            locale=translation.target_locale_id, context__object_id=translation.source.object_id
        )
    }
    for segment in translation.source.overridablesegment_set.select_related("context").order_by("order"):
        path = segment.context.path
        try:
            where = get_segment_location_info(page, tabs, path, segment.context.get_field_path(page), widget=True)
        except FieldHasNoEditPanelError:
            continue
        place = places.of(path)
        field = _field(where["widget"], user, _("In the translation:"))
        override = own.get(segment.context_id)
        yield Value(
            segment,
            translation,
            place.name,
            field,
            _object(field, segment.data),
            _object(field, override.data) if override else None,
            str(override.get_error() or "") if override else "",
        )


def set_own(value: Value, page: Page, user: AbstractBaseUser, chosen: str) -> None:
    """Give the translation a value of its own; ValidationError for one that isn't fit."""
    refuse_locked(page, user)
    cleaned = value.field.clean(chosen)
    SegmentOverride.objects.update_or_create(
        locale=value.translation.target_locale,
        context=value.segment.context,
        defaults={
            "data_json": json.dumps(getattr(cleaned, "pk", cleaned)),
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )


def follow_source(value: Value, page: Page, user: AbstractBaseUser) -> None:
    """Take the source's value again."""
    refuse_locked(page, user)
    SegmentOverride.objects.filter(locale=value.translation.target_locale, context=value.segment.context).delete()


class AddressField(forms.CharField):
    """Where a link leads, or any short text."""

    def clean(self, value: Any) -> Any:
        """Not to a script."""
        cleaned = super().clean(value)
        try:
            scheme = urlsplit(cleaned).scheme
        except ValueError as error:
            raise ValidationError(_("This is not an address.")) from error
        if scheme and scheme not in SCHEMES:
            raise ValidationError(_("A link may lead to a web page, a mail address or a telephone number."))
        return cleaned


def _to_choose_from(model: type[Model], user: Any) -> Any:
    """The pictures or documents that a person may choose. Where Wagtail keeps its own policies differs by version."""
    policy = CollectionOwnershipPermissionPolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
    return policy.instances_user_has_any_permission_for(user, ["choose", "add", "change"])


def _field(widget: dict[str, Any], user: Any, label: str) -> forms.Field:
    match widget["type"]:
        case "image_chooser":
            queryset = _to_choose_from(get_image_model(), user)
            return forms.ModelChoiceField(queryset, label=label, widget=AdminImageChooser)
        case "document_chooser":
            queryset = _to_choose_from(get_document_model(), user)
            return forms.ModelChoiceField(queryset, label=label, widget=AdminDocumentChooser)
        case "page_chooser":
            models = [apps.get_model(name) for name in widget["allowed_page_types"]]
            return forms.ModelChoiceField(
                Page.objects.type(*models), label=label, widget=AdminPageChooser(target_models=models)
            )
        case "snippet_chooser":
            model = apps.get_model(widget["snippet_model"]["app_label"], widget["snippet_model"]["model_name"])
            return forms.ModelChoiceField(
                model._default_manager.all(), label=label, widget=AdminSnippetChooser(model=model)
            )
    return AddressField(label=label, max_length=2000)


def _object(field: forms.Field, value: Any) -> Any:
    if not isinstance(field, forms.ModelChoiceField):
        return value
    model: Any = field.queryset.model  # type: ignore[union-attr]
    return model._default_manager.filter(pk=value).first()
