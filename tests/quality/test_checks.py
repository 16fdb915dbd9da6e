"""Each check finds what it is for and leaves alone what is right, in both languages."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from quality.checks import CHECKS
from quality.document import (
    Block,
    Contributor,
    Document,
    Mark,
    Metadata,
    Passage,
    Picture,
    Quotation,
    Review,
    Source,
    Statements,
    Word,
)
from quality.finding import Check, Finding, Level
from quality.runner import describe, examine, repair, source_of, title_of

TODAY = date(2026, 11, 24)
REVIEWER = Contributor("Dr Ada Lind", "Oncologist")
REVIEW = Review(REVIEWER, date(2026, 3, 1), date(2028, 3, 1), signed_on=date(2026, 3, 1))
CITED = (Mark("reference", "", "1"),)


def body(*passages, kind="paragraph", **rest):
    """A document's block of the text."""
    parts = tuple(Passage(passage) if isinstance(passage, str) else passage for passage in passages)
    return Block("body", kind, id=rest.pop("id", f"id-{kind}"), place=1, passages=parts, **rest)


def text(language, *blocks, **rest):
    """A document of these blocks; a plain string is a paragraph."""
    blocks = tuple(body(block) if isinstance(block, str) else block for block in blocks)
    return Document(language=language, blocks=blocks, today=TODAY, **rest)


def codes(check, document):
    """What one check finds."""
    return [finding.code for finding in examine(document) if finding.check == check]


FACTS = {
    "fr": "Comment agit ce traitement ? Ses bénéfices, ses risques, la vie quotidienne. "
    "Sans traitement, la maladie avance. D’autres traitements existent. On ne sait pas tout. ",
    "en": "How does it work? Its benefits, its risks, daily life. Without treatment the illness goes on. "
    "Other treatments exist. Not everything is known, results vary.",
}
LONG = {
    "fr": "Vous prenez ce médicament chaque matin avec un grand verre d’eau, puis vous attendez une heure "
    "avant de manger quelque chose de solide.",
    "en": "You take this medicine every morning with a large glass of water, and then you wait for one whole "
    "hour before you eat anything solid.",
}

