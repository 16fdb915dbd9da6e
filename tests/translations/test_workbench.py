"""The workbench: a page in another language, segment by segment, for whoever may write in that language."""

import re

import pytest
from django.urls import reverse
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import PageLogEntry
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import TermFactory
from translations.models import Remembered, SegmentNote, TranslationOverride
from translations.workbench.segment_list import Workbench
from translations.workbench.segment_state import State

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
LINKED = '<p>Lisez <a href="https://example.org/">ce guide</a> : 10 mg par jour.</p>'


@pytest.fixture
def linked(portal):
    """An article with a link, its translation begun."""
    page = ArticlePageFactory(
        parent=portal.fr.articles, slug="lien", body=stream(ArticlePage.body.field, ("paragraph", LINKED))
    )
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    return translation


def row_of(translation, words):
    return next(row for row in Workbench(translation).rows if words in row.segment.string.data)


def page_url(translation):
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def save(client, translation, row, text, **headers):
    address = reverse("workbench_segment", args=[translation.pk, row.segment.pk])
    return client.post(address, {"version": row.version, "text": text}, headers=headers)


def change(article, words):
    article.refresh_from_db()
    article.body = stream(ArticlePage.body.field)
    article.title = words
    article.save_revision().publish()


# What it shows


def test_segments_are_in_the_order_of_the_editor_with_kind_and_place(translation, client, translator):
    answer = client.get(page_url(translation), headers={"Accept-Language": "en"})
    rows = answer.context["bench"].rows
    assert [row.path.partition(".")[0] for row in rows] == [*["title", "introduction", "body", "body", "body", "slug"]]
    assert rows[3].place.under == "Comment agit-elle ?"
    assert "Block 2 · Paragraph" in answer.content.decode()


def test_a_segment_says_what_it_asks_for(article, translation, translate, publish):
    translate(translation, leave_out=["Reposez-vous."])
    drafted = StringTranslation.objects.get(data="Chemotherapy")
    drafted.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    drafted.save()
    broken = StringTranslation.objects.last()
    broken.data = "<h1>No</h1>"
    broken.save()
    states = {row.segment.string.data: row.state for row in Workbench(translation).rows}
    assert states["La chimiothérapie"] == State.DRAFT
    assert states["Reposez-vous."] == State.MISSING
    assert states["Comment agit-elle ?"] == State.CURRENT
    assert State.ERROR in states.values()


def test_a_changed_source_shows_what_changed_and_keeps_the_old_translation(article, live, client, translator):
    article.title = "La chimiothérapie, autrement"
    article.save_revision().publish()
    live.refresh_from_db()
    row = row_of(live, "autrement")
    assert row.state == State.STALE and row.is_clinical
    assert "<ins>" in row.source and "autrement" in row.source
    assert row.target == "Chemotherapy"
    assert "the old translation" in client.get(page_url(live), headers={"Accept-Language": "en"}).content.decode()


def test_a_source_that_was_taken_offline_is_said(article, live, client, translator):
    said = "no longer online, and this page still is"
    assert said not in client.get(page_url(live), headers={"Accept-Language": "en"}).content.decode()
    article.unpublish()
    assert said in client.get(page_url(live), headers={"Accept-Language": "en"}).content.decode()


def test_neighbours_that_are_current_are_folded_together(live):
    bench = Workbench(live)
    assert [run.is_folded for run in bench.runs(bench.rows, None)] == [True]
    assert [len(run.rows) for run in bench.runs(bench.rows, bench.rows[1])] == [1, 1, len(bench.rows) - 2]


@pytest.mark.parametrize("number", [1, 3])
def test_its_cost_does_not_grow_with_the_segments(portal, client, translator, django_assert_num_queries, number):
    page = ArticlePageFactory(
        parent=portal.fr.articles, body=stream(ArticlePage.body.field, *[("paragraph", LINKED)] * number)
    )
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    client.get(page_url(translation))
    with django_assert_num_queries(68 + (WAGTAIL_VERSION >= (8,))):
        client.get(page_url(translation))


# Saving


