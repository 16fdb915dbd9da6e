"""A document's parts are recognised, no word is lost, and doubt is said."""

import datetime
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some

from exchange.article_parser import recognise
from exchange.imported_document import Document, DocumentError, Paragraph, Run, cut, html_of, text_of, words
from exchange.readers import read_document
from tests.exchange.documents import ARTICLE, MARKDOWN, article_docx, docx, p, r

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(text, name="article.txt"):
    return recognise(*read_document(name, text.encode() if isinstance(text, str) else text))


def kinds(document):
    return [block.kind for block in document.blocks]


def of_kind(document, kind):
    return [block.value for block in document.blocks if block.kind == kind]


def test_a_blog_article_as_plain_text():
    document = read(ARTICLE)
    assert document.title == "Zoom sur … la téléconsultation"
    assert (document.author, document.published_on) == ("Jeanne Test", datetime.date(2018, 3, 1))
    assert document.introduction.startswith("Une consultation à distance")
    assert kinds(document) == [
        "heading", "paragraph", "item_list", "heading", "paragraph", "quote", "heading", "paragraph", "definition_list",
    ]  # fmt: skip
    assert [heading["text"] for heading in of_kind(document, "heading")] == [
        "La téléconsultation… Qu’est-ce que c’est ?", "Que disent les médecins ?", "Quels sont les moyens ?",
    ]  # fmt: skip
    [items] = of_kind(document, "item_list")
    assert items["entries"][1] == (
        "<p>Si vous ne le connaissez pas, racontez-lui votre histoire et montrez-lui vos documents.</p>"
    )
    [quote] = of_kind(document, "quote")
    assert quote["text"] == "On ne palpe pas un ventre à travers un écran."
    assert (quote["person"], quote["role"], quote["organisation"]) == (
        "Camille Exemple", "médecin généraliste", "Institut Exemple",
    )  # fmt: skip
    [definitions] = of_kind(document, "definition_list")
    assert definitions["entries"] == [
        {"term": "La vidéo", "definition": "<p>elle demande une bonne connexion</p>"},
        {"term": "Le téléphone", "definition": "<p>consiste en un simple appel</p>"},
    ]
    assert document.categories == ["Cancer", "Télémedécine"]
    assert document.left_out == [
        "Blog", "Retour à la liste des articles", "Catégories :", "Cancer (6)", "Télémedécine (3)",
    ]  # fmt: skip
    assert any("told here, not quoted" in line and "Comme le rappelle" in line for line in document.unsure)
    assert any("no colon" in line and "Le téléphone" in line for line in document.unsure)


@pytest.mark.skipif(not SEED.is_dir(), reason="The seed, ../shared/seed, is not on this machine")
def test_the_real_article():
    [file] = SEED.glob("*.txt")
    document = recognise(*read_document(file.name, file.read_bytes()))
    assert document.title == "Zoom sur … l’immunothérapie"
    assert (document.author, document.published_on) == ("Nolwenn Degeselle", datetime.date(2017, 4, 20))
    assert kinds(document) == [
        "heading", "paragraph", "item_list", "heading", "paragraph", "heading", "paragraph", "definition_list",
    ]  # fmt: skip
    assert all(heading["text"].endswith("?") for heading in of_kind(document, "heading"))
    assert [len(value["entries"]) for value in of_kind(document, "item_list")] == [2]
    assert [entry["term"] for entry in of_kind(document, "definition_list")[0]["entries"]] == [
        "L’immunothérapie locale", "L’immunothérapie générale",
    ]  # fmt: skip
    assert document.categories[:3] == ["A propos d'un deuxième avis", "Associations de patients", "Cancer"]
    assert any("Amigorena" in line for line in document.unsure)
    assert lost(file.read_text(), document) == set()


def test_a_word_document():
    document = read(article_docx(), "Article.DOCX")
    assert document.title == "La téléconsultation"
    assert document.published_on == datetime.date(2018, 3, 1)
    assert kinds(document) == [
        "heading", "paragraph", "item_list", "item_list", "heading", "heading", "definition_list", "quote", "table",
        "heading", "paragraph",
    ]  # fmt: skip
    assert [heading["level"] for heading in of_kind(document, "heading")] == ["2", "3", "3", "3"]
    assert of_kind(document, "paragraph")[0] == (
        "<p>Un médecin vous <b>voit</b> et vous <i>écoute</i>, dit "
        '<a href="https://www.has-sante.fr/?a=1&amp;b=2">ce site</a></p>'
    )
    bullets, numbers = of_kind(document, "item_list")
    assert (bullets["kind"], bullets["entries"]) == ("bulleted", ["<p>un</p>", "<p>dedans</p>", "<p>deux</p>"])
    assert (numbers["kind"], len(numbers["entries"])) == ("numbered", 2)
    assert of_kind(document, "definition_list") == [
        {"entries": [{"term": "Vidéo", "definition": "<p>Des images et du son.</p>"}]}
    ]
    [quote] = of_kind(document, "quote")
    assert (quote["person"], quote["role"]) == ("Camille Exemple", "médecin")
    [table] = of_kind(document, "table")
    assert [column["heading"] for column in table["columns"]] == ["Signe", "Délai"]
    assert table["rows"] == [{"values": ["<p>Fièvre</p>", "<p>le jour même</p>"]}]
    said = " ".join(document.unsure)
    assert "deeper ones became level 3" in said and "lists within lists" in said and "bold line" in said


