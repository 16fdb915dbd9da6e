"""Whatever is typed is answered, escaped, in bounded work."""

import pytest
from django.urls import reverse

from search import results
from search.query_parser import MOST_WORDS, understand
from search.ranking import find

JUNK = [
    "",
    " ",
    "\x00",
    "cancer\x00",
    "x" * 10_000,
    "cancer " * 2_000,
    "' OR 1=1; DROP TABLE search_entry; --",
    "a & | ! <-> :* (",
    "'cancer':*A & !'x'",
    "\\",
    "'\\",
    "%s %(q)s {0}",
    "%_%",
    "💊🩺",
    "سرطان الثدي",
    "\u202ecancer\u202c",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "é" * 300,
    "12345 67890",
    "\ud800",
    "les de la",
    "avecdans",  # stop words run together, misspelled, and one that another word might be a form of
    "aveec",
    "notres",
    "ﬁ ½ ①",
    "a\u0301" * 100,
]


@pytest.mark.parametrize("query", JUNK, ids=lambda query: ascii(query[:20]))
@pytest.mark.parametrize("name", ["search", "search_suggestions"])
def test_junk_is_survived(write, client, name, query):
    write("Le cancer", "Avec notre équipe, dans le calme, pour vous.")
    query = query.encode("utf-8", "replace").decode()
    answer = client.get(reverse(name), {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "<img src=x" not in answer.content.decode()


ODD = [
    *("page=x", "page=-1", "page=999999", "page=%00", "page=" + "9" * 5000),
    *("in=%00", "category=%00", "in=x&category=y&page=0", "q=%FF%FE", "q=a&q=b"),
]


@pytest.mark.parametrize("parameters", ODD)
def test_odd_parameters_are_survived(write, client, parameters):
    write("Le cancer")
    assert client.get(f"{reverse('search')}?q=cancer&{parameters}").status_code == 200


def test_work_is_bounded_whatever_is_typed(write, django_assert_max_num_queries):
    write("Le cancer")
    query = results.clean(" ".join(f"mot{number}" for number in range(5_000)))
    assert len(query) <= results.QUERY_LENGTH
    asked = understand(query, "fr")
    assert len(asked.groups) <= MOST_WORDS
    with django_assert_max_num_queries(70):
        results.answer(query, "fr")
    assert find(asked) == []


def test_a_query_of_slips_is_guessed_at_in_part(write, django_assert_max_num_queries):
    write("Le traitement du cancer", "Un dépistage, une consultation, un médicament, une ordonnance.")
    slips = "traitemant consultasion medicamant ordonnanse dépistaje " + " ".join(
        f"cancere{letter}" for letter in "abcdefg"
    )
    with django_assert_max_num_queries(70):
        found = results.answer(slips, "fr")
    assert list(found.corrections.values()) == ["traitement", "consultation", "médicament", "ordonnance", "dépistage"]
    assert len(found.hits) == 1


@pytest.mark.parametrize(("name", "status"), [("search", 503), ("search_suggestions", 200)])
def test_a_search_that_takes_too_long_is_given_up_and_says_so(write, client, monkeypatch, name, status):
    write("Le cancer")
    slow = "SELECT pg_sleep(5), %s::text[], %s::text[], %s::text"
    monkeypatch.setattr("search.lexemes.PARSE", slow)
    monkeypatch.setattr("search.views.SEARCH", 20)
    monkeypatch.setattr("search.views.SUGGESTIONS", 20)
    answer = client.get(reverse(name), {"q": "cancer"})
    assert answer.status_code == status
    assert "Cette recherche a duré trop longtemps" in answer.content.decode() if status == 503 else answer.json() == []


def test_one_address_cannot_search_without_end(write, client):
    statuses = [client.get(reverse("search"), {"q": "cancer"}).status_code for _ in range(31)]
    assert statuses == [*[200] * 30, 429]
    answer = client.get(reverse("search"), {"q": "cancer"})
    assert answer.headers["Retry-After"] == "30"
    assert "Attendez une demi-minute" in answer.content.decode()
    assert client.get(reverse("search"), {"q": "cancer"}, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(db, client, method):
    assert getattr(client, method)(reverse("search")).status_code == 405
