"""The board: every page in every language; what waits for me; who may do what."""

import csv
import io

import pytest
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import Translation

from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, TermFactory
from translations.models import TranslationState
from translations.publishing.submission import NotReadyError, submit_for_review
from translations.status import translation_status

BOARD = "/admin/translations/"


def state_of(page, locale):
    return TranslationState.objects.get(translation_key=page.translation_key, locale=locale)


def articles(portal, number):
    for _ in range(number):
        ArticlePageFactory(parent=portal.fr.articles).save_revision().publish()


@pytest.mark.parametrize("number", [1, 3])
def test_its_cost_does_not_grow_with_the_pages(portal, admin_client, django_assert_num_queries, number):
    articles(portal, number)
    admin_client.get(BOARD)
    with django_assert_num_queries(25):
        answer = admin_client.get(BOARD)
    assert answer.context["items_count"] == number


def test_a_cell_is_one_link_that_names_its_page_and_language(portal, article, translator, client):
    html = client.get(BOARD).content.decode()
    assert f'href="/admin/localize/submit/page/{article.pk}/"' in html
    assert "La chimiothérapie" in html


def test_a_column_says_how_far_its_language_is(portal, article, live, admin_client):
    assert "anglais\u00a0: 100\u00a0% à jour" in admin_client.get(BOARD).content.decode()
    ArticlePageFactory(parent=portal.fr.articles).save_revision().publish()
    assert "anglais\u00a0: 50\u00a0% à jour" in admin_client.get(BOARD).content.decode()


@pytest.mark.parametrize(
    ("code", "status"),
    [("editor", 200), ("translator", 200), ("publisher", 200), ("administrator", 200), ("reviewer", 302)],
)
def test_who_may_open_it(portal, article, account, client, code, status):
    client.force_login(account(code))
    assert client.get(BOARD).status_code == status
    assert client.get("/admin/localize/reports/translations/").status_code == 302


def test_filters_speak_of_the_same_translation(portal, article, live, admin_client):
    spanish = Locale.objects.create(language_code="es")
    translation_status.rebuild()

    def found(**filters):
        return admin_client.get(BOARD, filters).context["items_count"]

    assert found(state="missing", locale=spanish.pk) >= 1
    assert found(state="missing", locale=portal.en.locale.pk) == 0
    assert found(state="current", locale=portal.en.locale.pk) >= 1
    assert found(state="clinical") == 0
    assert found(state="nonsense") == found()
    assert found(branch=portal.fr.articles.pk) == 2
    assert found(category=CategoryFactory().pk) == 0
    assert found(translator="null") == found()


@pytest.mark.parametrize("ordering", ["title", "-title", "urgency", "-urgency", "en", "-en", "nonsense"])
def test_every_order_is_answered(portal, article, admin_client, ordering):
    assert admin_client.get(BOARD, {"ordering": ordering}).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_is_exported(portal, article, admin_client, form):
    answer = admin_client.get(BOARD, {"export": form})
    content = b"".join(answer.streaming_content)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(content.decode())))
        assert rows[1][:2] == ["La chimiothérapie", "fr"]
        assert len(rows) == 2
    else:
        assert content[:2] == b"PK"


def test_the_queue_begins_with_what_is_clinical(portal, article, live, translator, client):
    other = ArticlePageFactory(parent=portal.fr.articles, title="Une autre")
    other.save_revision().publish()
    TranslationState.objects.filter(page=other).update(translator=translator)
    article.title = "La chimiothérapie, autrement"
    article.save_revision().publish()
    queue = list(client.get(BOARD).context["queue"])
    assert [state.page.title for state in queue] == ["La chimiothérapie, autrement", "Une autre"]


def test_an_empty_queue_offers_a_missing_page(portal, article, translator, client):
    assert "?state=missing" in client.get(BOARD).content.decode()


def test_labels_without_words_are_listed(portal, admin_client):
    TermFactory(name_fr="biopsie", name_en="")
    assert [str(gap.label) for gap in admin_client.get(BOARD).context["gaps"]] == ["biopsie"]


def test_the_dashboard_counts(portal, article, admin_client):
    assert "?state=missing" in admin_client.get("/admin/").content.decode()


