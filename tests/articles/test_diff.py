"""What two texts of an article don't share, as people read it."""

import re

import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from articles.changes import changed_units
from articles.content.diff import differences
from articles.content.digest import units_of
from articles.models import ArticlePage
from tests.factories.articles import stream

BODY, REFERENCES = ArticlePage.body.field, ArticlePage.references.field


def article(*body, **fields):
    """An article in memory; a block is `(type, value, id)`."""
    stored = [{"type": kind, "value": value, "id": key} for kind, value, key in body]
    return ArticlePage(title=fields.pop("title", "Zoom"), body=BODY.stream_block.to_python(stored), **fields)


def shown(before, now):
    """Each difference by its unit, `[-removed-]` and `{+added+}` in the place of tags, other tags left out."""
    found = differences(before, now, changed_units(units_of(before), units_of(now)))
    return {each.unit: in_words(each.html) for each in found}


def in_words(html):
    html = re.sub(r'<span class="difference__word"[^>]*>.*?</span>', "", html)
    html = re.sub(r"<del[^>]*>(.*?)</del>", r"[-\1-]", html, flags=re.DOTALL)
    html = re.sub(r"<ins[^>]*>(.*?)</ins>", r"{+\1+}", html, flags=re.DOTALL)
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.replace("</p>", " ")))
        .replace(" -]", "-]")
        .replace(" +}", "+}")
        .strip()
    )


def paragraph(text, key="a"):
    return ("paragraph", f"<p>{text}</p>", key)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("la fièvre (38,5 °C ou plus)", "la fièvre (38 °C ou plus)", "la fièvre ([-38,5-]{+38+} °C ou plus)"),
        ("200 mg toutes les semaines", "200 mg par jour", "200 mg [-toutes les semaines-] {+par jour+}"),
        ("des anti-corps fabriqués", "des anticorps fabriqués", "des [-anti-corps-] {+anticorps+} fabriqués"),
        ("10⁵ copies", "10⁶ copies", "[-10⁵-]{+10⁶+} copies"),
        ("10 mg", "10mg", "[-10 mg-]{+10mg+}"),
        ("ne pas arrêter", "arrêter", "[-ne pas arrêter-]{+arrêter+}"),
        ("un mot", "un <b>mot</b>", "un [-mot-] {+mot+}"),
        ("deux mots", "deux mots</p><p>puis trois", "deux mots {+puis trois+}"),
        ("&lt;b&gt; et &amp;", "&lt;i&gt; et &amp;", "&lt;[-b-]{+i+}&gt; et &amp;"),
    ],
)
def test_words_and_numbers_stay_whole(db, before, now, expected):
    assert shown(article(paragraph(before)), article(paragraph(now)))["body:a"] == expected


def test_another_address_under_the_same_words_is_told():
    before = article(paragraph('Voir <a href="https://a.example.org">ici</a>.'))
    now = article(paragraph('Voir <a href="https://b.example.org">ici</a>.'))
    words = shown(before, now)["body:a"]
    assert "[-ici (https://a.example.org)-]" in words
    assert "{+ici (https://b.example.org)+}" in words
    assert 'href="https://b.example.org"' in differences(before, now, ["body:a"])[0].html


def test_an_address_that_is_no_link_is_never_made_one():
    before, now = article(paragraph("ici")), article(paragraph('<a href="javascript:alert(1)">ici</a>'))
    assert "<a " not in differences(before, now, ["body:a"])[0].html


def test_a_source_is_shown_by_its_number_in_its_own_text():
    sources = [("reference", {"organisation": name, "title": name}) for name in ("A", "B")]
    listed = stream(REFERENCES, *sources)
    cited = [f'<a linktype="reference" id="{child.id}">*</a>' for child in listed]
    before = article(paragraph(f"Dose{cited[0]}."), references=listed)
    now = article(paragraph(f"Dose{cited[1]}."), references=listed)
    html = differences(before, now, ["body:a"])[0].html
    assert "<sup>1</sup>" in html.partition("</del>")[0]
    assert "<sup>2</sup>" in html.partition("<ins>")[2]