def test_a_saved_segment_is_the_persons_and_the_next_one_opens(translation, client, translator):
    row = row_of(translation, "Comment agit-elle")
    answer = save(client, translation, row, "How does it work?", **SCRIPT)
    stored = StringTranslation.objects.get(data="How does it work?")
    assert answer.json()["saved"] and answer.json()["next"] == row_of(translation, "Prenez").segment.pk
    assert (stored.translation_type, stored.last_translated_by) == ("manual", translator)


def test_without_a_script_it_goes_on_to_the_next_segment(translation, client, translator):
    answer = save(client, translation, row_of(translation, "Comment agit-elle"), "How does it work?")
    assert answer.status_code == 302 and "#segment-" in answer.url
    assert client.get(answer.url.partition("#")[0]).context["active"].segment.string.data.startswith("Prenez")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no text yet"),
        ("Read this guide: 10 mg a day.", "Missing from the translation: link 1."),
        ("Read {1}this guide: 10 mg a day.", "“link 1 ends” is missing."),
        ("a\0b", "can’t be stored"),
        ("x" * 30_000, "too long"),
    ],
)
def test_what_can_not_be_stored_is_said_and_stays_in_the_field(linked, client, translator, text, said):
    row = row_of(linked, "Lisez")
    for headers in ({}, SCRIPT):
        answer = save(client, linked, row, text, **headers, **{"Accept-Language": "en"})
        assert answer.status_code == 422
        shown = answer.json()["problem"] if headers else answer.content.decode()
        assert said in shown
        assert headers or answer.context["text"] == text
    assert not StringTranslation.objects.exists()


def test_a_title_fits_its_field(translation, client, translator):
    answer = save(client, translation, row_of(translation, "La chimio"), "x" * 300, **SCRIPT)
    assert answer.status_code == 422 and "255" in answer.json()["problem"]


def test_a_slug_is_one(translation, client, translator):
    row = next(each for each in Workbench(translation).rows if each.path == "slug")
    assert save(client, translation, row, "not a slug", **SCRIPT).status_code == 422
    assert save(client, translation, row, "a-slug", **SCRIPT).json()["saved"]


def test_the_second_of_two_people_is_told_and_loses_nothing(translation, client, account):
    first, second = account("translator", "anna"), account("translator", "ben")
    row = row_of(translation, "Reposez")
    client.force_login(first)
    assert save(client, translation, row, "Rest.", **SCRIPT).json()["saved"]
    client.force_login(second)
    answer = save(client, translation, row, "Get some rest.", **SCRIPT, **{"Accept-Language": "en"})
    assert answer.status_code == 409
    assert "Anna has saved this segment" in answer.json()["problem"] and "“Rest.”" in answer.json()["problem"]
    assert StringTranslation.objects.get().data == "Rest."
    plain = save(client, translation, row, "Get some rest.")
    assert plain.status_code == 422 and "Get some rest." in plain.content.decode()
    row.version = answer.json()["version"]
    assert save(client, translation, row, "Get some rest.", **SCRIPT).json()["saved"]
    assert StringTranslation.objects.get().data == "Get some rest."


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_what_was_typed_for_a_text_that_has_changed_becomes_a_proposal(
    article, translation, client, translator, headers
):
    row = row_of(translation, "La chimio")
    article.title = "La chimiothérapie, autrement"
    article.save_revision().publish()
    answer = save(client, translation, row, "Chemotherapy", **headers)
    assert answer.status_code == (410 if headers else 302)
    assert Remembered.objects.get(target="Chemotherapy").source == "La chimiothérapie"
    translation.source.refresh_from_db()
    fresh = row_of(translation, "autrement")
    assert fresh.state == State.STALE and fresh.target == "Chemotherapy"


def test_a_version_of_another_translation_is_none(translation, linked, client, translator):
    row = row_of(linked, "Lisez")
    answer = save(client, translation, row_of(translation, "Reposez"), "x", **SCRIPT)
    assert answer.json()["saved"]
    address = reverse("workbench_segment", args=[translation.pk, row.segment.pk])
    for version in (row.version, "", "nonsense"):
        assert client.post(address, {"version": version, "text": "x"}).status_code == 404


