"""The links of live pages: which there are, when they are asked, what an answer means, what follows from it."""

import datetime
import io
import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from articles.models import ArticlePage
from editorial.checks.page_checks import findings_of
from editorial.linkcheck import http_probe, link_checks
from editorial.linkcheck.http_probe import Answer
from editorial.linkcheck.link_checks import check_links
from editorial.models.check_results import PageFinding
from editorial.models.links import CheckedAddress, LinkUse
from tests.factories.articles import ArticlePageFactory, stream

pytestmark = pytest.mark.django_db
State = CheckedAddress.State
FINE, GONE, UNHEARD = Answer(200), Answer(404), Answer(problem="name")


@pytest.fixture
def web(monkeypatch):
    """What the addresses of the test answer; 200 where it says nothing. `web.asked` is what was asked."""

    class Web(dict):
        asked = []

        def ask(self, url, *, user_agent, wait):
            self.asked.append(url)
            return self.get(url, FINE)

    web = Web()
    web.asked = []
    monkeypatch.setattr(http_probe, "ask", web.ask)
    return web


@pytest.fixture
def publish(portal, django_capture_on_commit_callbacks):
    """`publish("https://…")`: a live article with these sources."""

    def make(*urls, body=(), article=None):
        article = article or ArticlePageFactory(parent=portal.fr.articles)
        article.references = stream(
            ArticlePage.references.field,
            *(("reference", {"organisation": "HAS", "title": "Guide", "year": 2026, "url": url}) for url in urls),
        )
        article.body = stream(ArticlePage.body.field, *body)
        with django_capture_on_commit_callbacks(execute=True):
            article.save_revision().publish()
        return ArticlePage.objects.get(pk=article.pk)

    return make


def later(**time):
    CheckedAddress.objects.update(ask_at=timezone.now() - datetime.timedelta(**time or {"seconds": 1}))


def test_the_links_of_a_live_page_are_kept_with_where_they_stand(publish):
    article = publish(
        "https://has.example/guide#page=3",
        body=[
            ("paragraph", '<p><a href="https://a.example/">Ici</a> et <a href="mailto:x@example.org">là</a>.</p>'),
            ("quote", {"text": "Dit.", "person": "Ada", "source_url": "https://b.example/"}),
        ],
    )
    assert [(use.address.url, use.text, use.field, use.block_id) for use in LinkUse.objects.all()] == [
        ("https://has.example/guide", "Guide", "references", article.references[0].id),
        ("https://a.example/", "Ici", "body", article.body[0].id),
        ("https://b.example/", "Dit.", "body", article.body[1].id),
    ]
    publish("https://c.example/", article=article)
    assert [use.address.url for use in LinkUse.objects.all()] == ["https://c.example/"]
    article.unpublish()
    assert not LinkUse.objects.exists()


def test_an_address_too_long_to_keep_is_left_out(publish):
    publish(f"https://a.example/{'é' * 1500}", "https://b.example/")
    assert [use.address.url for use in LinkUse.objects.all()] == ["https://b.example/"]


@pytest.mark.background_tasks
def test_publication_asks_in_the_background_and_only_what_is_due(publish, web, settings):
    settings.CHECK_LINKS = True
    publish("https://a.example/")
    assert web.asked == ["https://a.example/"]
    publish("https://a.example/")
    assert web.asked == ["https://a.example/"]
    settings.CHECK_LINKS = False
    publish("https://b.example/")
    assert web.asked == ["https://a.example/"]


def test_what_answers_is_asked_again_in_a_week(publish, web):
    publish("https://a.example/")
    assert check_links().counts == {"fine": 1}
    assert check_links().counts == {}
    address = CheckedAddress.objects.get()
    assert (address.state, address.failures, address.reason) == ("fine", 0, "")
    assert datetime.timedelta(days=6) < address.ask_at - address.checked_at <= datetime.timedelta(days=7)


def test_an_address_is_dead_after_three_failures_on_three_days(publish, web):
    article = publish("https://a.example/", "https://b.example/")
    web["https://a.example/"] = GONE
    for state, failures in [("failing", 1), ("failing", 2), ("dead", 3), ("dead", 3)]:
        assert check_links().counts == {state: 1, "fine": 1}
        assert check_links().counts == {}  # not before the next day
        address = CheckedAddress.objects.get(url="https://a.example/")
        assert (address.state, address.failures, address.status) == (state, failures, 404)
        assert address.ask_at - address.checked_at > datetime.timedelta(hours=12)
        later()
    found = [finding for finding in findings_of(article) if finding.code == "dead"]
    assert [(finding.check, finding.block_id) for finding in found] == [("source-age", article.references[0].id)]