def test_new_and_removed_blocks_are_whole_and_in_page_order():
    before = article(paragraph("Un.", "a"), paragraph("Deux.", "b"), paragraph("Trois.", "c"))
    now = article(paragraph("Un.", "a"), paragraph("Deux et demi.", "d"), paragraph("Trois.", "c"))
    found = differences(before, now, ["body:b", "body:d"])
    assert [(each.unit, each.is_removed, each.is_new) for each in found] == [
        ("body:b", True, False),
        ("body:d", False, True),
    ]
    assert [in_words(each.html) for each in found] == ["[-Deux.-]", "{+Deux et demi.+}"]
    assert [each.place for each in found] == [2, 2]


def test_a_new_order_says_what_went_where():
    blocks = [paragraph("Un.", "a"), paragraph("Deux.", "b"), paragraph("Trois.", "c")]
    words = shown(article(*blocks), article(blocks[2], *blocks[:2]))
    assert list(words) == ["body:order"]
    assert "{+" in words["body:order"]
    assert words["body:order"].count("Trois") == 2
    assert words["body:order"].count("Deux") == 1


def test_a_field_of_a_block_is_named_and_its_choice_told():
    def callout(kind):
        return article(("callout", {"kind": kind, "title": "Quand appeler", "text": "<p>Appelez.</p>"}, "a"))

    words = shown(callout("caution"), callout("emergency"))["body:a"]
    assert "[-Attention-]{+Urgence+}" in words
    assert "Appelez." in words


def test_a_table_is_compared_cell_by_cell():
    def table(*rows):
        columns = [{"type": "text", "heading": heading} for heading in ("Âge", "Dose")]
        cells = [{"values": [f"<p>{cell}</p>" for cell in row]} for row in rows]
        return article(("table", {"caption": "Doses", "columns": columns, "rows": cells}, "a"))

    before, now = table(("Adulte", "5 mg"), ("Enfant", "2 mg")), table(("Adulte", "10 mg"), ("Enfant", "2 mg"))
    html = differences(before, now, ["body:a"])[0].html
    assert html.count("<tr>") == 3
    assert html.count("<del>") == html.count("<ins>") == 1
    assert "[-5-]{+10+} mg" in in_words(html)
    more = differences(before, table(("Adulte", "5 mg"), ("Nourrisson", "1 mg"), ("Enfant", "2 mg")), ["body:a"])[
        0
    ].html
    assert more.count("<tr>") == 4
    assert "<del>" not in more
    assert more.count("<ins>") == 2


def test_both_pictures_are_shown_with_what_they_say(db):
    images = [
        Image.objects.create(title=name, file=get_test_image_file(f"{name}.png", colour=colour))
        for name, colour in (("rond", "red"), ("carré", "blue"))
    ]

    def figure(image):
        value = {"image": {"image": image.pk, "alt_text": image.title, "decorative": False}}
        return article(("figure", value, "a"))

    html = differences(figure(images[0]), figure(images[1]), ["body:a"])[0].html
    assert html.count("<img") == 2
    assert "[-rond-]{+carré+}" in in_words(html)


def test_a_title_is_compared_too():
    assert shown(article(title="La dose"), article(title="Les doses")) == {"title": "[-La dose-]{+Les doses+}"}


def test_texts_too_long_to_compare_are_shown_whole():
    before = article(paragraph("mot " * 2500 + "fin"))
    now = article(paragraph("terme " * 2500 + "fin"))
    html = differences(before, now, ["body:a"])[0].html
    assert html.count("<del>") == html.count("<ins>") == 1


def test_what_is_struck_out_is_said_too():
    html = differences(article(paragraph("Deux mots.")), article(paragraph("Trois mots.")), ["body:a"])[0].html
    assert "[retiré" in html
    assert "[ajouté" in html
