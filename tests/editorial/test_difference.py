"""What changed, in words, short enough for a row."""

from editorial.difference import compare


def parts(before, now):
    return [(part.kind, part.text) for part in compare(before, now)]


def test_the_same_words_differ_in_nothing():
    assert compare("Deux mots.", "Deux mots.") == []


def test_a_word_that_changed_stands_between_its_neighbours():
    assert parts("Les anti-corps agissent.", "Les anticorps agissent.") == [
        ("same", "Les "),
        ("removed", "anti-corps"),
        ("added", "anticorps"),
        ("same", " agissent."),
    ]


def test_what_is_far_from_a_change_is_left_out_at_a_space():
    far = " ".join(["l’un"] * 40)
    first, removed, added, last = parts(f"{far} 2 {far}", f"{far} 3 {far}")
    assert (removed, added) == (("removed", "2"), ("added", "3"))
    assert first[1].startswith("… l’un")
    assert last[1].endswith(" …")
    assert len(first[1]) < 50


def test_a_new_text_is_cut_after_its_first_words():
    (added,) = parts("", "mot " * 500)
    assert added[0] == "added"
    assert added[1].endswith("…")
    assert len(added[1]) < 300
