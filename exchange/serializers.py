"""What an export holds, and how a row is written without primary keys.

A row is its fields, by name. What it points to is written as a name: a page as "fr:<translation key>", an image as
its file, a category as its address. Block ids and translation keys are identities and stay as they are.

A field that isn't named here is exported by its type: one added later is not lost. What is left out is listed, with the
reason; `tests/exchange/test_serializers.py` fails for a model that is neither exported nor listed.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from html import escape
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.blocks.base import get_error_json_data
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.models import Document
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from articles.html_tokens import Kind, Token, tokens
from exchange.html_validation import check_link, check_rich_text
from home.models import Announcement, SiteSettings
from vocabulary.models import LANGUAGES, Category, Person, Series, Term

FORMAT, VERSION = "patient-portal-content", 1

Say = Callable[[str], None]
Row = dict[str, Any]

# Rows without a tree, in the order in which they are made. Pages have their places before the second of them is made.
TABLES: list[type[models.Model]] = [
    Locale,
    Image,
    Document,
    Category,
    Series,
    Term,
    Person,
    Site,
    SiteSettings,
    Announcement,
    Redirect,
]
TRANSLATION_MODELS: list[type[models.Model]] = [TranslationSource, Translation, StringTranslation, SegmentOverride]

# Rows of the rooms above, in the order in which they are made, after those of `TABLES`: see `carry`.
REGISTERS: list[type[models.Model]] = []
# Which of their rows, where it isn't all.
_ONLY: dict[type[models.Model], models.Q] = {}
# Columns that point to a row without being a foreign key, by "<model>.<column>".
_POINTERS: dict[str, type[models.Model]] = {}
# Columns that hold a version of a page, as `Page.serializable_data()`.
_VERSIONS: dict[str, type[Page]] = {}

_ACCOUNT = "who did it: accounts are not content"
_MEASURED = "measured from the file"
_STRUCTURE = "said by the row's place in the export"
LEFT_OUT: dict[str, dict[str, str]] = {
    "vocabulary.person": {"account": _ACCOUNT},
    "articles.declaredchange": {"author_id": _ACCOUNT},
    "wagtailcore.page": {
        **dict.fromkeys(
            ("path", "depth", "numchild", "url_path", "content_type", "locale", "translation_key"), _STRUCTURE
        ),
        **dict.fromkeys(("latest_revision", "live_revision"), "made again from the page's “revisions”"),
        **dict.fromkeys(("owner", "locked", "locked_at", "locked_by"), _ACCOUNT),
        "wagtail_admin_comments": "a discussion between accounts",
    },
    "wagtailimages.image": {
        **dict.fromkeys(("width", "height", "file_size", "file_hash"), _MEASURED),
        "collection": "collections are permissions",
        "uploaded_by_user": _ACCOUNT,
    },
    "wagtaildocs.document": {
        **dict.fromkeys(("file_size", "file_hash"), _MEASURED),
        "collection": "collections are permissions",
        "uploaded_by_user": _ACCOUNT,
    },
    "wagtail_localize.translationsource": {
        **dict.fromkeys(("object", "specific_content_type", "content_json"), _STRUCTURE),
    },
    "wagtail_localize.translation": {"source": _STRUCTURE},
    "wagtail_localize.stringtranslation": {
        **dict.fromkeys(("translation_of", "context"), _STRUCTURE),
        "last_translated_by": _ACCOUNT,
    },
    "wagtail_localize.segmentoverride": {
        **dict.fromkeys(("context", "data_json"), _STRUCTURE),
        "last_translated_by": _ACCOUNT,
    },
}

LEFT_OUT_MODELS: dict[str, str] = {
    "wagtailcore.page": "its types are exported; the root is every installation's own",
    "wagtailcore.revision": "history; what is live, scheduled or newest is among a page's “revisions”",
    **dict.fromkeys(
        ("wagtailcore.pagelogentry", "wagtailcore.modellogentry", "wagtail_localize.translationlog"), "history"
    ),
    **dict.fromkeys(
        (
            "wagtailcore.referenceindex",
            "wagtailsearch.indexentry",
            "search.entry",
            "search.word",
            "search.phrase",
        ),
        "an index: built again",
    ),
    **dict.fromkeys(
        (
            "wagtail_localize.translatableobject",
            "wagtail_localize.string",
            "wagtail_localize.translationcontext",
            "wagtail_localize.template",
            "wagtail_localize.stringsegment",
            "wagtail_localize.templatesegment",
            "wagtail_localize.relatedobjectsegment",
            "wagtail_localize.overridablesegment",
        ),
        "cut again from the source",
    ),
    "translations.translationoverride": "history: it was given for texts that the other installation may not have",
    "wagtail_localize.localesynchronization": "forbidden here (portal.E006)",
    "wagtailimages.rendition": "made again on demand",
    "wagtailcore.uploadedfile": "an upload under way",
    "contact.message": "what readers wrote: theirs, and deleted after a time",
    "feedback.dailycount": "what readers answered here: no content",
    "editorial.checklevel": "a setting of the installation: what it refuses is its own to decide",
    **dict.fromkeys(
        ("editorial.examination", "editorial.pagefinding", "editorial.checkedaddress", "editorial.linkuse"),
        "found again by check_content and check_links",
    ),
    **dict.fromkeys(("taggit.tag", "taggit.taggeditem"), "written as the tags of an image or a document"),
    **dict.fromkeys(("wagtailcore.collection", "wagtailcore.collectionviewrestriction"), "collections are permissions"),
    "wagtailcore.pageviewrestriction": "private pages are not exported: the export is refused",
    **dict.fromkeys(
        (
            "wagtailcore.groupsitepermission",
            "wagtailcore.groupcollectionpermission",
            "wagtailcore.grouppagepermission",
            "auth.permission",
            "auth.group",
            "auth.user",
            "wagtailcore.apitoken",
            "wagtailusers.userprofile",
            "editorial.role",
            "articles.ownership",
            "editorial.reminder",
        ),
        "accounts and what they may do",
    ),
    **dict.fromkeys(
        (
            "wagtailcore.workflowcontenttype",
            "wagtailcore.workflowstate",
            "wagtailcore.workflow",
            "wagtailcore.workflowtask",
            "wagtailcore.workflowpage",
            "wagtailcore.task",
            "wagtailcore.groupapprovaltask",
            "editorial.medicalreviewtask",
            "editorial.editorialchecktask",
            "wagtailcore.taskstate",
            "wagtailcore.comment",
            "wagtailcore.commentreply",
            "wagtailcore.pagesubscription",
            "wagtailadmin.editingsession",
            "wagtailadmin.formstate",
            "sessions.session",
        ),
        "work under way between accounts",
    ),
    "articles.blocknotice": "told to readers again by who knows it",
    "editorial.seal": "made again by the database, from what goes live",
    "translations.madefrom": "of a draft: it is taken to be made from the source that its translator sees",
    "translations.segmentnote": "talk between the people of this installation, about work in progress",
    "translations.remembered": "translations of live and former texts: manage.py export_tmx",
    "editorial.glossarygap": "counted again by find_glossary_gaps; what was set aside is one glossary's",
    "search.promotion": "answers what the readers of one portal type",
    **dict.fromkeys(("search.unmetquery", "search.unmetday"), "counted from the readers of one portal"),
    "django_tasks_database.dbtaskresult": "work under way",
    **dict.fromkeys(("wagtailadmin.admin", "contenttypes.contenttype"), "belongs to the program"),
}

# What belongs to a page as a whole and not to one of its versions.
PAGE_STATE = frozenset(
    {
        "live",
        "has_unpublished_changes",
        "expired",
        "draft_title",
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
        "alias_of",
    }
)

_IDS = uuid.UUID("9f0b6f52-6a0c-4a0e-8b38-2f3f1c3f7c55")
_LINKED: dict[tuple[str, str], type[models.Model]] = {
    ("a", "page"): Page,
    ("a", "document"): Document,
    ("a", "term"): Term,
    ("embed", "image"): Image,
}


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


def base_model(model: type[models.Model]) -> type[models.Model]:
    """The model under which a row is named: `Page` for every type of page."""
    return Page if issubclass(model, Page) else model


def _first(label: Any, field: str) -> str:
    """What it says in the first language that says it: a name in an export doesn't hang on who exports in which."""
    return next((value for language in LANGUAGES if (value := getattr(label, f"{field}_{language}"))), "")