# check, code, a document in which it is found, one in which it is not: for each language.
CASES = [
    ("authorship", "author", text, lambda lang: text(lang, authors=(Contributor("Team"),), review=REVIEW)),
    ("authorship", "reviewer", lambda lang: text(lang, authors=(REVIEWER,)), lambda lang: text(lang, review=REVIEW)),
    (
        "authorship",
        "same",
        lambda lang: text(lang, authors=(REVIEWER,), review=REVIEW),
        lambda lang: text(lang, authors=(Contributor("Bo Lind"), Contributor("Team")), review=REVIEW),
    ),
    (
        "authorship",
        "same",
        lambda lang: text(lang, authors=(Contributor("Team"), Contributor("Ada  LIND")), review=REVIEW),
        lambda lang: text(lang, authors=(Contributor("Ada Lind-Roux"),), review=REVIEW),
    ),
    (
        "authorship",
        "same",
        lambda lang: text(
            lang,
            authors=(Contributor("Ada Roux", key=3), Contributor("Team", key=4)),
            review=replace(REVIEW, reviewer=replace(REVIEWER, key=3)),
        ),
        lambda lang: text(
            lang, authors=(Contributor("Team", key=4),), review=replace(REVIEW, reviewer=replace(REVIEWER, key=3))
        ),
    ),
    (
        "authorship",
        "qualification",
        lambda lang: text(lang, review=replace(REVIEW, reviewer=Contributor("Ada Lind", " "))),
        lambda lang: text(lang, review=REVIEW),
    ),
    (
        "four-eyes",
        "own",
        lambda lang: text(lang, last_author="ada", signed_by="ada"),
        lambda lang: text(lang, last_author="ada", signed_by="bo"),
    ),
    ("review-dates", "missing", text, lambda lang: text(lang, review=REVIEW)),
    (
        "review-dates",
        "late",
        lambda lang: text(lang, review=replace(REVIEW, next_review_on=date(2029, 3, 2))),
        lambda lang: text(lang, review=replace(REVIEW, next_review_on=date(2029, 3, 1))),
    ),
    (
        "review-dates",
        "order",
        lambda lang: text(lang, review=replace(REVIEW, next_review_on=date(2026, 3, 1))),
        lambda lang: text(lang, review=REVIEW),
    ),
    (
        "review-not-edit",
        "moved",
        lambda lang: text(lang, review=replace(REVIEW, reviewed_on=date(2026, 9, 1))),
        lambda lang: text(lang, review=replace(REVIEW, signed_on=None)),
    ),
    (
        "review-not-edit",
        "extended",
        lambda lang: text(lang, review=replace(REVIEW, signed_until=date(2027, 3, 1))),
        lambda lang: text(lang, review=replace(REVIEW, signed_until=date(2028, 3, 1))),
    ),
    (
        "overdue",
        "past",
        lambda lang: text(lang, review=replace(REVIEW, next_review_on=date(2026, 11, 23))),
        lambda lang: text(lang, review=replace(REVIEW, next_review_on=TODAY)),
    ),
    ("sources", "none", text, lambda lang: text(lang, sources=(Source("NHS", year=2024),))),
    (
        "sources",
        "undated",
        lambda lang: text(lang, sources=(Source("NHS"),)),
        lambda lang: text(lang, sources=(Source("NHS"), Source("HAS", year=2024))),
    ),
    (
        "sources",
        "dose",
        lambda lang: text(lang, {"fr": "Prenez 5,5 mg le soir.", "en": "Take 5.5 mg in the evening."}[lang]),
        lambda lang: text(lang, body(Passage({"fr": "Prenez 5,5 mg.", "en": "Take 5.5 mg."}[lang], marks=CITED))),
    ),
    (
        "sources",
        "figure",
        lambda lang: text(lang, {"fr": "Le risque est de 5 %.", "en": "The risk is 5%."}[lang]),
        lambda lang: text(lang, body(Passage({"fr": "Le risque est de 5 %.", "en": "It is 5%."}[lang], marks=CITED))),
    ),
    (
        "sources",
        "evidence",
        lambda lang: text(lang, {"fr": "Des études ont montré son intérêt.", "en": "Studies have shown it."}[lang]),
        lambda lang: text(lang, {"fr": "Demandez ce que montrent les études.", "en": "Ask what studies show."}[lang]),
    ),
    (
        "sources",
        "uncited",
        lambda lang: text(lang, "x", kind="treatment", sources=(Source("NHS", year=2024),)),
        lambda lang: text(
            lang, "x", body(Passage("y", marks=CITED)), kind="treatment", sources=(Source("NHS", year=2024),)
        ),
    ),
    (
        "source-age",
        "old",
        lambda lang: text(lang, sources=(Source("NHS", year=2020), Source("HAS", year=2015))),
        lambda lang: text(lang, sources=(Source("NHS", year=2021), Source("HAS", year=2001))),
    ),
    (
        "source-age",
        "dead",
        lambda lang: text(lang, sources=(Source("NHS", "Biopsy", 2025, is_dead=True),)),
        lambda lang: text(lang, sources=(Source("NHS", "Biopsy", 2025),)),
    ),
    (
        "source-age",
        "link",
        lambda lang: text(lang, body(Passage("x", marks=(Mark("link", "x", "https://a.example/", is_dead=True),)))),
        lambda lang: text(lang, body(Passage("x", marks=(Mark("link", "x", "https://a.example/"),)))),
    ),
    (
        "source-age",
        "dead",
        lambda lang: text(lang, body("x", kind="quote", quotation=Quotation("Ada", is_dead=True))),
        lambda lang: text(lang, body("x", kind="quote", quotation=Quotation("Ada"))),
    ),
    (
        "disclosure",
        "publisher",
        lambda lang: text(lang, statements=Statements(publisher=".", funding="x")),
        lambda lang: text(lang, statements=Statements(publisher="x")),
    ),
    (
        "disclosure",
        "funding",
        lambda lang: text(lang, statements=Statements(publisher="x", funding=" . ")),
        lambda lang: text(lang, statements=Statements(funding="x")),
    ),
    (
        "disclosure",
        "money",
        lambda lang: text(lang, statements=Statements(funding="x")),
        lambda lang: text(lang, statements=Statements(funding={"fr": "Des dons.", "en": "Donations."}[lang])),
    ),
    (
        "disclosure",
        "interests",
        lambda lang: text(lang, statements=Statements(funding={"fr": "Des dons.", "en": "Donations."}[lang])),
        lambda lang: text(lang, statements=Statements(funding={"fr": "Indépendant.", "en": "Independent."}[lang])),
    ),
    (
        "not-a-substitute",
        "missing",
        lambda lang: text(lang, statements=Statements(disclaimer=".")),
        lambda lang: text(lang, statements=Statements(disclaimer="x")),
    ),
    (
        "not-a-substitute",
        "professional",
        lambda lang: text(lang, statements=Statements(disclaimer="x")),
        lambda lang: text(lang, statements=Statements(disclaimer={"fr": "Votre médecin.", "en": "A doctor."}[lang])),
    ),
    (
        "not-a-substitute",
        "substitute",
        lambda lang: text(lang, statements=Statements(disclaimer={"fr": "Votre médecin.", "en": "A doctor."}[lang])),
        lambda lang: text(
            lang, statements=Statements(disclaimer={"fr": "Pas votre médecin.", "en": "Not your doctor."}[lang])
        ),
    ),
    ("purpose", "aim", lambda lang: text(lang, audience="x"), lambda lang: text(lang, purpose="x")),
    ("purpose", "audience", lambda lang: text(lang, purpose="x", audience=" "), lambda lang: text(lang, audience="x")),
    ("key-points", "missing", lambda lang: text(lang, "mot " * 401), lambda lang: text(lang, "mot " * 400)),
    (
        "treatment-facts",
        "risks",
        lambda lang: text(lang, "x", kind="treatment"),
        lambda lang: text(lang, FACTS[lang], kind="treatment"),
    ),
    ("treatment-facts", "kind", text, lambda lang: text(lang, kind="support")),
    (
        "questions",
        "missing",
        lambda lang: text(lang, kind="condition"),
        lambda lang: text(
            lang, Block("questions", "question", passages=(Passage("Et moi ?", "title"),)), kind="condition"
        ),
    ),
    (
        "warning-signs",
        "missing",
        lambda lang: text(lang, {"fr": "Une maladie rare.", "en": "A rare illness."}[lang], kind="condition"),
        lambda lang: text(lang, {"fr": "Appelez le 15.", "en": "Call 999."}[lang], kind="condition"),
    ),
    (
        "warning-signs",
        "missing",
        lambda lang: text(lang, "x", kind="treatment"),
        lambda lang: text(lang, body("x", kind="callout", role="emergency"), kind="treatment"),
    ),
    (
        "further-help",
        "missing",
        lambda lang: text(lang, {"fr": "Une maladie.", "en": "An illness."}[lang]),
        lambda lang: text(lang, {"fr": "Une association vous écoute.", "en": "A charity listens."}[lang]),
    ),
    (
        "sentence-length",
        "sentence",
        lambda lang: text(lang, LONG[lang]),
        lambda lang: text(lang, {"fr": "Le Dr. Lind reçoit à 15h30.", "en": "Dr. Lind sees you at 3.30 p.m."}[lang]),
    ),
    (
        "sentence-length",
        "sentence",
        lambda lang: text(lang, LONG[lang]),
        lambda lang: text(lang, body(Passage(LONG[lang], "quote"), kind="quote")),
    ),
    (
        "sentence-length",
        "paragraph",
        lambda lang: text(
            lang, {"fr": "Un mot. Deux mots. Trois. Et plus.", "en": "One. Two words. Three. And more."}[lang]
        ),
        lambda lang: text(lang, {"fr": "Un mot. Deux mots. Trois.", "en": "One word. Two words. Three."}[lang]),
    ),
    (
        "readability",
        "hard",
        lambda lang: (
            text(lang, "L’administration parentérale d’immunoglobulines hyperspécifiques intracellulaires. " * 20)
            if lang == "fr"
            else text(
                lang, "Intracellular hyperspecific immunoglobulin administration necessitates hospitalisation. " * 20
            )
        ),
        lambda lang: text(lang, {"fr": "Le chat dort. Il est là. ", "en": "The cat is here. It sleeps. "}[lang] * 20),
    ),
    (
        "jargon",
        "acronym",
        lambda lang: text(lang, {"fr": "La RCP se réunit.", "en": "The RCP meets."}[lang]),
        lambda lang: text(
            lang,
            {
                "fr": "La réunion de concertation pluridisciplinaire (RCP) se tient. La RCP propose.",
                "en": "A multidisciplinary team meeting, or MDT, is held. The MDT proposes.",
            }[lang],
        ),
    ),
    (
        "jargon",
        "term",
        lambda lang: text(lang, {"fr": "Une biopsie suit.", "en": "A biopsy follows."}[lang], words=(BIOPSY[lang],)),
        lambda lang: text(
            lang,
            {"fr": "Une biopsie, c’est-à-dire un prélèvement, suit.", "en": "A biopsy (a small sample) follows."}[lang],
            words=(BIOPSY[lang],),
        ),
    ),
    (
        "jargon",
        "term",
        lambda lang: text(
            lang, {"fr": "Deux biopsies suivent.", "en": "One biopsy follows."}[lang], words=(BIOPSY[lang],)
        ),
        lambda lang: text(
            lang,
            {"fr": "Deux biopsies suivent.", "en": "One biopsy follows."}[lang],
            words=(replace(BIOPSY[lang], is_explained=True),),
        ),
    ),
    (
        "numbers",
        "percent",
        lambda lang: text(lang, {"fr": "Il aide 20 % des gens.", "en": "It helps 20% of people."}[lang]),
        lambda lang: text(
            lang, {"fr": "Il aide 1 personne sur 5 (20 %).", "en": "It helps 1 in 5 people (20%)."}[lang]
        ),
    ),
    (
        "numbers",
        "percent",
        lambda lang: text(
            lang, {"fr": "Il aide 20 % des gens, soit 1 sur 5.", "en": "It helps 20% of people, that is 1 in 5."}[lang]
        ),
        lambda lang: text(
            lang,
            {"fr": "L’examen est remboursé à 70 %.", "en": "70% of the price is refunded."}[lang],
            {"fr": "Le risque zéro ou 100 % n’existe pas.", "en": "Nothing is 100% safe."}[lang],
        ),
    ),
    (
        "numbers",
        "side_by_side",
        lambda lang: text(lang, {"fr": "Prenez 2 500 mg comprimés.", "en": "Take 2 500 mg tablets."}[lang]),
        lambda lang: text(lang, {"fr": "Prenez deux comprimés de 1 000 mg.", "en": "Take two 500 mg tablets."}[lang]),
    ),
    (
        "action",
        "address",
        lambda lang: text(lang, {"fr": "Le patient attend.", "en": "The patient waits."}[lang]),
        lambda lang: text(lang, {"fr": "Demandez à votre médecin.", "en": "Ask your doctor."}[lang]),
    ),
    ("action", "steps", lambda lang: text(lang, "x"), lambda lang: text(lang, body("x", kind="steps"))),
    (
        "alt-text",
        "missing",
        lambda lang: text(lang, body(kind="figure", picture=Picture())),
        lambda lang: text(lang, body(kind="figure", picture=Picture(is_decorative=True))),
    ),
    (
        "alt-text",
        "file",
        lambda lang: text(lang, body(kind="figure", picture=Picture("IMG_2041.jpg"))),
        lambda lang: text(lang, body(kind="figure", picture=Picture("Schéma"))),
    ),
    (
        "alt-text",
        "file",
        lambda lang: text(lang, body(kind="figure", picture=Picture("scan_02", file_name="Scan_02.png"))),
        lambda lang: text(lang, body(kind="figure", picture=Picture("Un scanner", file_name="Un scanner.png"))),
    ),
    (
        "alt-text",
        "nothing",
        lambda lang: text(lang, body(kind="figure", picture=Picture({"fr": "Photo", "en": "A picture"}[lang]))),
        lambda lang: text(lang, body(kind="figure", picture=Picture("Photo : une infirmière"))),
    ),
    (
        "alt-text",
        "language",
        lambda lang: text(lang, body(kind="figure", picture=Picture(SAID[{"fr": "en", "en": "fr"}[lang]]))),
        lambda lang: text(lang, body(kind="figure", picture=Picture(SAID[lang]))),
    ),
    (
        "heading-order",
        "skipped",
        lambda lang: text(lang, body(Passage("A", "heading"), kind="heading", level=3)),
        lambda lang: text(
            lang,
            body(Passage("A", "heading"), kind="heading", level=2),
            body(Passage("B", "heading"), kind="heading", level=3),
        ),
    ),
    (
        "heading-order",
        "level",
        lambda lang: text(
            lang,
            body(Passage("A", "heading"), kind="heading", level=2),
            body(Passage("B", "heading"), kind="heading", level=4),
        ),
        lambda lang: text(
            lang,
            body(Passage("A", "heading"), kind="heading", level=2),
            body(Passage("B", "heading"), kind="heading", level=3),
            body(Passage("C", "heading"), kind="heading", level=4),
        ),
    ),
    (
        "heading-order",
        "empty",
        lambda lang: text(lang, body(kind="heading", level=2)),
        lambda lang: text(lang, body(Passage("A", "heading"), kind="heading", level=2)),
    ),
    (
        "unfinished",
        "mark",
        lambda lang: text(lang, body(Passage("[…]."))),
        lambda lang: text(lang, body(Passage("It was said […].", "quote"), kind="quote")),
    ),
    (
        "language-of-parts",
        "foreign",
        lambda lang: text(lang, SAID[{"fr": "en", "en": "fr"}[lang]]),
        lambda lang: text(
            lang,
            {
                "fr": "Le pembrolizumab est un anticorps. Voir Digital Imaging and Communications in Medicine.",
                "en": "The Commission nationale de l’informatique et des libertés is in Paris.",
            }[lang],
        ),
    ),
    (
        "language-of-parts",
        "foreign",
        lambda lang: text(
            lang, {"fr": "On dit « you have to think of it ».", "en": "They say “il est pour vous”."}[lang]
        ),
        lambda lang: text(
            lang,
            body(
                Passage(
                    {"fr": "On dit « you have to think of it ».", "en": "They say “il est pour vous”."}[lang],
                    marks=(Mark("foreign", {"fr": "you have to think of it", "en": "il est pour vous"}[lang]),),
                )
            ),
        ),
    ),
    (
        "quote-attribution",
        "nobody",
        lambda lang: text(lang, body("x", kind="quote", quotation=Quotation(url="https://example.org/"))),
        lambda lang: text(lang, body("x", kind="quote", quotation=Quotation(role="Nurse"))),
    ),
    (
        "quote-attribution",
        "source",
        lambda lang: text(lang, body("x", kind="quote", quotation=Quotation("Ada"))),
        lambda lang: text(
            lang, body("x", kind="quote", quotation=Quotation(organisation="nhs")), sources=(Source("NHS"),)
        ),
    ),
    (
        "true-metadata",
        "false",
        lambda lang: text(lang, metadata=Metadata("Ada", date(2026, 1, 1))),
        lambda lang: text(lang, review=REVIEW, metadata=Metadata("Dr Ada Lind", date(2026, 3, 1), "Oncologist")),
    ),
]
BIOPSY = {"fr": Word("biopsie"), "en": Word("biopsy")}
SAID = {
    "fr": "Le médecin est dans la salle avec une patiente.",
    "en": "The doctor is in the room with one of the patients.",
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("check", "code", "wrong", "right"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_check_finds_what_is_wrong_and_leaves_alone_what_is_right(check, code, wrong, right, language):
    assert code in codes(check, wrong(language))
    assert code not in codes(check, right(language))


def test_every_message_of_every_check_is_tried_but_the_treatment_topics_which_are_alike():
    tried = {(check, code) for check, code, _wrong, _right in CASES}
    topics = {("treatment-facts", code) for code in codes("treatment-facts", text("fr", "x", kind="treatment"))}
    assert topics | tried == {(check.id, code) for check in CHECKS for code in check.messages}
    assert codes("treatment-facts", text("fr", FACTS["fr"], kind="treatment")) == []
    assert codes("treatment-facts", text("en", FACTS["en"], kind="treatment")) == []


def test_checks_have_ids_of_their_own_and_say_why_and_by_whom():
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert str(check.title)
        assert str(check.why)
        assert check.source
        assert check.level in Level


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_finding_says_what_is_wrong_and_how_to_put_it_right_in_the_readers_language(language):
    for _check, _code, wrong, _right in CASES:
        for finding in examine(wrong("fr")):
            with translation.override(language):
                assert "%(" not in describe(finding) + repair(finding)
                assert title_of(finding.check)
                assert source_of(finding.check)


@pytest.mark.parametrize(
    ("language", "sentence", "mark"),
    [
        *((language, "TODO", "TODO") for language in ("fr", "en", "ar")),
        *((language, "Lorem ipsum dolor sit amet.", "Lorem ipsum") for language in ("fr", "en", "ar")),
        ("fr", "Ce traitement agit […] chez l’adulte.", "[…]"),
        ("fr", "Il est proposé à XXX personnes.", "XXX"),
        ("fr", "La dose est de ?? mg par jour.", "??"),
        ("fr", "Fréquence : ???", "???"),
        ("fr", "???", "???"),
        ("fr", "À compléter.", "À compléter"),
        ("fr", "à vérifier", "à vérifier"),
        ("fr", "Il agit vite [à vérifier avec le Dr Lind].", "[à vérifier avec le Dr Lind]"),
        ("fr", "Il agit vite [source ?].", "[source ?]"),
        ("fr", "Il agit vite [insérer un chiffre].", "[insérer un chiffre]"),
        ("fr", "Les effets indésirables À COMPLÉTER.", "À COMPLÉTER"),
        ("fr", "La dose A COMPLETER.", "A COMPLETER"),
        ("fr", "Le risque est de XX %.", "XX"),
        ("fr", "Le risque (source ?) est faible.", "(source ?)"),
        ("fr", "Il dit « elle [à compléter] encore ».", "[à compléter]"),
        ("en", "Take XX mg a day.", "XX"),
        ("en", "The risk (ref?) is low.", "(ref?)"),
        ("en", "FIXME: ask the pharmacist.", "FIXME"),
        ("en", "The dose is TBD.", "TBD"),
        ("en", "To be completed", "To be completed"),
        ("en", "It acts fast [citation needed].", "[citation needed]"),
        ("en", "It acts fast [insert figure].", "[insert figure]"),
        ("en", "It acts fast [?].", "[?]"),
        ("en", "It acts fast [todo].", "[todo]"),
        ("en", "Side effects: TO BE CONFIRMED", "TO BE CONFIRMED"),
        ("en", "The sign “[...]” is still here.", "[...]"),
    ],
)
def test_a_note_to_oneself_is_found_wherever_it_is_left(language, sentence, mark):
    kinds = ("introduction", "key_points", "body", "questions")
    for field in kinds:
        (found,) = [f for f in examine(text(language, replace(body(sentence), field=field))) if f.check == "unfinished"]
        assert (found.code, found.values["mark"], found.level) == ("mark", mark, Level.BLOCK)
    (found,) = [f for f in examine(text(language, body("x"), title="Dose: TODO")) if f.check == "unfinished"]
    assert found.field == "title"


def test_a_note_in_what_a_picture_shows_and_in_a_source_is_found_too():
    picture = body(kind="figure", picture=Picture("XXX"))
    source = Source("TODO", "Biopsy", 2025, block_id="source")
    found = [f for f in examine(text("fr", picture, sources=(source,))) if f.check == "unfinished"]
    assert [finding.block_id for finding in found] == ["id-figure", "source"]
    assert codes("unfinished", text("en", sources=(Source("NHS", "Biopsy […] of the skin", 2025),))) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Qu’est-ce que c’est ??"),
        ("fr", "Et si je refuse ???"),
        ("fr", "À vérifier avec votre médecin : les doses."),
        ("fr", "Un questionnaire (à compléter) vous est remis. Il est à compléter avant la consultation."),
        ("fr", "Les points À VÉRIFIER avec votre médecin."),
        ("fr", "Le syndrome triple X (47,XXX) est un caryotype XXX. Le chromosome XX."),
        ("fr", "Elle a dit : « Tout […] est à faire. »"),
        ("fr", "On dit « TODO cambia » en espagnol."),
        ("fr", "Cochez [ ] oui ou [ ] non. Voir [1], [a] et [PubMed]."),
        ("fr", "Votre méthodologie, la météo, le todo de votre enfant."),
        ("fr", "Où avez-vous mal (au dos ?) et depuis quand (à quelle date ?)"),
        ("fr", "Il a vérifié la date. Son caryotype est 46,XX."),
        ("en", "This is to be confirmed by a biopsy."),
        ("en", "What is it ?? Can I ask ??"),
        ("en", "Know WHAT TO DO at home. In women, the sex chromosomes are XX."),
        ("en", "The meeting (to be confirmed) is in May."),
        ("en", "He wrote “to be […] or not”."),
    ],
)
def test_a_sentence_that_only_looks_unfinished_is_left_alone(language, sentence):
    assert codes("unfinished", text(language, sentence)) == []


