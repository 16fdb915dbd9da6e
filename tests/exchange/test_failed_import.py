"""Whatever is wrong with an import, database and media are as they were, and one line says what it is."""

import errno
import hashlib
import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from wagtail.models import Locale, Page, PageViewRestriction, Site

from exchange import demo
from exchange.demo import load_demo
from tests.database import world
from tests.exchange.conftest import stored_files
from tests.factories.vocabulary import CategoryFactory
from tests.worlds import delete_content


def counts():
    """How many rows each table has; some tables count what happened, and not what is there."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@world
def without_content(kept_content):
    """A database without content; where the export of what was in it is."""
    export = kept_content.files / "export"
    with override_settings(MEDIA_ROOT=kept_content.files):
        call_command("export_content", export, verbosity=0)
    delete_content()
    return export


@pytest.fixture
def empty(without_content, media, tmp_path):
    """An export in `empty`, and a database without content."""
    return Path(shutil.copytree(without_content, tmp_path / "export"))


def refuse(folder, match):
    before, files = counts(), stored_files()
    with pytest.raises(CommandError, match=match) as error:
        call_command("import_content", folder)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    connection.check_constraints()
    assert counts() == before
    assert stored_files() == files
    return str(error.value)


def change(folder, act):
    path = folder / "content.json"
    exported = json.loads(path.read_text())
    act(exported)
    path.write_text(json.dumps(exported))


def page(exported, slug="zoom"):
    return next(page for page in exported["pages"] if page["content"]["slug"] == slug)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (b"{", "is no JSON"),
        (b"", "is no JSON"),
        (b"\xff\xfe{}", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "is no export of this portal"),
        (b'{"format": "something", "version": 1}', "is no export of this portal"),
        (b'{"format": "patient-portal-content", "version": 99}', "version 99; this portal reads version 1"),
        (b'{"format": "patient-portal-content", "version": 1}', "is missing in the export"),
    ],
)
def test_a_file_that_is_no_export(empty, text, match):
    (empty / "content.json").write_bytes(text)
    refuse(empty, match)


def test_no_folder_at_all(empty, tmp_path):
    refuse(tmp_path / "nowhere", "holds no content.json")


def wrong(match):
    """A way to break an export, and what is said about it."""
    return lambda act: pytest.param(act, match, id=act.__name__)


@wrong("there is no field “colour” in articles.articlepage")
def unknown_field(exported):
    page(exported)["content"]["colour"] = "red"


@wrong("Zoom .*body.0: there is no block “marquee” here")
def unknown_block(exported):
    page(exported)["content"]["body"][0]["type"] = "marquee"


@wrong("there is no “blink” here")
def unknown_part_of_a_block(exported):
    page(exported)["content"]["body"][0]["value"]["blink"] = True


@wrong("body.0: the block has no id")
def block_without_id(exported):
    del page(exported)["content"]["body"][0]["id"]


@wrong("expected a list, found str")
def stream_that_is_none(exported):
    page(exported)["content"]["body"] = "text"


@wrong("points to a row of wagtailcore.page that isn't in the export")
def dangling_link(exported):
    page(exported)["content"]["body"][1]["value"] = '<p><a linktype="page" id="fr:nowhere">x</a></p>'


@wrong("points to a row of vocabulary.category that isn't in the export")
def unknown_category(exported):
    page(exported)["content"]["article_categories"][0]["category"] = "nothing"


@wrong("there is no type of page “home.homepagee”")
def unknown_page_type(exported):
    exported["pages"][0]["type"] = "home.homepagee"


@wrong("slug")
def duplicate_slug(exported):
    page(exported, "brouillon")["content"]["slug"] = "zoom"


@wrong("doesn't fit together: duplicate key value")
def duplicate_category(exported):
    rows = exported["rows"]["vocabulary.category"]
    rows.append(dict(rows[0]))


@wrong("isn't in the export")
def parent_after_child(exported):
    exported["pages"].reverse()


@wrong("published_on")
def no_date(exported):
    page(exported)["content"]["published_on"] = "demain"


@wrong("drawing")
def no_choice(exported):
    exported["rows"]["vocabulary.category"][0]["drawing"] = "vaches"


@wrong("expected a single value, found dict")
def structure_for_text(exported):
    page(exported)["content"]["introduction"] = {"a": 1}


@wrong("The language “xx” is none of this portal's")
def unknown_language(exported):
    exported["rows"]["wagtailcore.locale"].append({"language_code": "xx"})


@wrong("“spam” doesn't belong among the rows of the export")
def unknown_table(exported):
    exported["rows"]["spam"] = []


@wrong("this is no translation")
def broken_translation(exported):
    exported["translations"][0] = {"translation_key": "x"}


@wrong("has no path or no source")
def broken_string(exported):
    del exported["translations"][0]["strings"][0]["path"]


@wrong("there is no field or block")
def override_of_nothing(exported):
    entry = next(entry for entry in exported["translations"] if entry["overrides"])
    entry["overrides"][0]["field_path"] = "nothing.at.all"


@wrong("is not among the media")
def file_that_is_not_listed(exported):
    exported["media"] = [entry for entry in exported["media"] if entry["name"].startswith("documents/")]


@wrong("its SHA-256 differs")
def wrong_checksum(exported):
    exported["media"][0]["sha256"] = "0" * 64


@wrong("is listed twice")
def listed_twice(exported):
    exported["media"].append(exported["media"][0])


@wrong("isn't a list of files")
def media_without_checksum(exported):
    del exported["media"][0]["sha256"]


def block(exported, kind):
    return next(item for item in page(exported)["content"]["body"] if item["type"] == kind)


@wrong(r"Zoom .*body\.\d+\.source_url: Enter a valid URL")
def script_for_an_address(exported):
    block(exported, "quote")["value"]["source_url"] = "javascript:alert(1)"


@wrong("Zoom .*kind: Select a valid choice")
def unknown_choice_in_a_block(exported):
    block(exported, "callout")["value"]["kind"] = "marquee"


@wrong("Zoom .*text: Ensure this value has at most 200 characters")
def long_heading(exported):
    block(exported, "heading")["value"]["text"] = "x" * 201


@wrong("No editor can write this here: <script>")
def script_in_a_label(exported):
    exported["rows"]["vocabulary.term"][0]["long_definition_en"] = "<p><script>alert(1)</script></p>"


@wrong("<script> tag is not allowed")
def script_in_a_translation(exported):
    entry = next(entry for entry in exported["translations"] if entry["strings"])
    entry["strings"][0] |= {"data": "<script>alert(1)</script>", "has_error": False}


@wrong("No editor can link to this: javascript:alert")
def script_for_a_translated_link(exported):
    entry = next(entry for entry in exported["translations"] if entry["overrides"])
    override = next(override for override in entry["overrides"] if str(override["data"]).startswith("https:"))
    override["data"] = "javascript:alert(1)"


@wrong("The file extra.html belongs to nothing in the export")
def file_of_nobody(exported):
    exported["media"].append({"name": "extra.html", "sha256": hashlib.sha256(b"").hexdigest(), "size": 0})


@pytest.mark.parametrize(
    ("act", "match"),
    [
        unknown_field, unknown_block, unknown_part_of_a_block, block_without_id, stream_that_is_none, dangling_link,
        unknown_category, unknown_page_type, duplicate_slug, duplicate_category, parent_after_child, no_date, no_choice,
        structure_for_text, unknown_language, unknown_table, broken_translation, broken_string, override_of_nothing,
        file_that_is_not_listed, wrong_checksum, listed_twice, media_without_checksum,
        script_for_an_address, unknown_choice_in_a_block, long_heading, script_in_a_label, script_in_a_translation,
        script_for_a_translated_link, file_of_nobody,
    ],
)  # fmt: skip
def test_content_that_is_wrong(empty, act, match):
    (empty / "media/extra.html").touch()
    change(empty, act)
    refuse(empty, match)


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "/etc/passwd",
        "a/../../b.png",
        "a//b.png",
        "./a.png",
        "",
        ".",
        "a\\b.png",
        "a\0.png",
        ".hidden/a.png",
    ],
)
def test_names_that_lead_elsewhere(empty, name):
    change(empty, lambda exported: exported["media"].append({"name": name, "sha256": "0", "size": 0}))
    refuse(empty, "is no name of a file in the media folder")


def test_symbolic_links(empty, tmp_path):
    secret = tmp_path / "secret.png"
    shutil.copy(empty / "media/original_images/frein.png", secret)
    (empty / "media/original_images/frein.png").unlink()
    (empty / "media/original_images/frein.png").symlink_to(secret)
    refuse(empty, "symbolic link")


def test_linked_folders(empty, tmp_path):
    (empty / "media/original_images").rename(tmp_path / "elsewhere")
    (empty / "media/original_images").symlink_to(tmp_path / "elsewhere")
    refuse(empty, "symbolic link")


def test_a_missing_file(empty):
    (empty / "media/original_images/frein.png").unlink()
    refuse(empty, "original_images/frein.png is missing")


def test_a_picture_that_is_none(empty):
    data = b"GIF89a but not really"
    (empty / "media/original_images/frein.png").write_bytes(data)

    def sign(exported):
        entry = next(entry for entry in exported["media"] if entry["name"].endswith("frein.png"))
        entry |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}

    change(empty, sign)
    refuse(empty, "is not a picture that can be read")


def test_another_file_of_that_name_is_not_overwritten(empty):
    target = Path(default_storage.path("original_images/frein.png"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"mine")
    refuse(empty, "There is another file named original_images/frein.png")
    assert target.read_bytes() == b"mine"


def test_the_same_file_may_be_there_already(empty):
    target = Path(default_storage.path("original_images/frein.png"))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty / "media/original_images/frein.png", target)
    call_command("import_content", empty)
    assert target.exists()


def interrupt(*args, **kwargs):
    raise KeyboardInterrupt


@contextmanager
def fail_at_commit():
    with transaction.atomic():
        yield
        raise DatabaseError("the server went away")


@pytest.mark.parametrize(
    ("place", "act"),
    [
        ("exchange.importer._Import._translations", interrupt),
        ("exchange.media._place", interrupt),
        ("exchange.importer.transaction", SimpleNamespace(atomic=fail_at_commit)),
    ],
)
def test_an_interrupted_import_leaves_no_trace(empty, monkeypatch, place, act):
    before, files = counts(), stored_files()
    monkeypatch.setattr(place, act)
    with pytest.raises((KeyboardInterrupt, CommandError)):
        call_command("import_content", empty)
    assert stored_files() == files
    assert counts() == before


def test_a_database_with_content_is_left_alone(content, tmp_path):
    call_command("export_content", tmp_path / "export")
    said = refuse(tmp_path / "export", "There is content already")
    assert "11 × wagtailcore.Page: “Accueil”, “Articles”, “Zoom”" in said


def test_a_label_is_content_too(empty):
    CategoryFactory(name_fr="Mien")
    refuse(empty, "1 × vocabulary.Category: “Mien”")


def test_the_first_page_of_wagtail_is_replaced(empty):
    welcome()
    call_command("import_content", empty)
    assert not Page.objects.filter(slug="home").exists()
    assert Site.objects.get().root_page.slug == "fr"


def welcome():
    """What Wagtail's own migrations leave."""
    page = Page(
        title="Welcome to your new Wagtail site!",
        slug="home",
        content_type=ContentType.objects.get_for_model(Page),
        locale=Locale.objects.get(language_code="fr"),
    )
    Page.objects.get(depth=1).add_child(instance=page)
    Site.objects.create(hostname="localhost", is_default_site=True, root_page=page)


