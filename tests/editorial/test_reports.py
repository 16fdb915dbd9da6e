"""The reports on live pages: what they list, filter, sort and export; who may open them; what they cost."""

import csv
import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import ArticleCategory, ArticlePage
from articles.models.ownership import Ownership
from editorial.glossary.gaps import count_gaps
from editorial.models.check_results import Examination, PageFinding
from editorial.models.glossary_gap import GlossaryGap
from editorial.models.links import CheckedAddress, LinkUse
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import CategoryFactory, TermFactory

pytestmark = pytest.mark.django_db
REPORTS = ["review_report", "readability_report", "sources_report", "link_report", "gap_report", "check_report"]


@pytest.fixture
def log_in(client, someone):
    def log_in_as(code, **fields):
        client.force_login(someone(code, code, **fields))
        return client

    return log_in_as


def exported(client, name, **query):
    """The rows of a report as CSV, without its heading."""
    answer = client.get(reverse(name), {"export": "csv", **query})
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))[1:]


def titles(client, name, **query):
    return [row[0] for row in exported(client, name, **query)]


def examine(page, score, *, year=None):
    examination = Examination.objects.create(
        page=page, examined_at=timezone.now(), word_count=100, sentence_count=5, syllable_count=150, score=score
    )
    if year:
        PageFinding.objects.create(
            examination=examination, check_id="source-age", code="old", level="warn", values={"year": year, "years": 5}
        )


def link(page, url="https://a.example/", state="dead", **fields):
    address = CheckedAddress.objects.create(url=url, state=state, checked_at=timezone.now(), **fields)
    return LinkUse.objects.create(page=page, address=address, text="Guide", field="references", block_id="abc")


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("editor", REPORTS),
        ("translator", REPORTS),
        ("publisher", REPORTS),
        ("administrator", REPORTS),
        ("reviewer", ["review_report"]),
    ],
)
def test_who_may_open_which_report(portal, log_in, code, seen):
    client = log_in(code)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    for name in REPORTS:
        for suffix in ("", "_results"):
            assert (client.get(reverse(name + suffix)).status_code == 200) is (name in seen), name
        assert (client.get(reverse(name), {"export": "xlsx"}).status_code == 200) is (name in seen), name
        assert (reverse(name) in menu) is (name in seen), name


def test_without_a_role_there_is_nothing(portal, client):
    client.force_login(get_user_model().objects.create_user("nobody"))
    for name in REPORTS:
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", REPORTS)
def test_odd_input_is_no_error(reviewed, log_in, name):
    page = reviewed(10)
    examine(page, 40, year=2010)
    link(page)
    client = log_in("publisher")
    for query in (
        {"ordering": "x"},
        {"ordering": ["a", "b"]},
        {"due": "x"},
        {"whose": "you"},
        {"state": "\x00"},
        {"language": "9" * 40},
        {"category": "'"},
        {"aside": "2"},
        {"p": "-1"},
        {"export": "pdf"},
        {"export": "csv", "ordering": "x", "language": "x"},
    ):
        assert client.get(reverse(name), query).status_code in (200, 404), query


@pytest.mark.parametrize("name", REPORTS)
def test_every_column_sorts_both_ways(reviewed, log_in, name):
    page = reviewed(10)
    examine(page, 40, year=2010)
    link(page)
    client = log_in("publisher")
    orderings = client.get(reverse(name)).context["view"].get_valid_orderings()
    assert orderings
    for ordering in orderings:
        assert client.get(reverse(name), {"ordering": ordering}).status_code == 200


def test_reviews_are_listed_by_the_day_they_are_due(reviewed, portal, log_in, someone):
    category = CategoryFactory()
    for days in (-1, 0, 30, 31, 60, 90, 91):
        article = reviewed(days, title=f"J{days}")
    article.article_categories.add(ArticleCategory(category=category))
    article.save()
    ArticlePageFactory(parent=portal.en.articles, title="Never")
    ArticlePageFactory(parent=portal.fr.articles, title="Brouillon", live=False)
    client = log_in("publisher")
    name = "review_report"
    assert titles(client, name) == ["J-1", "J0", "J30", "J31", "J60", "J90", "J91", "Never"]
    assert titles(client, name, ordering="-review__next_review_on")[0] == "J91"
    assert titles(client, name, due="overdue") == ["J-1"]
    assert titles(client, name, due="30") == ["J0", "J30"]
    assert titles(client, name, due="60") == ["J0", "J30", "J31", "J60"]
    assert titles(client, name, due="90") == ["J0", "J30", "J31", "J60", "J90"]
    assert titles(client, name, due="never") == ["Never"]
    assert titles(client, name, language=portal.en.locale.pk) == ["Never"]
    assert titles(client, name, category=category.pk) == ["J91"]
    assert titles(client, name, whose="me") == []
    Ownership.objects.create(
        translation_key=article.translation_key, owner=None, backup=get_user_model().objects.get(username="publisher")
    )
    ((_title, language, _next, days, _last, reviewer, owners),) = exported(client, name, whose="me")
    assert (language, days, reviewer, owners) == ("fr", "91", "Ada Lind", "publisher")
    html = client.get(reverse(name)).content.decode()
    assert "1 jour de retard" in html
    assert "jamais relu" in html


