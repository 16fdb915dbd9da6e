"""`import_article`: a draft and a report, or one clear line and nothing saved."""

import os
import random
import struct
import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import Locale, Page, PageLogEntry

from articles.models import ArticlePage
from exchange.imported_document import Document
from exchange.page_builder import find_author
from tests.exchange.documents import ARTICLE, MARKDOWN, RELATIONS, WORD, article_docx, docx, p
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory


@pytest.fixture
def labels(portal):
    CategoryFactory(name_fr="Cancer", slug_fr="cancer", slug_en="cancer")
    CategoryFactory(name_fr="Télémédecine", slug_fr="telemedecine", slug_en="telemedicine")
    return portal


def run(path, *options, locale="fr"):
    with translation.override("en"):
        call_command("import_article", str(path), "--locale", locale, *options)


def write(tmp_path, data, name="article.txt"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_draft_and_what_was_made_of_it(labels, tmp_path, capsys):
    PersonFactory(name_fr="JEANNE TEST", name_en="Jeanne Test")
    run(write(tmp_path, ARTICLE), "--category", "telemedecine")
    page = ArticlePage.objects.get()
    assert not page.live and page.get_parent().specific == labels.fr.articles and page.locale == labels.fr.locale
    assert page.title == "Zoom sur … la téléconsultation" and page.slug == "zoom-sur-la-teleconsultation"
    assert str(page.published_on) == "2018-03-01"
    assert [person.name_fr for person in page.authors] == ["JEANNE TEST"]
    assert [category.slug_fr for category in page.categories] == ["telemedecine"]
    draft = page.get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == [
        "heading", "paragraph", "item_list", "heading", "paragraph", "quote", "heading", "paragraph", "definition_list",
    ]  # fmt: skip
    assert draft.body[2].value["entries"].bound_blocks[0].id
    assert [entry.action for entry in PageLogEntry.objects.filter(page=page.pk)] != []
    out = capsys.readouterr().out
    assert "  1 heading " in out and "  9 definition_list " in out
    assert "Retour à la liste des articles" in out and "--category cancer telemedecine" in out
    assert "told here, not quoted" in out
    assert out.strip().endswith(f"http://127.0.0.1:8000/admin/pages/{page.pk}/edit/")


def test_the_draft_opens_in_the_editor_and_can_be_read(labels, tmp_path, admin_client):
    run(write(tmp_path, article_docx(), "article.docx"))
    page = ArticlePage.objects.get()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert admin_client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_an_unknown_author_is_said_and_not_made_up(labels, tmp_path, capsys):
    run(write(tmp_path, ARTICLE))
    assert "Nobody among the people is named “Jeanne Test”" in capsys.readouterr().out
    assert ArticlePage.objects.get().authors == []


def test_in_english_under_the_english_list(labels, tmp_path):
    run(write(tmp_path, MARKDOWN, "a.md"), "--category", "cancer", "telemedicine", locale="en")
    page = ArticlePage.objects.get()
    assert page.get_parent().specific == labels.en.articles
    assert [category.slug_en for category in page.categories] == ["cancer", "telemedicine"]


def test_twice_makes_two_drafts_with_addresses_of_their_own(labels, tmp_path):
    path = write(tmp_path, ARTICLE)
    run(path)
    run(path)
    assert len(set(ArticlePage.objects.values_list("slug", flat=True))) == 2


def test_a_title_without_letters(labels, tmp_path):
    run(write(tmp_path, "« … »\n\nDeux mots.\n\nTrois mots là."))
    run(write(tmp_path, "« … »\n\nDeux mots.\n\nTrois mots là."))
    assert sorted(ArticlePage.objects.values_list("slug", flat=True)) == ["article", "article-1"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Titre\n\nÉté à l’hôpital.\n\nFin.".encode("utf-8-sig"), None),
        ("Titre\n\nÉté à l’hôpital.\n\nFin.".encode("cp1252"), "Windows-1252"),
        ("Titre\r\n\r\nÉté à l'hôpital.\r\n\r\nFin.".encode("latin-1"), "Windows-1252"),
    ],
)
def test_encodings(labels, tmp_path, capsys, data, said):
    run(write(tmp_path, data))
    page = ArticlePage.objects.get()
    assert page.introduction.startswith("Été à l") and page.title == "Titre"
    assert said is None or said in capsys.readouterr().out