def test_a_draft_is_accepted_as_it_is(translation, translate, client, translator):
    translate(translation, translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    row = row_of(translation, "Reposez")
    assert row.state == State.DRAFT
    save(client, translation, row, row.text, **SCRIPT)
    assert row_of(translation, "Reposez").state == State.CURRENT


# What helps


def test_the_rail_has_proposals_terms_and_notes(translation, client, translator):
    TermFactory(name_fr="chimiothérapie", name_en="chemotherapy")
    row = row_of(translation, "La chimio")
    address = reverse("workbench_segment", args=[translation.pk, row.segment.pk])
    rail = client.get(address, headers=SCRIPT).json()["rail"]
    assert 'data-text="chemotherapy"' in rail


def test_terms_are_underlined_in_the_source_and_inserted_from_there(translation, client, translator):
    TermFactory(name_fr="chimiothérapie", name_en="chemotherapy <b>")
    open_row, *_others = Workbench(translation).rows
    html = client.get(page_url(translation)).content.decode()
    assert html.count('<button class="term"') == 1  # the segment that is open
    assert 'data-text="chemotherapy &lt;b&gt;" title' in html and ">chimiothérapie<span" in html
    assert open_row.source == 'La <span class="term">chimiothérapie</span>'


def test_a_term_keeps_its_underline_where_the_source_has_changed(article, live, client, translator):
    TermFactory(name_fr="chimiothérapie", name_en="chemotherapy")
    article.title = "La chimiothérapie, autrement"
    article.save_revision().publish()
    source = row_of(live, "autrement").source
    assert '<span class="term">chimiothérapie</span>' in source and "<ins>" in source


def test_one_wrong_number_is_put_right_with_one_click(linked, client, translator):
    row = row_of(linked, "Lisez")
    address = reverse("workbench_check", args=[linked.pk, row.segment.pk])

    def offered(text):
        html = client.post(address, {"text": text}, headers={"Accept-Language": "en"}).json()["html"]
        return re.findall(r'data-text="([^"]*)"', html)

    assert offered("Read {1}this guide{/1}: 100 mg a day.") == ["Read {1}this guide{/1}: 10 mg a day."]
    assert offered("Read {1}this guide{/1}: 10 mg a day.") == []
    assert offered("Read {1}this guide{/1}: 10 g a day.") == []  # which of the two is wrong, a person says
    assert offered("Read {1}this guide{/1}: 100 mg, 100 mg a day.") == []
    assert offered("Read this guide: 100 mg a day.") == []  # it can't be saved like this


def test_an_address_is_proposed_from_the_title(translation, translate, client, translator):
    translate(translation)
    row = next(each for each in Workbench(translation).rows if each.path == "slug")
    address = reverse("workbench_segment", args=[translation.pk, row.segment.pk])
    assert 'data-text="chemotherapy"' in client.get(address, headers=SCRIPT).json()["rail"]


def test_checks_speak_of_what_is_typed_and_of_what_agrees(translation, client, translator):
    row = row_of(translation, "Prenez")
    address = reverse("workbench_check", args=[translation.pk, row.segment.pk])
    wrong = client.post(address, {"text": "Take 20 mg a day. Drink a lot."}, headers={"Accept-Language": "en"}).json()
    assert wrong["blocking"] == 1 and "20 mg" in wrong["html"]
    right = client.post(address, {"text": "Take 10 mg a day. Drink a lot."}, headers={"Accept-Language": "en"}).json()
    assert right["blocking"] == 0 and "agrees" in right["html"] and "10 mg" in right["html"]
    assert not StringTranslation.objects.exists()


# Notes


def test_a_note_reaches_the_author_and_the_answer_comes_back(article, translation, client, account):
    client.force_login(account("translator"))
    row = row_of(translation, "Reposez")
    address = reverse("workbench_note", args=[translation.pk, row.segment.pk])
    assert client.post(address, {"note": ""}, headers=SCRIPT).status_code == 422
    client.post(address, {"note": "How long?"}, headers=SCRIPT)
    client.force_login(account("editor"))
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    notes = reverse("translation_notes", args=[article.pk])
    assert notes in edit.content.decode()
    shown = client.get(notes).content.decode()
    assert "How long?" in shown and "Reposez-vous." in shown
    client.post(notes, {"to": SegmentNote.objects.get().pk, "note": "A week."})
    assert [note.text for note in row_of(translation, "Reposez").notes] == ["How long?", "A week."]
    client.post(notes, {"to": SegmentNote.objects.first().pk, "resolve": "1"})
    assert row_of(translation, "Reposez").notes == []
    assert SegmentNote.objects.count() == 2


def test_a_note_stays_with_its_place_when_the_text_changes(article, translation, client, translator):
    row = row_of(translation, "La chimio")
    client.post(reverse("workbench_note", args=[translation.pk, row.segment.pk]), {"note": "Which one?"})
    article.title = "La chimiothérapie, autrement"
    article.save_revision().publish()
    translation.source.refresh_from_db()
    assert [note.text for note in row_of(translation, "autrement").notes] == ["Which one?"]


# Submitting and publishing


def test_a_finished_page_is_submitted_with_a_word_to_the_reviewer(translation, translate, client, translator):
    translate(translation)
    assert client.get(page_url(translation)).context["screen"].reasons == []
    client.post(reverse("workbench_submit", args=[translation.pk]), {"word": "Segment 3 was hard."})
    page = translation.get_target_instance()
    assert page.workflow_in_progress
    assert PageLogEntry.objects.get(page=page.pk, action="translations.submit").comment == "Segment 3 was hard."
    answer = client.get(page_url(translation))
    assert "Segment 3 was hard." in answer.content.decode()
    assert "Segment 3 was hard." in client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    refused = save(client, translation, row_of(translation, "Reposez"), "Rest.", **SCRIPT)
    assert refused.status_code == 422 and not StringTranslation.objects.filter(data="Rest.").exists()


def test_an_unfinished_page_says_what_is_missing(translation, translate, client, translator):
    translate(translation, leave_out=["Reposez-vous."])
    answer = client.get(page_url(translation), headers={"Accept-Language": "en"})
    assert answer.context["screen"].reasons == ["1 segment to translate"]
    client.post(reverse("workbench_submit", args=[translation.pk]))
    assert not translation.get_target_instance().workflow_in_progress


def test_a_finding_blocks_until_somebody_who_may_gives_a_reason(translation, translate, client, account):
    translate(translation)
    StringTranslation.objects.filter(data__startswith="Take 10").update(data="Take 20 mg a day. Drink a lot.")
    row = row_of(translation, "Prenez")
    address = reverse("workbench_override", args=[translation.pk, row.segment.pk])
    given = {"finding": "translation-numbers", "reason": "The English leaflet says so."}
    client.force_login(account("translator"))
    assert row.blocks
    assert client.post(address, given).status_code in {302, 403} and not TranslationOverride.objects.exists()
    client.force_login(account("publisher"))
    client.post(address, given)
    assert not row_of(translation, "Prenez").blocks


def test_publishing_from_the_workbench_passes_the_guard(
    translation, translate, client, account, django_capture_on_commit_callbacks
):
    client.force_login(account("publisher"))
    translate(translation, leave_out=["Reposez-vous."])
    client.post(page_url(translation), {"action": "publish"})
    assert not translation.get_target_instance().live
    translate(translation)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page_url(translation), {"action": "publish"})
    assert translation.get_target_instance().live


