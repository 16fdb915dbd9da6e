"""A person, a subject or a word is protected by live articles alone; older versions outlive it."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import ArticleAuthor, ArticleCategory, ArticlePage, ArticleTerm
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, SeriesFactory, TermFactory


@pytest.fixture
def version(portal):
    """A draft with labels that its article, as it is live, doesn't have."""
    page = ArticlePageFactory(parent=portal.fr.articles)
    page.article_authors = [ArticleAuthor(person=PersonFactory()), ArticleAuthor(person=PersonFactory())]
    page.article_categories = [ArticleCategory(category=CategoryFactory())]
    page.article_terms = [ArticleTerm(term=TermFactory())]
    page.series = SeriesFactory()
    return page.save_revision()


def test_a_version_is_opened_without_the_labels_that_were_deleted_since(version):
    draft = version.as_object()
    first, kept = draft.authors
    for label in (first, *draft.categories, *draft.terms, draft.series):
        label.delete()
    draft = version.as_object()
    assert draft.authors == [kept]
    assert (draft.categories, draft.terms, draft.series) == ([], [], None)


def test_so_is_the_editor(version, admin_client):
    version.as_object().authors[0].delete()
    assert admin_client.get(f"/admin/pages/{version.object_id}/edit/").status_code == 200


def test_what_else_is_wrong_with_a_version_is_not_hidden(version):
    with pytest.raises(ValidationError, match="no day"):
        ArticlePage.from_serializable_data({**version.content, "published_on": "no day"})