def test_words_of_another_language_and_labels_are_no_notes():
    spanish = Passage("Mercedes Sosa : TODO CAMBIA.", marks=(Mark("foreign", "TODO CAMBIA", "es"),))
    assert codes("unfinished", text("fr", body(spanish))) == []
    for kind in ("heading", "title", "term", "cell"):
        assert codes("unfinished", text("fr", body(Passage("À vérifier", kind)))) == []
        assert codes("unfinished", text("fr", body(Passage("QUESTIONS À VÉRIFIER", kind)))) == []
        assert codes("unfinished", text("fr", body(Passage("TODO", kind)))) == ["mark"]
    assert codes("unfinished", text("fr", body(Passage("TODO […]", "quote"), kind="quote"))) == []


class Broken(Check):
    id = "authorship"
    level = Level.BLOCK

    def find(self, document):
        raise RuntimeError("no")


def test_a_check_that_fails_is_a_finding_and_takes_no_other_along(caplog):
    findings = examine(text("fr"), checks=[Broken(), *CHECKS[1:]])
    failed = [finding for finding in findings if finding.check == "check-failed"]
    assert [finding.level for finding in failed] == [Level.WARN]
    assert len(findings) > 5
    with translation.override("en"):
        assert "Author and reviewer" in describe(failed[0])
        assert repair(failed[0])
    assert caplog.records[0].event == "check_failed"


