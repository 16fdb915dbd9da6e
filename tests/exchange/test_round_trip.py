"""Export, import into an empty database, export: not a byte differs, and everybody finds their work."""

import datetime
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db.models import F
from django.test import override_settings
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail.signals import page_published
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from articles.content.digest import units_of
from articles.models import ArticlePage, BlockNotice, DeclaredChange
from exchange.export import collect
from exchange.importer import import_content
from exchange.registry import LEFT_OUT
from home.models import SiteSettings
from tests.database import world
from tests.exchange.conftest import forget_everything, stored_files
from tests.worlds import delete_content
from translations.models import Remembered, StaleUnit, TranslationState
from translations.publishing.publish_rules import missing_segments
from translations.status import translation_status
from vocabulary.models import Category


def read_all(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@world
def imported_content(kept_content):
    """The content, after it went out and came in again; `folder` is the export."""
    kept_content.folder = Path(tempfile.mkdtemp(dir=settings.MEDIA_ROOT)) / "export"
    with override_settings(MEDIA_ROOT=kept_content.files):
        call_command("export_content", kept_content.folder, verbosity=0)
        kept_content.exported = stored_files()
    kept_content.imported = Path(tempfile.mkdtemp(dir=settings.MEDIA_ROOT))
    delete_content()
    with override_settings(MEDIA_ROOT=kept_content.imported):
        call_command("import_content", kept_content.folder, verbosity=0)
    return kept_content


@pytest.fixture
def imported(imported_content, media):
    """The same, with its files in a folder of the test's own."""
    shutil.copytree(imported_content.imported, media, dirs_exist_ok=True)
    return imported_content


def test_a_second_export_is_byte_identical(imported, tmp_path):
    call_command("export_content", tmp_path / "again")
    first, second = read_all(imported.folder), read_all(tmp_path / "again")
    assert first == second
    exported = sorted(name.removeprefix("media/") for name in first if name != "content.json")
    assert stored_files() == exported
    assert set(exported) <= set(imported.exported)  # which had the sizes of its pictures too


def test_no_primary_key_is_exported(imported):
    text = (imported.folder / "content.json").read_text()
    exported = json.loads(text)
    numbers = set()

    def collect_numbers(value, key=""):
        if isinstance(value, dict):
            for name, inner in value.items():
                collect_numbers(inner, name)
        elif isinstance(value, list):
            for inner in value:
                collect_numbers(inner, key)
        elif isinstance(value, int) and not isinstance(value, bool):
            numbers.add(key)

    collect_numbers(exported)
    assert numbers == {
        "version", "size", "position", "port", "sort_order", "series_position",
        "focal_point_x",
    }  # fmt: skip
    assert 'linktype=\\"page\\" id=\\"fr:' in text and 'linktype=\\"document\\" id=\\"documents/' in text


def test_pages_come_back_in_their_places_and_states(imported):
    assert [(page.title, page.live) for page in Page.objects.filter(depth__gt=1).order_by("path")] == [
        ("Accueil", True), ("Articles", True), ("Zoom", True), ("Brouillon", False), ("Plus tard", False),
        ("À propos", True), ("Commencée", True),
        ("Home", True), ("Articles", True), ("Zoom", True), ("Commencée", False),
    ]  # fmt: skip
    article = ArticlePage.objects.get(slug="zoom")
    assert article.has_unpublished_changes and article.draft_title == "Zoom, bientôt"
    assert article.first_published_at == imported.article.first_published_at
    assert article.get_latest_revision_as_object().title == "Zoom, bientôt"
    assert article.live_revision.as_object().title == "Zoom"
    assert [link.category.slug_fr for link in article.article_categories.all()] == ["cancer", "soins"]
    draft = article.get_latest_revision_as_object()
    assert [link.category.slug_fr for link in draft.article_categories.all()] == ["soins", "cancer"]
    later = ArticlePage.objects.get(slug="plus-tard")
    assert later.scheduled_revision.approved_go_live_at == later.go_live_at
    assert not Revision.objects.filter(object_id__in=[str(imported.article.pk)]).exists()


def test_references_point_to_the_new_rows(imported):
    about = Page.objects.get(slug="a-propos")
    assert about.pk != imported.about.pk
    settings = SiteSettings.objects.get(locale__language_code="fr")
    assert settings.main_menu[0].value["page"].pk == about.pk
    assert (
        settings.logo.title == "Le frein"
        and settings.logo.file_hash
        and (settings.logo.width, settings.logo.height) == (40, 30)
    )
    article = ArticlePage.objects.get(slug="zoom")
    assert f'linktype="page" id="{about.pk}"' in article.body.raw_data[1]["value"]
    assert article.body[8].value["image"].pk == article.illustration_id
    assert Category.objects.get(slug_fr="cancer").article_categories.count() == 2


def test_a_translator_finds_the_work_where_it_was(imported, client):
    client.force_login(get_user_model().objects.create_superuser("root"))
    english = ArticlePage.objects.get(slug="zoom-en")
    done, begun = Translation.objects.order_by("source__created_at")
    assert done.get_target_instance() == english
    total, translated = done.get_progress()
    assert total == translated + 1 > 20  # the introduction went on
    assert begun.get_progress() == (3, 1)
    assert client.get(f"/admin/pages/{english.pk}/edit/", follow=True).status_code == 200
    assert "https://www.nhs.uk/" in json.dumps(list(SegmentOverride.objects.values_list("data_json", flat=True)))


def test_what_the_source_has_said_since_waits_for_its_translation(imported):
    source = TranslationSource.objects.get(translations__target_locale__language_code="en", object_repr="Zoom")
    assert source.as_instance().introduction == source.get_source_instance().introduction
    missing = missing_segments(source.translations.get())
    assert [segment.string.data for segment in missing] == ["Une autre introduction."]
    dates = set(StringTranslation.objects.values_list("updated_at", flat=True))
    assert max(dates) < PageLogEntry.objects.filter(action="exchange.import").earliest("timestamp").timestamp
    assert SegmentOverride.objects.count() >= 2


def test_a_stale_translation_comes_back_stale(content, tmp_path):
    def standing():
        cells = TranslationState.objects.order_by("translation_key", "locale__language_code")
        units = StaleUnit.objects.order_by("state__translation_key", "unit")
        notices = BlockNotice.objects.filter(kind=BlockNotice.Kind.OUTDATED).order_by("page__slug", "unit")
        return (
            list(cells.values_list("translation_key", "locale__language_code", "state", "stale", "clinical")),
            list(cells.values_list("source_locale__language_code", "is_live", "made_from")),
            list(units.values_list("unit", "kind", "since")),
            list(notices.values_list("page__slug", "unit", "since")),
        )

    article = content.article.get_latest_revision_as_object()
    heading = article.body[0]
    before = units_of(ArticlePage.objects.get(pk=article.pk))
    article.body[0] = ("heading", {**heading.value, "text": "Qu’est-ce que cela ?"}, heading.id)
    unit = f"body:{heading.id}"
    DeclaredChange.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        unit=unit,
        old_digest=before[unit],
        new_digest=units_of(article)[unit],
        kind="minor",
        summary="Une virgule.",
    )
    article.save_revision().publish()
    StaleUnit.objects.update(since=F("since") - datetime.timedelta(days=40))
    translation_status.rebuild()  # readers' notices bear the older date
    there = standing()
    assert {"minor", "clinical"} == {kind for _unit, kind, _since in there[2]} and there[3]
    call_command("export_content", tmp_path / "export", verbosity=0)
    forget_everything()
    call_command("import_content", tmp_path / "export", verbosity=0)
    assert standing() == there
    assert Remembered.objects.filter(target="zoom-en").exists()


@pytest.mark.background_tasks  # they keep the index of references
def test_lists_and_uses_are_right_and_nobody_was_told(content, tmp_path, django_capture_on_commit_callbacks):
    call_command("export_content", tmp_path / "export")
    forget_everything()
    mail.outbox.clear()
    published = []
    page_published.connect(lambda **kwargs: published.append(kwargs), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            import_content(tmp_path / "export")
    finally:
        page_published.disconnect(dispatch_uid="test")
    assert not published and not mail.outbox
    cancer = Category.objects.get(slug_fr="cancer")
    # In use by the French article and by the English one.
    assert len(ReferenceIndex.get_grouped_references_to(cancer)) == 2
    assert get_search_backend().search("une autre introduction", ArticlePage).count() == 1
    assert set(PageLogEntry.objects.filter(page_id__isnull=False).values_list("action", flat=True)) >= {
        "exchange.import"
    }


def test_the_same_content_is_the_same_text(content):
    assert collect() == collect()
    assert "owner" in LEFT_OUT["wagtailcore.page"]
