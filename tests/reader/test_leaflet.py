"""The leaflet: an article as a tagged PDF, in normal and in large print."""

import io
import os
import subprocess

import pypdf
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage

from articles.models import ArticlePage
from articles.pdf import leaflet
from tests.factories.articles import stream
from tests.reader import tagged_pdf
from tests.reader.conftest import every_block, photograph


@pytest.fixture
def typesetting():
    caches["made"].clear()
    if not leaflet.is_available():
        reason = "no leaflets: WeasyPrint needs Pango (apt-get install libpangoft2-1.0-0)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def leaflets(client, *articles):
    """The PDFs of articles, in normal and in large print: (address, PDF)."""
    for page in articles:
        for url in page.pdf_urls():
            yield url, pypdf.PdfReader(io.BytesIO(client.get(url).content))


def test_a_leaflet_is_named_as_its_article_whatever_its_letters(article, client, typesetting, monkeypatch):
    monkeypatch.setattr("articles.pdf.leaflet._typeset", lambda order: b"%PDF-1.7")
    article.slug = "œdème"
    article.save()
    answer = client.get(article.pdf_urls()[0])
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''%C5%93d%C3%A8me.pdf"


def test_a_leaflet_is_a_tagged_pdf_in_its_language(article, client, typesetting):
    answer = client.get(article.pdf_urls()[0])
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="immunotherapie.pdf"'
    assert answer["Link"] == f'<{settings.BASE_URL}/fr/articles/immunotherapie/>; rel="canonical"'
    pdf = pypdf.PdfReader(io.BytesIO(answer.content))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf.metadata.title == "Zoom sur l’immunothérapie – Zoom Santé"
    assert pdf.outline[0].title == "Zoom sur l’immunothérapie"
    kinds = {tagged_pdf.kind(tag) for tag in tagged_pdf.tags(tagged_pdf.document(pdf))}
    assert {"H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TH", "TD", "Figure", "Link"} <= kinds
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].partition("+")[2] for font in fonts} <= {
        "House-Serif",
        "House-Serif-Bold",
        "House-Serif-Italic",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_block_is_tagged_as_pdf_ua_asks(filled_portal, client, typesetting, language):
    tree = getattr(filled_portal, language)
    articles = ArticlePage.objects.child_of(tree.articles).live()
    assert len(articles) == 2
    for url, pdf in leaflets(client, *articles):
        assert list(tagged_pdf.faults(pdf)) == [], url


def test_what_pages_part_is_one_when_read_aloud(article, client, typesetting):
    """A paragraph, a list and a table over several pages, with a head on each; a list in a list."""
    row = {"values": ["<p>Un mot</p>", "<p>Une phrase qui dit ce que l’on peut remarquer.</p>"]}
    table = dict(every_block(article.illustration))["table"] | {"rows": [row] * 120}
    words = "Ce paragraphe est plus long qu’une page. " * 250
    article.body = stream(
        ArticlePage.body.field,
        ("heading", {"text": "Une partie", "level": "2"}),
        ("paragraph", f"<p>{words}</p><ul><li>un<ul><li>dedans</li></ul></li>{'<li>encore un</li>' * 150}</ul>"),
        ("table", table),
    )
    article.save()
    for url, pdf in leaflets(client, article):
        assert list(tagged_pdf.faults(pdf)) == [], url
        everything = list(tagged_pdf.tags(tagged_pdf.document(pdf)))
        tables = [tag for tag in everything if tagged_pdf.kind(tag) == "Table"]
        assert [sum(tagged_pdf.kind(each) == "TR" for each in tagged_pdf.tags(tag)) for tag in tables] == [121]
        longest = max(
            (tag for tag in everything if tagged_pdf.kind(tag) == "P"), key=lambda tag: len(list(tagged_pdf.kids(tag)))
        )
        assert len({kid.raw_get("/Pg").idnum for kid in tagged_pdf.kids(longest)}) > 1
        lists = [tag for tag in everything if tagged_pdf.kind(tag) == "L"]
        assert 151 in {sum(tagged_pdf.kind(each) == "LI" for each in tagged_pdf.children(tag)) for tag in lists}


def test_it_names_the_language_of_foreign_words_and_describes_links_in_words(article, client, typesetting):
    article.body = stream(
        ArticlePage.body.field, ("paragraph", '<p>Un <a href="https://www.nhs.uk/">site utile</a>, de Londres.</p>')
    )
    article.save()
    for _url, pdf in leaflets(client, article):
        languages = {tag.get("/Lang") for tag in tagged_pdf.tags(tagged_pdf.document(pdf))}
        assert languages == {None, "en"}
        said = [link.get_object()["/Contents"] for page in pdf.pages for link in page.get("/Annots", [])]
        assert "site utile" in said
        assert f"{settings.BASE_URL}{article.url}" in said


def test_a_picture_that_says_nothing_is_decoration(article, client, typesetting):
    """And page numbers are, and what a table repeats."""
    article.body = stream(
        ArticlePage.body.field,
        ("figure", {"image": {"image": photograph().pk, "alt_text": "", "decorative": True}, "caption": "Légende"}),
    )
    article.save()
    (_url, pdf), _large = leaflets(client, article)
    assert list(tagged_pdf.faults(pdf)) == []
    kinds = [tagged_pdf.kind(tag) for tag in tagged_pdf.tags(tagged_pdf.document(pdf))]
    assert "Figure" not in kinds
    streams = b"".join(page.get_contents().get_data() for page in pdf.pages)
    assert b"/Type /Layout" in streams
    assert streams.count(b"/Type /Pagination") == len(pdf.pages)


def test_it_says_all_that_the_page_does_and_where_to_look_again(article, client, typesetting):
    article.save_revision().publish()
    pdf = pypdf.PdfReader(io.BytesIO(client.get(article.pdf_urls()[0]).content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "L’essentiel",
        "Une réponse.",
        "Pourquoi moi",
        "Rapport",
        "/fr/articles/immunotherapie/",
        "Pas votre",
    ):
        assert words in text, words
    for words in ("Menu", "English", "JavaScript"):
        assert words not in text, words


def test_large_print_takes_more_paper(article, client, typesetting):
    normal, large = (pypdf.PdfReader(io.BytesIO(client.get(url).content)) for url in article.pdf_urls())
    assert len(large.pages) > len(normal.pages)


def test_it_is_typeset_once_for_one_content(article, client, typesetting, monkeypatch):
    made = []
    monkeypatch.setattr(leaflet, "_typeset", lambda order: made.append(order["html"]) or b"%PDF")
    address = article.pdf_urls()[0]
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    client.get(address + "?whatever=1")
    assert len(made) == 1
    article.title = "Un autre titre"
    article.save()
    client.get(address)
    assert len(made) == 2


def test_another_typesetter_makes_another_leaflet(article, client, typesetting, monkeypatch, tmp_path):
    first = client.get(article.pdf_urls()[0])
    changed = tmp_path / "typesetter.py"
    changed.write_text(leaflet.TYPESETTER.read_text() + "# changed")
    monkeypatch.setattr(leaflet, "TYPESETTER", changed)
    monkeypatch.setattr(leaflet, "_typeset", lambda order: b"%PDF")
    assert client.get(article.pdf_urls()[0])["ETag"] != first["ETag"]


def test_who_is_logged_in_makes_no_difference(article, client, admin_client, typesetting, monkeypatch):
    made = []
    monkeypatch.setattr(leaflet, "_typeset", lambda order: made.append(order["html"]) or b"%PDF")
    client.get(article.pdf_urls()[0])
    admin_client.get(article.pdf_urls()[0])
    assert len(made) == 1


def test_without_weasyprint_it_is_neither_offered_nor_there(article, client, read, monkeypatch):
    address = article.url + "pdf/"
    monkeypatch.setattr(leaflet, "is_available", lambda: False)
    _answer, _html, page = read(article.url)
    assert not page.all("a", type="application/pdf")
    assert client.get(address).status_code == 404
    monkeypatch.setattr(leaflet, "is_available", lambda: True)
    _answer, _html, page = read(article.url)
    assert [link["href"] for link in page.all("a", type="application/pdf")] == list(article.pdf_urls())


@pytest.mark.parametrize(
    "failure", [subprocess.TimeoutExpired("x", 1), subprocess.CalledProcessError(1, "x", b"", b"!")]
)
def test_a_failure_is_said_plainly_and_kept_by_nobody(article, client, monkeypatch, failure, caplog):
    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr(leaflet, "is_available", lambda: True)
    monkeypatch.setattr(leaflet.subprocess, "run", fail)
    monkeypatch.setattr(leaflet, "version", lambda name: "0")
    answer = client.get(article.url + "pdf/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "no-cache" not in answer.headers.get("Cache-Control", "no-store")
    assert "leaflet" in caplog.text


def test_a_crowd_waits_and_is_then_sent_away(article, client, monkeypatch):
    monkeypatch.setattr(leaflet, "is_available", lambda: True)
    monkeypatch.setattr(leaflet, "PATIENCE", 0)
    monkeypatch.setattr(leaflet, "version", lambda name: "0")
    with leaflet.ONE_AT_A_TIME:
        assert client.get(article.url + "pdf/").status_code == 503


def test_nothing_is_fetched_but_uploads(typesetting):
    name = default_storage.save("images/x.svg", io.BytesIO(b"<svg/>"))
    html = leaflet._document(
        f'<link href="/x.css"><script src="/x.js"></script><img src="{default_storage.url(name)}" srcset="x 2x">'
        '<img src="http://169.254.169.254/"><img src="file:///etc/passwd"><img src="/media/../pyproject.toml">'
    )
    assert html.startswith('<img src="data:image/svg+xml;base64,')
    assert html.count('<img src=""/>') == 3
    # What an uploaded picture asks for is refused by the program itself.
    order = {
        "html": '<html lang="fr"><title>T</title><img alt="" src="file:///etc/passwd"><link rel="stylesheet" '
        'href="http://127.0.0.1:9/"><p>x',
        "css": ["@import url(file:///etc/hostname);", "@font-face { font-family: x; src: url('%2e%2e/x.ttf') }"],
        "base_url": "http://127.0.0.1:9/",
    }
    assert leaflet._typeset(order).startswith(b"%PDF")


def test_pictures_larger_than_a_leaflet_carries_are_left_out(monkeypatch):
    name = default_storage.save("images/x.png", io.BytesIO(b"0" * 3000))
    monkeypatch.setattr(leaflet, "LARGEST_PICTURES", 3500)
    assert leaflet._document(f'<img src="{default_storage.url(name)}">') == '<img src=""/>'
