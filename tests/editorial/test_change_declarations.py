"""What an author may call minor, and what keeps a signature."""

import pytest
import wagtail_factories
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import ArticlePage, DeclaredChange
from articles.publication import RefusedError
from editorial.changes.change_declarations import declare, must_be_clinical, undeclared_changes
from editorial.register.authorship import latest_text
from editorial.register.signature_status import standing_of
from tests.editorial.conftest import edited, signed_by

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


def unit_of_paragraph(page):
    return f"body:{page.body[1].id}"


@pytest.mark.parametrize(
    ("html", "is_free"),
    [
        ("<p>Prenez le comprimé, le matin.</p>", True),
        ("<p>Prenez <b>le comprimé</b> le matin.</p>", True),
        ("<p>PRENEZ les comprimés le matin…</p>", True),
        ("<p>Vous prenez le comprimés ce matin.</p>", True),
        ("<p>Arrêtez le comprimé le matin.</p>", False),
        ("<p>Prenez le poison le matin.</p>", False),
        ("<p>Prenez le comprimé matin et soir.</p>", False),
        ("<p>Prenez le comprimé.</p>", False),
        ("<p>Prenez 2 comprimés le matin.</p>", False),
        ("<p>Ne prenez pas le comprimé le matin.</p>", False),
        ('<p>Prenez <a href="https://example.org/">le comprimé</a> le matin.</p>', False),
    ],
)
def test_what_a_reader_acts_on_cannot_change_as_minor(live, people, html, is_free):
    edited(live, people.editor, html=html)
    unit = unit_of_paragraph(live)
    assert undeclared_changes(fresh(live)) == [unit]
    assert (unit not in must_be_clinical(fresh(live))) is is_free
    if is_free:
        (row,) = declare(page=live, kinds={unit: "minor"}, summary="Virgule", user=people.editor)
        assert (row.author_id, row.summary) == (people.editor.pk, "Virgule")
        assert standing_of(latest_text(fresh(live))).is_signed
        fresh(live).get_latest_revision().publish()
        assert not fresh(live).unsigned_since
    else:
        with pytest.raises(ValidationError):
            declare(page=live, kinds={unit: "minor"}, summary="", user=people.editor)
        with pytest.raises(RefusedError):
            fresh(live).get_latest_revision().publish()


def test_a_passage_that_is_new_gone_or_elsewhere_is_clinical(live, people):
    text = latest_text(fresh(live))
    gone = f"body:{text.body[2].id}"
    del text.body[2]
    text.body.append(("paragraph", "<p>Nouveau.</p>"))
    text.save_revision(user=people.editor)
    new = f"body:{latest_text(fresh(live)).body[2].id}"
    assert set(must_be_clinical(fresh(live))) == {gone, new}


def test_an_order_is_clinical(live, people):
    text = latest_text(fresh(live))
    raw = list(text.body.raw_data)
    text.body = text.body.stream_block.to_python([raw[0], raw[2], raw[1]])
    text.save_revision(user=people.editor)
    assert list(must_be_clinical(fresh(live))) == ["body:order"]


def test_another_kind_of_callout_is_clinical_though_its_words_are_the_same(live, people):
    text = latest_text(fresh(live))
    text.body[2].value["kind"] = "information"
    text.save_revision(user=people.editor)
    assert list(must_be_clinical(fresh(live))) == [f"body:{live.body[2].id}"]


@pytest.mark.parametrize(
    ("field", "number", "wording", "more"),
    [
        ("body", 0, {"text": "Le traitement,"}, {"level": "3"}),
        ("body", 2, {"title": "Attention,"}, {"kind": "information"}),
        ("references", 0, {"title": "Guides"}, {"year": 2020}),
        ("references", 0, {"title": "Guides"}, {"url": "https://example.org/"}),
    ],
)
def test_a_kind_a_level_or_a_source_that_changes_with_a_word_is_clinical(live, people, field, number, wording, more):
    for parts in (wording, more):
        text = latest_text(fresh(live))
        getattr(text, field)[number].value.update(parts)
        text.save_revision(user=people.editor)
        (unit,) = undeclared_changes(fresh(live))
        assert (unit in must_be_clinical(fresh(live))) is (parts is more)


def figure(image, alt_text):
    return {"image": {"image": image.pk, "alt_text": alt_text, "decorative": False}, "caption": "", "credit": ""}


def link(host, words):
    return f'<p><a href="https://{host}/">{words}</a> la suite.</p>'


def items(count, words):
    return {"kind": "bulleted", "entries": [f"<p>{words}</p>"] * count}


@pytest.mark.parametrize(
    ("kind", "value", "one", "other"),
    [("figure", figure, "1", "2"), ("paragraph", link, "a.example", "b.example"), ("item_list", items, 1, 2)],
)
def test_another_picture_target_or_item_under_other_words_is_clinical(draft, people, kind, value, one, other):
    block = draft.body.stream_block.child_blocks[kind]
    if kind == "figure":
        one, other = (wagtail_factories.ImageFactory(file_hash=digit * 40) for digit in (one, other))
    text = latest_text(draft)
    text.body.append((kind, block.to_python(value(one, "Lire"))))
    text.save_revision(user=people.editor)
    signed_by(people.reviewer, draft)
    for seen in (one, other):
        text = latest_text(fresh(draft))
        text.body[3] = (kind, block.to_python(value(seen, "Lire !")), text.body[3].id)
        text.save_revision(user=people.editor)
        (unit,) = undeclared_changes(fresh(draft))
        assert (unit in must_be_clinical(fresh(draft))) is (seen is other)


def test_what_is_not_declared_is_clinical_and_what_is_declared_twice_is_kept_once(live, people):
    edited(live, people.editor, html="<p>Prenez le comprimé, le matin.</p>", introduction="Ce que vous trouverez, ici.")
    unit = unit_of_paragraph(live)
    for _time in range(2):
        declare(page=live, kinds={unit: "minor", "title": "minor"}, summary="", user=people.editor)
    assert DeclaredChange.objects.count() == 1
    assert standing_of(latest_text(fresh(live))).unsigned == ["introduction"]


def test_who_may_not_edit_declares_nothing(live, people):
    edited(live, people.editor, html="<p>Prenez le comprimé, le matin.</p>")
    for user in (people.reviewer, people.translator):
        with pytest.raises(PermissionDenied):
            declare(page=live, kinds={unit_of_paragraph(live): "minor"}, summary="", user=user)
    with pytest.raises(ValidationError):
        declare(page=live, kinds={unit_of_paragraph(live): "harmless"}, summary="", user=people.editor)
