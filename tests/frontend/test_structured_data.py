"""Structured data: what machines are told is what is so."""

import datetime
import json
import re

import pytest

from articles.models import ArticleAuthor, ArticlePage, BlockNotice, Review
from home.models import GlossaryPage, SiteSettings
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory, PersonFactory, TermFactory


def things(client, address):
    page = client.get(address).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {thing["@type"]: thing for thing in json.loads(block)}


@pytest.fixture
def article(portal):
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="La biopsie </script><script>alert(1)</script> & la suite",
        slug="biopsie",
        categories=[CategoryFactory(name_fr="Cancer")],
        body=stream(
            ArticlePage.body.field,
            ("question", {"question": "Est-ce douloureux ?", "answer": "<p>Souvent <b>peu</b>.</p>"}),
        ),
        references=stream(
            ArticlePage.references.field,
            ("reference", {"organisation": "Haute Autorité de Santé", "title": "Une page", "year": 2024, "url": ""}),
        ),
    )
    article.article_authors.add(ArticleAuthor(person=PersonFactory(is_team=True)))
    article.save_revision().publish()
    return article


def test_an_article_says_who_wrote_it_for_whom_and_on_which_sources(portal, article, client):
    page = things(client, "/fr/articles/biopsie/")["MedicalWebPage"]
    assert page["name"] == article.title
    assert page["inLanguage"] == "fr"
    assert page["author"] == [{"@type": "Organization", "name": "Équipe éditoriale"}]
    assert page["audience"] == {"@type": "MedicalAudience", "audienceType": "Patient"}
    assert page["citation"][0]["publisher"]["name"] == "Haute Autorité de Santé"
    assert page["citation"][0]["datePublished"] == "2024"
    assert page["about"] == [{"@type": "Thing", "name": "Cancer"}]


def test_no_review_is_claimed_before_there_is_one(portal, article, client):
    assert not {"lastReviewed", "reviewedBy"} & things(client, "/fr/articles/biopsie/")["MedicalWebPage"].keys()


def test_a_review_is_told_as_long_as_nothing_has_changed_since(portal, article, client):
    reviewer = PersonFactory(name_fr="Comité de relecture", is_team=True)
    day = datetime.date(2026, 3, 12)
    Review.objects.create(page=article, reviewer=reviewer, reviewed_on=day, next_review_on=day.replace(year=2028))
    page = things(client, "/fr/articles/biopsie/")["MedicalWebPage"]
    assert page["lastReviewed"] == "2026-03-12"
    assert page["reviewedBy"] == {"@type": "Organization", "name": "Comité de relecture"}
    BlockNotice.objects.create(page=article, unit=f"body:{article.body[0].id}", kind="unsigned", since=day)
    assert not {"lastReviewed", "reviewedBy"} & things(client, "/fr/articles/biopsie/")["MedicalWebPage"].keys()


def test_for_whom_and_on_what_aspect(portal, article, client):
    article.kind, article.audience = ArticlePage.Kind.EXAMINATION, "Patients et proches"
    article.save()
    page = things(client, "/fr/articles/biopsie/")["MedicalWebPage"]
    assert page["aspect"] == "diagnosis"
    assert page["audience"]["name"] == "Patients et proches"
    assert page["timeRequired"] == "PT1M"


def test_a_translation_names_its_original_and_an_original_its_translations(portal, article, client):
    english = article.copy_for_translation(portal.en.locale)
    english.slug, english.live = "biopsy", True
    english.save()
    french_url, english_url = "http://127.0.0.1:8000/fr/articles/biopsie/", "http://127.0.0.1:8000/en/articles/biopsy/"
    assert things(client, "/en/articles/biopsy/")["MedicalWebPage"]["translationOfWork"]["url"] == french_url
    assert things(client, "/fr/articles/biopsie/")["MedicalWebPage"]["workTranslation"][0]["url"] == english_url


def test_questions_and_answers_are_told_where_there_are_any(portal, article, client):
    (question,) = things(client, "/fr/articles/biopsie/")["FAQPage"]["mainEntity"]
    assert question["name"] == "Est-ce douloureux ?"
    assert question["acceptedAnswer"]["text"] == "Souvent peu."
    ArticlePageFactory(parent=portal.fr.articles, slug="sans-questions")
    assert "FAQPage" not in things(client, "/fr/articles/sans-questions/")


def test_an_answer_is_told_as_plain_text_its_paragraphs_apart(portal, article, client):
    answer = "<p>Non.</p><p>Dites-le &amp; redites-le :</p><ul><li>avant</li><li>après</li></ul>"
    article.body = stream(ArticlePage.body.field, ("question", {"question": "Ai-je mal ?", "answer": answer}))
    article.save()
    (question,) = things(client, "/fr/articles/biopsie/")["FAQPage"]["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "Non. Dites-le & redites-le : avant après"


def test_the_day_of_a_publication_is_that_of_the_portal(portal, article, client):
    # Half past midnight in Paris.
    ArticlePage.objects.filter(pk=article.pk).update(
        last_published_at=datetime.datetime(2026, 3, 11, 23, 30, tzinfo=datetime.UTC)
    )
    assert things(client, "/fr/articles/biopsie/")["MedicalWebPage"]["dateModified"] == "2026-03-12"
    version = 'Version du <time datetime="2026-03-12">12 mars 2026</time>.'
    assert version in " ".join(client.get("/fr/articles/biopsie/").content.decode().split())


def test_the_way_to_the_page(portal, article, client):
    trail = things(client, "/fr/articles/biopsie/")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail] == ["Accueil", "Articles", article.title]


def test_a_term_is_a_defined_term(portal, client):
    portal.fr.home.add_child(instance=GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale))
    TermFactory(name_fr="biopsie", slug_fr="biopsie", synonyms_fr=["prélèvement"], short_definition_fr="Une phrase.")
    term = things(client, "/fr/glossaire/biopsie/")["DefinedTerm"]
    assert (term["name"], term["alternateName"], term["description"]) == ("biopsie", ["prélèvement"], "Une phrase.")
    assert term["inDefinedTermSet"].endswith("/fr/glossaire/")


def test_the_site_has_its_name(portal, client):
    SiteSettings.objects.create(locale=portal.fr.locale, name="Zoom Santé")
    assert things(client, "/fr/")["WebSite"]["name"] == "Zoom Santé"