def test_levels_are_those_that_are_set():
    findings = examine(text("fr"), {"purpose": Level.REPORT})
    assert {finding.level for finding in findings if finding.check == "purpose"} == {Level.REPORT}
    assert {finding.level for finding in findings if finding.check == "authorship"} == {Level.BLOCK}


def test_no_formula_refuses_a_publication_whatever_is_set():
    (case,) = [wrong("fr") for check, _code, wrong, _right in CASES if check == "readability"]
    found = [finding for finding in examine(case, {"readability": Level.BLOCK}) if finding.check == "readability"]
    assert [finding.level for finding in found] == [Level.REPORT]
    (found,) = [f for f in examine(case, {"readability": Level.WARN}) if f.check == "readability"]
    assert found.level == Level.WARN


def test_a_standing_page_is_checked_for_its_form_only():
    page = replace(text("fr", LONG["fr"], body(kind="figure", picture=Picture())), is_governed=False)
    assert {finding.check for finding in examine(page)} == {"sentence-length", "alt-text"}


def test_findings_come_in_page_order():
    document = text(
        "fr",
        body(LONG["fr"], id="first"),
        body(kind="figure", id="second", picture=Picture()),
        body(LONG["fr"], id="third"),
        sources=(Source("NHS", "A", 2025, is_dead=True, block_id="source"),),
    )
    found = [finding.block_id for finding in examine(document)]
    assert [block for block in found if block] == ["first", "second", "third", "source"]
    assert found[0] == ""


