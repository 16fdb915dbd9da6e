"""Category, Term, Person: a column per language, an address per language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from articles.models import ArticlePage
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, TermFactory
from vocabulary.models import Category, Person, Term

pytestmark = pytest.mark.django_db


def test_a_label_is_called_by_its_name_in_the_readers_language():
    category = CategoryFactory(name_fr="Traitements", name_en="Treatments")
    with translation.override("fr"):
        assert str(category) == "Traitements"
    with translation.override("en"):
        assert str(category) == "Treatments"


def test_a_term_without_a_partner_says_what_it_has():
    with translation.override("en"):
        assert str(TermFactory(name_fr="rémission", name_en=None, slug_en=None)) == "rémission"


def test_addresses_are_made_from_the_names_of_each_language():
    category = Category(name_fr="À propos d’un deuxième avis", name_en="About second opinions")
    category.full_clean()
    assert (category.slug_fr, category.slug_en) == ("a-propos-d-un-deuxieme-avis", "about-second-opinions")


def test_the_same_word_may_serve_in_both_languages_but_not_twice_in_one():
    CategoryFactory(slug_fr="cancer", slug_en="cancer")
    with pytest.raises(ValidationError, match="adresse"):
        Category(name_fr="Cancer", name_en="Tumours", slug_fr="cancer", slug_en="tumours").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryFactory(slug_fr="cancer", slug_en="other")


def test_two_terms_without_a_name_in_a_language_do_not_collide():
    for name in ("rémission", "récidive"):
        term = Term(name_fr=name, short_definition_fr="Une phrase.")
        term.full_clean()
        term.save()
    assert list(Term.objects.values_list("slug_en", flat=True)) == [None, None]


def test_a_name_without_letters_asks_for_an_address():
    with pytest.raises(ValidationError) as refusal:
        Category(name_fr="???", name_en="Cancer").full_clean()
    assert "slug_fr" in refusal.value.error_dict


def test_a_category_is_named_in_every_language_a_term_and_a_person_at_least_in_the_first():
    with pytest.raises(ValidationError) as refusal:
        Category(name_fr="Cancer").full_clean()
    assert "name_en" in refusal.value.error_dict
    Term(name_fr="mot", short_definition_fr="Une phrase.").full_clean()
    Person(name_fr="Équipe éditoriale").full_clean()


@pytest.mark.parametrize("factory", [CategoryFactory, TermFactory, PersonFactory])
def test_a_label_in_use_is_not_deleted(portal, factory):
    label = factory()
    relation = {"Category": "article_categories", "Term": "article_terms", "Person": "article_authors"}[
        type(label).__name__
    ]
    article = ArticlePageFactory(parent=portal.fr.articles)
    getattr(article, relation).add(
        getattr(ArticlePage, relation).rel.related_model(**{type(label).__name__.lower(): label})
    )
    article.save()
    with pytest.raises(ProtectedError):
        label.delete()
    getattr(article, relation).set([])
    article.save()
    label.delete()


@pytest.mark.background_tasks  # they keep the index
@pytest.mark.parametrize("path", ["category", "term", "person"])
def test_the_admin_refuses_to_delete_a_label_in_use_and_lists_its_uses(portal, admin_client, path):
    label = {"category": CategoryFactory, "term": TermFactory, "person": PersonFactory}[path]()
    article = ArticlePageFactory(parent=portal.fr.articles, title="Comprendre un compte rendu")
    relation = {"category": "article_categories", "term": "article_terms", "person": "article_authors"}[path]
    getattr(article, relation).add(getattr(ArticlePage, relation).rel.related_model(**{path: label}))
    article.save_revision().publish()

    answer = admin_client.post(f"/admin/snippets/vocabulary/{path}/delete/{label.pk}/")
    assert answer.status_code == 302
    assert type(label).objects.filter(pk=label.pk).exists()
    usage = admin_client.get(f"/admin/snippets/vocabulary/{path}/usage/{label.pk}/").content.decode()
    assert "Comprendre un compte rendu" in usage


def test_the_category_list_counts_live_articles_per_language(portal, admin_client):
    category = CategoryFactory(name_fr="Cancer", name_en="Cancer")
    ArticlePageFactory(parent=portal.fr.articles, categories=[category])
    ArticlePageFactory(parent=portal.fr.articles, categories=[category])
    ArticlePageFactory(parent=portal.fr.articles, categories=[category], live=False)
    ArticlePageFactory(parent=portal.en.articles, categories=[category])
    listed = admin_client.get("/admin/snippets/vocabulary/category/").context["object_list"][0]
    assert (listed.articles_fr, listed.articles_en) == (2, 1)


@pytest.mark.background_tasks  # they keep the index
@pytest.mark.parametrize("path", ["category", "term", "person"])
def test_labels_are_edited_side_by_side_and_found_by_name_in_either_language(db, admin_client, path):
    label = {"category": CategoryFactory, "term": TermFactory, "person": PersonFactory}[path](
        name_fr="Récidive", name_en="Recurrence"
    )
    form = admin_client.get(f"/admin/snippets/vocabulary/{path}/edit/{label.pk}/").content.decode()
    assert 'name="name_fr"' in form
    assert 'name="name_en"' in form
    for word in ("récid", "recurr"):
        listed = admin_client.get(f"/admin/snippets/vocabulary/{path}/", {"q": word}).context["object_list"]
        assert label in listed
        chooser = admin_client.get(f"/admin/snippets/choose/vocabulary/{path}/results/", {"q": word})
        assert "Récidive" in chooser.content.decode() or "Recurrence" in chooser.content.decode()


def test_synonyms_are_written_one_per_line(admin_client):
    answer = admin_client.post(
        "/admin/snippets/vocabulary/term/add/",
        {
            "name_fr": "infarctus du myocarde",
            "name_en": "heart attack",
            "short_definition_fr": "Une artère du cœur se bouche.",
            "short_definition_en": "An artery of the heart is blocked.",
            "long_definition_fr": "null",
            "long_definition_en": "null",
            "synonyms_fr": "crise cardiaque\r\n\r\n infarctus \r\n",
            "synonyms_en": "",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    term = Term.objects.get()
    assert (term.synonyms_fr, term.slug_en) == (["crise cardiaque", "infarctus"], "heart-attack")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["category", "term", "person"])
def test_the_lists_cost_the_same_for_one_label_and_for_three(
    portal, admin_client, django_assert_num_queries, path, count
):
    factory = {"category": CategoryFactory, "term": TermFactory, "person": PersonFactory}[path]
    for label in factory.create_batch(count):
        if path == "category":
            ArticlePageFactory(parent=portal.fr.articles, categories=[label])
    address = f"/admin/snippets/vocabulary/{path}/"
    admin_client.get(address)
    with django_assert_num_queries(9):  # one of them for the menu: whether this user signs
        admin_client.get(address)
