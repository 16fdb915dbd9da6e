"""A segment's markup as chips: named, in one piece, neither lost nor made up."""

import pytest
from django.utils import translation as languages

from translations.segments.inline_codes import Chips, MarkupError

LINKED = 'Le <a id="a1">pembrolizumab</a> agit <b>vite</b><a id="a2">*</a>.'
ATTRIBUTES = {"a1": {"href": "https://example.org/p"}, "a2": {"linktype": "reference", "id": "x"}}


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


def test_each_piece_has_a_name_and_a_mark():
    chips = Chips(LINKED, ATTRIBUTES)
    assert [(chip.start, chip.is_whole, chip.detail) for chip in chips.all] == [
        ("link 1 starts", False, "https://example.org/p"),
        ("bold starts", False, ""),
        ("note 1", True, ""),
    ]
    assert chips.write(LINKED) == "Le {1}pembrolizumab{/1} agit {2}vite{/2}{3}."


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("{1}Pembrolizumab{/1} acts fast{3}.", '<a id="a1">Pembrolizumab</a> acts fast<a id="a2">*</a>.'),
        ("{2}{1}P{/1}{/2} & p < 0.05 {3}", '<b><a id="a1">P</a></b> &amp; p &lt; 0.05 <a id="a2">*</a>'),
        ("{1}P{/1}{3} {2}fast{/2}, {2}very{/2}", '<a id="a1">P</a><a id="a2">*</a> <b>fast</b>, <b>very</b>'),
        ("{1}P{/1}{3} {9} <script>", '<a id="a1">P</a><a id="a2">*</a> {9} &lt;script&gt;'),
    ],
)
def test_what_is_typed_becomes_what_is_stored(typed, stored):
    chips = Chips(LINKED, ATTRIBUTES)
    assert chips.read(typed) == stored
    assert chips.read(chips.write(stored)) == stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Pembrolizumab{3}", "Missing from the translation: link 1."),
        ("Pembrolizumab", "Missing from the translation: link 1, note 1."),
        ("{1}Pembrolizumab{3}", "“link 1 ends” is missing."),
        ("Pembrolizumab{/1}{3}", "“link 1 ends” stands before its beginning."),
        ("{1}P{/1}{1}Q{/1}{3}", "“link 1” is there twice: take one away."),
        ("{1}P{2}Q{/1}R{/2}{3}", "“link 1 ends” comes before “bold ends”: put them the other way round."),
        ("{1} {/1}P{3}", "“link 1” has no words: put them between its two ends."),
        ("{1}P{/1}{3}{3}", "“note 1” is there twice: take one away."),
        ("{1}P{/1}{/3}{3}", "“note 1 ends” stands before its beginning."),
    ],
)
def test_a_link_is_neither_lost_nor_torn_nor_doubled(typed, said):
    with pytest.raises(MarkupError) as refusal:
        Chips(LINKED, ATTRIBUTES).read(typed)
    assert refusal.value.messages == [said]


def test_a_stored_tag_that_the_source_does_not_have_is_left_out_and_its_words_stay():
    assert Chips("Un mot").write('<a id="a7">A</a> <i>word</i>') == "A word"


def test_braces_of_the_source_are_not_taken_for_marks():
    chips = Chips("Tapez {1} puis <b>entrée</b>")
    assert chips.write(chips.source) == "Tapez {1} puis {2}entrée{/2}"
    assert chips.read("Type {1}, then {2}enter{/2}") == "Type {1}, then <b>enter</b>"


def test_a_new_line_is_a_line_break_where_the_source_has_one():
    assert Chips("Un<br/>deux").read("One\r\n two") == "One<br/>two"
    assert Chips("Un").read("One\ntwo") == "One two"


def test_a_segment_is_shown_with_its_chips_and_nothing_else():
    shown = Chips(LINKED + " &lt;script&gt;", ATTRIBUTES).show(LINKED + " &lt;script&gt;")
    assert "link 1 starts</span>pembrolizumab<" in shown
    assert "link 1 ends" in shown and "note 1" in shown
    assert "*" not in shown
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_what_has_changed_is_marked_for_eye_and_ear():
    shown = Chips("Prenez <b>20 mg</b> &amp; attendez.").show_difference("Prenez <b>10 mg</b> &amp; attendez.")
    assert '<del><span class="w-sr-only">[removed: </span>10<span class="w-sr-only">]</span></del>' in shown
    assert '<ins><span class="w-sr-only">[added: </span>20<span class="w-sr-only">]</span></ins>' in shown
    assert shown.count("bold starts") == 1
