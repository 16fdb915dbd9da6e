"""Who made a text what it is since it was last signed: they don't sign it."""

from collections.abc import Iterator

from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from articles.changes import CLINICAL, changed_units
from articles.models import ArticlePage, DeclaredChange
from articles.units import Units, units_of
from editorial.register import SignOff
from editorial.standing import Standing, standing_of
from translations.staleness import unit_of


def latest_text(page: ArticlePage) -> ArticlePage:
    """The page as its latest version has it; as it stands where it has no versions."""
    revision = page.get_latest_revision()
    text: ArticlePage = revision.as_object() if revision else page
    return text


def contributors(page: ArticlePage) -> set[int]:
    """The accounts that made a clinical change to the latest text since its last sign-off; without one, any change.

    A change that was taken back, or declared minor all the way, makes nobody a contributor.
    """
    standing = standing_of(latest_text(page))
    unsigned = set(standing.unsigned)
    if not unsigned:
        return set()
    return {
        *_by_versions(page, standing, unsigned),
        *_by_lost_versions(page, standing.sign_off),
        *_by_translation(page, standing.sign_off, unsigned),
        *_by_declaration(page, standing, unsigned),
    }


def _by_versions(page: ArticlePage, standing: Standing, unsigned: set[str]) -> Iterator[int]:
    """From version to version. Autosave overwrites one, but only its author's own, and only the latest."""
    sign_off = standing.sign_off
    before: Units = sign_off.signed_units if sign_off else {}
    revisions = page.revisions.order_by("created_at", "pk")
    if sign_off:
        # The signed version itself is among them if it was overwritten since.
        revisions = revisions.filter(created_at__gt=sign_off.signed_at)
    for revision in revisions.iterator(chunk_size=20):
        now = units_of(revision.as_object())
        if revision.user_id and unsigned.intersection(changed_units(before, now)):
            yield revision.user_id
        before = now


def _by_lost_versions(page: ArticlePage, sign_off: SignOff | None) -> Iterator[int]:
    """Versions may be purged; the log still says who changed something. What it was, nobody knows any more."""
    entries = PageLogEntry.objects.filter(page=page.pk, content_changed=True, user__isnull=False).exclude(
        revision__in=page.revisions.values("pk")
    )
    entries = entries.filter(revision_id__isnull=False)
    if sign_off:
        entries = entries.filter(timestamp__gt=sign_off.signed_at)
    yield from entries.values_list("user_id", flat=True)


def _by_translation(page: ArticlePage, sign_off: SignOff | None, unsigned: set[str]) -> Iterator[int]:
    """Translators write segments; whoever makes a version of them may be someone else."""
    strings = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale=page.locale_id, last_translated_by__isnull=False
    )
    if sign_off:
        strings = strings.filter(updated_at__gt=sign_off.signed_at)
    for user_id, path in strings.values_list("last_translated_by", "context__path"):
        if unit_of(path) in unsigned:
            yield user_id


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
