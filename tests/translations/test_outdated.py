"""What a translation is told of its source, without anyone asking; and what its readers are told."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from articles.changes import changed_units
from articles.content.digest import units_of
from articles.models import ArticlePage, BlockNotice, DeclaredChange
from tests.factories.articles import ArticlePageFactory
from translations.models import StaleUnit, TranslationState
from translations.publishing.publish_rules import FindingsError
from translations.status import translation_status


def state_of(page, locale):
    return TranslationState.objects.get(translation_key=page.translation_key, locale=locale)


def change(article, number, value):
    """Publish the article with another text in one block; without the block for None. Returns the block's unit."""
    raw = article.body.get_prep_value()
    unit = f"body:{raw[number]['id']}"
    if value is None:
        del raw[number]
    else:
        raw[number]["value"] = value
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    article.save_revision().publish()
    article.refresh_from_db()
    return unit


def declare(article, unit, before, kind="minor"):
    DeclaredChange.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        unit=unit,
        old_digest=before.get(unit, ""),
        new_digest=units_of(article).get(unit, ""),
        kind=kind,
        author_name="Auteur",
    )


def notices(translation):
    page = translation.get_target_instance()
    return set(BlockNotice.objects.filter(page=page).values_list("unit", "kind"))


def stale(article, locale):
    return dict(StaleUnit.objects.filter(state=state_of(article, locale)).values_list("unit", "kind"))


def test_a_published_page_is_missing_in_the_other_language(portal, article):
    assert state_of(article, portal.en.locale).state == "missing"
    assert not TranslationState.objects.filter(
        translation_key=article.translation_key, locale=portal.fr.locale
    ).exists()


def test_a_draft_of_the_source_is_nothing_to_translate(portal):
    draft = ArticlePageFactory(parent=portal.fr.articles, live=False)
    translation_status.refresh(draft.translation_key)
    assert not TranslationState.objects.filter(translation_key=draft.translation_key).exists()


def test_each_translated_segment_counts_and_a_machines_draft_does_not(portal, article, translation, translate):
    total = translation.source.stringsegment_set.count()
    assert (state_of(article, portal.en.locale).done, state_of(article, portal.en.locale).total) == (0, total)
    translate(translation, leave_out=["Reposez-vous."])
    state = state_of(article, portal.en.locale)
    assert (state.state, state.done, state.total) == ("in_progress", total - 1, total)
    StringTranslation.objects.filter(data="Chemotherapy").get().delete()
    assert state_of(article, portal.en.locale).done == total - 2
    translate(translation, translation_type="machine")
    assert state_of(article, portal.en.locale).done == 0


def test_a_published_translation_is_current(portal, article, live):
    state = state_of(article, portal.en.locale)
    assert (state.state, state.is_live, state.stale) == ("current", True, 0)


def test_a_changed_block_makes_its_segments_stale_and_no_other(portal, article, live):
    unit = change(article, 1, "<p>Prenez 20 mg par jour. Buvez beaucoup.</p>")
    state = state_of(article, portal.en.locale)
    assert (state.state, state.stale, state.clinical) == ("stale", 1, 1)
    assert stale(article, portal.en.locale) == {unit: "clinical"}
    assert notices(live) == {(unit, "outdated")}
    english = live.get_target_instance()
    assert english.live
    assert "Take 10 mg" in str(english.body)


def test_a_change_declared_minor_warns_no_reader(portal, article, live):
    before = units_of(article)
    raw = article.body.get_prep_value()
    raw[2]["value"] = "<p>Reposez-vous bien.</p>"
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    declare(article, f"body:{raw[2]['id']}", before)
    article.save_revision().publish()
    state = state_of(article, portal.en.locale)
    assert (state.state, state.stale, state.clinical) == ("stale", 1, 0)
    assert notices(live) == set()


def test_a_minor_change_upon_an_undeclared_one_stays_clinical(portal, article, live):
    change(article, 2, "<p>Reposez-vous deux jours.</p>")
    before = units_of(article)
    raw = article.body.get_prep_value()
    raw[2]["value"] = "<p>Reposez-vous deux jours !</p>"
    article.body = ArticlePage.body.field.stream_block.to_python(raw)
    declare(article, f"body:{raw[2]['id']}", before)
    article.save_revision().publish()
    assert set(stale(article, portal.en.locale).values()) == {"clinical"}


def test_a_removed_block_is_stale_where_it_still_stands(portal, article, live):
    unit = change(article, 2, None)
    state = state_of(article, portal.en.locale)
    assert (state.state, state.stale, state.clinical) == ("stale", 1, 1)
    assert notices(live) == {(unit, "outdated")}


def test_a_new_block_is_told_of_the_page_as_a_whole(portal, article, live):
    article.body.append(("paragraph", "<p>Appelez le 15.</p>"))
    article.save_revision().publish()
    assert state_of(article, portal.en.locale).clinical == 1
    assert notices(live) == {("body:order", "outdated")}


