"""A digest changes with what is said, and with nothing else."""

import copy
import datetime
import uuid

import pytest
import wagtail_factories

from articles.models import ArticlePage
from articles.units import block_of, digest_of, units_of
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


def test_dates_are_read_as_they_are_stored(portal):
    quote = {"text": "Attendez.", "person": "Ada Lind", "date": datetime.date(2026, 3, 1)}
    reference = {"organisation": "HAS", "title": "Guide", "accessed": datetime.date(2026, 3, 2)}
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        body=stream(FIELD, ("quote", quote)),
        references=stream(ArticlePage.references.field, ("reference", reference)),
    )
    assert units_of(ArticlePage.objects.get(pk=page.pk)) == units_of(page)