def test_a_language_without_lists_gets_no_findings_of_that_kind_and_no_error():
    document = text("ar", "هذا نص طويل. وهذه جملة أخرى.", kind="treatment", title="عنوان")
    found = {finding.check for finding in examine(document)}
    assert "check-failed" not in found
    assert not found & {"jargon", "numbers", "language-of-parts", "warning-signs", "further-help", "readability"}
    assert codes("treatment-facts", document) == []
    assert codes("action", document) == ["steps"]


def test_a_review_of_a_29th_of_february_may_last_until_the_28th():
    leap = replace(REVIEW, reviewed_on=date(2024, 2, 29), next_review_on=date(2027, 2, 28))
    assert codes("review-dates", text("fr", review=leap)) == []
    end = replace(REVIEW, reviewed_on=date(9998, 1, 1), next_review_on=date.max)
    assert codes("review-dates", text("fr", review=end)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Un accident vasculaire cérébral (AVC) se soigne."),
        ("fr", "Un AVC (accident vasculaire cérébral) se soigne."),
        ("fr", "L’AVC, ou accident vasculaire cérébral, se soigne."),
        ("fr", "La tomodensitométrie (en anglais, CT) est courante."),
        ("fr", "La tomographie par émission de positons (TEP) est longue."),
        ("fr", "Un ECG (électrocardiogramme) est fait."),
        ("fr", "Le médecin ORL, oto-rhino-laryngologiste, examine."),
        ("en", "A low back pain (LBP) clinic."),
        ("en", "NSAIDs (non-steroidal anti-inflammatory drugs) help."),
        ("en", "An ECG (electrocardiogram) is done."),
        ("en", "Attention deficit hyperactivity disorder, or ADHD, is common."),
    ],
)
def test_an_acronym_is_spelled_out_before_it_or_after_it(language, sentence):
    assert codes("jargon", text(language, sentence)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le traitement protège (p. ex. moins d’AVC)."),
        ("fr", "Un examen (voir l’IRM) est prévu."),
        ("fr", "Une IRM est faite, puis un mois de repos ; les raisons sont individuelles."),
        ("en", "An MRI, an ECG and an FBC may help. The reasons and the risks of it are individual."),
        ("en", "The scan (for example an MRI of the head) is short."),
    ],
)
def test_a_bracket_or_a_few_initials_nearby_spell_nothing_out(language, sentence):
    assert "acronym" in codes("jargon", text(language, sentence))


