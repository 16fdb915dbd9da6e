"""French and English as they are printed, whatever was typed; and nothing else changed."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frontend.typography import typeset

SPACES = str.maketrans({"\u202f": "⍽", "\u00a0": "~"})
SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-"})


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qu'est-ce que c'est?", "Qu’est-ce que c’est⍽?"),
        ("Oui : non; peut-être !", "Oui~: non⍽; peut-être⍽!"),
        ("Quoi ?! (?)", "Quoi⍽?! (?)"),
        ('Il dit "bonjour !".', "Il dit «~bonjour⍽!~»."),
        ("« oui », «non»", "«~oui~», «~non~»"),
        ("attendre...", "attendre…"),
        ("500 mg, 37 °C, 50 %, 3 jours", "500~mg, 37~°C, 50~%, 3~jours"),
        ("12 000 personnes", "12⍽000 personnes"),
        ("en 2024 150 personnes", "en 2024 150 personnes"),
        ("le Dr Martin, n° 5", "le Dr~Martin, n°~5"),
        ("à 10:30, 1:1000", "à 10:30, 1:1000"),
        ("un écran de 15\" et l'autre", 'un écran de 15" et l’autre'),
        ("voir https://a.fr/?q=1;b:c ou www.a.fr/it's?", "voir https://a.fr/?q=1;b:c ou www.a.fr/it's?"),
        ("une pause - puis", "une pause – puis"),
        ("5 - 3 = 2", "5 - 3 = 2"),
    ],
)
def test_french(typed, printed):
    once = typeset(typed, "fr")
    assert once.translate(SPACES) == printed
    assert typeset(once, "fr") == once


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("It's \"fine\" - they'd say 'no'.", "It’s “fine” – they’d say ‘no’."),
        ("the '90s, the doctors' rota", "the ’90s, the doctors’ rota"),
        ("What now? Wait: 5 mg...", "What now? Wait: 5~mg…"),
        ("1,000 people; Dr Smith", "1,000 people; Dr~Smith"),
    ],
)
def test_english(typed, printed):
    once = typeset(typed, "en")
    assert once.translate(SPACES) == printed
    assert typeset(once, "en") == once


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>Attention <b>danger</b>!</p>", "<p>Attention <b>danger⍽</b>!</p>"),
        ('"<b>oui</b>"', "«~<b>oui</b>~»"),
        ("<p>\"oui</p><p>non\"</p>", "<p>\"oui</p><p>non\"</p>"),
        ('<a href="/?a;b!" title="x > y ?">l&#x27;eau</a>', '<a href="/?a;b!" title="x > y ?">l’eau</a>'),
        ("R&amp;D &lt;b&gt; !", "R&amp;D &lt;b&gt;⍽!"),
        ("<code>a ; b</code><script>a ? 'b' : c</script>", "<code>a ; b</code><script>a ? 'b' : c</script>"),
        ("l'un <i lang='en'>it's? <b>no!</b></i> l'autre ?", "l’un <i lang='en'>it’s? <b>no!</b></i> l’autre⍽?"),
        ("<p lang=\"de\">'Was?'<br>l'eau ?</p>Quoi ?", "<p lang=\"de\">'Was?'<br>l'eau ?</p>Quoi⍽?"),
        ("<!-- l'eau ? --><img alt='a ?'>l'eau", "<!-- l'eau ? --><img alt='a ?'>l’eau"),
    ],
)  # fmt: skip
def test_tags_are_left_alone_and_seen_through(html, printed):
    assert typeset(html, "fr").translate(SPACES) == printed


def test_a_language_without_rules_is_left_alone():
    assert typeset('<p>l\'eau ? "x"</p>', "de") == '<p>l\'eau ? "x"</p>'


def bare(html):
    """What is said, without the choice of spaces and marks."""
    text = unescape(re.sub(r"<[^<>]*>", "", html)).translate(SAME).replace("…", "...")
    return re.sub(r"\s", "", text)


pieces = st.one_of(
    st.text(alphabet=" .,;:!?'\"«»()-\u00a0\u202f0123456789aéœZ%&<>…’“”@/\n", max_size=30),
    st.sampled_from(
        ["l'eau ", "1 000,5 mg", "2,5 µg/kg", "10:30", "https://a.fr/x?y=1;z", "a@b.fr", "T3-T4", "1/2", "12 %", "..."]
    ),
)
documents = st.lists(
    st.one_of(
        pieces.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
        st.sampled_from(
            ["<b>", "</b>", "<p>", "</p>", '<a href="/?a=1;b!">', "</a>", '<span lang="en">', "</span>", "<br>"]
        ),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("language", ["fr", "en"])
@given(html=documents)
def test_no_word_number_or_link_is_ever_changed(language, html):
    shown = typeset(html, language)
    assert re.findall(r"<[^<>]*>", shown) == re.findall(r"<[^<>]*>", html)
    assert bare(shown) == bare(html)


@pytest.mark.parametrize(("language", "shown"), [("fr", "<b>L’eau &lt;\u202f?</b>"), ("en", "<b>L’eau &lt; ?</b>")])
def test_a_template_sets_what_it_renders(language, shown):
    template = Template("{% load typography %}{% typeset %}<b>{{ text }}</b>{% endtypeset %}")
    with translation.override(language):
        assert template.render(Context({"text": "L'eau < ?"})) == shown