def _label_name(label: Any) -> str:
    return _first(label, "slug") or slugify(_first(label, "name")) or "-"


_NAMES: dict[type[models.Model], Any] = {
    Locale: lambda locale: locale.language_code,
    Site: lambda site: f"{site.hostname}:{site.port}",
    Page: lambda page: f"{page.locale.language_code}:{page.translation_key}",
    Image: lambda image: image.file.name,
    Document: lambda document: document.file.name,
    Category: _label_name,
    Term: _label_name,
    **dict.fromkeys((Series, Person), lambda label: _first(label, "name") or "-"),
}


def carry(
    model: type[models.Model],
    *,
    name: Callable[[Any], str] | None = None,
    only: models.Q | None = None,
    left_out: dict[str, str] | None = None,
    pointers: dict[str, type[models.Model]] | None = None,
    versions: dict[str, type[Page]] | None = None,
) -> None:
    """Have exports hold the rows of a room above, or `only` some: called once, from its `AppConfig.ready()`.

    What is left out is 0 or empty in the rows that come in. A pointer and what a version points to may be gone.
    """
    label = model._meta.label_lower
    REGISTERS.append(model)
    LEFT_OUT.setdefault(label, {}).update(left_out or {})
    _POINTERS.update({f"{label}.{column}": target for column, target in (pointers or {}).items()})
    _VERSIONS.update({f"{label}.{column}": target for column, target in (versions or {}).items()})
    if name:
        _NAMES[model] = name
    if only:
        _ONLY[model] = only