def test_one_answer_brings_an_address_back(publish, web):
    publish("https://a.example/", "https://b.example/")
    web["https://a.example/"] = GONE
    for _day in range(3):
        check_links()
        later()
    assert PageFinding.objects.filter(check_id="source-age", code="dead").count() == 1
    web["https://a.example/"] = FINE
    check_links()
    address = CheckedAddress.objects.get(url="https://a.example/")
    assert (address.state, address.failures, address.failing_since) == ("fine", 0, None)
    assert not PageFinding.objects.filter(check_id="source-age").exists()


def test_a_dead_link_of_the_text_is_found_in_its_block(publish, web):
    article = publish(
        "https://b.example/",
        body=[
            ("paragraph", '<p>Voir <a href="https://a.example/x#y">ici</a>.</p>'),
            ("quote", {"text": "Dit.", "person": "Ada", "source_url": "https://a.example/x"}),
        ],
    )
    CheckedAddress.objects.filter(url="https://a.example/x").update(state=State.DEAD)
    found = [(f.code, f.block_id, f.values) for f in findings_of(article) if f.check == "source-age"]
    assert found == [
        ("link", article.body[0].id, {"text": "ici"}),
        ("dead", article.body[1].id, {"title": "Dit."}),
    ]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(403), "closed"),
        (Answer(429), "closed"),
        (Answer(problem="private"), "refused"),
        (Answer(problem="credentials"), "refused"),
        (Answer(200, final_url="https://new.example/", is_permanent=True), "fine"),
    ],
)
def test_what_we_cannot_judge_is_never_dead(publish, web, answer, state):
    publish("https://a.example/", "https://b.example/")
    web["https://a.example/"] = answer
    for _day in range(4):
        check_links()
        later()
    address = CheckedAddress.objects.get(url="https://a.example/")
    assert (address.state, address.failures) == (state, 0)
    assert address.moved_to == answer.final_url
    assert bool(address.reason) is (state != "fine")


def test_where_no_server_answers_nothing_is_counted(publish, web):
    publish("https://a.example/", "https://b.example/")
    web.update({"https://a.example/": UNHEARD, "https://b.example/": UNHEARD})
    run = check_links()
    assert (run.is_offline, run.counts) == (True, {})
    assert set(CheckedAddress.objects.values_list("state", flat=True)) == {"unknown"}
    web["https://b.example/"] = FINE
    assert check_links().counts == {"failing": 1, "fine": 1}


def test_a_single_server_that_is_gone_is_counted(publish, web):
    publish("https://a.example/1", "https://a.example/2")
    web.update({"https://a.example/1": UNHEARD, "https://a.example/2": UNHEARD})
    assert check_links().counts == {"failing": 2}


def test_servers_take_turns(publish, web):
    publish("https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/3")
    check_links()
    assert web.asked == ["https://a.example/1", "https://b.example/1", "https://a.example/2", "https://a.example/3"]


def test_who_asks_says_where_from(publish, web):
    assert link_checks.user_agent() == "PatientPortal-LinkCheck/1 (+http://127.0.0.1:8000)"


def test_two_runs_never_ask_at_once(publish, web):
    publish("https://a.example/")
    seen = []

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [link_checks._LOCK])
            held.set()
            done.wait(20)
            cursor.execute(
                "SELECT pg_advisory_unlock(%s)", [link_checks._LOCK]
            )  # an end of the connection takes a moment
        connections.close_all()

    held, done = threading.Event(), threading.Event()
    other = threading.Thread(target=hold)
    other.start()
    held.wait(20)
    seen.append(check_links().is_another_at_it)
    done.set()
    other.join()
    seen.append(check_links().is_another_at_it)
    assert seen == [True, False]
    assert web.asked == ["https://a.example/"]


def test_a_run_that_breaks_off_lets_go(publish, web, monkeypatch):
    publish("https://a.example/")

    def fail(url, **options):
        raise KeyError

    with monkeypatch.context() as patch:
        patch.setattr(http_probe, "ask", fail)
        with pytest.raises(KeyError):
            check_links()
    assert check_links().counts == {"fine": 1}


def test_the_command_says_what_it_found(publish, web):
    def run():
        out, code = io.StringIO(), 0
        try:
            call_command("check_links", stdout=out, stderr=out)
        except SystemExit as end:
            code = end.code
        return out.getvalue(), code

    assert run() == ("Nothing was due.\n", 0)
    publish("https://a.example/", "https://b.example/")
    web["https://a.example/"] = GONE
    assert run() == ("fine: 1, failing: 1\n", 0)
    later()
    web.update({"https://a.example/": UNHEARD, "https://b.example/": UNHEARD})
    assert run() == ("No server answered. Is the network down? Nothing was counted.\n", 1)
