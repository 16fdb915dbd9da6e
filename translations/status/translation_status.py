"""Where every page stands in every language, kept up to date by what happens to pages and segments.

`refresh` works a page's rows out from what is there and can be asked at any time: it changes no page.
"""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from articles.changes import CLINICAL, kinds_of
from translations.models import TranslationState
from translations.status.outdated import mark_stale, origin_of, tell_readers, unit_of, units_in_order

State = TranslationState.State


@transaction.atomic
def went_live(page: Page, revision: Revision | None) -> None:
    """After a publication: translators get the new source, translations learn what has changed since they were made.

    Nothing is published: a live translation stays as it is, and each text that is no longer a segment is remembered.
    """
    key = page.translation_key
    if not TranslationState.objects.filter(translation_key=key).exists():
        refresh(key)  # what is live was made from the source that its translator saw last, not from this one
    for source in TranslationSource.objects.filter(object_id=key, locale=page.locale_id):
        source.update_from_db()
    refresh(key, went_live=page, revision=revision)


@transaction.atomic
def refresh(key: UUID, went_live: Page | None = None, revision: Revision | None = None) -> None:
    """Write the states of one page's translations; `went_live` is the one just published, from `revision`."""
    pages = {page.locale_id: page for page in Page.objects.filter(translation_key=key, alias_of=None, depth__gt=1)}
    translations = {
        translation.target_locale_id: translation
        for translation in Translation.objects.filter(source__object_id=key).select_related("source")
    }
    known = dict(TranslationState.objects.filter(translation_key=key).values_list("locale_id", "source_locale_id"))
    locales = {locale.pk: locale for locale in Locale.objects.all()}
    original = _original(pages, translations, known, locales)
    sources: dict[int, int] = {}
    for locale_id in locales:
        translation = translations.get(locale_id)
        source_locale = translation.source.locale_id if translation else original
        if source_locale and source_locale != locale_id and (locale_id in pages or _is_live(pages, source_locale)):
            sources[locale_id] = source_locale
    TranslationState.objects.filter(translation_key=key).exclude(locale__in=sources).delete()
    TranslationState.objects.bulk_create(
        [
            TranslationState(translation_key=key, locale_id=locale_id, source_locale_id=source)
            for locale_id, source in sources.items()
            if locale_id not in known
        ],
        ignore_conflicts=True,
    )
    for state in TranslationState.objects.select_for_update().filter(translation_key=key).order_by("pk"):
        state.source_locale = locales[sources[state.locale_id]]
        source, target = pages.get(state.source_locale_id), pages.get(state.locale_id)
        just_published = bool(went_live and target and went_live.pk == target.pk)
        _write(state, source, target, translations.get(state.locale_id), just_published, revision)


def rebuild(say: Callable[[str], None] = lambda line: None) -> int:
    """Refresh every page's states; the number of pages."""
    keys = Page.objects.filter(depth__gt=1, alias_of=None).order_by("translation_key")
    keys = keys.values_list("translation_key", flat=True).distinct()
    TranslationState.objects.exclude(translation_key__in=keys).delete()
    number = 0
    for number, key in enumerate(keys.iterator(), start=1):
        refresh(key)
        if number % 1000 == 0:
            say(str(number))
    return number


def open_language(locale: Locale) -> None:
    """A new language: every live page is missing in it."""
    targets = TranslationState.objects.filter(translation_key=OuterRef("translation_key"), locale=OuterRef("locale"))
    sources = Page.objects.filter(live=True, alias_of=None, depth__gt=1).exclude(locale=locale).exclude(Exists(targets))
    TranslationState.objects.bulk_create(
        (
            TranslationState(
                translation_key=page.translation_key, locale=locale, source_locale_id=page.locale_id, page=page
            )
            for page in sources.only("translation_key", "locale_id")
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )


def _original(
    pages: dict[int, Page],
    translations: dict[int, Translation],
    known: dict[int, int],
    locales: dict[int, Locale],
) -> int | None:
    """The language that a page was written in: its source outlives its deletion, so that what is left is flagged."""
    sources = {translation.source.locale_id for translation in translations.values()}
    if first := sorted(sources - set(translations)) or sorted(set(known.values()) - set(known)):
        return first[0]
    usual = [pk for pk in pages if locales[pk].language_code == settings.LANGUAGE_CODE]
    return usual[0] if usual else next((page.locale_id for page in sorted(pages.values(), key=lambda p: p.pk)), None)


def _is_live(pages: dict[int, Page], locale_id: int) -> bool:
    return locale_id in pages and pages[locale_id].live


def _write(
    state: TranslationState,
    source: Page | None,
    target: Page | None,
    translation: Translation | None,
    just_published: bool,
    revision: Revision | None,
) -> None:
    state.page, state.target = source or target, target
    state.is_live = bool(target and target.live)
    waiting = _waiting(translation) if translation and translation.enabled else None
    state.total, state.done = (waiting.total(), waiting[""]) if waiting else (0, 0)
    is_withdrawn = source is None or (not source.live and (state.is_live or source.first_published_at is not None))
    if not state.is_live:
        state.made_from = []
        _mark(state, target, {}, Counter())
    elif source and not is_withdrawn:
        live_source = source.specific
        if just_published or not state.made_from:
            state.made_from = origin_of(live_source, translation, revision if just_published else None)
        before, now = dict(state.made_from), units_in_order(live_source)
        kinds = kinds_of(state.translation_key, state.source_locale.language_code, before, now)
        _mark(state, target, kinds, waiting or Counter())
    state.state = _name(state, target, is_withdrawn)
    state.save()


def _waiting(translation: Translation) -> Counter[str]:
    """How many segments of each unit wait for a person's translation; those that have one, under ""."""
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=translation.target_locale_id,
        has_error=False,
    ).exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    segments = StringSegment.objects.filter(source=translation.source_id).annotate(is_done=Exists(done))
    return Counter(
        "" if is_done else unit_of(path) for path, is_done in segments.values_list("context__path", "is_done")
    )


def _mark(state: TranslationState, target: Page | None, kinds: dict[str, str], waiting: Counter[str]) -> None:
    """A unit counts as its segments that are to be translated anew, and as one where nothing but a block is gone."""
    stale = mark_stale(state, kinds)
    state.stale = sum(waiting[unit] or 1 for unit in kinds)
    state.clinical = sum(waiting[unit] or 1 for unit, kind in kinds.items() if kind == CLINICAL)
    state.stale_since = min((unit.since for unit in stale), default=None)
    if target:
        tell_readers(target, stale)


def _name(state: TranslationState, target: Page | None, is_withdrawn: bool) -> str:
    if is_withdrawn:
        return State.WITHDRAWN
    if not target:
        return State.MISSING
    workflow = target.current_workflow_state
    if workflow and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        return State.READY
    if not state.is_live:
        return State.IN_PROGRESS
    return State.STALE if state.stale else State.CURRENT
