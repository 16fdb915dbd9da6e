"""The line of readability in the checks panel: published versions, then the text as it is being written."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ArticlePage
from editorial.checks.readability_history import Trend, trend_of
from editorial.models.register import Edition
from tests.factories.articles import ArticlePageFactory, stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(portal):
    cache.clear()
    return ArticlePageFactory(parent=portal.fr.articles)


def publish(article, sentence, digest):
    article.body = stream(ArticlePage.body.field, ("paragraph", f"<p>{sentence}</p>"))
    Edition.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        page_id=article.pk,
        title=article.title,
        digest=digest,
        content=article.serializable_data(),
        published_at=timezone.now(),
    )


def test_a_text_that_was_never_published_has_no_line(article):
    assert trend_of(article, 70.4) is None
    publish(article, "Il dort.", "a")
    assert trend_of(article, None) is None


def test_versions_come_oldest_first_and_a_signature_alone_is_no_new_one(article):
    publish(article, "La radiothérapie hypofractionnée stéréotaxique présente des particularités techniques.", "a")
    publish(article, "Il dort.", "b")
    publish(article, "Il dort.", "b")
    scores = trend_of(article, 70.4).scores
    assert len(scores) == 3
    assert scores[0] < scores[1]
    assert scores[-1] == 70


def test_only_the_last_versions_are_drawn(article):
    for number in range(9):
        publish(article, "Il dort.", str(number))
    assert len(trend_of(article, 50).scores) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_a_version_is_measured_once(article, count):
    for number in range(count):
        publish(article, "Il dort.", str(number))
    trend_of(article, 50)
    with CaptureQueriesContext(connection) as queries:
        trend_of(article, 50)
    assert len(queries) == 1


def test_the_line_stays_in_its_frame():
    trend = Trend([40, 80, 60])
    assert trend.points == [(4.0, 28.0), (60.0, 4.0), (116.0, 16.0)]
    assert {y for _x, y in Trend([50, 50]).points} == {16.0}
    assert Trend([50, 51]).points == [(4.0, 16.6), (116.0, 15.4)]  # a step of one isn't drawn as a cliff
