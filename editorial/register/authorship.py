"""Who made a text what it is since it was last signed: they don't sign it."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from wagtail.fields import StreamField
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import StringTranslation

from articles.changes import CLINICAL, MINOR, changed_units
from articles.content.digest import SIGNED_FIELDS, Units, units_of
from articles.models import ArticlePage, DeclaredChange
from editorial.register.signature_status import Standing, standing_of
from translations.status.outdated import unit_of
from vocabulary.forms import without_block_keys

# What a version holds that isn't its text: Wagtail's own, and what is decided when it is published.
_BESIDE_THE_TEXT = {
    *("pk", "path", "depth", "numchild", "url_path", "translation_key", "owner", "draft_title", "alias_of"),
    *("live", "has_unpublished_changes", "expired", "go_live_at", "expire_at", "locked", "locked_at", "locked_by"),
    *("first_published_at", "last_published_at", "latest_revision", "latest_revision_created_at", "live_revision"),
    "wagtail_admin_comments",
}


def latest_text(page: ArticlePage) -> ArticlePage:
    """The page as its latest version has it; as it stands where it has no versions."""
    revision = page.get_latest_revision()
    text: ArticlePage = revision.as_object() if revision else page
    return text


def text_in(content: Mapping[str, Any]) -> ArticlePage:
    """An article in memory with the signed fields of stored content and nothing else. No query."""
    return ArticlePage(**{name: content[name] for name in SIGNED_FIELDS if name in content})


def contributors(page: ArticlePage, standing: Standing | None = None) -> set[int]:
    """The accounts that made a clinical change to the latest text since its last sign-off; without one, any change.

    A change that was taken back, or declared minor all the way, makes nobody a contributor. `standing` is the latest
    text's, where it is known.
    """
    standing = standing or standing_of(latest_text(page))
    unsigned = set(standing.unsigned)
    if not unsigned:
        return set()
    since = standing.sign_off.signed_at if standing.sign_off else None
    return {
        *_authors_of_revisions(page, standing.sign_off.signed_units if standing.sign_off else {}, since, unsigned),
        *(user for _page, user in _authors_of_purged_revisions({page.pk: since})),
        *(user for _page, user, unit in _by_translation([page], {page.pk: since}) if unit in unsigned),
        *_by_declaration(page, standing, unsigned),
    }


def minor_writers(page: ArticlePage, standing: Standing, typist: int | None = None) -> set[int]:
    """The accounts that made the minor changes that neither a signature nor publication has seen, in a signed text.

    `standing` is the text's, which may have been typed just now: then by the `typist`, in no version yet.
    """
    if not standing.sign_off:
        return set()
    before, since = standing.sign_off.signed_units, standing.sign_off.signed_at
    for stored in _online([page.pk]):
        if _online_since(stored) > since:
            before, since = units_of(stored.specific), _online_since(stored)
    minor = {unit for unit in changed_units(before, standing.units) if standing.kinds.get(unit) == MINOR}
    if not minor:
        return set()
    is_typed = typist and minor.intersection(changed_units(units_of(latest_text(page)), standing.units))
    return {
        *([typist] if typist and is_typed else ()),
        *_authors_of_revisions(page, before, since, minor),
        *(user for _page, user in _authors_of_purged_revisions({page.pk: since})),
        *(user for _page, user, unit in _by_translation([page], {page.pk: since}) if unit in minor),
    }


def writers(page: Page) -> set[int]:
    """The accounts that changed anything of any page since the version that is online; ever, if none is.

    Other than `contributors`, minor changes count, and what isn't signed, such as an article's subjects.
    """
    return writers_of([page])[page.pk]


def writers_of(pages: Sequence[Page]) -> dict[int, set[int]]:
    """The `writers` of several pages by the pages' keys, in as many queries as for one."""
    found: dict[int, set[int]] = {page.pk: set() for page in pages}
    online = {stored.pk: stored for stored in _online(found)}
    since = {pk: _online_since(online[pk]) if pk in online else None for pk in found}
    before = {pk: _live_content(stored) for pk, stored in online.items()}
    newer = Q(pk__in=[])
    for pk, hour in since.items():
        newer |= Q(object_id=str(pk), created_at__gt=hour) if hour else Q(object_id=str(pk))
    revisions = Revision.page_revisions.filter(newer).order_by("created_at", "pk")
    for revision in revisions.iterator(chunk_size=20):
        pk, said = int(revision.object_id), _said(revision)
        if revision.user_id and said != before.get(pk):
            found[pk].add(revision.user_id)
        before[pk] = said
    for pk, user_id in _authors_of_purged_revisions(since):
        found[pk].add(user_id)
    for pk, user_id, _unit in _by_translation(pages, since):
        found[pk].add(user_id)
    return found


