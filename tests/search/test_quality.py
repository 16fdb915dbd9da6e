"""The labelled queries over the demonstration, with the synonyms that its editors have added to it."""

import pytest
from wagtail.models import Page

from benchmarks.search_quality import LANGUAGES, scores
from exchange.demo import load_demo
from tests.exchange.conftest import forget_everything


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    Page.objects.filter(depth=2).delete()
    forget_everything()
    load_demo(lambda line: None)


def test_the_labelled_queries_are_answered(demo):
    for language in LANGUAGES:
        measured = scores(language)
        assert len(measured["every", ""].is_in_five) >= 150
        for (part, category), score in measured.items():
            where = f"{part} {language} {category or 'all'}"
            assert score.mean_reciprocal_rank >= (0.85 if category else 0.9), where
            assert score.recall_at_five >= (0.85 if category else 0.97), where
