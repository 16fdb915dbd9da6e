"""Nothing that a person has translated is forgotten."""

import pytest
from wagtail_localize.models import StringSegment

from articles.content.diff_html import Part
from articles.models import ArticlePage
from tests.factories.articles import ArticlePageFactory, stream
from translations.models import Remembered
from translations.segments.translation_memory import Origin, proposals, remember_all, similar, word_difference


def segment(translation, text):
    return StringSegment.objects.get(source=translation.source_id, string__data__contains=text)


def test_a_saved_translation_is_remembered_once_and_a_new_wording_replaces_it(translation, translate):
    translate(translation)
    number = Remembered.objects.count()
    assert number == translation.source.stringsegment_set.count()
    translate(translation)
    assert Remembered.objects.count() == number
    assert remember_all() == number


def test_a_machines_draft_is_not(translation, translate):
    translate(translation, translation_type="machine")
    assert not Remembered.objects.exists()


def test_the_old_translation_of_a_changed_paragraph_is_the_first_proposal(portal, article, live):
    raw = article.body.get_prep_value()
    raw[1]["value"] = "<p>Prenez 20 mg par jour. Buvez beaucoup.</p>"
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    article.save_revision().publish()
    first = proposals(segment(live, "20 mg"), portal.en.locale)[0]
    assert first.origin == Origin.SEGMENT
    assert first.target.startswith("Take 10 mg")
    assert 60 <= first.score < 100
    assert (Part.REMOVED, "10") in first.source_diff
    assert (Part.ADDED, "20") in first.source_diff


def test_the_same_text_elsewhere_scores_100(portal, article, live):
    other = ArticlePageFactory(
        parent=portal.fr.articles, body=stream(ArticlePage.body.field, ("paragraph", "<p>Reposez-vous.</p>"))
    )
    assert other
    exact = similar("Reposez-vous.", "fr", "en")
    assert [(proposal.score, proposal.origin) for proposal in exact] == [(100, Origin.PAGE)]
    assert similar("Reposez-vous.", "en", "fr") == []


def test_what_is_deleted_with_its_page_is_still_known(article, live):
    live.get_target_instance().delete()
    assert similar("Reposez-vous.", "fr", "en")


@pytest.mark.parametrize("text", ["", "…", "%", "' OR 1=1", "a" * 5000])
def test_odd_texts_find_nothing(db, text):
    assert similar(text, "fr", "en") == []


def test_a_difference_is_told_in_words_and_whole_tags():
    assert word_difference('Prenez <a id="a1">10 mg</a>', "Prenez <b>10</b> mg") == [
        (Part.SAME, "Prenez "),
        (Part.REMOVED, '<a id="a1">'),
        (Part.ADDED, "<b>"),
        (Part.SAME, "10"),
        (Part.ADDED, "</b>"),
        (Part.SAME, " mg"),
        (Part.REMOVED, "</a>"),
    ]