@pytest.mark.parametrize(
    ("language", "sentence", "acronyms"),
    [
        ("fr", "On dose la VS/CRP.", ["VS", "CRP"]),
        ("fr", "Des cellules CAR-T, un anti-PD-L1 et le TNF-alpha.", ["CAR-T", "TNF"]),
        ("en", "A CT-guided biopsy and IL-2.", ["CT", "IL-2"]),
        ("fr", "Récepteur antigénique chimérique (CAR-T) : des cellules CAR-T. Voir www.HAS-sante.fr/IRM.", []),
        ("en", "Tumour necrosis factor (TNF) is blocked: TNF-alpha, that is. A-t-elle COVID-19 ?", []),
    ],
)
def test_an_acronym_in_a_compound_is_one(language, sentence, acronyms):
    found = [f.values["acronym"] for f in examine(text(language, sentence)) if f.code == "acronym"]
    assert found == acronyms


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Prenez 1 g de paracétamol toutes les 6 heures."),
        ("fr", "Prenez 10 gouttes matin et soir."),
        ("fr", "Injectez 0,4 ml une fois par semaine."),
        ("fr", "Prenez 2 comprimés par jour."),
        ("en", "Take 1 g of paracetamol every 6 hours."),
        ("en", "Inject 20 units before bedtime."),
        ("en", "Take 2 tablets a day."),
    ],
)
def test_a_dose_is_one_in_any_unit(language, sentence):
    assert codes("sources", text(language, sentence)) == ["dose", "none"]
    cell = body(Passage(sentence, "cell"), kind="table")
    assert codes("sources", text(language, cell)) == ["dose", "none"]
    assert codes("sources", text(language, replace(cell, passages=(Passage(sentence, "cell", CITED),)))) == ["none"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Un prélèvement de 2 g. Le matin, vous mangez."),
        ("en", "A sample of 5 ml is taken."),
        ("fr", "Le 2 mars."),
    ],
)
def test_an_amount_that_nobody_takes_is_no_dose(language, sentence):
    assert codes("sources", text(language, sentence)) == ["none"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Des études ont montré que ce traitement aide."),
        ("fr", "Les études récentes le montrent."),
        ("fr", "Plusieurs études cliniques démontrent son intérêt."),
        ("fr", "Une étude a montré un bénéfice."),
        ("fr", "Les essais cliniques ont montré un effet."),
        ("fr", "Il est prouvé que ce médicament soulage."),
        ("fr", "Il a été démontré que le risque baisse."),
        ("fr", "Ce traitement est scientifiquement prouvé."),
        ("fr", "La recherche a montré un bénéfice."),
        ("fr", "9 patients sur 10 guérissent."),
        ("fr", "Il guérit 90 % des patients."),
        ("fr", "Le risque de complication est de 2 à 3 %."),
        ("fr", "Le risque est deux fois plus élevé."),
        ("fr", "La survie à cinq ans est de 80 %."),
        ("fr", "Une personne sur dix a des effets indésirables."),
        ("fr", "80 pour cent des malades sont en vie cinq ans après."),
        ("fr", "Ce médicament a prouvé son efficacité."),
        ("fr", "Une étude publiée en 2023 a montré une baisse de la mortalité."),
        ("fr", "Les chercheurs ont démontré que cela aide."),
        ("fr", "Plusieurs études ont montré qu’il n’est pas efficace seul."),
        ("fr", "Le traitement fait disparaître la tumeur chez 40 % des patients."),
        ("fr", "Un saignement survient dans 2 examens sur 1 000."),
        ("en", "Bleeding happens in 2 out of 1,000 examinations."),
        ("fr", "Ce vaccin évite neuf cancers sur dix."),
        ("fr", "L’aspirine divise par deux le risque d’infarctus."),
        ("fr", "Une prise en charge rapide réduit de 30 % le risque de décès."),
        ("fr", "L’alcool augmente de 30 % le risque de complication."),
        ("en", "Researchers have shown that it helps."),
        ("en", "Studies show that people who never smoke live longer."),
        ("en", "The treatment shrinks the tumour in 40% of patients."),
        ("en", "This vaccine prevents nine cancers in ten."),
        ("en", "Aspirin halves the risk of a heart attack."),
        ("en", "Alcohol raises the risk of complications by 30%."),
        ("en", "Studies show that it works."),
        ("en", "Clinical trials have shown a benefit."),
        ("en", "Research has shown that it helps."),
        ("en", "It is proven that this drug helps."),
        ("en", "It has been shown that the risk falls."),
        ("en", "This is clinically proven."),
        ("en", "About 1 in 10 people have side effects."),
        ("en", "9 out of 10 patients survive five years."),
        ("en", "The risk is twice as high."),
        ("en", "It cures 90% of patients."),
        ("en", "One in every ten people relapses."),
        ("en", "Complications occur in 2 to 3% of patients."),
        ("en", "It is twice as effective."),
        ("en", "One study found fewer deaths."),
        ("en", "The evidence shows it."),
        ("en", "This treatment has been shown to reduce pain."),
        ("en", "Five-year survival is 80 per cent."),
    ],
)
def test_a_claim_that_has_to_be_looked_up_asks_for_a_reference(language, sentence):
    assert set(codes("sources", text(language, sentence))) & {"figure", "evidence"}
    assert set(codes("sources", text(language, body(Passage(sentence, "cell"), kind="table")))) > {"none"}
    # The mark of a source anywhere in the same block answers for it; the next block's doesn't.
    neighbour = body(sentence, Passage("…", marks=CITED))
    assert codes("sources", text(language, neighbour)) == ["none"]
    assert codes("sources", text(language, sentence, body(Passage("…", marks=CITED)))) != ["none"]
    # In another's words, and where it only summarises, it needs none.
    quote = body(Passage(sentence, "quote"), kind="quote")
    assert codes("sources", text(language, quote, replace(body(sentence), field="key_points"))) == ["none"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Prenez-le un jour sur deux pour réduire les effets indésirables."),
        ("fr", "L’équipe répond 24 heures sur 24, 7 jours sur 7, en cas de complication."),
        ("fr", "Le traitement est remboursé à 100 %, même en cas d’échec."),
        ("fr", "Une étude clinique cherche à montrer si le traitement agit."),
        ("fr", "Il n’est pas prouvé que cette plante guérit."),
        ("fr", "Aucune étude n’a montré de bénéfice."),
        ("fr", "On étudie encore si le risque baisse."),
        ("fr", "Notez votre douleur de 0 à 10 : 8 sur 10 demande un soulagement."),
        ("fr", "Une consultation sur deux a lieu à distance."),
        ("fr", "80 % des lits sont occupés."),
        ("fr", "Demandez quel est le risque pour vous."),
        ("fr", "Le zéro risque ou 100 % n’existe pas."),
        ("fr", "Prenez une compresse sur une plaie sans risque."),
        ("fr", "Le médecin compte deux fois plus d’examens."),
        ("fr", "Ses études montrent son sérieux."),
        ("fr", "En 2 sur 3 pièces"),
        ("fr", "Les études montrent-elles un effet ?"),
        ("fr", "L’alcool à 70 % réduit le risque."),
        ("fr", "Votre mutuelle paie les 30 % restants, complications comprises."),
        ("en", "Do studies show that it works?"),
        ("en", "A 70% alcohol gel protects your skin."),
        ("en", "Your insurer covers 80% of it, side effects too."),
        ("en", "Take it one day in two to limit side effects."),
        ("en", "In the two weeks of the trial, side effects are noted."),
        ("en", "Someone answers 24 hours a day, 7 days a week."),
        ("en", "It has not been proven that this herb cures."),
        ("en", "No study has shown a benefit."),
        ("en", "A study is looking at whether it works."),
        ("en", "70% of the price is refunded, even if it has no benefit."),
        ("en", "Rate your pain: 8 out of 10 needs relief."),
        ("en", "One of four centres treats complications."),
        ("en", "Two of these three drugs have side effects."),
        ("en", "Take 2 of the 5 tablets to reduce the risk."),
        ("en", "One risk of two operations is bleeding."),
        ("en", "Three in the morning is a time of risk."),
        ("en", "Nothing is 100% effective."),
        ("en", "Ask what the studies show."),
        ("en", "Ask whether studies show a benefit for you."),
        ("en", "The trial will show whether it works."),
        ("en", "Research is needed."),
        ("en", "The method has been established in five centres."),
        ("en", "Wash your hands 3 times more often: less risk."),
        ("en", "The lower 20% of the lung is seen at a reduced rate."),
    ],
)
def test_what_only_resembles_a_claim_asks_for_none(language, sentence):
    assert codes("sources", text(language, sentence)) == ["none"]