def rows_of(model: type[models.Model]) -> list[models.Model]:
    """The rows of a table that an export holds, in the order in which they were made."""
    return list(model._default_manager.filter(_ONLY.get(model, models.Q())).order_by("pk"))


def version_columns(model: type[models.Model]) -> list[str]:
    """The columns of a register that hold a version of a page."""
    label = f"{model._meta.label_lower}."
    return [name.removeprefix(label) for name in _VERSIONS if name.startswith(label)]


class Register:
    """The names of the rows, both ways. Rows alike in name are numbered from the second one, in the order added."""

    def __init__(self) -> None:
        self._names: dict[tuple[type[models.Model], Any], str] = {}
        self._keys: dict[tuple[type[models.Model], str], Any] = {}

    def add(self, row: models.Model) -> str | None:
        """Register a saved row and return its name; None for one that nothing points to."""
        model = base_model(type(row))
        if model not in _NAMES:
            return None
        first = name = _NAMES[model](row)
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
            raise PortableError(f"{place}: points to {_a(model)} that isn't there any more ({value}).")
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
            raise PortableError(f"{place}: points to {_a(model)} that isn't in the export ({value}).")
        return pk

    def identity(self, item: dict[str, Any], place: Place) -> str:
        """A block's id."""
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


def _a(model: type[models.Model]) -> str:
    return f"a row of {model._meta.label_lower}"


def _without_ids(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _without_ids(value) for key, value in raw.items() if key != "id"}
    return [_without_ids(item) for item in raw] if isinstance(raw, list) else raw


def convert_stream(block: blocks.StreamBlock, raw: Any, convert: Converter, place: Place) -> list[dict[str, Any]]:
    """The stored form of a StreamField with its references converted; every block is checked against its definition."""
    items = []
    for number, item in enumerate(_expect(list, raw, place)):
        here = place / number
        kind = _expect(dict, item, here).get("type")
        if kind not in block.child_blocks:
            raise PortableError(f"{here}: there is no block “{kind}” here.")
        value = convert_block(block.child_blocks[kind], item.get("value"), convert, here / kind)
        items.append({"type": kind, "value": value, "id": convert.identity(item, here)})
    return items


