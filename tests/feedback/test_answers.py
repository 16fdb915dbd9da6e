"""“Was this helpful?”: what is counted, what is kept, who sees it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db.utils import IntegrityError
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.models import Role
from feedback.models import DailyCount, Reason
from feedback.views import LIMIT, count
from tests.factories.articles import ArticlePageFactory


@pytest.fixture
def article(portal):
    caches["counts"].clear()
    return ArticlePageFactory(parent=portal.fr.articles, slug="sujet", title="Sujet")


def post(client, article, answer, **headers):
    return client.post(reverse("feedback", args=[article.pk]), {"answer": answer}, headers=headers)


def rows():
    return sorted(DailyCount.objects.values_list("is_helpful", "reason", "count"))


@pytest.mark.parametrize(
    ("answer", "fragment", "kept"),
    [
        ("yes", "feedback-thanks", [(True, "", 1)]),
        ("no", "feedback-why", [(False, "", 1)]),
        ("unclear", "feedback-thanks", [(False, "unclear", 1)]),
        ("nonsense", "feedback", []),
        ("", "feedback", []),
        ("yes\x00", "feedback", []),
    ],
)
def test_an_answer_is_counted_and_leads_back_to_the_page(client, article, answer, fragment, kept):
    response = post(client, article, answer)
    assert (response.status_code, response["Location"]) == (303, f"/fr/articles/sujet/#{fragment}")
    assert rows() == kept
    assert not response.cookies


def test_the_same_answer_on_the_same_day_is_one_row(client, article):
    for _time in range(3):
        post(client, article, "yes")
    assert rows() == [(True, "", 3)]
    DailyCount.objects.update(day=timezone.localdate() - datetime.timedelta(days=1))
    post(client, article, "yes")
    assert rows() == [(True, "", 1), (True, "", 3)]


def test_the_script_is_told_what_to_show(client, article):
    response = post(client, article, "no", Accept="text/plain")
    assert (response.status_code, response.content) == (200, b"feedback-why")


def test_nothing_of_the_reader_is_kept():
    fields = {field.name for field in DailyCount._meta.get_fields()}
    assert fields == {"id", "page", "day", "is_helpful", "reason", "count"}


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}, {"Origin": "null"}],
)
def test_another_site_cannot_answer(client, article, headers):
    assert post(client, article, "yes", **headers).status_code == 303
    assert rows() == []


def test_too_many_from_one_place_are_not_counted(client, article):
    for _time in range(LIMIT + 2):
        response = post(client, article, "yes")
    assert response["Location"].endswith("#feedback-later")
    assert rows() == [(True, "", LIMIT)]


def test_only_a_live_article_can_be_answered_about(client, portal, article):
    article.unpublish()
    assert post(client, article, "yes").status_code == 404
    assert client.post(reverse("feedback", args=[portal.fr.home.pk]), {"answer": "yes"}).status_code == 404
    assert client.get(reverse("feedback", args=[article.pk])).status_code == 405
    assert client.post("/feedback/99999999999999999999/", {"answer": "yes"}).status_code == 404


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=60))
def test_no_post_breaks_it(client, article, body):
    caches["counts"].clear()
    url = reverse("feedback", args=[article.pk])
    answer = client.generic("POST", url, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {303, 400}


def test_a_yes_has_no_reason(article):
    with pytest.raises(IntegrityError):
        DailyCount.objects.create(page=article, is_helpful=True, reason=Reason.WRONG)


def test_the_question_is_asked_below_an_article_and_works_as_a_form(client, article):
    html = client.get("/fr/articles/sujet/").content.decode()
    assert f'action="{reverse("feedback", args=[article.pk])}" method="post"' in html
    assert html.count('name="answer"') == 2 + len(Reason)
    assert "csrf" not in html


@pytest.fixture
def editor(db):
    user = User.objects.create_user("editor", "e@example.org", "x")
    user.groups.add(Role.objects.get(code="editor").group)
    return user


@pytest.fixture
def answered(portal, article):
    other = ArticlePageFactory(parent=portal.fr.articles, title="Autre")
    for _time in range(9):
        count(article, is_helpful=True)
    count(article, is_helpful=False)
    count(article, is_helpful=False, reason="unclear")
    count(other, is_helpful=False)
    DailyCount.objects.filter(page=other).update(day=timezone.localdate() - datetime.timedelta(days=60))
    return article


def test_editors_see_the_answers_by_page(client, editor, answered):
    client.force_login(editor)
    html = client.get(reverse("feedback_report")).content.decode()
    assert "Sujet" in html and "Autre" in html
    assert "90 %" in html
    html = client.get(reverse("feedback_report"), {"day": "30"}).content.decode()
    assert "Autre" not in html.split("<tbody")[1]
    html = client.get(reverse("feedback_report"), {"page": answered.pk, "ordering": "yes"}).content.decode()
    assert "Autre" not in html.split("<tbody")[1]
    for junk in ({"day": "x", "page": "x", "language": "-1"}, {"ordering": "x"}, {"p": "x"}):
        assert client.get(reverse("feedback_report"), junk).status_code == 200


def test_the_report_can_be_taken_along(client, editor, answered):
    client.force_login(editor)
    lines = client.get(reverse("feedback_report"), {"export": "csv"}).getvalue().decode().splitlines()
    assert len(lines) == 3
    assert "Sujet,fr,9,1,1,0,0,0,0" in lines


def test_the_report_costs_the_same_for_one_and_for_many(
    client, editor, portal, answered, django_assert_max_num_queries
):
    client.force_login(editor)
    client.get(reverse("feedback_report"))
    with django_assert_max_num_queries(20) as few:
        client.get(reverse("feedback_report"))
    for n in range(5):
        count(ArticlePageFactory(parent=portal.fr.articles, title=f"T{n}"), is_helpful=True)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("feedback_report"))


def test_an_empty_report_says_so_and_a_stranger_sees_none(client, editor, db):
    assert client.get(reverse("feedback_report")).status_code == 302
    client.force_login(editor)
    assert client.get(reverse("feedback_report")).status_code == 200
    editor.groups.clear()
    assert client.get(reverse("feedback_report")).status_code == 302


def test_the_editor_of_an_article_has_a_way_to_its_answers(client, editor, answered):
    client.force_login(editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[answered.pk])).content.decode()
    assert f"{reverse('feedback_report')}?page={answered.pk}" in html
