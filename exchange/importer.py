"""Content in: an export into an empty database, whole or not at all."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction
from django.dispatch import Signal
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from taggit.managers import TaggableManager
from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision, Site
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from exchange.media import MediaFolder
from exchange.references import Inward, Register
from exchange.refusal import Place, PortableError
from exchange.registry import FORMAT, PAGE_STATE, REGISTERS, TABLES, VERSION, Row, Say, version_columns
from exchange.row_validation import (
    check_row,
    check_string,
    context_of,
    fields_of,
    invalid,
    keep_dates,
    listed,
    page_model_of,
)
from exchange.serializers import write_content, write_row
from exchange.stream_values import convert_override

LISTED = 5


# With `page`, about to be saved as live, and `reason`, why it may be without a signature, in the active language.
page_goes_live = Signal()


# With `page`, in its place with its versions.
page_imported = Signal()


# All of it is there.
content_imported = Signal()


WAS_LIVE = gettext_lazy("This page was online where it was imported from.")


def import_content(folder: Path, say: Say = lambda line: None, reason: str | Promise = WAS_LIVE) -> None:
    """Fill an empty database from `folder`. Raises PortableError, and then neither database nor media have changed.

    Pages are saved as they were, not published again: nobody is written to and no `page_published` is sent. The search
    index and the reference index follow the signals of saving; wagtail-localize's segments are cut again. What is live
    without a signature is so for this `reason`.
    """
    content = _read(folder)
    files = MediaFolder(folder / "media", content["media"])
    try:
        # Files last, just before the commit; taken back if even that fails.
        with files.placing() as place_files, transaction.atomic():
            welcome = _require_empty()
            _Import(files, say, reason).run(content, welcome)
            place_files()
    except DatabaseError as error:
        raise PortableError(f"The content doesn't fit together: {str(error).splitlines()[0]}.") from error


def _read(folder: Path) -> Row:
    try:
        content = json.loads((folder / "content.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PortableError(f"{folder} holds no content.json.") from None
    except OSError as error:
        raise PortableError(f"{folder / 'content.json'} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise PortableError(f"{folder / 'content.json'} is no JSON: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PortableError(f"{folder / 'content.json'} is no export of this portal (format “{FORMAT}”).")
    if content.get("version") != VERSION:
        raise PortableError(f"This export has version {content.get('version')}; this portal reads version {VERSION}.")
    shape = {"format": str, "version": int, "media": list, "rows": dict, "pages": list, "translations": list}
    if unknown := set(content) ^ set(shape):
        raise PortableError(f"“{min(unknown)}” is missing in the export, or doesn't belong there.")
    if wrong := [name for name, kind in shape.items() if not isinstance(content[name], kind)]:
        raise PortableError(f"“{wrong[0]}” in the export is not what it should be.")
    tables = {model._meta.label_lower for model in [*TABLES, *REGISTERS]}
    if unknown := set(content["rows"]) - tables:
        raise PortableError(f"“{min(unknown)}” doesn't belong among the rows of the export.")
    # An export stays readable when a table is added: it has no rows of it.
    return {**content, "rows": {**{table: [] for table in tables}, **content["rows"]}}


def is_empty() -> bool:
    """Whether the database has no page but the one that Wagtail's first migration makes."""
    return not _pages_of_the_portal().exists()


def _welcome_pages() -> models.QuerySet[Page]:
    plain = ContentType.objects.get_for_model(Page)
    return Page.objects.filter(depth=2, content_type=plain, slug="home", numchild=0, latest_revision=None)


def _pages_of_the_portal() -> models.QuerySet[Page]:
    return Page.objects.filter(depth__gt=1).exclude(pk__in=_welcome_pages())


def _require_empty() -> list[Page]:
    """Lock the tree and return Wagtail's first page, if it is there. PortableError if there is anything else."""
    Page.objects.select_for_update().get(depth=1)  # two imports at once: the second one waits, then finds content
    found = [(Page, _pages_of_the_portal().order_by("path"))] + [
        (model, model._default_manager.order_by("pk")) for model in [*TABLES, *REGISTERS] if model not in (Locale, Site)
    ]
    for model, rows in found:
        if count := rows.count():
            first = ", ".join(f"“{row}”" for row in rows[:LISTED])
            more = ", …" if count > LISTED else ""
            raise PortableError(
                f"There is content already ({count} × {model._meta.label}: {first}{more}). "
                "An export is imported into an empty database."
            )
    return list(_welcome_pages())


