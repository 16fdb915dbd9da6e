"""A mark in the text and its source: in the form, through a translation, through an export."""

import json
import uuid

import pytest
from bs4 import BeautifulSoup
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import expand_db_html
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.content.reading_time import reading_minutes
from articles.models import ArticleCategory, ArticlePage, ArticleRelated, ArticleTerm
from articles.rich_text import TEXT_FEATURES, passages_without_source, without_marks
from frontend.typography import typeset
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory, TermFactory

SOURCE = {"organisation": "HAS", "title": "Rapport", "year": 2024, "url": "", "accessed": None, "language": ""}


def cite(source):
    return f'<a linktype="reference" id="{source}">*</a>'


@pytest.fixture
def article(portal):
    references = stream(ArticlePage.references.field, ("reference", SOURCE))
    term = TermFactory(name_fr="tumeur", name_en="tumour")
    text = f'<p>Une <a linktype="term" id="{term.pk}">masse</a> grossit.{cite(references[0].id)}</p>'
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="Zoom",
        slug="zoom",
        body=stream(ArticlePage.body.field, ("paragraph", text)),
        references=references,
    )
    article.source_id, article.term = references[0].id, term
    return article


@pytest.mark.django_db
def test_the_editor_gets_all_back_as_they_were():
    html = (
        f'<p data-block-key="a1b2c">Un <a linktype="term" id="7">mot</a>.{cite(uuid.UUID(int=1))} '
        '<a linktype="language" id="en">Informed consent</a>.</p>'
    )
    converter = ContentstateConverter(TEXT_FEATURES)
    state = converter.from_database_format(html)
    assert converter.to_database_format(state) == html
    assert any(entity["data"].get("missing") for entity in json.loads(state)["entityMap"].values())  # the source is


def test_passages_are_named_by_their_last_words():
    html = f"<p>Première phrase.</p><p>Le <b>traitement</b> agit{cite('gone')} et dure{cite('here')}.</p>"
    assert passages_without_source(html, {"here"}) == ["Première phrase. Le traitement agit"]
    assert without_marks(html) == "<p>Première phrase.</p><p>Le <b>traitement</b> agit et dure.</p>"


def test_a_citation_without_its_source_is_an_error_that_names_the_passage(article, admin_client):
    def save(references):
        data = nested_form_data(
            {
                "title": "Zoom", "slug": "zoom", "introduction": "x", "published_on": "2026-04-01",
                "series_position": 0,
                "kind": "", "purpose": "", "audience": "", "search_description": "", "seo_title": "", "series": "",
                "illustration": "", "go_live_at": "", "expire_at": "", "comments": inline_formset([]),
                "key_points": streamfield([]), "questions": streamfield([]), "references": streamfield(references),
                "body": streamfield([("paragraph", body)]),
                **{f"article_{name}": inline_formset([]) for name in ("authors", "categories", "terms", "related")},
            }
        )  # fmt: skip
        data.update({f"references-{n}-id": article.source_id for n in range(len(references))})
        return admin_client.post(f"/admin/pages/{article.pk}/edit/", data)

    converter = ContentstateConverter(TEXT_FEATURES)
    body = converter.from_database_format(article.body[0].value.source)
    answer = save([])
    assert answer.status_code == 200
    html = answer.content.decode()
    assert ("Une masse grossit." in html and "list of sources" in html) or "liste des sources" in html
    assert save([("reference", {**SOURCE, "accessed": ""})]).status_code == 302
    kept = Page.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert f'<a linktype="reference" id="{article.source_id}">*</a>' in kept.body[0].value.source


def test_a_translator_moves_them_and_they_come_out_whole(portal, article):
    source, _created = TranslationSource.get_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    segment = source.stringsegment_set.get(string__data__contains="masse")
    assert 'id="a1"' in segment.string.data and 'id="a2"' in segment.string.data
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=portal.en.locale,
        context=segment.context,
        data='A <a id="a1">lump</a> grows.<a id="a2">*</a>',
    )
    translation.save_target(publish=False)
    english = article.get_translation(portal.en.locale).specific.get_latest_revision_as_object()
    links = {link["linktype"]: link["id"] for link in BeautifulSoup(english.body[0].value.source, "html.parser")("a")}
    assert links == {"term": str(article.term.pk), "reference": article.source_id}
    assert english.references[0].id == article.source_id