# What isn't text


def test_values_follow_the_source_or_are_the_translations_own(linked, client, translator):
    address = reverse("workbench_values", args=[linked.pk])
    segment = linked.source.overridablesegment_set.get(context__path__contains="example.org")
    shown = client.get(address).content.decode()
    assert "https://example.org/" in shown
    name = f"value-{segment.pk}"
    refused = client.post(address, {"segment": segment.pk, name: "javascript:alert(1)"})
    assert refused.status_code == 422 and not SegmentOverride.objects.exists()
    client.post(address, {"segment": segment.pk, name: "https://example.org/en"})
    assert SegmentOverride.objects.get().data == "https://example.org/en"
    client.post(address, {"segment": segment.pk, "follow": "1"})
    assert not SegmentOverride.objects.exists()
    assert client.post(address, {"segment": "x"}).status_code == 404


# Who may


def test_every_address_asks_who_it_is(linked, client, account):
    row = row_of(linked, "Lisez")
    segment = [linked.pk, row.segment.pk]
    posts = [
        reverse("workbench_segment", args=segment),
        reverse("workbench_check", args=segment),
        reverse("workbench_override", args=segment),
        reverse("workbench_note", args=segment),
        reverse("workbench_resolve", args=[*segment, 1]),
        reverse("workbench_submit", args=[linked.pk]),
        reverse("workbench_values", args=[linked.pk]),
    ]
    preview = reverse("wagtail_localize:preview_translation", args=[linked.pk])
    gets = [page_url(linked), preview, reverse("translation_notes", args=[linked.source.get_source_instance().pk])]
    client.force_login(account("reviewer"))
    for address in posts:
        assert client.post(address, {"version": row.version, "text": "x"}, headers=SCRIPT).status_code == 403
    for address in [*gets, posts[0], posts[-1]]:
        assert client.get(address, headers=SCRIPT).status_code == 403
    assert not StringTranslation.objects.exists() and not SegmentNote.objects.exists()


