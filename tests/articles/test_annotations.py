"""Numbers at the claims, explanations at the first use, and not a word changed."""

import re

import pytest

from articles.annotations import RunningText
from tests.factories.vocabulary import TermFactory

ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def cite(source):
    return f'<a data-reference="{source}">*</a>'


def words(html):
    return re.sub(r"<[^>]*>", "", html)


@pytest.fixture
def explain(db):
    """Annotate a text with one term, “tumeur”."""
    term = TermFactory(name_fr="tumeur")
    return lambda html: RunningText("fr", (), [term], lambda term: "/mot/").annotate(html)


def test_a_citation_gets_the_number_of_its_source_and_a_letter_for_each_use():
    text = RunningText("fr", [TWO, ONE])
    html = text.annotate(f"<p>Un{cite(ONE)}, deux{cite(TWO)}.</p>") + text.annotate(f"<li>Encore{cite(ONE)}</li>")
    assert re.findall(r'id="(\S+)" href="(\S+)"', html) == [
        ("cite-2a", "#source-2"), ("cite-1a", "#source-1"), ("cite-2b", "#source-2"),
    ]  # fmt: skip
    assert text.letters(2) == [("a", "cite-2a"), ("b", "cite-2b")]
    assert text.letters(3) == []
    assert html.count('aria-label="Source 2"') == 2


def test_two_citations_in_a_row_are_not_one_number():
    assert words(RunningText("fr", [ONE, TWO]).annotate(f"x{cite(ONE)}{cite(TWO)}")) == "x1,2"


def test_a_citation_of_a_source_that_is_gone_leaves_nothing_behind():
    assert RunningText("fr", [ONE]).annotate(f"<p>Un{cite(TWO)}.</p>") == "<p>Un.</p>"


def test_more_than_26_uses_have_letters():
    text = RunningText("fr", [ONE])
    text.annotate(cite(ONE) * 28)
    assert [letter for letter, _anchor in text.letters(1)][-3:] == ["z", "aa", "ab"]


def test_only_the_first_use_is_explained(explain):
    html = explain("<p>La Tumeur, une tumeur, des tumeurs.</p>")
    assert html.count('class="term"') == 1
    assert re.search(r'<a class="term" href="/mot/" data-term="\d+">Tumeur</a>', html)
    assert words(html) == "La Tumeur, une tumeur, des tumeurs."


@pytest.mark.parametrize(
    "closed",
    [
        '<a href="/x/">tumeur</a>', "<h2>tumeur</h2>", "<figcaption>tumeur</figcaption>", "<summary>tumeur</summary>",
        '<p lang="en">tumeur</p>', "<dt>tumeur</dt>", '<th scope="row"><p>tumeur</p></th>',
        '<p class="block-title">tumeur</p>', '<svg><title>tumeur</title></svg>', '<img alt="une tumeur > ici">',
        '<div class="notice notice--block"><p>tumeur</p></div>', '<h3>une <b>tumeur</b></h3>',
    ],
)  # fmt: skip
def test_nothing_is_explained_in_links_headings_and_the_like(explain, closed):
    html = explain(f"{closed}<p>une tumeur</p>")
    assert html.startswith(closed)
    assert html.count('class="term"') == 1


@pytest.mark.parametrize("odd", ["", "  ", "1 &lt; 2", "</p></div>", "<p>a", "<br>tumeur", "<b>tu</b>meur"])
def test_odd_markup_keeps_every_word(explain, odd):
    assert words(explain(odd)) == words(odd)


def test_a_word_that_the_editor_linked_is_explained_in_the_words_of_the_text(db):
    term = TermFactory(name_fr="tumeur")
    text = RunningText("fr", (), [term], lambda term: "/mot/")
    linked = f'<p><a data-term="{term.pk}">cette masse</a> et la tumeur</p>'
    html = text.annotate(linked)
    assert f'<a class="term" href="/mot/" data-term="{term.pk}">cette masse</a> et la tumeur' in html
    assert text.annotate('<p><a data-term="999999">un mot</a> <b>b</b></p>') == "<p>un mot <b>b</b></p>"


def test_without_an_address_a_word_stays_a_word(db):
    assert RunningText("fr", (), [TermFactory(name_fr="tumeur")]).annotate("<p>tumeur</p>") == "<p>tumeur</p>"
