"""A digest changes with what is said, and with nothing else."""

import copy
import json
import uuid

import pytest
import wagtail_factories

from articles.content.digest import block_of, digest_of, shapes_of, units_of
from articles.models import ArticlePage
from tests.factories.articles import ArticlePageFactory, every_block, stream

FIELD = ArticlePage._meta.get_field("body")


def paragraph(html):
    return ArticlePage(title="Zoom", body=stream(FIELD, ("paragraph", html)))


def said(html):
    page = paragraph(html)
    return next(digest for unit, digest in units_of(page).items() if block_of(unit))


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="a1">Prenez 5 mg <b>le matin</b>.</p>',
        "<p>Prenez 5\u00a0mg <strong>le matin</strong>.</p>\n",
        "<p> Prenez  5 mg <b>le ma\u00adtin</b>.\u200b</p>",
        '<p class="x">Prenez<br/>5 mg <b>le matin</b>.</p>',
    ],
)
def test_layout_and_white_space_change_no_digest(html):
    assert said(html) == said("<p>Prenez 5 mg <b>le matin</b>.</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Prenez 50 mg <b>le matin</b>.</p>",
        "<p>Prenez 5 mg<b>le matin</b>.</p>",
        "<p>Prenez 5 mg le matin.</p>",
        "<p>Prenez 5 mg</p><p><b>le matin</b>.</p>",
        '<p>Prenez 5 mg <b><a href="https://a.fr">le matin</a></b>.</p>',
    ],
)
def test_a_word_a_number_emphasis_a_paragraph_or_a_link_does(html):
    assert said(html) != said("<p>Prenez 5 mg <b>le matin</b>.</p>")


@pytest.mark.parametrize(
    ("html", "is_wording"),
    [
        ("<p>Il y a <b>105</b> cellules,</p><p>environ.</p>", True),
        ("<p>Il y a 10<sup>5</sup> cellules.</p>", False),
        ('<p>Il y a <a href="https://a.fr">105</a> cellules.</p>', False),
    ],
)
def test_a_shape_stays_where_only_the_wording_changes(html, is_wording):
    before, now = paragraph("<p>Il y a 105 cellules.</p>"), paragraph(html)
    now.body[0].id = before.body[0].id
    assert (shapes_of(before) == shapes_of(now)) is is_wording


def test_in_which_language_a_phrase_is_read_out_is_no_change_of_what_it_says():
    plain, marked = "<p>Un <b>informed</b> consent, dit-on.</p>", '<a linktype="language" id="en">'
    assert said(f"<p>Un {marked}<b>informed</b> consent</a>, dit-on.</p>") == said(plain)
    assert said(f"<p>Un {marked}<b>uninformed</b> consent</a>, dit-on.</p>") != said(plain)


def test_a_power_is_not_a_number():
    assert said("<p>10⁵ cellules</p>") != said("<p>105 cellules</p>")


def test_the_order_of_the_blocks_is_a_unit():
    page = paragraph("<p>a</p>")
    page.body.append(("paragraph", "<p>b</p>"))
    before = units_of(page)
    page.body = stream(FIELD)
    assert {unit for unit in before if unit not in units_of(page)} == {u for u in before if block_of(u)}
    assert before["body:order"] != units_of(page)["body:order"]


@pytest.fixture
def image(db):
    return wagtail_factories.ImageFactory()


def test_what_is_stored_has_the_digest_of_what_was_in_memory(portal, image):
    page = ArticlePageFactory(parent=portal.fr.articles, body=every_block(FIELD, image))
    before = units_of(page)
    stored = ArticlePage.objects.get(pk=page.pk)
    assert units_of(stored) == before == units_of(page.save_revision().as_object())
    assert len(before) == 8 + len(page.body)  # four plain fields, the order of four streams, the blocks


def test_another_file_under_the_same_picture_is_a_change(portal, image):
    page = ArticlePageFactory(parent=portal.fr.articles, body=every_block(FIELD, image))
    before = units_of(page)
    image.file_hash = "0" * 40
    image.save()
    changed = {unit for unit, digest in units_of(page).items() if before[unit] != digest}
    assert {page.body[i].block_type for i, b in enumerate(page.body) if f"body:{b.id}" in changed} == {"figure"}
    assert digest_of(before) != digest_of(units_of(page))