def test_a_locked_page_is_read_only(linked, client, translator):
    page, row = linked.get_target_instance(), row_of(linked, "Lisez")
    page.locked = True
    page.save()
    answer = client.get(page_url(linked), headers={"Accept-Language": "en"})
    assert answer.context["screen"].reasons == ["it is locked"] and answer.context["active"] is None
    assert save(client, linked, row, "{1}x{/1} 10 mg", **SCRIPT).status_code == 422
    segment = linked.source.overridablesegment_set.get(context__path__contains="example.org")
    values = reverse("workbench_values", args=[linked.pk])
    assert client.post(values, {"segment": segment.pk, "follow": "1"}).status_code == 422
    assert not StringTranslation.objects.exists() and not SegmentOverride.objects.exists()


def test_a_live_translation_does_not_become_a_copy_of_its_source(live, client, account):
    client.force_login(account("publisher"))
    page = live.get_target_instance()
    client.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))
    page.refresh_from_db()
    assert page.alias_of is None and page.title == "Chemotherapy"
    assert client.get(page_url(live)).status_code == 200


def test_a_translator_reads_the_source_and_can_not_change_it(article, translation, client, translator):
    assert client.get(page_url(translation)).status_code == 200
    assert client.get(reverse("translation_source", args=[article.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code in {302, 403}


def test_wagtail_localizes_own_address_asks_for_a_version_and_checks_the_markup(linked, client, translator):
    row = row_of(linked, "Lisez")
    address = reverse("wagtail_localize:edit_string_translation", args=[linked.pk, row.segment.pk])

    def put(**data):
        return client.put(address, data, content_type="application/json")

    assert put(value="x").status_code == 428
    assert put(value="Read this: 10 mg a day.", version=row.version).status_code == 422
    assert put(value='Read <a id="a1">this</a>: 10 mg a day.', version=row.version).status_code == 200
    assert put(value='Read <a id="a1">that</a>: 10 mg a day.', version=row.version).status_code == 409
    assert StringTranslation.objects.get().data == 'Read <a id="a1">this</a>: 10 mg a day.'
    assert client.delete(f"{address}?version={row.version}").status_code == 409
    assert client.delete(f"{address}?version={row_of(linked, 'Lisez').version}").status_code == 200
    assert not StringTranslation.objects.exists()


def test_wagtail_localizes_own_address_for_values_checks_them(linked, client, translator):
    segment = linked.source.overridablesegment_set.get(context__path__contains="example.org")
    address = reverse("wagtail_localize:edit_override", args=[linked.pk, segment.pk])
    assert client.put(address, {}, content_type="application/json").status_code == 422
    assert client.put(address, {"value": "javascript:x"}, content_type="application/json").status_code == 422
    assert client.put(address, {"value": "https://a.example/"}, content_type="application/json").status_code == 200
    assert client.delete(address).status_code == 200
    assert not SegmentOverride.objects.exists()
