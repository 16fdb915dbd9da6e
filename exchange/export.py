"""Content out: everything that readers, editors and translators made, as one JSON file and its media."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_localize.models import (
    SegmentOverride,
    SourceDeletedError,
    StringTranslation,
    TranslatableObject,
    TranslationSource,
)

from exchange import media
from exchange.references import Outward, Register
from exchange.refusal import Place, PortableError
from exchange.registry import FORMAT, PAGE_STATE, REGISTERS, TABLES, VERSION, Row, Say, rows_of
from exchange.serializers import portable_fields, read_content, read_row
from exchange.stream_values import convert_override


def export_content(folder: Path, say: Say = lambda line: None) -> None:
    """Write the whole content to `folder`. Raises PortableError.

    The folder is new, empty, or an earlier export, which is replaced when the new one is whole.
    """
    try:
        if folder.exists() and not (
            folder.is_dir() and {path.name for path in folder.iterdir()} <= {"content.json", "media"}
        ):
            raise PortableError(f"{folder} holds something else than an export. Name a new folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        fresh, old = scratch / "new", scratch / "old"
        try:
            _write(fresh, say)
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
        finally:
            if old.exists() and not folder.exists():  # if this fails too, `scratch` stays, with the earlier export
                old.rename(folder)
            shutil.rmtree(scratch)
    except OSError as error:
        raise PortableError(f"{folder} can't be written: {error.strerror or error}.") from error


def _write(folder: Path, say: Say) -> None:
    folder.mkdir()
    content = collect(say)
    names = sorted(_file_names(content))
    content["media"] = [media.copy_out(name, folder / "media") for name in names]
    say(f"Files: {len(names)}")
    (folder / "content.json").write_text(dump(content), encoding="utf-8")


def dump(content: Row) -> str:
    """The text of content.json: the same content gives the same bytes."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def collect(say: Say = lambda line: None) -> Row:
    """The content as plain data, without its files. Raises PortableError: private pages, references to nothing."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:  # one moment of the database, whatever is saved meanwhile
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if private := list(PageViewRestriction.objects.select_related("page")):
            titles = ", ".join(sorted(restriction.page.title for restriction in private))
            raise PortableError(f"These pages are private, and an export would show them: {titles}.")
        return _collect(say)


def _collect(say: Say) -> Row:
    register = Register()
    convert = Outward(register)
    # Registered before anything is read: pages point to each other, and rows to pages.
    tables = {model: rows_of(model) for model in [*TABLES, *REGISTERS]}
    pages = list(Page.objects.filter(depth__gt=1).order_by("path").select_related("locale").specific())
    for row in [*pages, *(row for table in tables.values() for row in table)]:
        register.add(row)
    say(f"Pages: {len(pages)}")
    rows = {
        model._meta.label_lower: [read_row(row, convert, Place((str(row), model._meta.label_lower))) for row in table]
        for model, table in tables.items()
    }
    written = {page.pk: _page(page, convert) for page in pages}
    translations = [
        found for item in TranslatableObject.objects.order_by("pk") if (found := _translations(item, written, convert))
    ]
    say(f"Pages under translation: {len(translations)}")
    return {
        "format": FORMAT,
        "version": VERSION,
        "rows": rows,
        "pages": list(written.values()),
        "translations": translations,
    }


def _page(page: Page, convert: Outward) -> Row:
    place = Place((page.title, convert.register.name(Page, page.pk) or ""))
    content = read_content(page, convert, place)
    parent = page.get_parent()
    return {
        "type": page._meta.label_lower,
        "locale": page.locale.language_code,
        "translation_key": str(page.translation_key),
        "parent": None if parent.is_root() else convert.register.name(Page, parent.pk),
        "content": content,
        "state": read_row(page, convert, place, only=PAGE_STATE),
        "revisions": [_revision(page, revision, content, convert, place) for revision in _current_revisions(page)],
    }


def _current_revisions(page: Page) -> list[Revision]:
    """What is live, what is scheduled, what is newest: the versions that still matter, oldest first."""
    wanted = models.Q(pk__in=[page.live_revision_id, page.latest_revision_id]) | models.Q(
        approved_go_live_at__isnull=False
    )
    return list(page.revisions.filter(wanted).order_by("created_at", "pk"))


def _revision(page: Page, revision: Revision, content: Row, convert: Outward, place: Place) -> Row:
    version = read_content(revision.as_object(), convert, place)
    entry = read_row(revision, convert, place, only=frozenset({"created_at", "approved_go_live_at"}))
    return {
        **entry,
        "is_live": revision.pk == page.live_revision_id,
        "is_latest": revision.pk == page.latest_revision_id,
        # None: what the page itself says.
        "content": None if version == content else version,
    }


def _translations(item: TranslatableObject, written: dict[Any, Row], convert: Outward) -> Row | None:
    """What wagtail-localize knows about one page in all its languages; None where nobody translates it."""
    sources = []
    model = None
    for source in TranslationSource.objects.filter(object=item).order_by("locale__language_code"):
        try:
            instance = source.as_instance()
        except SourceDeletedError:
            continue  # nothing can be translated from it any more
        if not isinstance(instance, Page):
            raise PortableError(f"{source.object_repr} is no page: only translations of pages can be exported.")
        model = type(instance)
        place = Place((f"Translation source of {instance.title}", convert.register.name(Page, instance.pk) or ""))
        content = read_content(instance, convert, place)
        sources.append(
            {
                **read_row(source, convert, place),
                # None: what the page itself says, so the translation is of its newest text.
                "content": None if content == written[instance.pk]["content"] else content,
                "translations": [
                    read_row(translation, convert, place)
                    for translation in source.translations.order_by("target_locale__language_code")
                ],
            }
        )
    if model is None:
        return None
    place = Place((model.__name__, str(item.translation_key)))
    strings = StringTranslation.objects.filter(context__object=item).select_related("context", "translation_of__locale")
    overrides = SegmentOverride.objects.filter(context__object=item).select_related("context")
    return {
        "type": model._meta.label_lower,
        "translation_key": str(item.translation_key),
        "sources": sources,
        "strings": [
            {
                **read_row(string, convert, place),
                "path": string.context.path,
                "source": string.translation_of.data,
                "source_locale": string.translation_of.locale.language_code,
            }
            for string in strings.order_by("context__path", "translation_of__data_hash", "locale__language_code")
        ],
        "overrides": [
            _override(override, model, convert, place)
            for override in overrides.order_by("context__path", "locale__language_code", "pk")
        ],
    }


def _override(override: SegmentOverride, model: type[Page], convert: Outward, place: Place) -> Row:
    context = override.context
    here = place / context.path
    if not context.field_path:
        raise PortableError(f"{here}: it isn't known what this overrides. Update the translation's source.")
    return {
        **read_row(override, convert, place),
        "path": context.path,
        "field_path": context.field_path,
        "data": convert_override(model, context.field_path, override.data, convert, here),
    }


def _file_names(content: Row) -> set[str]:
    """Every file that a row of the export has."""
    return {
        row[field.name]
        for model in TABLES
        for field in portable_fields(model)
        if isinstance(field, models.FileField)
        for row in content["rows"][model._meta.label_lower]
        if row[field.name]
    }
