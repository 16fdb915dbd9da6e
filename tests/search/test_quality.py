"""The labelled queries over the demonstration, with the synonyms that its editors have added to it."""

from benchmarks.search_quality import LANGUAGES, scores


def test_the_labelled_queries_are_answered(demonstration):
    for language in LANGUAGES:
        measured = scores(language)
        assert len(measured["every", ""].is_in_five) >= 150
        for (part, category), score in measured.items():
            where = f"{part} {language} {category or 'all'}"
            assert score.mean_reciprocal_rank >= (0.85 if category else 0.9), where
            assert score.recall_at_five >= (0.85 if category else 0.97), where
