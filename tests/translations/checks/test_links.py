"""Links, references, placeholders, what was left untranslated, terms."""

import pytest

from translations.checks import TermPair, agreements, check_segment


def ids(source, target, **more):
    return [finding.id for finding in check_segment(source, target, "fr", "en", **more)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('Voir <a id="a1">ici</a>.', "See here."),
        ('Voir <a id="a1">ici</a>.', 'See <a id="a2">here</a>.'),
        ('Voir <a id="a1">ici</a>.', 'See <a id="a1">here</a> and <a id="a1">there</a>.'),
        ('Voir <a id="a1">ici</a>.', 'See <a id="a1"></a> here.'),
        ('Voir <a href="https://a.org/x">ici</a>.', 'See <a href="https://b.org/x">here</a>.'),
        ("Voir https://a.org/x.", "See it."),
        ("Écrire à aide@a.org.", "Write to help@b.org."),
        ("C’est prouvé [3].", "It is proven."),
        ("C’est prouvé [3].", "It is proven [4]."),
        (
            '<a id="a1">le schéma</a> et <a id="a2">la vidéo</a>',
            '<a id="a2">the diagram</a> and <a id="a1">the video</a>',
        ),
    ],
)
def test_a_link_or_reference_that_is_lost_doubled_empty_or_exchanged_blocks(source, target):
    assert "translation-links" in ids(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('Voir <a id="a1">ici</a>.', 'See <a id="a1">here</a>.'),
        ('<a id="a1">Le don</a> et <a id="a2">la greffe</a>', '<a id="a2">Transplant</a> and <a id="a1">donation</a>'),
        ("Voir https://a.org/fr/x.", "See https://a.org/en/y."),
        ("Voir www.a.org.", "See https://a.org/."),
        ("C’est prouvé [3, 4].", "It is proven [3] [4]."),
    ],
)
def test_links_may_move_and_lead_to_their_own_languages_page(source, target):
    assert not ids(source, target)


def test_a_placeholder_is_kept():
    assert ids("Bonjour {name}", "Hello {nom}") == ["translation-placeholders"] * 2
    assert not ids("Bonjour %(name)s, 20 % de plus", "Hello %(name)s, 20% more")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le traitement est long.", ""),
        ("Le traitement est long.", "Le traitement est long."),
        ("Le traitement est long pour les enfants.", "Le traitement dure avec les enfants."),
        ("Appelez le 15 si vous avez de la fièvre.", "Call 15 si vous avez de la fever."),
    ],
)
def test_what_was_left_in_the_sources_language_is_found(source, target):
    assert ids(source, target) == ["translation-untranslated"]


@pytest.mark.parametrize("text", ["Cancer", "Biopsie", "500 mg", "Institut Curie", "", "…"])
def test_a_name_a_figure_or_a_common_word_may_be_the_same(text):
    assert not ids(text, text)


def test_a_term_is_found_in_any_form_and_its_absence_warns():
    terms = [TermPair("essai clinique", ("clinical trial", "study"))]
    assert not ids("Les essais cliniques", "Clinical trials", terms=terms)
    assert not ids("Les essais cliniques", "Studies", terms=terms)
    [finding] = check_segment("Les essais cliniques", "Clinical tests", "fr", "en", terms=terms)
    assert (finding.id, finding.severity) == ("translation-terms", "warn")
    assert finding.as_json()["target"] == "clinical trial"


def test_what_agrees_can_be_shown():
    assert agreements("Prenez 5 mg à 20 h.", "Take 5 mg at 8 pm.", "fr", "en") == [("5 mg", "5 mg"), ("20 h", "8 pm")]