def test_a_value_set_in_python_is_seen():
    page = paragraph("<p>a</p>")
    before = units_of(page)
    changed = copy.deepcopy(page)
    changed.body[0].value = type(changed.body[0].value)("<p>b</p>")
    assert before != units_of(changed)


def test_a_block_without_an_id_gets_one_that_stays():
    page = ArticlePage(title="Zoom", body=FIELD.stream_block.to_python([{"type": "paragraph", "value": "<p>a</p>"}]))
    unit = next(unit for unit in units_of(page) if block_of(unit))
    assert uuid.UUID(block_of(unit)) and unit in units_of(page)


def test_a_link_is_to_what_it_leads_to_not_to_its_number(portal):
    """The same content elsewhere has other primary keys; another page under the same words is another text."""

    def link(page):
        return said(f'<p><a linktype="page" id="{page.pk}">Lire</a></p>')

    home, other = portal.fr.home, portal.fr.articles
    before = link(home)
    assert link(other) != before
    other.translation_key, home.translation_key = home.translation_key, uuid.uuid4()
    home.save()
    other.save()
    assert link(other) == before
    assert link(ArticlePage(pk=0)) not in (before, link(home))


def test_a_picture_in_the_text_is_its_file_not_its_number(portal):
    def embedded(**fields):
        image = wagtail_factories.ImageFactory(**fields)
        return said(f'<embed embedtype="image" id="{image.pk}" alt="" format="left"/>')

    before = embedded(file_hash="1" * 40)
    assert embedded(file_hash="1" * 40) == before
    assert embedded(file_hash="2" * 40) != before


def test_what_was_never_there_is_as_what_a_form_leaves_empty():
    field = ArticlePage._meta.get_field("references")

    def source(**parts):
        value = {"organisation": "HAS", "title": "Guide", "year": 2025, **parts}
        block = {"type": "reference", "id": "3f1c", "value": value}
        return units_of(ArticlePage(title="Zoom", references=field.stream_block.to_python([block])))

    assert source() == source(url="", language="", accessed=None)
    assert source() != source(language="en")


def test_a_date_that_has_been_looked_at_is_the_same_date():
    value = {"organisation": "HAS", "title": "Guide", "accessed": "2026-01-31"}
    page = ArticlePage(title="Zoom", references=stream(ArticlePage._meta.get_field("references"), ("reference", value)))
    before = units_of(page)
    assert page.references[0].value["accessed"].year == 2026
    assert units_of(page) == before


FIXED = "11111111-1111-4111-8111-1111111111%02d"
CELL = {"columns": [{"type": "text", "heading": "Dose"}], "rows": [{"values": ["<p>5 mg</p>"]}], "caption": "Doses"}
ITEM = {"type": "item", "id": FIXED % 90, "value": "<p>un</p>"}
BLOCKS = [
    ("heading", {"text": "La dose", "level": "2"}),
    ("paragraph", '<p>Prenez <b>5 mg</b>, <a href="https://www.has-sante.fr/">le soir</a>.</p>'),
    ("item_list", {"kind": "numbered", "entries": [ITEM]}),
    ("callout", {"kind": "caution", "title": "Attention", "text": "<p>Appelez.</p>"}),
    ("figure", {"image": {"image": 7, "decorative": False, "alt_text": "Une cellule"}, "caption": "", "credit": ""}),
    ("table", CELL),
]


def fixed_article():
    body = [{"type": kind, "value": value, "id": FIXED % n} for n, (kind, value) in enumerate(BLOCKS, 10)]
    return ArticlePage(title="La dose", introduction="Combien, et quand.", body=json.dumps(body))


def test_the_digest_of_a_text_is_what_it_was_when_texts_were_signed_by_it(db):
    """As computed by 0.1. Another way to compute it would void every signature: it needs another `DIGEST_VERSION`."""
    units = units_of(fixed_article())
    assert len(units) == 14
    assert digest_of(units) == "194e4b72f0ea11c0a51ac79bcc23868ded82ff0e902f7ba46d17eb8e80fa6c6d"
