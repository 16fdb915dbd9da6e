"""Who made a text what it is since it was last signed: they don't sign it."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import StringTranslation

from articles.changes import CLINICAL, MINOR, changed_units
from articles.models import ArticlePage, DeclaredChange
from articles.units import SIGNED_FIELDS, Units, units_of
from editorial.standing import Standing, standing_of
from translations.staleness import unit_of

# What a version holds that isn't its text: Wagtail's own, and what is decided when it is published.
_BESIDE_THE_TEXT = {
    *("pk", "path", "depth", "numchild", "url_path", "translation_key", "owner", "draft_title", "alias_of"),
    *("live", "has_unpublished_changes", "expired", "go_live_at", "expire_at", "locked", "locked_at", "locked_by"),
    *("first_published_at", "last_published_at", "latest_revision", "latest_revision_created_at", "live_revision"),
    "wagtail_admin_comments",
}
# Draftail gives each paragraph another one where it finds none.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


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
        *_by_versions(page, standing.sign_off.signed_units if standing.sign_off else {}, since, unsigned),
        *_by_lost_versions(page, since),
        *(user for user, unit in _by_translation(page, since) if unit in unsigned),
        *_by_declaration(page, standing, unsigned),
    }


def minor_writers(page: ArticlePage, standing: Standing) -> set[int]:
    """The accounts that made the minor changes that neither a signature nor publication has seen, in a signed text.

    `standing` is the latest text's.
    """
    if not standing.sign_off:
        return set()
    before, since = standing.sign_off.signed_units, standing.sign_off.signed_at
    stored = _online(page)
    if stored and _online_since(stored) > since:
        before, since = units_of(stored.specific), _online_since(stored)
    minor = {unit for unit in changed_units(before, standing.units) if standing.kinds.get(unit) == MINOR}
    if not minor:
        return set()
    return {
        *_by_versions(page, before, since, minor),
        *_by_lost_versions(page, since),
        *(user for user, unit in _by_translation(page, since) if unit in minor),
    }


def writers(page: Page) -> set[int]:
    """The accounts that changed anything of any page since the version that is online; ever, if none is.

    Other than `contributors`, minor changes count, and what isn't signed, such as an article's subjects.
    """
    stored = _online(page)
    since = _online_since(stored) if stored else None
    before = _said_online(stored) if stored else ""
    found = set()
    revisions = page.revisions.order_by("created_at", "pk")
    for revision in (revisions.filter(created_at__gt=since) if since else revisions).iterator(chunk_size=20):
        said = _said(revision)
        if revision.user_id and said != before:
            found.add(revision.user_id)
        before = said
    return {*found, *_by_lost_versions(page, since), *(user for user, _unit in _by_translation(page, since))}


def _online(page: Page) -> Page | None:
    """The page as it is stored, with the version that is online; None where none is, or nobody knows which.

    What is in memory may be an older version, which doesn't know.
    """
    stored = Page.objects.select_related("live_revision").filter(pk=page.pk, live=True).first()
    return stored if stored and stored.live_revision else None


def _online_since(stored: Page) -> datetime.datetime:
    """The hour of the version that is online; of its publication, if its author's autosave has overwritten it since."""
    made: datetime.datetime = stored.live_revision.created_at
    return min(made, stored.last_published_at or made)


def _said_online(stored: Page) -> str:
    """What readers have."""
    live: Revision = stored.live_revision
    if _online_since(stored) < live.created_at:
        live = Revision(content_type=live.content_type, content=json.loads(stored.specific.to_json()))
    return _said(live)


def _said(revision: Revision) -> str:
    """What a version says, without what comes and goes with each save, and its hour. To be compared, not read."""
    model = revision.content_type.model_class()
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
    return _BLOCK_KEY.sub("", str(sorted(said.items())))


def _by_versions(page: ArticlePage, before: Units, since: datetime.datetime | None, units: set[str]) -> Iterator[int]:
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


def _by_lost_versions(page: Page, since: datetime.datetime | None) -> Iterator[int]:
    """Versions may be purged; the log still says who changed something. What it was, nobody knows any more."""
    entries = PageLogEntry.objects.filter(page=page.pk, content_changed=True, user__isnull=False).exclude(
        revision__in=page.revisions.values("pk")
    )
    entries = entries.filter(revision_id__isnull=False)
    if since:
        entries = entries.filter(timestamp__gt=since)
    yield from entries.values_list("user_id", flat=True)


def _by_translation(page: Page, since: datetime.datetime | None) -> Iterator[tuple[int, str]]:
    """Translators write segments, here with their units; whoever makes a version of them may be someone else."""
    strings = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale=page.locale_id, last_translated_by__isnull=False
    )
    if since:
        strings = strings.filter(updated_at__gt=since)
    for user_id, path in strings.values_list("last_translated_by", "context__path"):
        yield user_id, unit_of(path)


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