def test_private_pages_are_not_exported(content, tmp_path):
    PageViewRestriction.objects.create(page=content.about, restriction_type=PageViewRestriction.LOGIN)
    with pytest.raises(CommandError, match="These pages are private, and an export would show them: À propos"):
        call_command("export_content", tmp_path / "export")
    assert not (tmp_path / "export").exists()


def test_a_dangling_reference_is_named_and_nothing_is_written(content, tmp_path):
    call_command("export_content", tmp_path / "export")
    before = (tmp_path / "export/content.json").read_bytes()
    content.image.delete()
    with pytest.raises(CommandError, match=r"Zoom .*body\.\d+\.paragraph: points to a row of wagtailimages.image"):
        call_command("export_content", tmp_path / "export")
    assert (tmp_path / "export/content.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_export_never_replaces_something_else(content, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CommandError, match="holds something else than an export"):
        call_command("export_content", tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_an_earlier_export_is_replaced_as_a_whole(content, tmp_path):
    folder = tmp_path / "export"
    call_command("export_content", folder)
    (folder / "media/stale.png").write_bytes(b"")
    call_command("export_content", folder)
    assert not (folder / "media/stale.png").exists()


def full_disk(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("failing", ["write_text", "rename"])
def test_an_export_that_fails_leaves_the_earlier_one(db, media, tmp_path, monkeypatch, failing):
    folder = tmp_path / "export"
    call_command("export_content", folder)
    before = (folder / "content.json").read_bytes()
    act = getattr(Path, failing)
    with monkeypatch.context() as patch:
        patch.setattr(
            Path, failing, lambda path, *args, **kwargs: (full_disk if is_new(path) else act)(path, *args, **kwargs)
        )
        with pytest.raises(CommandError, match="export can't be written: No space left on device"):
            call_command("export_content", folder)
    assert (folder / "content.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export", "media"]


def is_new(path):
    return "new" in (path.name, path.parent.name)


def test_an_earlier_export_that_cannot_go_back_is_kept(db, media, tmp_path, monkeypatch):
    folder = tmp_path / "export"
    call_command("export_content", folder)
    act = Path.rename
    monkeypatch.setattr(Path, "rename", lambda path, target: (act if path == folder else full_disk)(path, target))
    with pytest.raises(CommandError, match="export can't be written"):
        call_command("export_content", folder)
    assert len(list(tmp_path.glob(".export-*/old/content.json"))) == 1


def test_the_demonstration_loads_once(empty, monkeypatch, capsys):
    monkeypatch.setattr(demo, "FOLDER", empty)
    welcome()
    assert load_demo()
    before = counts()
    assert not load_demo()
    call_command("load_demo")
    assert "nothing was loaded" in capsys.readouterr().out
    assert counts() == before
