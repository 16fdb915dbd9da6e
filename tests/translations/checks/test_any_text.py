"""Whatever a translator may paste."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translations.checks import LONGEST, Finding, TermPair, check_segment, repaired
from translations.checks.languages import LANGUAGES

WORDS = sorted(
    {
        word
        for language in LANGUAGES.values()
        for words in (language.numerals, language.units, language.rates, language.ordinals, language.durations)
        for word in words
    }
    | {word for language in LANGUAGES.values() for word in language.negations | language.negative_idioms}
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, 10**20).map(str),
    st.sampled_from(
        [
            "1 000,5",
            "1.2.3",
            "00/00/0000",
            "99:99",
            "½",
            "10⁵",
            '<a id="a1">',
            "</a>",
            "<",
            "&nbsp;",
            "{x}",
            "ne",
            "n’",
            "%",
            "٣",
            "۱۲",
            "°C",
            "/",
        ]
    ),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=20).map(" ".join) | st.text(max_size=200) | st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    TEXTS, TEXTS, st.sampled_from(["fr", "en", "ar", "", "fr-CA", "x" * 99]), st.sampled_from(["fr", "en", "es", "zz"])
)
def test_any_two_texts_get_findings_and_no_exception(source, target, source_lang, target_lang):
    for finding in check_segment(source, target, source_lang, target_lang, [TermPair(source, (target,))]):
        assert isinstance(finding, Finding)
        assert finding.message and finding.severity in {"block", "warn"}
    wrong, right = repaired(source, target, source_lang, target_lang) or ("", "")
    assert wrong != right or not wrong


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_a_text_without_letters_agrees_with_itself(text):
    figures = "".join(character for character in text if not character.isalpha())
    assert not [f for f in check_segment(figures, figures, "fr", "fr") if f.id == "translation-numbers"]


@pytest.mark.parametrize(
    "piece",
    ["1 ", "<", '<a id="', "ne ", "cent vingt et ", "a.", "{{", "[1, ", "a@", "&#", "\u0301", "24 h/24 ", "10⁵"],
)  # fmt: skip
def test_a_hundred_thousand_characters_are_refused_at_once_and_the_most_that_is_read_takes_seconds(piece):
    endless = piece * (100_000 // len(piece) + 1)
    [finding] = check_segment(endless, endless, "fr", "en")
    assert finding.id == "translation-length"
    check_segment(endless[:LONGEST], endless[1 : LONGEST + 1], "fr", "en")