def test_a_page_is_assigned_to_someone_who_may_write_there(portal, article, translator, client):
    chosen = {"page": article.pk, "locale": portal.en.locale.pk}
    assert "Translator" in client.get(BOARD + "assign/", chosen).content.decode()
    client.post(BOARD + "assign/", chosen | {"translator": translator.pk})
    assert state_of(article, portal.en.locale).translator == translator


def test_not_to_someone_who_may_not(portal, article, translator, client, django_user_model):
    stranger = django_user_model.objects.create_user("stranger")
    answer = client.post(
        BOARD + "assign/", {"page": article.pk, "locale": portal.en.locale.pk, "translator": stranger.pk}
    )
    assert answer.status_code == 200
    assert state_of(article, portal.en.locale).translator is None


def test_nor_by_someone_who_may_not_write_in_the_language(portal, article, translator, client):
    spanish = Locale.objects.create(language_code="es")
    chosen = {"page": article.pk, "locale": spanish.pk, "translator": translator.pk}
    assert client.get(BOARD + "assign/", chosen).status_code == 302
    assert client.post(BOARD + "assign/", chosen).status_code == 302
    assert state_of(article, spanish).translator is None
    assert "/submit/page/" in client.get(BOARD, {"locale": portal.en.locale.pk}).content.decode()


@pytest.mark.parametrize("query", ["", "?locale=x", "?locale=999999", "?locale=99999999999999999999&page=1"])
def test_odd_addresses_are_answered(portal, admin_client, query):
    assert admin_client.get(BOARD + "assign/" + query).status_code in (302, 404)


def test_nothing_chosen_is_said(portal, article, translator, client):
    answer = client.get(BOARD + "assign/", {"locale": portal.en.locale.pk, "page": "x"}, follow=True)
    assert answer.redirect_chain[-1][0] == BOARD
    assert len(answer.context["messages"]) == 1


def test_a_translator_reads_the_source_and_may_not_edit_it(portal, article, translator, client):
    answer = client.get(f"{BOARD}source/{article.pk}/")
    assert "Prenez 10" in answer.content.decode()
    assert client.get(f"/admin/pages/{article.pk}/edit/").status_code == 302


def test_others_do_not_read_drafts_that_way(portal, article, account, client):
    client.force_login(account("reviewer"))
    assert client.get(f"{BOARD}source/{article.pk}/").status_code == 302


def test_a_finished_translation_goes_to_review(portal, article, translation, translate, translator, client):
    translate(translation)
    state = state_of(article, portal.en.locale)
    client.post(f"{BOARD}submit/{state.pk}/")
    page = translation.get_target_instance()
    assert page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "Chemotherapy"
    assert state_of(article, portal.en.locale).state == "ready"


def test_what_is_online_stays_as_it_is_meanwhile(portal, article, live, translate, translator):
    before = live.get_target_instance().title
    article.title = "Autre titre"
    article.save_revision().publish()
    live = Translation.objects.get(pk=live.pk)
    translate(live)
    submit_for_review(live, translator)
    assert live.get_target_instance().title == before
    assert state_of(article, portal.en.locale).state == "ready"


def test_an_unfinished_one_does_not(portal, article, translation, translate, translator, client):
    translate(translation, leave_out=["Reposez-vous."])
    with pytest.raises(NotReadyError):
        submit_for_review(translation, translator)
    state = state_of(article, portal.en.locale)
    answer = client.post(f"{BOARD}submit/{state.pk}/", follow=True)
    assert "1 text" in str(next(iter(answer.context["messages"])))
    assert not translation.get_target_instance().workflow_in_progress


def test_nor_twice_nor_by_a_stranger(portal, article, translation, translate, translator, account, client):
    translate(translation)
    submit_for_review(translation, translator)
    state = state_of(article, portal.en.locale)
    answer = client.post(f"{BOARD}submit/{state.pk}/", follow=True)
    assert len(answer.context["messages"]) == 1
    client.force_login(account("reviewer"))
    assert client.post(f"{BOARD}submit/{state.pk}/").status_code == 302
    assert client.get(f"{BOARD}submit/{state.pk}/").status_code in (302, 405)


def test_the_command_repairs(portal, article, live, capsys):
    TranslationState.objects.all().delete()
    call_command("rebuild_translation_states")
    assert state_of(article, portal.en.locale).state == "current"
    assert "remembered" in capsys.readouterr().out