def test_another_order_and_another_picture_count(portal, article, live):
    raw = article.body.get_prep_value()
    article.body = ArticlePage.body.field.stream_block.to_python([raw[0], raw[2], raw[1]])
    article.save_revision().publish()
    assert stale(article, portal.en.locale) == {"body:order": "clinical"}


def test_brought_up_to_date_and_published_it_is_current_again(portal, article, live, translate, publish):
    change(article, 1, "<p>Prenez 20 mg par jour. Buvez beaucoup.</p>")
    live.refresh_from_db()
    translate(live)
    assert notices(live)
    publish(live)
    assert state_of(article, portal.en.locale).state == "current"
    assert notices(live) == set()
    assert not StaleUnit.objects.exists()


def test_a_draft_made_before_the_source_changed_does_not_pass_for_up_to_date(portal, article, translation, translate):
    translate(translation)
    translation.save_target(publish=False)
    draft = translation.get_target_instance().latest_revision
    unit = change(article, 2, "<p>Reposez-vous bien.</p>")
    draft.publish()
    assert state_of(article, portal.en.locale).state == "stale"
    assert notices(translation) == {(unit, "outdated")}


def test_nor_does_it_go_live_with_the_old_dose(portal, article, translation, translate):
    translate(translation)
    translation.save_target(publish=False)
    draft = translation.get_target_instance().latest_revision
    change(article, 1, "<p>Prenez 20 mg par jour. Buvez beaucoup.</p>")
    with pytest.raises(FindingsError):
        draft.publish()
    assert not translation.get_target_instance().live


def test_the_old_translation_is_still_there_without_a_sync(portal, article, live):
    change(article, 1, "<p>Prenez 20 mg par jour. Buvez beaucoup.</p>")
    source = TranslationSource.objects.get(pk=live.source_id)
    assert source.stringsegment_set.filter(string__data__contains="20 mg").exists()


def test_a_withdrawn_source_flags_its_translation_which_stays(portal, article, live):
    article.unpublish()
    state = state_of(article, portal.en.locale)
    assert (state.state, state.is_live) == ("withdrawn", True)
    assert live.get_target_instance().live
    article.save_revision().publish()
    assert state_of(article, portal.en.locale).state == "current"


def test_so_does_a_deleted_one(portal, article, live):
    english = live.get_target_instance()
    key = article.translation_key
    article.delete()
    state = TranslationState.objects.get(translation_key=key)
    assert (state.state, state.is_live, state.page_id) == ("withdrawn", True, english.pk)
    assert state.is_source_deleted
    english.delete()
    assert not TranslationState.objects.filter(translation_key=key).exists()


def test_a_deleted_translation_is_missing(portal, article, live):
    live.get_target_instance().delete()
    assert state_of(article, portal.en.locale).state == "missing"


def test_an_unpublished_translation_has_no_notices(portal, article, live):
    change(article, 2, "<p>Reposez-vous deux jours.</p>")
    live.get_target_instance().unpublish()
    assert state_of(article, portal.en.locale).state == "in_progress"
    assert notices(live) == set()


def test_a_page_without_signed_units_goes_stale_by_its_segments(portal):
    page = portal.fr.articles
    page.save_revision().publish()
    portal.en.articles.save_revision().publish()
    assert state_of(page, portal.en.locale).state == "current"
    page.introduction = "Un autre texte."
    page.save_revision().publish()
    assert stale(page, portal.en.locale) == {"introduction": "clinical"}


def test_a_new_language_lacks_every_page(portal, article):
    from wagtail.models import Locale

    spanish = Locale.objects.create(language_code="es")
    assert state_of(article, spanish).state == "missing"


def test_rebuilding_finds_the_same(portal, article, live):
    change(article, 2, None)
    fields = ("state", "is_live", "total", "done", "stale", "clinical", "page", "target")
    before = list(TranslationState.objects.filter(page=article).values_list(*fields))
    TranslationState.objects.filter(page=article).update(state="missing", stale=0)
    translation_status.rebuild()
    assert list(TranslationState.objects.filter(page=article).values_list(*fields)) == before


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ({"title": "a"}, {"title": "b"}, ["title"]),
        ({"body:1": "a", "body:order": "x"}, {"body:1": "a", "body:2": "b", "body:order": "y"}, ["body:2"]),
        ({"body:1": "a", "body:2": "b", "body:order": "x"}, {"body:2": "b", "body:order": "y"}, ["body:1"]),
        (
            {"body:1": "a", "body:2": "b", "body:order": "x"},
            {"body:2": "b", "body:1": "a", "body:order": "y"},
            ["body:order"],
        ),
    ],
)
def test_a_removed_block_is_no_new_order(before, now, changed):
    assert changed_units(before, now) == changed


def test_nothing_is_published_in_another_language(portal, article, translation, translate):
    translate(translation)
    change(article, 2, "<p>Reposez-vous deux jours.</p>")
    assert not Page.objects.get(pk=translation.get_target_instance().pk).live
