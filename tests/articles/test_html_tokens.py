"""The tokenizer gives back what it was given, and takes nothing for a tag that is none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.html_tokens import Kind, tokens

PIECES = ["<p>", "</p>", "<br/>", '<a href="x">', "<a href='", '"', "'", "<!--", "-->", "<", ">", "&lt;", "é 5 mg", "/"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_joined_the_tokens_are_the_same_html(html):
    found = list(tokens(html))
    assert "".join(token.written for token in found) == html
    assert all(html[token.start : token.end] == token.written for token in found)


def test_tags_and_texts_are_told_apart():
    html = '1 < 2 <P class="a > b">x<br><img alt="y"/><!-- z --></P>'
    assert [(token.kind, token.name) for token in tokens(html)] == [
        (Kind.TEXT, ""),
        (Kind.OPENS, "p"),
        (Kind.TEXT, ""),
        (Kind.EMPTY, "br"),
        (Kind.EMPTY, "img"),
        (Kind.OTHER, ""),
        (Kind.CLOSES, "p"),
    ]


def test_attributes_are_read_however_they_are_quoted():
    (tag,) = tokens("""<a HREF="/?a=1&amp;b=2" id='t1' data-x=3 hidden>""")
    assert tag.attributes == {"href": "/?a=1&b=2", "id": "t1", "data-x": "3"}


@pytest.mark.parametrize("piece", ['<a "', "<a '", "<!--", '<a b="', "<", "<a ", "<a b='\""])
def test_nothing_takes_long_to_read(piece):
    started = time.process_time()
    list(tokens(piece * 50_000))
    assert time.process_time() - started < 5