def refuse(path, match, *options, locale="fr", seconds=20, megabytes=200):
    before, log = Page.objects.count(), PageLogEntry.objects.count()
    started = time.process_time()  # the processor's seconds: other work on the machine doesn't count
    tracemalloc.start()
    try:
        with pytest.raises(CommandError, match=match) as error:
            run(path, *options, locale=locale)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < seconds and peak < megabytes << 20
    assert error.value.returncode == 2 and "\n" not in str(error.value)
    assert (Page.objects.count(), PageLogEntry.objects.count()) == (before, log)


NO_TEXT = "is not a text"
random.seed(1)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t ", "is empty"),
        ("a.txt", "…\n\n•\n\n—".encode(), "There is no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + random.randbytes(500), NO_TEXT),
        ("a.txt", random.randbytes(5000), NO_TEXT),
        ("a.txt", b"a title\n\nwith a null \0 in it", NO_TEXT),
        ("a.txt", "un titre".encode("utf-16"), NO_TEXT),
        ("a.txt", b"titre \x81\x8d", NO_TEXT),
        ("a.txt", b"titre \x1b[31m\x07", NO_TEXT),
        ("a.txt", b"%PDF-1.7 text", NO_TEXT),
        ("a.md", b"{\\rtf1 text}", NO_TEXT),
        ("a.txt", article_docx(), NO_TEXT),
        ("a.txt", b"<!DOCTYPE html><p>x", "web page"),
        ("a.txt", b"a" * (4 << 20), "too long"),
        ("a.md", b"[" * (4 << 20), "too long"),
        ("a.md", b"> " * 9_000 + b"x" * 3000, "too long"),
        ("a.txt", b"mot " * 60_000, "too long"),
        ("a.txt", b"un titre\n" * 700_000, "larger than 5 MB"),
        ("a.pdf", b"%PDF", "Only plain text"),
        ("a.exe", b"MZ", "Only plain text"),
        ("noextension", b"text", "Only plain text"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "Only plain text"),
        ("a.docx", b"plain text", "is not a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0 encrypted", "is not a Word document"),
        ("a.docx", b"PK\x03\x04 and nothing more", "damaged"),
        ("a.docx", article_docx()[:-40], "damaged"),
        ("a.docx", docx(document=b"<w:document"), "damaged"),
        ("a.docx", docx(document=b"<a/>"), "There is no text|damaged"),
        ("a.docx", docx(document=b"\xff\xfe\0"), "damaged"),
        ("a.docx", docx(), "There is no text"),
    ],
)
def test_files_that_are_no_article(labels, tmp_path, name, data, said):
    refuse(write(tmp_path, data, name), said)


def entities(declaration):
    return docx(
        document=(
            f'<!DOCTYPE d [{declaration}]><w:document xmlns:w="{WORD}"><w:body>{p("&lol;")}</w:body></w:document>'
        ).encode()
    )


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + '<!ENTITY lol "&j;">'  # fmt: skip


@pytest.mark.parametrize(
    "declaration",
    [LAUGHS, '<!ENTITY lol SYSTEM "file:///etc/passwd">', '<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;'],
)
def test_entities_in_word_documents(labels, tmp_path, declaration):
    refuse(write(tmp_path, entities(declaration), "a.docx"), "declares entities")


def test_entities_in_another_encoding(labels, tmp_path):
    data = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [{LAUGHS}]><d>&lol;</d>'.encode("utf-16")
    refuse(write(tmp_path, docx(document=data), "a.docx"), "declares entities")


