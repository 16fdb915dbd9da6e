"""What a kind of block says reaches everybody who has to read it: one word of its own in each part, followed."""

import json

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from articles.annotations import RunningText
from articles.article_streams import DoctorQuestionsBlock, KeyPointsBlock
from articles.blocks import CONTENT_BLOCKS
from articles.check_document import document_of
from articles.content.diff import differences
from articles.content.digest import block_of, units_of
from articles.content.visitor import Role, blocks_of, is_container
from articles.models import ArticlePage
from articles.pdf import leaflet
from exchange.references import Inward, Outward, Register
from exchange.refusal import Place
from exchange.stream_values import convert_stream
from search.index_text import text_of_page
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.blocks import MadeUp
from tests.reader.conftest import photograph
from vocabulary.models import Term

BODY = ArticlePage.body.field
# What doesn't arrive, for a reason.
NOT_SEARCHED = {"figure.image.alt_text"}  # who searches reads results, and the description is for who can't see


@pytest.fixture
def said(db):
    """A value of each kind, and the words in it."""
    made_up = MadeUp(photograph())
    made_up.body = [(name, made_up.value(block, name)) for name, block in BODY.stream_block.child_blocks.items()]
    return made_up


@pytest.fixture
def article(portal, said):
    return ArticlePageFactory(parent=portal.fr.articles, slug="mots", body=stream(BODY, *said.body))


def lost(said, text):
    """The parts whose word isn't in `text`."""
    return {path for path, word in said.words.items() if word not in text}


def shown(html):
    """What a page says: its text, and the descriptions of its pictures."""
    soup = BeautifulSoup(html, "html.parser")
    return " ".join([soup.get_text(" "), *(str(image.get("alt")) for image in soup("img"))])


def test_each_word_is_in_the_document_that_the_checks_read(article, said):
    assert lost(said, repr(document_of(article).blocks)) == set()


def test_each_word_is_in_the_digest_of_its_block(article, said):
    before, stored = units_of(article), json.dumps(article.body.get_prep_value())
    unheard = set()
    for path, word in said.words.items():
        article.body = BODY.stream_block.to_python(json.loads(stored.replace(word, f"{word}s")))
        changed = {block_of(unit) for unit, digest in units_of(article).items() if digest != before[unit]}
        if changed != {child.id for child in article.body if child.block_type == path.partition(".")[0]}:
            unheard.add(path)
    assert unheard == set()


def test_each_word_is_found_by_search(article, said):
    assert lost(said, " ".join(text_of_page(article).body)) == NOT_SEARCHED


def test_each_word_is_on_the_page(article, said, client):
    assert lost(said, shown(client.get(article.url).content)) == set()


def test_each_word_is_in_the_leaflet(article, said, client, monkeypatch):
    typeset = []
    monkeypatch.setattr(leaflet, "is_available", lambda: True)
    monkeypatch.setattr(leaflet, "_made", lambda key, order: typeset.append(order["html"]) or b"%PDF-1.7")
    assert client.get(article.pdf_urls()[0]).status_code == 200
    assert lost(said, shown(typeset[0])) == set()


def test_each_word_is_in_the_difference_to_a_text_without_it(article, said):
    html = "".join(found.html for found in differences(ArticlePage(), article, units_of(article)))
    assert lost(said, html) == set()


def test_each_word_is_in_a_segment_for_the_translator(article, said):
    segments = [segment for segment in extract_segments(article) if isinstance(segment, StringSegmentValue)]
    assert lost(said, " ".join(segment.string.data for segment in segments)) == set()


def test_each_word_goes_out_with_an_export_and_comes_in_again(article, said):
    register, place = Register(), Place(("Mots", "fr", "body"))
    register.add(article.body[[kind for kind, _value in said.body].index("figure")].value["image"])
    stored = article.body.get_prep_value()
    exported = convert_stream(BODY.stream_block, stored, Outward(register), place)
    assert lost(said, json.dumps(exported)) == set()
    assert convert_stream(BODY.stream_block, exported, Inward(register), place) == json.loads(json.dumps(stored))


def test_no_title_is_interrupted_by_the_explanation_of_a_word_in_it(article):
    titles = [
        part.text
        for _child, parts in blocks_of(article.body)
        for part in parts
        if part.role.is_title or part.role is Role.TABLE_CAPTION
    ]
    terms = [Term(pk=number, name_fr=title) for number, title in enumerate(titles, start=1)]
    running = RunningText("fr", terms=terms, address=lambda term: f"#word-{term.pk}")
    html = running.annotate(render_to_string("components/body.html", {"body": article.body}))
    assert len(titles) > 8 and all(title in html for title in titles)
    assert [term.name_fr for term in terms if term.pk in running.explained] == []


def test_a_kind_says_the_role_of_each_of_its_parts_and_of_no_other(article):
    for child, parts in blocks_of(article.body):
        if is_container(child.block):  # a paragraph is one part, and prose
            assert {part.name for part in parts} == {*getattr(child.block.meta, "parts", {})}, child.block_type


@pytest.mark.parametrize("stream_block", [KeyPointsBlock(), DoctorQuestionsBlock()])
def test_a_stream_names_only_kinds_that_it_has(stream_block):
    assert {*stream_block.meta.parts} == {*stream_block.child_blocks}


class Dose(blocks.StructBlock):
    """As somebody would add it who read nothing: no part is declared."""

    medicine = blocks.CharBlock()
    unit = blocks.ChoiceBlock([("mg", "milligrammes"), ("g", "grammes")])
    each = blocks.ListBlock(blocks.StructBlock([("age", blocks.CharBlock()), ("amount", blocks.IntegerBlock())]))
    careful = blocks.RichTextBlock()


def test_of_a_kind_that_declares_nothing_each_word_is_read_as_prose(said, monkeypatch):
    kind = Dose()
    kind.set_name("dose")
    monkeypatch.setitem(BODY.stream_block.child_blocks, "dose", kind)
    said.words.clear()
    page = ArticlePage(body=stream(BODY, ("dose", said.value(kind, "dose"))))
    page.locale = page.get_default_locale()
    (block,) = document_of(page, terms=[]).of("body")
    assert lost(said, block.text) == set()
    assert {"grammes", "100", "101"} <= {*block.text.split()}
    assert all(passage.is_prose for passage in block.passages)
    assert {part.role for _child, parts in blocks_of(page.body) for part in parts} == {Role.PROSE}


def test_every_kind_is_tried(said):
    assert [name for name, _value in said.body] == [name for name, _block in CONTENT_BLOCKS]