def test_a_reader_gets_a_numbered_source_and_the_way_back(portal, article, client):
    html = client.get("/fr/articles/zoom/").content.decode()
    assert 'id="cite-1a" href="#source-1" role="doc-noteref" aria-label="Source 1">1</a></sup></p>' in html
    assert '<a href="#cite-1a" role="doc-backlink"' in html
    assert f'<a class="term" href="#word-{article.term.pk}" data-term="{article.term.pk}">masse</a>' in html
    assert f'<div id="word-{article.term.pk}"><dt>tumeur</dt>' in html.replace("tumeur <span", "tumeur</dt><span")


def test_what_the_reader_is_not_shown_breaks_nothing(portal, article, client):
    article.references = stream(ArticlePage.references.field)
    article.save()
    article.term.delete()
    html = client.get("/fr/articles/zoom/").content.decode()
    assert "<p>Une masse grossit.</p>" in html


def test_the_glossary_knows_where_a_word_is_linked(article):
    ReferenceIndex.create_or_update_for_object(article)
    assert [use.object_id for use in ReferenceIndex.get_references_to(article.term)] == [str(article.pk)]


def test_elsewhere_both_are_links_without_an_address():
    assert expand_db_html('<a linktype="reference" id="&quot;x">*</a>') == '<a data-reference="&quot;x">*</a>'
    assert expand_db_html('<a linktype="term" id="3">a</a>') == '<a data-term="3">a</a>'


def test_a_phrase_in_another_language_says_which_and_leads_nowhere():
    assert expand_db_html('<a linktype="language" id="en">stage</a>') == '<a lang="en">stage</a>'
    assert expand_db_html('<a linktype="language" id="&quot;x">stage</a>') == "<a>stage</a>"
    assert typeset('<p>Dit : <a lang="en">"so: yes"</a>', "fr") == '<p>Dit\xa0: <a lang="en">“so: yes”</a>'


@pytest.mark.parametrize(
    ("language", "words", "minutes"), [("fr", 195, 1), ("fr", 196, 2), ("en", 228, 1), ("en", 229, 2)]
)
def test_each_language_is_read_at_its_pace(portal, language, words, minutes):
    tree = getattr(portal, language)
    body = stream(ArticlePage.body.field, ("paragraph", f"<p>{'mot ' * (words - 1)} : !</p>"))
    article = ArticlePageFactory(parent=tree.articles, introduction="Un", body=body)
    assert reading_minutes(article) == minutes


@pytest.fixture
def others(portal):
    """Articles with less and less in common with the first: a word and a subject, a word, a subject, nothing."""
    word, subject = TermFactory(name_fr="tumeur"), CategoryFactory()
    made = []
    for title, has_word, has_subject in (
        ("A", 1, 1),
        ("Nothing", 0, 0),
        ("Subject", 0, 1),
        ("Word", 1, 0),
        ("Both", 1, 1),
    ):
        article = ArticlePageFactory(parent=portal.fr.articles, title=title, slug=title.lower())
        article.article_terms.set([ArticleTerm(term=word)] if has_word else [])
        article.article_categories.set([ArticleCategory(category=subject)] if has_subject else [])
        article.save()
        made.append(article)
    return {article.title: article for article in made}


def related(article):
    return [each.title for each in ArticlePage.objects.get(pk=article.pk).related]


def test_what_is_most_alike_is_read_next(others):
    assert related(others["A"]) == ["Both", "Word", "Subject"]
    assert related(others["Nothing"]) == []


def test_the_editors_choice_comes_first_in_its_order_and_in_the_readers_language(portal, others):
    article = others["A"]
    article.article_related.set(
        [ArticleRelated(article=others["Nothing"], sort_order=0), ArticleRelated(article=others["Word"], sort_order=1)]
    )
    article.save()
    assert related(article) == ["Nothing", "Word"]
    english = article.copy_for_translation(portal.en.locale)
    english.live = True
    english.save()
    assert related(english) == []
    word = others["Word"].copy_for_translation(portal.en.locale)
    word.title, word.live = "In English", True
    word.save()
    assert related(english) == ["In English"]
    others["Nothing"].unpublish()
    assert related(article) == ["Word"]
