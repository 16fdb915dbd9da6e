"""The first page of the admin: what waits for whom, and what it costs."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow

from articles.models.ownership import Ownership
from editorial.dashboard import MyWorkPanel, articles_to_renew, pages_to_write, tallies_for, tasks_for
from editorial.models.glossary_gap import GlossaryGap
from tests.editorial.test_reports import examine, link
from tests.factories.articles import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(portal):
    """`draft("Zoom", ada)`: a draft that Ada wrote last."""

    def make(title, user, **fields):
        article = ArticlePageFactory(parent=portal.fr.articles, title=title, live=False, **fields)
        article.save_revision(user=user)
        article.refresh_from_db()
        return article

    return make


def submit(article, user):
    return Workflow.objects.get().start(article, user)


def dashboard(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_my_pages_to_write_are_my_drafts_and_those_i_look_after(draft, someone):
    ada, bo = someone("ada"), someone("bo")
    mine, handed, _other = draft("Mien", ada), draft("Confié", bo), draft("Autre", bo)
    Ownership.objects.create(translation_key=handed.translation_key, owner=ada)
    submitted = draft("Soumis", ada)
    submit(submitted, ada)
    assert set(pages_to_write(ada)) == {mine.page_ptr, handed.page_ptr}


def test_what_was_sent_back_comes_first_and_says_so(draft, someone, client):
    ada, reviewer = someone("ada"), someone("rita", "reviewer")
    back = draft("Renvoyé", ada)
    draft("Neuf", ada)
    state = submit(back, ada)
    state.current_task_state.reject(user=reviewer, comment="À revoir")
    assert [(page.title, page.is_sent_back) for page in pages_to_write(ada)] == [("Renvoyé", True), ("Neuf", False)]
    assert "renvoyé avec des commentaires" in dashboard(client, ada)


def test_what_was_sent_back_waits_for_who_submitted_it_whoever_made_the_latest_version(draft, someone):
    ada, paul = someone("ada"), someone("paul", "publisher")
    back = draft("Renvoyé", ada)
    state = submit(back, ada)
    back.save_revision(user=paul)  # as whoever approves a step does
    type(back).objects.filter(pk=back.pk).update(has_unpublished_changes=False)
    assert list(pages_to_write(ada)) == []
    state.current_task_state.reject(user=paul, comment="À revoir")
    assert [(page.title, page.is_sent_back) for page in pages_to_write(ada)] == [("Renvoyé", True)]
    assert list(pages_to_write(someone("bo"))) == []


def test_my_pages_to_review_are_the_tasks_that_wait_for_me(draft, someone, client):
    ada, rita, paul = someone("ada"), someone("rita", "reviewer"), someone("paul", "publisher")
    article = draft("Zoom", ada)
    assert tasks_for(rita) == []
    assert "Rien n’attend votre signature" in dashboard(client, rita)
    submit(article, ada)
    assert [state.revision.content_object for state in tasks_for(paul)] == [article]  # the editorial check is first
    assert tasks_for(ada) == tasks_for(rita) == []
    html = dashboard(client, paul)
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in html
    assert "soumis par ada" in html
    assert "wagtailadmin_pages:workflow_action" not in html
    assert "/workflow/action/" not in html  # nobody approves from a list


def test_what_waits_for_my_signature_is_listed_once_with_what_changed(draft, someone, client):
    ada, rita, paul = someone("ada"), someone("rita", "reviewer"), someone("paul", "publisher")
    article = draft("Zoom", ada)
    submit(article, ada).current_task_state.approve(user=paul)
    assert tasks_for(rita) == []
    html = dashboard(client, rita)
    assert html.count(reverse("review", args=[article.pk])) == 1
    assert "première signature" in html
    assert "Rien n’attend votre signature" not in html
    assert reverse("my_reviews") in html
    assert 'id="work-review"' not in html


def test_my_pages_to_renew_are_those_i_look_after_within_90_days(reviewed, someone, client):
    ada = someone("ada")
    late, soon, far = reviewed(-1, title="Tard"), reviewed(90, title="Bientôt"), reviewed(91, title="Loin")
    reviewed(1, title="Autre")
    for article in (late, soon, far):
        Ownership.objects.create(translation_key=article.translation_key, backup=ada)
    assert list(articles_to_renew(ada)) == [late, soon]
    html = dashboard(client, ada)
    assert html.index("Tard") < html.index("Bientôt")


def test_counts_lead_to_their_reports(reviewed, someone, client):
    pia = someone("pia", "publisher")
    page = reviewed(-1)
    reviewed(40)
    examine(page, 30, year=2001)
    link(page)
    link(page, "https://b.example/", "failing")
    GlossaryGap.objects.create(
        language_code="fr", key="a", word="a", use_count=2, article_count=1, counted_at=timezone.now()
    )
    tallies = {tally.url: tally.count for tally in tallies_for(pia)}
    review = reverse("review_report")
    assert tallies == {
        f"{review}?due=overdue": 1,
        f"{review}?due=30": 0,
        f"{review}?due=60": 1,
        f"{review}?due=90": 1,
        reverse("readability_report"): 1,
        reverse("sources_report"): 1,
        f"{reverse('link_report')}?state=broken": 1,
        reverse("gap_report"): 1,
    }
    html = dashboard(client, pia)
    for url, count in tallies.items():
        assert f'href="{url}"' in html
        found = client.get(url)
        assert found.status_code == 200
        if "link" not in url:
            assert found.context["items_count"] == count


def test_what_was_not_counted_yet_is_not_said_to_be_none(portal, someone, client):
    pia = someone("pia", "publisher")
    (gaps,) = [tally for tally in tallies_for(pia) if tally.url == reverse("gap_report")]
    assert gaps.count is None
    html = dashboard(client, pia)
    assert "pas encore relevés" in html
    values = {"word": "a", "use_count": 2, "article_count": 1, "counted_at": timezone.now()}
    GlossaryGap.objects.create(language_code="fr", key="a", is_set_aside=True, **values)
    (gaps,) = [tally for tally in tallies_for(pia) if tally.url == reverse("gap_report")]
    assert gaps.count == 0


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("editor", ["work-write", "work-renew"]),
        ("reviewer", ["work-sign"]),
        ("translator", ["work-write", "work-renew"]),
        ("publisher", ["work-write", "work-renew"]),
        ("administrator", ["work-write", "work-renew"]),
    ],
)
def test_everyone_sees_their_part_and_help_where_it_is_empty(portal, someone, client, code, parts):
    html = dashboard(client, someone("x", code))
    assert [
        part for part in ("work-sign", "work-review", "work-write", "work-renew") if f'id="{part}"' in html
    ] == parts


def test_a_superuser_who_is_no_reviewer_is_asked_for_no_signature(draft, someone, client):
    root = get_user_model().objects.create_superuser("root")
    ada = someone("ada")
    submit(draft("Zoom", ada), ada).current_task_state.approve(user=someone("paul", "publisher"))
    assert 'id="work-sign"' not in dashboard(client, root)


def test_who_has_no_part_sees_nothing(portal, client):
    user = get_user_model().objects.create_user("outsider")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert "my-work" not in dashboard(client, user)


@pytest.mark.parametrize(("code", "queries"), [("editor", 17), ("reviewer", 16), ("publisher", 19)])
def test_it_takes_the_same_queries_however_much_waits(draft, reviewed, someone, code, queries):
    counts = []
    for number in (1, 2, 3):
        user, writer = someone(f"u{number}", code), someone(f"w{number}")
        for each in range(number if number != 2 else 1):
            submit(draft(f"S{number}{each}", writer), writer)
            draft(f"D{number}{each}", user)
            article = reviewed(10, title=f"R{number}{each}")
            Ownership.objects.create(translation_key=article.translation_key, owner=user)
        user = get_user_model().objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as captured:
            MyWorkPanel(user, tasks_for(user)).get_context_data({})
        counts.append(len(captured))
    assert (counts[1], counts[2]) == (queries, queries)


def test_what_is_left_to_administrators_takes_the_same_queries_however_much_it_is(draft, someone):
    publisher, administrator, editor = someone("paul", "publisher"), someone("alma", "administrator"), someone("ada")
    counts = []
    for turn, number in enumerate((1, 1, 3)):
        TaskState.objects.all().delete()
        own = [draft(f"Propre {turn}{each}", publisher) for each in range(number)]
        for each, article in enumerate(own):
            submit(article, publisher)
            submit(draft(f"D’autrui {turn}{each}", editor), editor)
        user = get_user_model().objects.get(pk=administrator.pk)
        with CaptureQueriesContext(connection) as captured:
            tasks = tasks_for(user)
        assert [state.revision.content_object for state in tasks] == own
        counts.append(len(captured))
    assert (counts[1], counts[2]) == (16, 16)
