"""Articles that are read one after the other."""

import pytest
from django.db.models import ProtectedError
from django.utils import translation

from articles.models import ArticlePage
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import SeriesFactory


@pytest.fixture
def series(portal):
    return SeriesFactory()


@pytest.fixture
def articles(portal, series):
    """Three of a series, made in another order than they are read in."""
    third, first, second = (
        ArticlePageFactory(parent=portal.fr.articles, title=title, series=series, series_position=position)
        for title, position in (("Trois", 3), ("Un", 1), ("Deux", 2))
    )
    return [first, second, third]


def place(article):
    return ArticlePage.objects.get(pk=article.pk).series_place


def test_an_article_knows_what_is_read_before_and_after_it(articles):
    first, second, third = articles
    assert (place(first).previous, place(first).next) == (None, second)
    assert (place(second).previous, place(second).next) == (first, third)
    assert (place(third).previous, place(third).next) == (second, None)
    assert (place(third).position, place(third).total) == (3, 3)


def test_drafts_and_other_languages_are_not_read(portal, articles, series):
    first, second, third = articles
    second.unpublish()
    english = first.copy_for_translation(portal.en.locale)
    english.live = True
    english.save()
    assert place(first).next == third
    assert place(english) is None
    assert place(second).position == 2  # in its preview


def test_an_article_without_a_series_asks_nothing(portal, django_assert_num_queries):
    article = ArticlePageFactory(parent=portal.fr.articles)
    with django_assert_num_queries(0):
        assert article.series_place is None


def test_the_place_costs_one_query(articles, django_assert_num_queries):
    article = ArticlePage.objects.get(pk=articles[1].pk)
    with django_assert_num_queries(1):
        assert article.series_place.next.title


def test_translations_follow_their_source(portal, articles):
    assert {"series", "series_position"} <= {
        field.field_name for field in ArticlePage.override_translatable_fields if not field.overridable
    }


def test_a_reader_goes_on_to_the_next_article(articles, client):
    html = client.get("/fr/articles/un/").content.decode()
    assert "Zoom sur…" in html
    assert '<a href="/fr/articles/deux/" rel="next">' in html
    assert 'rel="prev"' not in html


def test_a_series_in_use_is_not_deleted(articles, series):
    with pytest.raises(ProtectedError):
        series.delete()


def test_a_series_is_named_in_every_language(series):
    with translation.override("en"):
        assert str(series) == "Focus on…"


@pytest.mark.parametrize("path", ["vocabulary/series/", "vocabulary/series/add/", "vocabulary/category/"])
def test_editors_find_series_with_their_live_articles(articles, admin_client, path):
    answer = admin_client.get(f"/admin/snippets/{path}")
    assert answer.status_code == 200
    if path == "vocabulary/series/":
        assert "Zoom sur…" in answer.content.decode()
        assert [series.articles_fr for series in answer.context["object_list"]] == [3]
