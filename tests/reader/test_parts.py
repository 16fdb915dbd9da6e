"""The stylesheet, the drawings, the small filters."""

import datetime
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils import translation

from frontend.staticfiles import SOURCE, StylesheetFinder, flatten
from frontend.templatetags import reader
from vocabulary.models import Drawing

STATIC = SOURCE.parent
FLAT = 'main :is(a,b){color:red;content:"a: b, {c}";}'


def test_one_stylesheet_holds_every_part():
    flat = flatten(SOURCE)
    assert "@import" not in flat
    assert "/*" not in flat
    parts = {file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*.css")}
    parts -= {"order.css", "components/history.css"}  # what an article's history needs is its own
    assert parts == set(re.findall(r'@import url\("([^"]+)"\)', SOURCE.read_text()))
    assert flat.count("{") == flat.count("}")


def test_the_stylesheet_is_found_and_collected_fresh(monkeypatch, tmp_path):
    found = finders.find("css/site.css")
    assert Path(found).read_text() == flatten(SOURCE)
    assert [name for name, _storage in StylesheetFinder().list(None)] == ["css/site.css"]
    edited = tmp_path / "order.css"
    edited.write_text('main :is(a, b) { color: red; content: "a: b, {c}"; }')
    monkeypatch.setattr("frontend.staticfiles.SOURCE", edited)
    assert Path(finders.find("css/site.css")).read_text() == flatten(edited) == FLAT


def test_styles_know_no_left_and_right_and_call_nothing():
    for file in STATIC.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
        assert not re.search(
            r"[\s;{](left|right|top|bottom|width|height|((margin|padding|border)-(left|right|top|bottom)))\s*:", text
        ), file.name
        if file.name != "order.css":
            assert "url(" not in text, file.name


@pytest.mark.parametrize("drawing", Drawing.values)
def test_every_drawing_is_drawn(drawing):
    assert Template("{% load reader %}{% drawing name %}").render(Context({"name": drawing})).startswith("<svg")


@pytest.mark.parametrize("name", ["../base", "../../portal/settings/base", "/etc/passwd", "", None, "cancer.svg"])
def test_a_drawing_is_looked_up_never_read_from_a_path(name):
    assert reader.drawing(name) == reader.drawing("tous")


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [("fr", 1, "1er avril 2026"), ("fr", 2, "2 avril 2026"), ("en", 1, "1 April 2026")],
)
def test_dates_are_spelled_as_the_language_does(language, day, words):
    with translation.override(language):
        shown = reader.spelled(datetime.date(2026, 4, day))
    assert shown == f'<time datetime="2026-04-{day:02}">{words}</time>'


def test_a_card_takes_whole_sentences():
    assert reader.opening("Une phrase. Une autre ! Une troisième.") == "Une phrase. Une autre ! Une troisième."
    assert reader.opening(f"Une phrase. {'Très ' * 40}longue. Fin.") == "Une phrase."
    assert reader.opening(f"{'Très ' * 40}longue.").endswith("longue.")
    assert reader.opening("") == ""


def test_quotation_marks_escape_what_they_enclose():
    template = Template('{% load reader %}{{ text|in_quotes:"‘|’"|linebreaks }}')
    assert template.render(Context({"text": "<b>x</b>"})) == "<p>‘&lt;b&gt;x&lt;/b&gt;’</p>"
