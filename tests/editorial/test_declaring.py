"""What an author may call minor, and what keeps a signature."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import ArticlePage, DeclaredChange
from articles.publication import RefusedError
from editorial.contributors import latest_text
from editorial.declaring import declare, must_be_clinical, undeclared_changes
from editorial.standing import standing_of
from tests.editorial.conftest import edited

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