def test_a_reviewer_is_led_to_the_page_and_an_editor_to_the_editor(reviewed, log_in, client, someone):
    article = reviewed(10)
    assert f'href="{article.url}"' in log_in("reviewer").get(reverse("review_report")).content.decode()
    client.force_login(someone("ada", "editor"))
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert edit in client.get(reverse("review_report")).content.decode()


def test_the_hardest_text_comes_first(portal, log_in):
    for title, score in [("Facile", 80.0), ("Dur", 30.0), ("Moyen", 50.0), ("Vide", None)]:
        examine(ArticlePageFactory(parent=portal.fr.articles, title=title), score)
    client = log_in("editor")
    assert titles(client, "readability_report") == ["Dur", "Moyen", "Facile"]
    assert titles(client, "readability_report", language=portal.en.locale.pk) == []
    assert exported(client, "readability_report")[0][2:5] == ["30.0", "100", "20.0"]


def test_the_oldest_sources_come_first(portal, log_in):
    for title, year in [("Récent", None), ("2015", 2015), ("1998", 1998)]:
        examine(ArticlePageFactory(parent=portal.fr.articles, title=title), 50.0, year=year)
    client = log_in("editor")
    assert [(row[0], row[2]) for row in exported(client, "sources_report")] == [("1998", "1998"), ("2015", "2015")]


def test_links_are_listed_by_state_with_their_reason(portal, log_in):
    page = ArticlePageFactory(parent=portal.fr.articles, title="Zoom")
    link(page, "https://dead.example/", status=404)
    link(page, "https://failing.example/", "failing", problem="name")
    link(page, "https://closed.example/", "closed", status=403)
    link(page, "https://fine.example/", "fine", status=200, moved_to="https://new.example/")
    link(ArticlePageFactory(parent=portal.fr.articles, live=False), "https://draft.example/")
    client = log_in("editor")

    def urls(**query):
        return [row[3] for row in exported(client, "link_report", **query)]

    assert urls() == ["https://dead.example/", "https://failing.example/"]
    assert urls(state="broken") == ["https://dead.example/"]
    assert urls(state="closed") == ["https://closed.example/"]
    assert urls(state="moved") == ["https://fine.example/"]
    html = client.get(reverse("link_report")).content.decode()
    assert "cette page n’existe pas (404)" in html
    assert "ce serveur n’existe pas" in html
    assert f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#block-abc-section" in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_an_address_that_is_a_script_is_never_a_link(portal, log_in):
    page = ArticlePageFactory(parent=portal.fr.articles)
    link(page, "javascript:alert(1)")
    assert 'href="javascript:' not in log_in("editor").get(reverse("link_report")).content.decode()


def test_what_an_editor_wrote_is_no_formula(portal, log_in):
    link(ArticlePageFactory(parent=portal.fr.articles, title="=1+1"))
    assert exported(log_in("editor"), "link_report")[0][0] == "'=1+1"


def text(*paragraphs):
    return stream(ArticlePage.body.field, *(("paragraph", f"<p>{paragraph}</p>") for paragraph in paragraphs))


@pytest.fixture
def gaps(portal):
    """Articles that use words with and without a term."""
    TermFactory(name_fr="biopsie", synonyms_fr=["prélèvement de tissu"], acronym_fr="IRM")
    ArticlePageFactory(
        parent=portal.fr.articles,
        title="Un",
        body=text("Une biopsie, deux biopsies, une IRM.", "Les métastases et la métastase.", "Le TEP. Un lymphome."),
    )
    ArticlePageFactory(
        parent=portal.fr.articles, title="Deux", body=text("Une métastase, le TEP. Une IRM. Une visite.")
    )
    ArticlePageFactory(parent=portal.fr.articles, live=False, body=text("Un lymphome."))
    ArticlePageFactory(parent=portal.en.articles, title="Three", body=text("A lymphoma. Two lymphomas."))
    count_gaps()


