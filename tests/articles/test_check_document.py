"""What the checks see of a page."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.images.tests.utils import get_test_image_file

from articles.check_document import document_of
from articles.models import ArticleAuthor, ArticlePage, ArticleTerm, Review
from home.models import StandardPage
from quality.document import Statements
from quality.runner import describe, examine
from quality.text import measure
from tests.factories.articles import ArticlePageFactory, every_block, stream
from tests.factories.blocks import MadeUp
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import PersonFactory, TermFactory

pytestmark = pytest.mark.django_db
BODY = ArticlePage.body.field


def body_of(*blocks):
    """The blocks of an article that was never saved."""
    page = ArticlePage(title="Titre", body=stream(BODY, *blocks))
    page.locale = page.get_default_locale()
    return list(document_of(page, terms=[]).of("body"))


@pytest.fixture
def article(portal):
    image = get_image_model().objects.create(title="Schéma", file=get_test_image_file())
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        kind="treatment",
        purpose="Choisir",
        audience="Patients",
        key_points=stream(ArticlePage.key_points.field, ("point", "Un point.")),
        body=every_block(BODY, image),
        questions=stream(ArticlePage.questions.field, ("question", "Et moi ?")),
        references=stream(
            ArticlePage.references.field, ("reference", {"organisation": "HAS", "title": "Guide", "year": 2024})
        ),
    )
    person = PersonFactory(name_fr="Ada Lind", qualification_fr="Oncologue", qualification_en="Oncologist")
    article.article_authors.add(ArticleAuthor(person=person))
    article.article_terms.add(ArticleTerm(term=TermFactory(name_fr="biopsie")))
    article.save()
    TermFactory(name_fr="scanner", acronym_fr="TDM")
    Review.objects.create(page=article, reviewer=person, reviewed_on="2026-03-01", next_review_on="2028-03-01")
    return ArticlePage.objects.get(pk=article.pk)


def test_everything_an_article_says_is_there(article):
    document = document_of(article, statements=Statements("Éditeur"))
    assert (document.kind, document.purpose, document.audience, document.language) == (
        "treatment",
        "Choisir",
        "Patients",
        "fr",
    )
    assert [block.kind for block in document.of("body")] == [block.block_type for block in article.body]
    assert [block.id for block in document.of("body")] == [block.id for block in article.body]
    assert [block.text for block in document.of("introduction", "key_points", "questions")] == [
        "Ce que vous trouverez ici.",
        "Un point.",
        "Et moi ?",
    ]
    assert [(source.organisation, source.year) for source in document.sources] == [("HAS", 2024)]
    assert [author.name for author in document.authors] == ["Ada Lind"]
    assert document.review.reviewer.qualification == "Oncologue"
    assert {word.name: word.is_explained for word in document.words} == {"biopsie": True, "scanner": False}
    assert document.statements.publisher == "Éditeur"


def test_no_block_is_without_words(article):
    silent = [block.kind for block in document_of(article).of("body") if not block.text and not block.picture]
    assert silent == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many_blocks_and_people(article, count, django_assert_num_queries):
    for number in range(count):
        article.article_authors.add(ArticleAuthor(person=PersonFactory(name_fr=f"Nom {number}")))
    article.save()
    page = ArticlePage.objects.select_related("locale", "review__reviewer").get(pk=article.pk)
    # the authors, the words of the page, the glossary, the picture of the one figure
    with django_assert_num_queries(4):
        document_of(page)


def test_labels_are_in_the_pages_language_whatever_the_editors(article):
    with translation.override("en"):
        assert document_of(article).review.reviewer.qualification == "Oncologue"


def test_a_draft_is_seen_as_it_stands(article):
    article.title = "Autre titre"
    article.save_revision()
    assert document_of(article.get_latest_revision_as_object()).title == "Autre titre"


def test_a_standing_page_has_its_text_and_no_governance(portal):
    page = StandardPageFactory(
        parent=portal.fr.home, body=stream(StandardPage.body.field, ("paragraph", "<p>Bonjour.</p>"))
    )
    document = document_of(page)
    assert not document.is_governed
    assert [block.text for block in document.of("body")] == ["Bonjour."]


def test_a_rich_text_is_its_paragraphs_with_what_stands_in_them(portal):
    (block,) = body_of(
        (
            "paragraph",
            (
                '<p>Un <i>team meeting</i>, <a linktype="term" id="3">mot</a>.<a linktype="reference" id="x">*</a></p>'
                '<p>Voir<br/><a href="https://example.org/">ici</a> <a linktype="language" id="en">or not</a></p>'
            ),
        )
    )
    assert [passage.text for passage in block.passages] == ["Un team meeting, mot.", "Voir ici or not"]
    assert [(mark.kind, mark.text, mark.target) for passage in block.passages for mark in passage.marks] == [
        ("emphasis", "team meeting", ""),
        ("term", "mot", "3"),
        ("reference", "*", "x"),
        ("link", "ici", "https://example.org/"),
        ("foreign", "or not", "en"),
    ]


def test_a_quotation_and_titles_are_no_prose(portal):
    blocks = body_of(
        ("quote", {"text": "Dit.", "person": "Ada", "source_url": "https://example.org/"}),
        ("steps", {"entries": [{"title": "Titre", "text": "<p>Texte.</p>"}]}),
    )
    assert [passage.text for block in blocks for passage in block.passages if passage.is_prose] == ["Texte."]
    assert blocks[0].quotation.url == "https://example.org/"


def test_a_picture_that_is_not_chosen_yet_is_no_picture(portal):
    (block,) = body_of(("figure", {"image": None, "caption": ""}))
    assert block.picture is None


words = st.text(max_size=30)
html = st.one_of(
    words,
    words.map("<p>{}</p>".format),
    words.map("<ul><li>{}</li></ul>".format),
    st.just('<p><a linktype="reference" id="1">*</a><i></i></p><p'),
)


def values(block):
    """Whatever may be stored for a block of any kind."""
    match block:
        case ImageBlock() | blocks.DateBlock() | blocks.IntegerBlock():
            return st.none()
        case blocks.StructBlock():
            return st.fixed_dictionaries({}, optional={name: values(each) for name, each in block.child_blocks.items()})
        case blocks.ListBlock():
            return st.lists(values(block.child_block), max_size=3)
        case TypedTableBlock():
            columns = st.just([{"type": "text", "heading": "A"}])
            rows = st.lists(html.map(lambda cell: {"values": [cell]}), max_size=3)
            return st.fixed_dictionaries({"caption": words, "columns": columns, "rows": rows})
        case blocks.RichTextBlock():
            return html
    return words


VALUES = {kind: values(block) for kind, block in BODY.stream_block.child_blocks.items()}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    blocks=st.lists(
        st.sampled_from(sorted(VALUES)).flatmap(lambda kind: VALUES[kind].map(lambda v: (kind, v))), max_size=4
    )
)
def test_no_content_makes_the_checks_fail(db, blocks):
    page = ArticlePage(title="", body=stream(BODY, *blocks))
    page.locale = page.get_default_locale()
    document = document_of(page, terms=[])
    findings = examine(document)
    assert [finding.values for finding in findings if finding.check == "check-failed"] == []
    assert all(describe(finding) for finding in findings)
    measure(document)


# No spaces; many short sentences; scripts that run both ways, marks of order, signs outside the first plane.
HUGE = ["x" * 50_000, "Dr. A. 5 mg. " * 4_000, "漢字 نص \u202e🙂 ΑΒΓ, " * 3_000]


class Repeated(MadeUp):
    """The same words in each part, and no picture."""

    def __init__(self, text):
        super().__init__(image=None)
        self.text = text

    def word(self, path):
        return self.text


@pytest.mark.parametrize("text", HUGE, ids=["a word", "sentences", "scripts"])
@pytest.mark.parametrize("kind", sorted(VALUES))
def test_a_huge_block_of_any_kind_is_read(db, kind, text):
    value = Repeated(text).value(BODY.stream_block.child_blocks[kind], kind)
    page = ArticlePage(title=text[:255], body=stream(BODY, (kind, value)))
    page.locale = page.get_default_locale()
    document = document_of(page, terms=[], is_dead=lambda url: False)
    assert len(document.text) > 30_000
    findings = examine(document)
    assert [finding.values for finding in findings if finding.check == "check-failed"] == []
    measure(document)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(words, st.none() | st.integers(1800, 2100), words, html)
def test_no_content_around_the_text_makes_the_checks_fail(db, text, year, url, introduction):
    page = ArticlePage(
        title=text,
        introduction=introduction,
        purpose=text,
        key_points=stream(ArticlePage.key_points.field, ("point", text), ("point", "")),
        questions=stream(ArticlePage.questions.field, ("question", text)),
        references=stream(
            ArticlePage.references.field, ("reference", {"title": text, "year": year, "url": url}), ("reference", {})
        ),
    )
    page.locale = page.get_default_locale()
    findings = examine(document_of(page, terms=[], is_dead=bool))
    assert [finding.values for finding in findings if finding.check == "check-failed"] == []
    assert all(describe(finding) for finding in findings)


def test_an_address_that_no_longer_answers_is_marked_where_it_stands(portal):
    page = ArticlePage(
        title="Titre",
        body=stream(
            BODY,
            ("paragraph", '<p><a href="https://dead.example/">ici</a> <a href="https://fine.example/">là</a></p>'),
            ("quote", {"text": "Dit.", "source_url": "https://dead.example/"}),
        ),
        references=stream(
            ArticlePage.references.field,
            ("reference", {"url": "https://dead.example/"}),
            ("reference", {"url": "https://fine.example/"}),
        ),
    )
    page.locale = page.get_default_locale()
    document = document_of(page, terms=[], is_dead=lambda url: "dead" in url)
    assert [source.is_dead for source in document.sources] == [True, False]
    text, quote = document.of("body")
    assert [mark.is_dead for mark in text.passages[0].marks] == [True, False]
    assert quote.quotation.is_dead
