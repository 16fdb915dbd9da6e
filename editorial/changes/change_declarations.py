"""What the author of a change says of it: spelling and layout, or something a doctor has to see."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.changes import MINOR, changed_units
from articles.content.digest import Units, shapes_of, units_of
from articles.models import ArticlePage, DeclaredChange
from editorial.changes.minor_changes import more_than_spelling
from editorial.register.authorship import latest_text
from editorial.register.signature_status import Standing, standing_of
from translations.segments.segment_checks import texts_by_path
from translations.status.outdated import unit_of


def undeclared_changes(page: ArticlePage) -> list[str]:
    """The units of the latest text that differ from what was last signed, or else from what is live, in page order."""
    standing = standing_of(latest_text(page))
    before, _old = _baseline(page, standing)
    return changed_units(before, standing.units)


def must_be_clinical(
    page: ArticlePage, text: ArticlePage | None = None, standing: Standing | None = None
) -> dict[str, str]:
    """The changed units that can't be called minor, each with the reason: what a reader acts on may have changed.

    `text` is the page's latest, and `standing` that text's, where they are known.
    """
    text = text or latest_text(page)
    before, old = _baseline(page, standing or standing_of(text))
    then, now = shapes_of(old) if old else {}, shapes_of(text)
    said, says = _texts(old) if old else {}, _texts(text)
    language = page.locale.language_code
    reasons = {}
    for unit in changed_units(before, units_of(text)):
        if reason := _reason(unit, then, now, said.get(unit, []), says.get(unit, []), language):
            reasons[unit] = reason
    return reasons


@transaction.atomic
def declare(*, page: ArticlePage, kinds: Mapping[str, str], summary: str, user: AbstractUser) -> list[DeclaredChange]:
    """Say of changed units of the latest text whether they are minor; what isn't said of is clinical.

    PermissionDenied for whoever may not edit the page. ValidationError where minor is said of what `must_be_clinical`
    names, and for a kind that there isn't. What hasn't changed, and what is declared so already, is left alone.
    """
    # Whoever declares at the same moment waits, so that nothing is declared twice.
    page = ArticlePage.objects.select_for_update(of=("self",)).select_related("locale").get(pk=page.pk)
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    if set(kinds.values()) - set(DeclaredChange.Kind.values):
        raise ValidationError(_("A change is either minor or clinical."))
    text = latest_text(page)
    standing = standing_of(text)
    clinical = must_be_clinical(page, text, standing)
    if refused := [reason for unit, reason in clinical.items() if kinds.get(unit) == MINOR]:
        raise ValidationError(refused)
    before, _old = _baseline(page, standing)
    now = standing.units
    known = set(
        DeclaredChange.objects.filter(
            translation_key=page.translation_key, language_code=page.locale.language_code
        ).values_list("unit", "old_digest", "new_digest", "kind")
    )
    rows = [
        DeclaredChange(
            translation_key=page.translation_key,
            language_code=page.locale.language_code,
            unit=unit,
            old_digest=before.get(unit, ""),
            new_digest=now.get(unit, ""),
            kind=kinds[unit],
            summary=summary.strip()[:300],
            author_id=user.pk,
            author_name=(user.get_full_name() or user.get_username())[:200],
        )
        for unit in changed_units(before, now)
        if unit in kinds and (unit, before.get(unit, ""), now.get(unit, ""), kinds[unit]) not in known
    ]
    return DeclaredChange.objects.bulk_create(rows)


def _baseline(page: ArticlePage, standing: Standing) -> tuple[Units, ArticlePage | None]:
    """What the latest text is compared with, and that text: signed, else live, else nothing."""
    if sign_off := standing.sign_off:
        return sign_off.signed_units, ArticlePage.from_serializable_data(sign_off.content)
    live = ArticlePage.objects.live().filter(pk=page.pk).first()
    return (units_of(live), live) if live else ({}, None)


def _texts(page: ArticlePage) -> dict[str, list[str]]:
    """What each unit says, paragraph by paragraph, with its inline markup."""
    found: dict[str, list[str]] = {}
    for path, texts in texts_by_path(page).items():
        found.setdefault(unit_of(path), []).extend(texts)
    return found


def _reason(unit: str, then: Units, now: Units, said: list[str], says: list[str], language: str) -> str:
    """Why a changed unit can't be minor: by its shape then and now (`shapes_of`), and by what it said and says."""
    if unit.endswith(":order"):
        return _("Passages have changed places.")
    if unit not in then:
        return _("The passage is new.")
    if unit not in now:
        return _("The passage is gone.")
    if said == says or then[unit] != now[unit]:
        return _("Something other than its words has changed: a picture, a kind, a level, an item, a link, a source.")
    pairs = zip(said, says, strict=True) if len(said) == len(says) else [("\n".join(said), "\n".join(says))]
    return next(filter(None, (more_than_spelling(one, other, language) for one, other in pairs)), "")