def test_only_a_page_on_a_treatment_must_say_what_comes_from_which_source():
    sources = (Source("NHS", year=2024),)
    for kind in ("condition", "examination", "support"):
        assert codes("sources", text("en", "x", kind=kind, sources=sources)) == []
    assert codes("sources", text("en", "x", kind="treatment")) == ["none"]  # that is said already
    assert codes("sources", text("en", kind="treatment", sources=sources)) == []  # nothing is written yet
    linked = body(Passage("x", marks=(Mark("link", "NHS", "https://www.nhs.uk/"),)))
    assert codes("sources", text("en", linked, kind="treatment", sources=sources)) == []


@pytest.mark.parametrize(
    ("language", "disclaimer"),
    [
        ("fr", "Ces pages aident à comprendre. Elles ne remplacent pas l’avis de votre médecin."),
        ("fr", "Ces informations sont destinées à soutenir, et non à remplacer, la relation entre patient et médecin."),
        ("fr", "Ce site vient en complément de la consultation d’un professionnel de santé."),
        ("fr", "Ce site ne saurait se substituer à une consultation médicale."),
        ("fr", "En cas de doute, demandez à votre généraliste : rien ici n’est un diagnostic."),
        ("fr", "Lire ces pages ne dispense jamais de consulter un soignant."),
        ("en", "These pages do not replace your doctor’s advice."),
        ("en", "This information is designed to support, not replace, the relationship with your physician."),
        ("en", "It isn’t medical advice."),
        ("en", "Nothing here takes the place of a visit to a health professional."),
        ("en", "Read it in addition to what your care team and your GP tell you."),
        ("en", "No substitute for professional medical care."),
        ("ar", "هذه الصفحات"),
    ],
)
def test_a_disclaimer_may_say_it_in_many_ways(language, disclaimer):
    assert codes("not-a-substitute", text(language, statements=Statements(disclaimer=disclaimer))) == []


@pytest.mark.parametrize(
    ("language", "funding"),
    [
        ("fr", "L’association vit des cotisations de ses membres. Aucun laboratoire n’intervient dans ses contenus."),
        ("fr", "Ce site est financé par l’hôpital. Ses auteurs déclarent leurs liens d’intérêts."),
        ("fr", "Ce site ne reçoit pas d’argent et reste indépendant."),
        ("fr", "Rédigé par des bénévoles, sans publicité ni conflit d’intérêts."),
        ("en", "We are paid for by membership fees. No company has a say in what we write."),
        ("en", "Funded by the hospital. Authors declare their interests."),
        ("en", "No advertising, no sponsors, no conflicts of interest."),
        ("ar", "تبرعات"),
    ],
)
def test_a_statement_on_funding_may_say_it_in_many_ways(language, funding):
    assert codes("disclosure", text(language, statements=Statements("P", funding))) == []


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_full_stop_says_nothing_in_any_language(language):
    document = text(language, statements=Statements(".", "…", "—"))
    assert codes("disclosure", document) == ["publisher", "funding"]
    assert codes("not-a-substitute", document) == ["missing"]


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "En 2020 350 personnes."), ("en", "Since 2019 12 hospitals have it.")]
)
def test_a_year_and_a_number_are_two(language, sentence):
    assert codes("numbers", text(language, sentence)) == ["side_by_side"]


