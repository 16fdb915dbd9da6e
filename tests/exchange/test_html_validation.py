"""Rich text is taken as it is or refused."""

import pytest
from django.core.exceptions import ValidationError

from exchange.html_validation import check_link, check_rich_text

INLINE = ["bold", "italic", "link"]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Un mot, 2 &lt; 3 > 1",
        '<p data-block-key="a1b2c">Un <b>mot</b>,<br/><i>deux</i> <strong>mots</strong>.</p>',
        '<p><a href="https://www.has-sante.fr/?a=1&amp;b=2">a</a> <a href="mailto:a@b.fr">b</a></p>',
        '<p><a href="/fr/">a</a> <a href="tel:15">b</a> <a href="#b">b</a> <a linktype="page" id="3">c</a></p>',
        '<p>Un <a linktype="term" id="3">mot</a>.<a linktype="reference" id="3f1c">*</a></p>',
        '<p><a id="3" linktype="document">d</a></p><embed embedtype="image" id="4" alt="a &gt; b" format="left"/>',
    ],
)
def test_what_an_editor_writes(html):
    check_rich_text(html, INLINE)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<p <script>alert(1)</script>",
        "<p><img src=x onerror=alert(1)></p>",
        '<p onclick="alert(1)">a</p>',
        '<p style="position:fixed">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="jav&#9;ascript&colon;alert(1)">a</a>',
        '<a href=" JavaScript:alert(1)">a</a>',
        '<a href="data:text/html,x">a</a>',
        '<a href="/" href="javascript:alert(1)">a</a>',
        '<a linktype="page" id="3" href="javascript:alert(1)">a</a>',
        '<embed embedtype="image" id="4" src="https://elsewhere.example"/>',
        '<embed embedtype="media" url="https://elsewhere.example"/>',
        '<a linktype="other" id="3">a</a>',
        "<!-- a -->",
        "<p>2 < 3</p>",
        "<ul><li>a</li></ul>",
        "<h2>a</h2>",
    ],
)
def test_what_no_editor_writes(html):
    with pytest.raises(ValidationError):
        check_rich_text(html, INLINE)


def test_features_allow_their_elements():
    check_rich_text("<ul><li>a</li></ul>", [*INLINE, "ul"])
    check_rich_text("<h2>a</h2>", None)


def test_a_link_of_a_translation():
    check_link("https://www.nhs.uk/")
    with pytest.raises(ValidationError):
        check_link("java\nscript:alert(1)")