class _Import:
    """One import under way."""

    def __init__(self, files: MediaFolder, say: Say, reason: str | Promise) -> None:
        self.files = files
        self.say = say
        self.reason = reason
        self.used: set[str] = set()  # of the files
        self.register = Register()
        self.convert = Inward(self.register)

    def run(self, content: Row, welcome: list[Page]) -> None:
        for page in welcome:
            page.delete()
        Site.objects.all().delete()
        rows = content["rows"]
        self._rows(Locale, rows[Locale._meta.label_lower])
        # In place, as drafts: rows and pages may point to any of them. What they say comes when all the rest is there.
        places = [self._place_page(number, entry) for number, entry in enumerate(content["pages"])]
        for model in [*TABLES, *REGISTERS]:
            if model is not Locale:
                self._rows(model, rows[model._meta.label_lower])
        if unused := set(self.files.checksums) - self.used:
            raise PortableError(f"The file {min(unused)} belongs to nothing in the export.")
        for number, (entry, (page_model, pk)) in enumerate(zip(content["pages"], places, strict=True), start=1):
            self._fill_page(page_model.objects.get(pk=pk), entry)
            if number % 10 == 0 or number == len(places):
                self.say(f"Pages: {number} of {len(places)}")
        for number, entry in enumerate(content["translations"], start=1):
            self._translations(entry)
            if number % 5 == 0 or number == len(content["translations"]):
                self.say(f"Pages under translation: {number} of {len(content['translations'])}")
        content_imported.send(sender=type(self))

    def _rows(self, model: type[models.Model], rows: Any) -> None:
        if rows:
            self.say(f"{model._meta.label}: {len(rows)}")
        for number, data in enumerate(rows):
            place = Place((model._meta.label, f"number {number}"))
            row = self._locale(data, place) if model is Locale else self._row(model, data, place)
            self.register.add(row)

    def _locale(self, data: Any, place: Place) -> Locale:
        code = write_row(Locale, data, self.convert, place).get("language_code")
        if code not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
            raise PortableError(f"The language “{code}” is none of this portal's.")
        return Locale.objects.get_or_create(language_code=code)[0]

    def _row(self, model: type[models.Model], data: Any, place: Place) -> models.Model:
        values = write_row(model, data, self.convert, place)
        tags = {field.name: values.pop(field.name, []) for field in fields_of(model, TaggableManager)}
        for field in fields_of(model, models.FileField):
            name = values.get(field.name)
            if name not in self.files.checksums:
                raise PortableError(f"{place}: its file {name} is not among the media.")
            self.used.add(name)
            values |= self.files.measure(name, is_picture=issubclass(model, Image))
        values = {**self._elsewhere(model, values), **values}
        for column in version_columns(model):
            values[column] |= {
                "pk": values.get("page_id"),
                "translation_key": str(values.get("translation_key")),
                "locale": self.register.pk(Locale, values.get("language_code")),
            }
        row = model(**values)
        check_row(row, place)
        row.save()
        keep_dates(row, values)
        for name, words in tags.items():
            getattr(row, name).set(words)
        return row

    def _elsewhere(self, model: type[models.Model], values: Row) -> Row:
        """What a register's row says of the installation it comes from: nobody here, and the page as it is here."""
        if model not in REGISTERS:
            return {}
        numbers = {
            field.attname: 0
            for field in model._meta.fields
            if isinstance(field, models.IntegerField) and not field.primary_key and not field.null
        }
        if "page_id" in numbers:
            page = f"{values.get('language_code')}:{values.get('translation_key')}"
            numbers["page_id"] = self.register.pk(Page, page) or 0
        return numbers

    def _place_page(self, number: int, entry: Any) -> tuple[type[Page], int]:
        place = Place(("page", str(number)))
        keys = {"type", "locale", "translation_key", "parent", "content", "state", "revisions"}
        if not isinstance(entry, dict) or set(entry) != keys or not isinstance(entry["content"], dict):
            raise PortableError(f"{place}: a page has exactly these parts: {', '.join(sorted(keys))}.")
        model = page_model_of(entry["type"], place)
        content = entry["content"]
        place = Place((str(content.get("title")), f"{entry['locale']}:{entry['translation_key']}"))
        if entry["parent"] is None:
            parent = Page.objects.get(depth=1)
        else:
            parent = Page.objects.get(pk=self.convert.reference(Page, entry["parent"], place))
        values = write_row(
            model, {name: content[name] for name in ("title", "slug") if name in content}, self.convert, place
        )
        locale = self.convert.reference(Locale, entry["locale"], place)
        try:
            page = model(**values, locale_id=locale, translation_key=entry["translation_key"], live=False)
            parent.add_child(instance=page)
        except ValidationError as error:
            raise invalid(place, error) from error
        self.register.add(page)
        return model, page.pk

    def _fill_page(self, page: Page, entry: Row) -> None:
        model = type(page)
        place = Place((page.title, f"{entry['locale']}:{entry['translation_key']}"))
        write_content(page, entry["content"], self.convert, place)
        state = write_row(model, entry["state"], self.convert, place)
        if unknown := set(entry["state"]) - PAGE_STATE:
            raise PortableError(f"{place}: “{min(unknown)}” is no state of a page.")
        for attribute, value in state.items():
            setattr(page, attribute, value)
        check_row(page, place)
        if page.live:
            with translation.override(page.locale.language_code):
                page_goes_live.send(sender=model, page=page, reason=str(self.reason))
        try:
            page.minimal_clean()
            page.save(clean=False)
        except ValidationError as error:  # the guard of translations, too, has a word
            raise invalid(place, error) from error
        log(instance=page, action="exchange.import")
        pointers: dict[str, Revision] = {}
        for revision_entry in listed(entry["revisions"], place):
            revision = self._revision(page, revision_entry, place)
            pointers |= {
                name: revision
                for name, flag in (("live_revision", "is_live"), ("latest_revision", "is_latest"))
                if revision_entry.get(flag)
            }
        Page.objects.filter(pk=page.pk).update(**pointers)
        page_imported.send(sender=model, page=page)

    def _revision(self, page: Page, entry: Row, place: Place) -> Revision:
        if unknown := set(entry) ^ {"created_at", "approved_go_live_at", "is_live", "is_latest", "content"}:
            raise PortableError(f"{place}: “{min(unknown)}” is missing in a revision, or doesn't belong there.")
        dates = {name: entry[name] for name in ("created_at", "approved_go_live_at")}
        version = self._version(page, entry["content"], place)
        return Revision.objects.create(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            object_str=str(version),
            content=version.serializable_data(),
            **write_row(Revision, dates, self.convert, place),
        )

    def _version(self, page: Page, content: Any, place: Place) -> Page:
        """The page as another version has it; the page itself where that is what it says."""
        version = type(page).objects.get(pk=page.pk)
        if content is not None:
            write_content(version, content, self.convert, place)
        return version

    def _translations(self, entry: Any) -> None:
        place = Place(("translations", str(entry.get("translation_key") if isinstance(entry, dict) else entry)))
        if not isinstance(entry, dict) or set(entry) != {"type", "translation_key", "sources", "strings", "overrides"}:
            raise PortableError(f"{place}: this is no translation.")
        model = page_model_of(entry["type"], place)
        item = TranslatableObject.objects.create(
            translation_key=entry["translation_key"], content_type=ContentType.objects.get_for_model(Page)
        )
        for source in listed(entry["sources"], place):
            self._source(model, item, dict(source), place)
        contexts = {context.path: context for context in TranslationContext.objects.filter(object=item)}
        self._strings(item, contexts, listed(entry["strings"], place), place)
        for data in listed(entry["overrides"], place):
            self._override(model, item, contexts, dict(data), place)

    def _source(self, model: type[Page], item: TranslatableObject, data: Row, place: Place) -> None:
        content, translations = data.pop("content", None), data.pop("translations", None)
        values = write_row(TranslationSource, data, self.convert, place)
        page = model.objects.filter(translation_key=item.pk, locale_id=values.get("locale_id")).first()
        if not page:
            raise PortableError(f"{place}: the page that is translated is not in the export.")
        source = TranslationSource.objects.create(
            object=item,
            specific_content_type=ContentType.objects.get_for_model(model),
            content_json=self._version(page, content, place).to_json(),
            **values,
        )
        keep_dates(source, values)
        source.refresh_segments()
        for translation_data in listed(translations, place):
            translation_values = write_row(Translation, translation_data, self.convert, place)
            keep_dates(Translation.objects.create(source=source, **translation_values), translation_values)

    def _strings(self, item: TranslatableObject, contexts: dict[str, Any], entries: list[Row], place: Place) -> None:
        known = {(text.locale_id, text.data): text for text in String.objects.filter(segments__source__object=item)}
        made = []
        for entry in entries:
            values = dict(entry)
            path, source, language = (values.pop(name, None) for name in ("path", "source", "source_locale"))
            if not isinstance(path, str) or not isinstance(source, str):
                raise PortableError(f"{place}: a translated text has no path or no source.")
            locale = self.convert.reference(Locale, language, place / path)
            if (locale, source) not in known:  # a text that isn't in the source any more, but remembered
                known[locale, source] = String.from_value(locale, StringValue(source))
            row = StringTranslation(
                translation_of=known[locale, source],
                context=context_of(item, contexts, path),
                **write_row(StringTranslation, values, self.convert, place / path),
            )
            if not row.has_error:  # one that has is shown to the translator, and never used
                check_string(row, place / path)
            made.append(row)
        dates = [(row.created_at, row.updated_at) for row in made]
        # In bulk: no signal that gives the page the title of a draft it had already.
        StringTranslation.objects.bulk_create(made)
        for row, (created_at, updated_at) in zip(made, dates, strict=True):
            row.created_at, row.updated_at = created_at, updated_at
        StringTranslation.objects.bulk_update(made, ["created_at", "updated_at"])

    def _override(
        self, model: type[Page], item: TranslatableObject, contexts: dict[str, Any], data: Row, place: Place
    ) -> None:
        path, field_path, value = data.pop("path", None), data.pop("field_path", None), data.pop("data", None)
        if not isinstance(path, str) or not isinstance(field_path, str):
            raise PortableError(f"{place}: an overridden value has no path.")
        try:
            converted = convert_override(model, field_path, value, self.convert, place / path)
        except (FieldDoesNotExist, AttributeError) as error:
            raise PortableError(f"{place / path}: there is no field or block “{field_path}”.") from error
        context = context_of(item, contexts, path)
        if not context.field_path:
            context.field_path = field_path
            context.save(update_fields=["field_path"])
        values = write_row(SegmentOverride, data, self.convert, place / path)
        row = SegmentOverride.objects.create(context=context, data_json=json.dumps(converted), **values)
        keep_dates(row, values)
