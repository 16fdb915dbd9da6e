"""Words, sentences, syllables, and the figures made of them."""

import pytest

from quality.text import excerpt, foreign_language, languages, measure, sentences, syllables, vocabulary, words
from quality.text_document import read


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le Dr. Martin vous reçoit à 15h30. Que faire ? Appelez le 15 !", 3),
        ("fr", "Prenez p. ex. 5,5 mg de morphine.", 1),
        ("fr", "La dose est de 2.5 mg. Le lendemain, rien.", 2),
        ("fr", "Voir J.-P. Dupont et M. Durand.", 1),
        ("fr", "C’est la vitamine C. Elle aide.", 2),
        ("fr", "C’est env. 3 % des cas.", 1),
        ("fr", "« Bonjour. » dit-elle.", 1),
        ("fr", "L. pneumophila est une bactérie.", 1),
        ("fr", "Demandez… Puis attendez.", 2),
        ("fr", "Évitez le sel, les plats salés, etc. Demandez conseil.", 2),
        ("en", "You might say: ‘This matters to me. I would like to hear it.’", 2),
        ("fr", "Elle dit : « J’ai mal. Je suis fatiguée. » Puis elle part.", 3),
        ("fr", "Le Prof. Durand et Mme. Lind viennent.", 1),
        ("en", "Bring letters, scans, etc. to the clinic. Ask for advice.", 2),
        ("en", "Dr. Smith sees you at 3.30 p.m. Take e.g. 5.5 mg of morphine.", 2),
        ("en", "See J. P. Smith, i.e. the surgeon. E. coli is a bacterium.", 2),
        ("en", "She said no. Then she left.", 2),
        ("en", "Approx. 3 percent. Mr. Jones came.", 2),
        ("en", "", 0),
        ("fr", "… !", 0),
        ("ar", "هذا نص. وهذه جملة أخرى؟", 2),
        ("xx", "One. Two.", 2),
    ],
)
def test_sentences_end_where_they_end(language, text, expected):
    assert len(sentences(text, language)) == expected, sentences(text, language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            (
                "médicament 4, immunothérapie 6, le 1, hôpital 3, étude 2, idée 2, maladie 3, opération 4, "
                "créatinine 4, aiguë 2, oui 1, prendre 1, table 1, européen 4, rayons 2, quatre 1, fatigue 2, "
                "guérie 2, Noël 2, aujourd’hui 3, RENDEZ-VOUS 3, 15 1"
            ),
        ),
        (
            "en",
            (
                "medicine 3, immunotherapy 6, the 1, doctor 2, study 2, disease 2, operation 4, tired 1, "
                "table 2, people 2, treatment 2, little 2, made 1, used 1, quality 3, create 2, being 2, science 2, "
                "needed 2, nurses 2, changes 2, chemotherapy 5, I’m 1"
            ),
        ),
        ("xx", "banana 3"),
    ],
)
def test_syllables_are_those_one_speaks(language, expected):
    known = dict(entry.rsplit(" ", 1) for entry in expected.split(", "))
    assert {word: str(syllables(word, language)) for word in known} == known


def test_a_number_and_a_compound_are_one_word_each():
    assert words("Aujourd’hui, 1 000,5 mg au rendez-vous.") == ["Aujourd’hui", "1 000,5", "mg", "au", "rendez-vous"]


def test_the_scores_are_the_formulas():
    french = measure(read("Le chat dort ici. Il est là.", "fr"))
    assert (french.words, french.sentences, french.syllables) == (7, 2, 8)
    assert french.score == round(207 - 1.015 * 3.5 - 0.736 * 800 / 7, 1)
    english = measure(read("The doctor is here. She waits.", "en"))
    assert (english.words, english.sentences, english.syllables) == (6, 2, 7)
    assert english.score == round(206.835 - 1.015 * 3 - 84.6 * 7 / 6, 1)


def test_the_longest_sentences_come_first_and_headings_are_no_sentences():
    figures = measure(
        read("# A title\n\n## A long heading of many words that count for nothing\n\nOne. Two words here.", "en")
    )
    assert [sentence.words for sentence in figures.longest] == [3, 1]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_nothing_has_no_score(language):
    figures = measure(read("", language))
    assert (figures.score, figures.words_per_sentence, figures.syllables_per_100_words) == (None, 0, 0)


def test_a_language_without_a_formula_has_no_score():
    assert measure(read("هذا نص.", "ar")).score is None


def test_the_lists_of_all_languages_have_the_same_names():
    lists = {language: {*vocabulary(language), *vocabulary(language)["topics"]} for language in languages()}
    assert lists["fr"] == lists["en"]
    assert vocabulary("../../etc") == vocabulary("xx") == {}


def test_a_name_or_a_medical_word_says_nothing_of_a_language():
    assert foreign_language("Pembrolizumab, Institut Gustave Roussy", "en") == ""
    assert foreign_language("The doctor is in the room", "fr") == "en"
    assert foreign_language("The doctor is in the room", "ar") == ""


def test_an_excerpt_is_cut_at_a_word():
    assert excerpt("un deux trois", 8) == "un deux…"


def test_markdown_is_read_for_what_it_means():
    document = read(
        "# T\n\n### Skipped\n\nSome *mots en français* [here](https://x.org).\n\n> Said\n\n- one\n- two\n\n![](a.png)",
        "en",
    )
    assert document.title == "T"
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 3),
        ("paragraph", 0),
        ("quote", 0),
        ("item_list", 0),
        ("item_list", 0),
        ("figure", 0),
    ]
    assert [mark.kind for mark in document.blocks[1].passages[0].marks] == ["emphasis", "link"]
