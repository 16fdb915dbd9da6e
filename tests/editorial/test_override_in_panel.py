"""Whoever may let a finding pass does it where the finding is."""

import pytest
from django.urls import reverse

from articles.content.digest import digest_of, units_of
from articles.models import ArticlePage
from editorial.authoring.check_panel import answer
from editorial.models import Override
from editorial.register.authorship import latest_text
from tests.editorial.conftest import edited

pytestmark = [pytest.mark.django_db, pytest.mark.governed]

REASON = "Le public est dit dans l’introduction."


@pytest.fixture
def aimless(live, people):
    """An article whose new version has no aim any more: a blocking finding of the field."""
    edited(live, people.editor, html="", purpose="")
    return ArticlePage.objects.get(pk=live.pk)


@pytest.fixture
def post(client, people, aimless):
    def post_as(user, **more):
        client.force_login(user)
        text = latest_text(aimless)
        data = {"check": "purpose", "unit": "purpose", "digest": units_of(text)["purpose"], "reason": REASON}
        return client.post(reverse("override_finding", args=[aimless.pk]), {**data, **more})

    return post_as


def panel(page, user, rf):
    request = rf.get("/admin/")
    request.user = user
    return answer(latest_text(ArticlePage.objects.get(pk=page.pk)), request)


def test_the_form_is_in_the_finding_for_those_who_may(aimless, people, rf):
    assert 'name="reason"' in panel(aimless, people.publisher, rf)["html"]
    assert 'name="reason"' not in panel(aimless, people.editor, rf)["html"]


def test_a_finding_that_is_let_pass_blocks_no_longer_and_says_why(aimless, people, post, rf):
    before = panel(aimless, people.publisher, rf)["blocking"]
    assert post(people.publisher, expires_on="2099-01-01").json() == {"errors": {}}
    after = panel(aimless, people.publisher, rf)
    assert after["blocking"] == before - 1
    assert REASON in after["html"]
    edited(aimless, people.editor, html="", purpose=" . ")
    edited(aimless, people.editor, html="", purpose="")
    assert panel(aimless, people.publisher, rf)["blocking"] == before - 1  # the same content again
    edited(aimless, people.editor, html="", audience="")
    assert panel(aimless, people.publisher, rf)["blocking"] == before  # another finding, of another field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "Urgent"}, "reason"),
        ({"expires_on": "2001-01-01"}, "expires_on"),
        ({"expires_on": "soon"}, "expires_on"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(people, post, wrong, field):
    assert list(post(people.publisher, **wrong).json()["errors"]) == [field]
    assert not Override.objects.exists()


def test_what_isnt_saved_as_it_was_seen_is_not_let_pass(people, post):
    assert "reason" in post(people.publisher, digest="of what is typed").json()["errors"]
    assert not Override.objects.exists()


def test_the_whole_text_is_not_let_pass_by_who_has_seen_a_passage(aimless, people, post):
    units = units_of(latest_text(aimless))
    seen_in_part = {"check": Override.SIGN_OFF, "unit": "title", "digest": units["title"]}
    assert "reason" in post(people.publisher, **seen_in_part).json()["errors"]
    assert not Override.objects.exists()
    assert post(people.publisher, **{**seen_in_part, "digest": digest_of(units)}).json() == {"errors": {}}


def test_who_may_not_is_refused(people, post):
    for user in (people.editor, people.reviewer, people.translator):
        assert post(user).status_code == 302
    assert not Override.objects.exists()


def test_publication_asks_for_a_signature_only_where_it_is_missing(live, people, rf):
    assert "elle couvre ce texte" in panel(live, people.editor, rf)["html"]
    edited(live, people.editor)
    html = panel(live, people.editor, rf)["html"]
    assert "elle couvre ce texte" not in html
    assert "mineure ou clinique" in html