def test_markdown():
    document = read(MARKDOWN, "a.md")
    assert document.title == "La téléconsultation"
    assert (document.author, document.published_on) == ("Jeanne Test", datetime.date(2018, 3, 1))
    assert kinds(document) == [
        "heading", "paragraph", "item_list", "item_list", "heading", "definition_list", "quote", "table", "heading",
        "paragraph",
    ]  # fmt: skip
    assert of_kind(document, "paragraph")[0] == (
        "<p>A doctor <b>sees</b> and <i>hears</i> you; "
        '<a href="https://www.nhs.uk/?a=1&amp;b=2">this site</a> says more. '
        "&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )
    assert "javascript" not in str(of_kind(document, "paragraph")[1]) or "<a" not in of_kind(document, "paragraph")[1]
    assert of_kind(document, "quote")[0]["organisation"] == "Example Institute"
    assert of_kind(document, "table")[0]["rows"] == [{"values": ["<p>Fever</p>", "<p><b>today</b></p>"]}]
    assert any("A drawing" in line for line in document.unsure)


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("Par Anne Martin le 20 avril 2017", "Anne Martin", "2017-04-20"),
        ("Par Anne Martin, le 20 avril 2017.", "Anne Martin", "2017-04-20"),
        ("Publié le 1er août 2020 par Anne Martin", "Anne Martin", "2020-08-01"),
        ("Écrit par l’Équipe éditoriale le 2017-04-20", "l’Équipe éditoriale", "2017-04-20"),
        ("Le 20 avril 2017", "", "2017-04-20"),
        ("20/04/2017", "", "2017-04-20"),
        ("By Ann Martin on 20 April 2017", "Ann Martin", "2017-04-20"),
        ("By Ann Martin on April 20, 2017", "Ann Martin", "2017-04-20"),
        ("Published on the 3rd March 2019 by Ann Martin", "Ann Martin", "2019-03-03"),
        ("Par Anne Martin", "Anne Martin", ""),
        ("Par hasard", "", ""),
        ("Par Anne Martin le 31 février 2017", "", ""),
        ("Par ailleurs, le 20 avril 2017 fut un jeudi.", "", ""),
    ],
)
def test_bylines(line, author, day):
    document = read(f"Un titre\n\n{line}\n\nUne introduction.\n\nLa suite.")
    assert (document.author, str(document.published_on or "")) == (author, day)
    assert lost(line, document) == set()


def test_a_byline_in_two_lines():
    document = read("Un titre\n\nPar Anne Martin\n\nLe 20 avril 2017\n\nUne introduction.\n\nLa suite.")
    assert (document.author, document.published_on) == ("Anne Martin", datetime.date(2017, 4, 20))
    assert document.introduction == "Une introduction."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• un\n• deux", ["item_list"]),
        ("1. un\n2) deux", ["item_list"]),
        ("• Note : ceci\n• deux", ["item_list"]),
        ("Vidéo : des images.\n\nTéléphone : du son.", ["definition_list"]),
        ("Vidéo : des images.\n\nAutre chose sans rien.", ["paragraph"]),
        ("Une question ?\n\nSa réponse.", ["heading", "paragraph"]),
        ("Voici la dernière question ?", ["paragraph"]),
        ("« Une citation entière. »\n\nAutre chose.", ["paragraph"]),
        ("« Une citation entière. » — Anne Martin", ["quote"]),
        ("Catégories : voici ce que ce mot veut dire. Il y en a deux.\n\nFin.", ["paragraph"]),
    ],
)
def test_shapes(text, expected):
    document = read(f"Un titre\n\nUne introduction.\n\n{text}")
    assert kinds(document) == expected
    assert lost(text, document) == set()


def test_french_typography_is_kept():
    document = read("Titre\n\nIntroduction : « à lire » !\n\nDeux mots : « là » ; 10 000 % ?\u00a0Oui…")
    assert document.introduction == "Introduction : « à lire » !" or " " in document.introduction
    assert "« là » ; 10 000 %" in document.blocks[0].value


@pytest.mark.parametrize("text", ["Un seul paragraphe", "• rien\n• que des items", "|a|b|\n|-|-|\n|c|d|", "# Titre"])
def test_very_little_text(text):
    document = read(text, "a.md")
    assert document.title
    assert lost(text, document) == set()


def test_runs_are_cut_where_the_text_is():
    runs = (Run("a "), Run("bc", bold=True), Run(" d & e", href="https://x.y/"))
    assert text_of(cut(runs, 1, 5)) == "bc"
    assert html_of(cut(runs, 3)) == '<p><b>c</b><a href="https://x.y/"> d &amp; e</a></p>'