def convert_block(block: blocks.Block, raw: Any, convert: Converter, place: Place) -> Any:
    """The stored value of any block with its references converted. PortableError for a kind of block unknown here."""
    match block:
        case ImageBlock() if not isinstance(raw, dict):  # stored before it was more than a chooser
            return _convert_struct(block, block.get_prep_value(block.to_python(raw)), convert, place)
        case TypedTableBlock():
            return _convert_table(block, raw, convert, place)
        case blocks.StructBlock():
            return _convert_struct(block, raw, convert, place)
        case blocks.ListBlock():
            return _convert_list(block, raw, convert, place)
        case blocks.StreamBlock():
            return convert_stream(block, raw or [], convert, place)
        case blocks.ChooserBlock():
            return None if raw is None else convert.reference(block.model_class, raw, place)
        case blocks.RichTextBlock():
            return convert_rich_text(_expect(str, raw or "", place), convert, place, block.features)
        case blocks.StaticBlock():
            return None
        case blocks.FieldBlock():
            return _plain(raw, place)
    raise PortableError(f"{place}: blocks of the kind {type(block).__name__} can't be exported.")


def _convert_struct(block: blocks.StructBlock, raw: Any, convert: Converter, place: Place) -> dict[str, Any]:
    raw = _expect(dict, {} if raw is None else raw, place)
    if isinstance(convert, Inward) and (unknown := set(raw) - set(block.child_blocks)):
        raise PortableError(f"{place}: there is no “{min(unknown)}” here.")
    values = {}
    for name, child in block.child_blocks.items():
        if name in raw:
            values[name] = convert_block(child, raw[name], convert, place / name)
        elif isinstance(convert, Outward):
            values[name] = convert_block(child, convert.missing(child), convert, place / name)
    return values


def _convert_list(block: blocks.ListBlock, raw: Any, convert: Converter, place: Place) -> list[dict[str, Any]]:
    items = []
    for number, item in enumerate(_expect(list, raw or [], place)):
        here = place / number
        has_id = isinstance(item, dict) and set(item) == {"type", "value", "id"} and item["type"] == "item"
        if not has_id and isinstance(convert, Inward):
            raise PortableError(f"{here}: the item is not one of a list.")
        entry = item if has_id else {"value": item}  # stored before lists had ids
        value = convert_block(block.child_block, entry["value"], convert, here)
        items.append({"type": "item", "value": value, "id": convert.identity(entry, here)})
    return items


def _convert_table(block: TypedTableBlock, raw: Any, convert: Converter, place: Place) -> dict[str, Any]:
    raw = _expect(dict, raw or {}, place)
    columns = _expect(list, raw.get("columns", []), place)
    kinds = [_expect(dict, column, place).get("type") for column in columns]
    if unknown := [kind for kind in kinds if kind not in block.child_blocks]:
        raise PortableError(f"{place}: there is no column “{unknown[0]}” here.")
    rows = []
    for number, row in enumerate(_expect(list, raw.get("rows", []), place)):
        here = place / "rows" / number
        cells = _expect(list, _expect(dict, row, here).get("values"), here)
        if len(cells) != len(columns):
            raise PortableError(f"{here}: the row has {len(cells)} cells, the table {len(columns)} columns.")
        values = [
            convert_block(block.child_blocks[kind], cell, convert, here / index)
            for index, (kind, cell) in enumerate(zip(kinds, cells, strict=True))
        ]
        rows.append({"values": values})
    headings = [_plain(column.get("heading", ""), place) for column in columns]
    return {
        "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=True)],
        "rows": rows,
        "caption": _plain(raw.get("caption", ""), place),
    }


def convert_rich_text(html: str, convert: Converter, place: Place, features: list[str] | None = None) -> str:
    """Rich text with the ids in its links and pictures converted; not a byte of the rest is changed.

    PortableError for what comes in and could not have been written with these features.
    """

    def convert_tag(tag: Token) -> str:
        attributes = tag.attributes
        kind = attributes.get({"a": "linktype", "embed": "embedtype"}.get(tag.name, ""))
        # A source is named by its block's id, which stays, and a language by its code.
        if kind is None or (tag.name, kind) in (("embed", "media"), ("a", "reference"), ("a", "language")):
            return tag.written
        if not (model := _LINKED.get((tag.name, kind))):
            raise PortableError(f"{place}: links of the kind “{kind}” can't be exported.")
        target = escape(str(convert.reference(model, attributes.get("id"), place)))
        return re.sub(r'(?<=\sid=")[^"]*', lambda _match: target, tag.written, count=1)

    if isinstance(convert, Inward):
        with _refusing(place):
            check_rich_text(html, features)
    return "".join(token.written if token.kind is Kind.TEXT else convert_tag(token) for token in tokens(html))