def _online(keys: Iterable[int]) -> list[Page]:
    """Those that are online, as they are stored, with the version that is; not where nobody knows which it is.

    What is in memory may be an older version, which doesn't know.
    """
    return list(
        Page.objects.select_related("live_revision").filter(pk__in=list(keys), live=True, live_revision__isnull=False)
    )


def _online_since(stored: Page) -> datetime.datetime:
    """The hour of the version that is online; of its publication, if its author's autosave has overwritten it since."""
    made: datetime.datetime = stored.live_revision.created_at
    return min(made, stored.last_published_at or made)


def _live_content(stored: Page) -> str:
    """The stored content of the version that is online."""
    live: Revision = stored.live_revision
    if _online_since(stored) < live.created_at:
        live = Revision(content_type=live.content_type, content=json.loads(stored.specific.to_json()))
    return _said(live)


def _said(revision: Revision) -> str:
    """What a version says, without what comes and goes with each save, and its hour. To be compared, not read."""
    # By its manager, which remembers it.
    model: Any = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    streams = {field.name: field for field in model._meta.get_fields() if isinstance(field, StreamField)}
    said = {name: value for name, value in revision.content.items() if name not in _BESIDE_THE_TEXT}
    for name, value in said.items():
        if name in streams:
            stream = streams[name].to_python(value)
            list(stream)  # what isn't unpacked is given back as it was stored, with or without what is empty
            said[name] = stream.get_prep_value()
        elif isinstance(value, list):
            said[name] = [
                {key: row[key] for key in sorted(row) if key != "pk"} for row in value if isinstance(row, dict)
            ]
    return without_block_keys(str(sorted(said.items())))


def _authors_of_revisions(
    page: ArticlePage, before: Units, since: datetime.datetime | None, units: set[str]
) -> Iterator[int]:
    """From version to version. Autosave overwrites one, but only its author's own, and only the latest."""
    revisions = page.revisions.order_by("created_at", "pk")
    if since:
        # The signed version itself is among them if it was overwritten since.
        revisions = revisions.filter(created_at__gt=since)
    for revision in revisions.iterator(chunk_size=20):
        now = units_of(text_in(revision.content))
        if revision.user_id and units.intersection(changed_units(before, now)):
            yield revision.user_id
        before = now


def _authors_of_purged_revisions(since: Mapping[int, datetime.datetime | None]) -> Iterator[tuple[int, int]]:
    """Versions may be purged; the log still says who changed something. What it was, nobody knows any more.

    Of pages by their keys, each with the hour from which it is asked.
    """
    entries = PageLogEntry.objects.filter(
        ~Exists(Revision.objects.filter(pk=OuterRef("revision_id"))),
        page__in=list(since),
        content_changed=True,
        user__isnull=False,
        revision_id__isnull=False,
    )
    for page_id, user_id, timestamp in entries.values_list("page_id", "user_id", "timestamp"):
        hour = since[page_id]
        if not hour or timestamp > hour:
            yield page_id, user_id


def _by_translation(
    pages: Sequence[Page], since: Mapping[int, datetime.datetime | None]
) -> Iterator[tuple[int, int, str]]:
    """Translators write segments, here with their units; whoever makes a version of them may be someone else.

    `since` is as for `_authors_of_purged_revisions`.
    """
    editions = {(page.translation_key, page.locale_id): page.pk for page in pages}
    strings = StringTranslation.objects.filter(
        context__object_id__in=[page.translation_key for page in pages], last_translated_by__isnull=False
    )
    rows = strings.values_list("context__object_id", "locale_id", "last_translated_by", "context__path", "updated_at")
    for key, locale_id, user_id, path, updated_at in rows:
        if (key, locale_id) not in editions:
            continue
        page_id = editions[key, locale_id]
        hour = since[page_id]
        if not hour or updated_at > hour:
            yield page_id, user_id, unit_of(path)


def _by_declaration(page: ArticlePage, standing: Standing, unsigned: set[str]) -> Iterator[int]:
    """Whoever answers for a change has made it their own."""
    declared = DeclaredChange.objects.filter(
        translation_key=page.translation_key,
        language_code=page.locale.language_code,
        kind=CLINICAL,
        unit__in=unsigned,
        author_id__isnull=False,
    )
    for author, unit, digest in declared.values_list("author_id", "unit", "new_digest"):
        if author and standing.units.get(unit, "") == digest:
            yield author