@pytest.mark.parametrize("number", ["12 000", "2 000 000", "1 950 400", "01 20 20 30 40", "2012 345 678", "12/2020"])
def test_one_long_number_is_one(number):
    assert codes("numbers", text("fr", f"Il y en a {number}.")) == []


@pytest.mark.parametrize(
    ("check", "language", "sentence"),
    [
        ("action", "fr", "Le patient va chez son médecin, assez souvent."),
        ("further-help", "fr", "Ce médicament aide à respirer."),
        ("further-help", "en", "This medicine helps your lungs and will support them."),
        ("warning-signs", "en", "This is what doctors call remission."),
        ("warning-signs", "en", "Emergency surgery is rare."),
        ("warning-signs", "en", "You go home the same day and can eat immediately. Contact your bank."),
        ("warning-signs", "fr", "Vous rentrez le jour même et mangez immédiatement. Contactez votre mutuelle."),
        ("further-help", "fr", "Une trithérapie est l’association de trois médicaments."),
        ("further-help", "fr", "Il se donne en association avec un autre."),
        ("further-help", "en", "There is an association between smoking and cancer."),
    ],
)
def test_a_word_that_happens_to_be_there_is_no_answer(check, language, sentence):
    assert {"address", "missing"} & set(codes(check, text(language, sentence, kind="condition")))


@pytest.mark.parametrize(
    ("check", "language", "sentence"),
    [
        ("warning-signs", "fr", "Consultez un médecin le jour même en cas de fièvre."),
        ("warning-signs", "fr", "Contactez sans tarder votre équipe si vous saignez."),
        ("warning-signs", "fr", "Téléphonez à votre médecin en cas de fièvre."),
        ("warning-signs", "en", "See a doctor the same day if you have a fever."),
        ("warning-signs", "en", "Get medical help if your lips turn blue."),
        ("warning-signs", "en", "Ring your GP if you have a fever."),
        ("warning-signs", "en", "Go to an emergency department."),
        ("further-help", "fr", "L’association des malades du rein répond."),
        ("further-help", "en", "The Association of Kidney Patients answers."),
    ],
)
def test_an_answer_may_be_given_in_many_ways(check, language, sentence):
    assert codes(check, text(language, sentence, kind="condition")) == []


def test_a_heading_with_nothing_under_it_answers_nothing():
    def heading(words, level=2):
        return body(Passage(words, "heading"), kind="heading", level=level)

    risks = heading("Quels sont les risques ?")
    bare = text("fr", risks, heading("La suite"), "x", kind="treatment")
    assert "risks" in codes("treatment-facts", bare)
    assert "risks" in codes("treatment-facts", text("fr", "x", risks, kind="treatment"))
    below = text("fr", risks, heading("Fréquents", 3), "La fatigue.", heading("La suite"), kind="treatment")
    assert "risks" not in codes("treatment-facts", below)


def test_a_heading_or_a_cell_in_another_language_is_found_and_a_name_is_not():
    for kind in ("heading", "cell"):
        assert codes("language-of-parts", text("fr", body(Passage("what is the treatment for this?", kind), kind=kind)))
    name = "The European Organisation for Research and Treatment of Cancer"
    assert not codes("language-of-parts", text("fr", body(Passage(name, "cell"), kind="table")))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Une fraction d’éjection de 45 % est basse."),
        ("fr", "Une saturation de 94 % suffit."),
        ("fr", "Une hémoglobine glyquée de 7 % est le but."),
        ("en", "An ejection fraction of 45% is low."),
        ("en", "An HbA1c of 7% is the aim."),
        ("fr", "L’alcool à 70 % pique."),
        ("fr", "Les soins sont pris en charge à 65 %."),
        ("en", "Your insurer pays 65% of it."),
    ],
)
def test_a_measurement_in_per_cent_is_no_risk(language, sentence):
    assert codes("numbers", text(language, sentence)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "La prise en charge précoce guérit 90 % des patients."),
        ("fr", "L’alcool augmente de 30 % le risque."),
        ("fr", "Attendez un quart d’heure. 20 % des patients ont mal."),
        ("en", "Alcohol raises the risk by 30%."),
        ("en", "Rest for half an hour. 20% of people feel sick."),
    ],
)
def test_a_word_nearby_makes_a_risk_neither_a_measurement_nor_said_in_persons(language, sentence):
    assert codes("numbers", text(language, sentence)) == ["percent"]


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "N’arrêtez JAMAIS seul, et PAS d’un coup."), ("en", "Do NOT stop it. NEVER.")]
)
def test_a_word_in_capitals_for_its_weight_is_no_acronym(language, sentence):
    assert codes("jargon", text(language, sentence)) == []


def test_a_fraction_is_quoted_whole():
    sentence = "Une complication grave survient dans 2 cas sur 1 000."
    (found,) = [f for f in examine(text("fr", sentence)) if f.code == "figure"]
    assert found.values["figure"] == "2 cas sur 1 000"


@pytest.mark.parametrize(("language", "said"), [("fr", "1 mars 2025"), ("en", "1 March 2025")])
def test_a_day_is_written_as_its_reader_writes_days(language, said):
    finding = Finding("overdue", "past", Level.REPORT, {"day": "2025-03-01"})
    with translation.override(language):
        assert said in describe(finding)


@pytest.mark.parametrize(("check", "code"), [("gone", "x"), ("purpose", "gone")])
def test_what_a_check_found_that_is_no_longer_one_is_still_shown(check, code):
    finding = Finding(check, code, Level.WARN)
    assert (describe(finding), repair(finding)) == (check, "")


def test_what_is_no_day_is_shown_as_it_is():
    assert "?" in describe(Finding("true-metadata", "false", Level.BLOCK, {"name": "?", "day": "?"}))