def convert_override(model: type[models.Model], field_path: str, data: Any, convert: Converter, place: Place) -> Any:
    """The value by which a translation overrides its source: a reference where the field or block is one."""
    name, *rest = field_path.split(".")
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return None if data is None else convert.reference(field.related_model, data, place)
    if not isinstance(field, StreamField):
        if isinstance(convert, Inward) and data:
            with _refusing(place):
                if isinstance(field, RichTextField):
                    check_link(_expect(str, data, place))
                else:
                    field.run_validators(field.to_python(_plain(data, place)))
        return _plain(data, place)
    block: Any = field.stream_block
    for part in rest:
        block = (
            block.child_block if isinstance(block, blocks.ListBlock) else getattr(block, "child_blocks", {}).get(part)
        )
    if isinstance(block, blocks.ChooserBlock):
        return convert_block(block, data, convert, place)
    if isinstance(convert, Inward) and data:
        with _refusing(place):
            # A link's address is said to override the rich text it stands in.
            if isinstance(block, blocks.RichTextBlock | TypedTableBlock):
                check_link(_expect(str, data, place))
            elif isinstance(block, blocks.FieldBlock):
                block.clean_deferred(block.to_python(_plain(data, place)))
    return _plain(data, place)


@contextmanager
def _refusing(place: Place) -> Iterator[None]:
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


def _expect(kind: type, value: Any, place: Place) -> Any:
    if not isinstance(value, kind):
        name = {"list": "a list", "dict": "an object", "str": "a text"}[kind.__name__]
        raise PortableError(f"{place}: expected {name}, found {type(value).__name__}.")
    return value


def _plain(value: Any, place: Place) -> Any:
    if isinstance(value, list):
        return [_plain(item, place) for item in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise PortableError(f"{place}: expected a single value, found {type(value).__name__}.")


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
    if target := _POINTERS.get(column):
        return convert.register.name(target, value)
    if version := _VERSIONS.get(column):
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
    return _plain(value, here)


def write_field(field: Any, value: Any, convert: Inward, place: Place) -> Any:
    """The value that the field of a row takes, from the one that the export holds."""
    here = place / field.name
    column = f"{field.model._meta.label_lower}.{field.name}"
    if target := _POINTERS.get(column):
        return (0 if not field.null else None) if value is None else convert.reference(target, value, here)
    if version := _VERSIONS.get(column):
        page = version()
        write_content(page, value, InwardOnceUponATime(convert.register), here)
        return page.serializable_data()
    if isinstance(field, TaggableManager):
        return _plain(_expect(list, value, here), here)
    if isinstance(field, models.JSONField):
        return None if value is None and field.null else _plain(_expect(list, value, here), here)
    if isinstance(field, models.ForeignKey):
        return None if value is None else convert.reference(field.related_model, value, here)
    if isinstance(field, StreamField):
        stream = field.stream_block.to_python(convert_stream(field.stream_block, value, convert, here))
        with _refusing(here):
            field.stream_block.clean_deferred(stream)  # as Wagtail saves a draft: it may have gaps
        return stream
    if isinstance(field, RichTextField):
        return None if value is None else convert_rich_text(_expect(str, value, here), convert, here, field.features)
    if isinstance(value, dict) or (isinstance(value, list) and not isinstance(field, ArrayField)):
        raise PortableError(f"{here}: expected a single value, found {type(value).__name__}.")
    if isinstance(field, models.FileField):
        return _expect(str, value, here)
    with _refusing(here):
        return field.to_python(_plain(value, here))


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
    if unknown := set(_expect(dict, data, place)) - set(fields):
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
    data = dict(_expect(dict, data, place))
    outward = Outward(convert.register)
    for relation in child_relations(type(page)):
        name, model = relation.get_accessor_name(), relation.related_model
        if name not in data:
            continue
        present = [(child, read_row(child, outward, place)) for child in getattr(page, name).all()] if page.pk else []
        children = []
        for number, item in enumerate(_expect(list, data.pop(name), place / name)):
            known = next((child for child, row in present if row == item), None)
            children.append(known or model(**write_row(model, item, convert, place / name / number)))
        setattr(page, name, children)
    for attribute, value in write_row(type(page), data, convert, place).items():
        setattr(page, attribute, value)