# Words that make something of a line, and anything else.
SPECIAL = some.sampled_from(
    [
        "Par X Y le 20 avril 2017", "Par X", "le 99 mai 2017", "20/04/2017", "2017-13-45", "Blog", "Retour à la liste",
        "Catégories :", "- Cancer (6)", "• Mot : sens", "mot\n: sens", "« a »", "— Qui, quoi", "Quoi ?", "1. n", "# t",
        "> q", "| a | b |", "|---|---|", "**gras**", "```", "    code", "[a](b)", "![x](y)", "&amp;", "<p>",
    ]
)  # fmt: skip
LETTERS = some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=60)
TEXTS = some.lists(some.one_of(SPECIAL, LETTERS), max_size=25)


def tokens(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def said(document: Document):
    parts = [document.title, document.author, document.introduction, *document.left_out]
    parts += [line for block in document.blocks for line in block.lines]
    if document.published_on:
        parts.append(str(document.published_on))
    return parts


def lost(text, document):
    """The words of a text that the document doesn't have as often, but for those of its byline."""
    text = re.sub(r"(?m)^\s*\d+[.)]\s", "", text)  # a list counts by itself
    missing = set(Counter(tokens(text)) - Counter(tokens(" ".join(said(document)))))
    if document.author or document.published_on:
        missing -= {"Par", "par", "le", "Le", "By", "on", "by", "the", "Publié", "Published", "Écrit"}
    if document.published_on:
        missing = {
            word
            for word in missing
            if not word[0].isdecimal() and word not in ("avril", "April", "March", "août", "mars")
        }
    return missing


@settings(max_examples=150, deadline=None)
@given(lines=TEXTS, gap=some.sampled_from(["\n", "\n\n"]))
def test_no_word_of_a_text_is_lost(lines, gap):
    text = gap.join(lines)
    paragraphs = [Paragraph((Run(line),)) for line in re.split(r"\n+", text) if line.strip()]
    with translation.override("en"):
        document = recognise(paragraphs, [])
    assert lost(text, document) == set()


def paragraphs():
    runs = some.lists(some.builds(Run, some.text(max_size=20), some.booleans(), some.booleans()), max_size=4).map(tuple)
    rows = some.lists(some.lists(runs, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
    plain = some.builds(
        Paragraph,
        runs,
        some.sampled_from(["text", "title", "heading", "item", "quote", "term"]),
        some.integers(0, 6),
        some.booleans(),
    )
    return some.lists(
        some.one_of(plain, some.builds(Paragraph, some.just(()), some.just("table"), rows=rows)), max_size=15
    )


@settings(max_examples=150, deadline=None)
@given(parts=paragraphs())
def test_any_paragraphs_make_a_document(parts):
    parts = [part for part in parts if part.text or part.rows]
    text = " ".join(
        text_of(part.runs) + " " + " ".join(text_of(cell) for row in part.rows for cell in row) for part in parts
    )
    with translation.override("en"):
        document = recognise(parts, [])
    assert lost(text, document) == set()
    assert all(isinstance(text, str) for block in document.blocks for text, _is_rich in words(block.value))
    assert Document.from_json(document.as_json()) == document


@settings(max_examples=100, deadline=None)
@given(lines=TEXTS, name=some.sampled_from(["a.txt", "a.md"]))
def test_any_text_file_is_read_or_refused(lines, name):
    with translation.override("en"):
        try:
            document = read("\n".join(lines), name)
        except DocumentError:
            return
    assert document.title


GAP, LONG_GAP = " " * 19_000, " " * 1_000_000


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"Titre\n\n« mot{GAP}mot", id="a quotation that never ends"),
        pytest.param(f"Titre\n\n« mot »{GAP}suite", id="a quotation that is none"),
        pytest.param("Titre\n\n" + f"{'selon ' * 3_000}\n\n" * 10, id="words that nobody said"),
        pytest.param("Titre\n\n" + f"{'selon-A-' * 2_400}\n\n" * 10, id="a name that never ends"),
        pytest.param(docx(p("Titre"), p(f"« mot{LONG_GAP}mot")), id="Word: blanks"),
        pytest.param(docx(p("Titre"), p(runs=r("« ") + (r(" ", "<w:b/>") + r(" ")) * 2_000)), id="Word: looks"),
    ],
)
def test_no_text_is_read_for_minutes(data):
    start = time.process_time()  # the processor's seconds: other work on the machine doesn't count
    read(data, "article.txt" if isinstance(data, str) else "article.docx")
    assert time.process_time() - start < 5


def test_a_quotation_loses_the_blanks_around_it():
    document = read("Titre\n\nUn mot.\n\n«\u00a0 Deux mots.  \u00a0» ,  — Camille Exemple\n\nLa fin.")
    [quote] = of_kind(document, "quote")
    assert (quote["text"], quote["person"]) == ("Deux mots.", "Camille Exemple")