def test_words_without_a_term_are_counted_over_all_their_forms(gaps, log_in):
    client = log_in("editor")
    rows = exported(client, "gap_report", language_code="fr")
    assert [(word, articles, uses) for word, _language, articles, uses, *_rest in rows] == [
        ("métastase", "2", "3"),
        ("TEP", "2", "2"),
    ]
    assert rows[0][4:6] == ["Les métastases et la métastase.", "Un"]
    assert [row[0] for row in exported(client, "gap_report", language_code="en")] == ["lymphoma"]


def test_a_word_leads_to_its_term_with_the_word_filled_in(gaps, log_in):
    client = log_in("editor")
    gap = GlossaryGap.objects.get(word="métastase")
    assert gap.add_url.replace("&", "&amp;") in client.get(reverse("gap_report")).content.decode()
    assert client.get(gap.add_url).context["form"]["name_fr"].value() == "métastase"
    TermFactory(name_fr="métastase")
    count_gaps()
    assert not GlossaryGap.objects.filter(word="métastase").exists()


def test_a_word_that_is_set_aside_stays_so_and_can_be_taken_back(gaps, log_in):
    client = log_in("editor")
    gap = GlossaryGap.objects.get(word="TEP")
    assert client.post(reverse("set_gap_aside", args=[gap.pk]), {"aside": "1"}).status_code == 302
    count_gaps()
    assert titles(client, "gap_report", language_code="fr") == ["métastase"]
    assert titles(client, "gap_report", aside="aside") == ["TEP"]
    client.post(reverse("set_gap_aside", args=[gap.pk]), {"aside": "0"})
    assert titles(client, "gap_report", language_code="fr") == ["métastase", "TEP"]
    assert client.post(reverse("set_gap_aside", args=[0]), {"aside": "1"}).status_code == 404


def test_the_buttons_beside_a_word_carry_the_token_that_the_admin_asks_for(gaps, someone):
    client = Client(enforce_csrf_checks=True)
    client.force_login(someone("ada", "editor"))
    gap = GlossaryGap.objects.get(word="TEP")
    html = client.get(reverse("gap_report")).content.decode()
    address = reverse("set_gap_aside", args=[gap.pk])
    assert client.post(address, {"aside": "1"}).status_code == 403
    token = re.search(rf'action="{address}"[^>]*><input[^>]*value="([^"]+)"', html)[1]
    assert client.post(address, {"aside": "1", "csrfmiddlewaretoken": token}).status_code == 302
    gap.refresh_from_db()
    assert gap.is_set_aside


@pytest.mark.background_tasks
def test_the_words_are_counted_again_on_demand_by_who_writes_the_glossary(gaps, log_in, client, someone):
    TermFactory(name_fr="métastase")
    address = reverse("count_gaps_again")
    reviewer = log_in("reviewer")
    assert reviewer.post(address).status_code == 302
    assert reviewer.post(reverse("set_gap_aside", args=[GlossaryGap.objects.first().pk])).status_code == 302
    assert GlossaryGap.objects.filter(word="métastase", is_set_aside=False).exists()
    client.force_login(someone("ada", "editor"))
    assert client.get(address).status_code == 405
    client.post(address)
    assert not GlossaryGap.objects.filter(word="métastase").exists()


def test_each_report_helps_when_it_is_empty(portal, log_in):
    client = log_in("publisher")
    for name, words in [
        ("review_report", "Aucun article n’est en ligne"),
        ("readability_report", "check_content"),
        ("sources_report", "une source des cinq dernières années"),
        ("link_report", "manage.py check_links"),
        ("gap_report", "manage.py find_glossary_gaps"),
    ]:
        assert words in client.get(reverse(name)).content.decode(), name
    assert "avec ces filtres" in client.get(reverse("review_report"), {"due": "30"}).content.decode()


@pytest.mark.parametrize(
    ("name", "code", "queries"),
    [
        ("review_report", "publisher", 11),
        ("review_report", "reviewer", 11),
        ("readability_report", "publisher", 8),
        ("sources_report", "publisher", 8),
        ("link_report", "publisher", 9),
        ("gap_report", "publisher", 8),
    ],
)
def test_the_queries_do_not_grow_with_the_rows(reviewed, log_in, name, code, queries):
    client = log_in(code)
    counts = []
    for number in (1, 2, 3):
        page = reviewed(10, title=f"A{number}", body=text("Une métastase, une métastase."))
        examine(page, 40, year=2010)
        link(page, f"https://{number}.example/")
        GlossaryGap.objects.create(
            language_code="fr",
            key=str(number),
            word=str(number),
            use_count=2,
            article_count=1,
            example_page=page,
            counted_at=timezone.now(),
        )
        client.get(reverse(f"{name}_results"))  # what is read once and remembered is none of it
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"{name}_results"))
        counts.append(len(captured))
    assert (counts[0], counts[2]) == (queries, queries)
