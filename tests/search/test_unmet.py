"""What readers looked for in vain: counted by day, without a trace of who, and turned into something."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from search import unmet
from search.models import UnmetDay, UnmetQuery
from tests.factories.vocabulary import TermFactory


def count(times, text="acouphène", language="fr"):
    for _ in range(times):
        unmet.count_without_result(text, language)
    return UnmetQuery.objects.get(language=language, text=unmet.kept_form(text))


def test_a_search_without_a_result_is_counted_whatever_its_accents(portal, search):
    for query in ("Acouphène", "acouphene"):
        search(query)
    day = UnmetDay.objects.get()
    assert (day.query.text, day.query.language, day.day) == ("acouphene", "fr", timezone.localdate())
    assert (day.without_result, day.without_click) == (2, 0)


def test_an_answered_search_leaves_no_trace(write, search):
    write("Le cancer")
    search("cancer")
    assert not UnmetQuery.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "06 12 34 56 78",
        "jean@exemple.fr",
        "www.exemple.fr",
        "né le 3 mai",
        "x" * 61,
        "je suis malade depuis le mois dernier",
    ],
)
def test_what_looks_personal_is_never_kept(portal, search, query):
    search(query)
    assert not UnmetQuery.objects.exists()


def test_results_that_nobody_opened_are_counted_with_a_ticket_of_ours_only(write, search, client):
    write("Le cancer", "Du repos.")
    ticket = search("repos").context["ticket"]
    for sent in (ticket, ticket[:-2] + "xx", "", "x" * 5000):
        assert client.post(reverse("search_unopened"), {"ticket": sent}).status_code == 204
    assert UnmetDay.objects.get().without_click == 1
    assert client.get(reverse("search_unopened")).status_code == 405


def test_a_definition_on_the_page_is_an_answer(portal, search):
    TermFactory(name_fr="biopsie")
    assert search("biopsie").context["ticket"] == ""


def test_small_counts_are_not_shown(portal):
    count(unmet.SMALLEST - 1)
    assert not unmet.report().exists()
    count(1)
    assert [(query.text, query.total) for query in unmet.report()] == [("acouphene", unmet.SMALLEST)]


def test_rare_and_old_counts_are_deleted(portal):
    old = count(2, "vertige")
    UnmetDay.objects.update(day=timezone.localdate() - unmet.PERIOD - datetime.timedelta(1))
    count(1)
    assert not UnmetQuery.objects.filter(pk=old.pk).exists()


def test_the_report_lists_the_most_frequent_first(portal, admin_client):
    count(5, "vertige")
    count(7)
    html = admin_client.get(reverse("unmet_searches")).content.decode()
    assert html.index("acouphene") < html.index("vertige")
    assert admin_client.get(reverse("unmet_searches"), {"decision": "write"}).content.decode().count("acouphene") == 0
    assert admin_client.get(reverse("unmet_searches"), {"export": "csv"}).status_code == 200


def test_an_unmet_search_becomes_a_synonym(portal, admin_client, search):
    term = TermFactory(name_fr="bourdonnement", synonyms_fr=["sifflement"])
    query = count(5)
    answer = admin_client.post(
        reverse("unmet_search", args=[query.pk]), {"decision": "synonym", "term": term.pk, "synonym": "acouphène"}
    )
    assert answer.status_code == 302
    term.refresh_from_db()
    assert term.synonyms_fr == ["sifflement", "acouphène"]
    query.refresh_from_db()
    assert query.decision == "answered"
    assert search("acouphenes").titles == ["bourdonnement"]


def test_or_a_page_to_write(portal, admin_client):
    query = count(5)
    admin_client.post(reverse("unmet_search", args=[query.pk]), {"decision": "write"})
    html = admin_client.get(reverse("unmet_searches"), {"decision": "write"}).content.decode()
    assert "acouphene" in html


def test_or_a_new_term_with_its_name_filled_in(portal, admin_client):
    html = admin_client.get(reverse("unmet_search", args=[count(5).pk])).content.decode()
    assert "name_fr=acouphene" in html
    form = admin_client.get("/admin/snippets/vocabulary/term/add/?name_fr=acouphene").content.decode()
    assert 'value="acouphene"' in form


def test_a_synonym_needs_a_term_and_nothing_is_lost(portal, admin_client):
    answer = admin_client.post(
        reverse("unmet_search", args=[count(5).pk]), {"decision": "synonym", "synonym": "acouphène"}
    )
    assert answer.status_code == 200
    assert "acouphène" in answer.content.decode()


def test_only_those_who_may_change_terms_see_it(portal, client, django_user_model):
    user = django_user_model.objects.create_user("reader", password="x", is_staff=True)
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    query = count(5)
    for address in (reverse("unmet_searches"), reverse("unmet_search", args=[query.pk])):
        assert client.get(address).status_code == 302