def nested(depth):
    body = "<w:p>" * depth + "</w:p>" * depth
    return docx(document=f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (nested(50_000), "nested or cut up"),
        (docx(p("a") * 90_000), "nested or cut up"),
        (docx(p("a" * (45 << 20))), "unpacks to far more"),
        (docx(p("Bombe"), extra=[("word/media/a.bin", b"\0" * (45 << 20))]), "unpacks to far more"),
        (docx(p("Bombe"), extra=[(f"word/media/{n}.png", b"") for n in range(2100)]), "unpacks to far more"),
        (docx(p("mot " * 60_000)), "too long"),
    ],
    ids=["depth", "elements", "text", "media", "entries", "words"],
)
def test_word_documents_that_would_eat_the_machine(labels, tmp_path, data, said):
    assert len(data) < 5 << 20
    refuse(write(tmp_path, data, "a.docx"), said, megabytes=300)


def test_a_zip_that_lies_about_its_sizes(labels, tmp_path):
    """The directory says 100 bytes, the part unpacks to 60 MB."""
    data = bytearray(docx(p("a" * (60 << 20))))
    size = struct.pack("<I", 100)
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        real = struct.pack("<I", archive.getinfo("word/document.xml").file_size)
    data = bytes(data).replace(real, size)
    refuse(write(tmp_path, data, "a.docx"), "damaged|unpacks to far more")


def test_parts_that_are_not_read_do_no_harm(labels, tmp_path):
    """Nested archives, names that lead elsewhere, pictures that would be fetched."""
    picture = (
        f'<w:p><w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:blip xmlns:r="{RELATIONS}" r:link="rLink"/></w:drawing></w:r></w:p>'
    )
    extra = [
        ("../../evil.xml", b"<x"),
        ("/etc/evil.xml", b"<x"),
        ("word/../evil.xml", b"<x"),
        ("word/inner.zip", article_docx()),
    ]
    run(write(tmp_path, docx(p("Un titre"), p("Une introduction."), p("La suite."), picture, extra=extra), "a.docx"))
    assert ArticlePage.objects.get().title == "Un titre"


def test_paths_that_are_no_file(labels, tmp_path):
    refuse(tmp_path / "nowhere.txt", "There is no file")
    refuse(tmp_path, "There is no file")
    refuse("/dev/zero", "There is no file")
    os.mkfifo(tmp_path / "pipe.txt")
    refuse(tmp_path / "pipe.txt", "There is no file")
    refuse("a\0.txt", "There is no file|can't be read")


def test_unknown_language(labels, tmp_path):
    refuse(write(tmp_path, ARTICLE), r"There is no language “xx” here. There is: en, fr.", locale="xx")


def test_a_language_without_a_list(labels, tmp_path):
    labels.en.articles.delete()
    refuse(write(tmp_path, ARTICLE), "There is no list of articles", locale="en")
    Locale.objects.create(language_code="de")
    refuse(write(tmp_path, ARTICLE), "There is no list of articles", locale="de")


def test_unknown_category(labels, tmp_path):
    refuse(write(tmp_path, ARTICLE), "There is no category “x”. There is: cancer, telemedecine.", "--category", "x")


def test_nothing_is_kept_of_a_draft_that_fails(labels, tmp_path, monkeypatch):
    ArticlePageFactory(parent=labels.fr.articles)
    before = Page.objects.count()
    monkeypatch.setattr(ArticlePage, "save_revision", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(write(tmp_path, ARTICLE))
    assert Page.objects.count() == before


@pytest.mark.parametrize("written", ["Marie-Cécile Lœuvre", "MARIE-CECILE LOEUVRE", "Marie-Cécile  Lœuvre"])
def test_an_author_is_found_however_the_name_is_typed(db, written):
    person = PersonFactory(name_fr="Marie-Cécile Lœuvre")
    assert find_author(Document(author=written)) == person
