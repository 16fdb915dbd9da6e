"""Two editions side by side: what stands beside what."""

from types import SimpleNamespace

from articles.content.bilingual import align


def block(key, kind="paragraph", level="2"):
    return SimpleNamespace(id=key, block_type=kind, value={"level": level} if kind == "heading" else key)


def pairs(own, other):
    return [(pair.own and pair.own.id, pair.other and pair.other.id) for pair in align(own, other)]


def blocks(keys):
    return [block(key) for key in keys]


def test_a_block_stands_beside_the_block_of_the_same_id():
    assert pairs(blocks("abc"), blocks("abc")) == [("a", "a"), ("b", "b"), ("c", "c")]


def test_a_block_that_one_text_has_not_got_stands_alone():
    assert pairs(blocks("abc"), blocks("ac")) == [("a", "a"), ("b", None), ("c", "c")]
    assert pairs(blocks("ac"), blocks("abc")) == [("a", "a"), (None, "b"), ("c", "c")]
    assert pairs(blocks("b"), blocks("abc")) == [(None, "a"), ("b", "b"), (None, "c")]


def test_a_replaced_block_is_not_taken_for_the_new_one_in_its_place():
    assert pairs(blocks("axc"), blocks("ayc")) == [("a", "a"), (None, "y"), ("x", None), ("c", "c")]


def test_a_moved_block_keeps_its_counterpart():
    assert pairs(blocks("cab"), blocks("abc")) == [("c", "c"), ("a", "a"), ("b", "b")]


def test_texts_written_by_themselves_are_matched_by_the_order_of_their_kinds():
    own = [block("1", "heading"), block("2"), block("3", "heading", "3"), block("4", "table")]
    other = [block("5", "heading"), block("6", "quote"), block("7"), block("8", "heading"), block("9", "table")]
    assert pairs(own, other) == [("1", "5"), (None, "6"), ("2", "7"), (None, "8"), ("3", None), ("4", "9")]


def test_an_empty_text_leaves_the_other_alone():
    assert pairs(blocks("ab"), []) == [("a", None), ("b", None)]
    assert pairs([], blocks("ab")) == [(None, "a"), (None, "b")]
    assert pairs([], []) == []


def test_a_section_opens_with_a_heading_of_level_two_in_either_text():
    opens = [
        pair.opens_section
        for pair in align([block("a", "heading"), block("b", "heading", "3"), block("c")], [block("d", "heading")])
    ]
    assert opens == [True, False, False]
