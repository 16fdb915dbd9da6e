"""One publication: its steps are taken once, in one order, whichever road the page took."""

import pytest
from django.db import connection
from wagtail.signals import page_published

from articles.models import ArticlePage, BlockNotice, Review
from editorial.models import Edition
from editorial.publishing import publication_service
from editorial.register import signature_status
from tests.editorial.conftest import edited, signed_by
from tests.editorial.test_signing import submitted
from tests.factories.editorial import unprotected

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


@pytest.fixture
def steps(monkeypatch):
    """The names of the steps, as they are taken; "status" each time the signature status is computed."""
    taken = []

    def counted(module, name, step):
        original = getattr(module, name)

        def take(*args, **kwargs):
            taken.append(step)
            return original(*args, **kwargs)

        monkeypatch.setattr(module, name, take)

    counted(signature_status, "sign_offs_of", "status")
    for name in ("tell_readers", "record", "examine_published", "ask_published", "forget_withdrawal"):
        counted(publication_service, name, name)
    return taken


def test_a_sign_off_publishes_in_one_go(draft, people, steps):
    submitted(draft, people)
    steps.clear()
    signed_by(people.reviewer, draft)
    # Before the signature, before the publication, as the page is saved, and once for all that readers are told.
    assert steps.count("status") == 4
    assert [step for step in steps if step != "status"] == [
        "tell_readers",
        "record",
        "examine_published",
        "ask_published",
        "forget_withdrawal",
    ]
    assert Edition.objects.count() == 1


def test_a_renewal_tells_readers_once(live, people, steps):
    with unprotected("editorial_signoff", "append_only_row"), connection.cursor() as cursor:
        cursor.execute("UPDATE editorial_signoff SET signed_at = now() - interval '1 year'")
    steps.clear()
    sign_off = signed_by(people.second_reviewer, live, summary="Relu")
    assert [step for step in steps if step != "status"] == ["tell_readers", "record"]
    assert Review.objects.get(page=live).sign_off_id == sign_off.pk
    assert Edition.objects.last().sign_off_id == sign_off.pk


def test_the_editors_button_takes_the_same_steps(live, people, steps):
    edited(live, people.editor)
    signed_by(people.reviewer, live)
    steps.clear()
    ArticlePage.objects.get(pk=live.pk).get_latest_revision().publish(user=people.publisher)
    assert steps.count("status") == 3
    assert [step for step in steps if step != "status"][:2] == ["tell_readers", "record"]
    assert not BlockNotice.objects.filter(page=live).exists()


def test_each_step_after_a_publication_has_one_receiver_in_this_room():
    receivers = [
        receiver for (uid, _sender), receiver, *_rest in page_published.receivers if str(uid).startswith("editorial")
    ]
    assert len(receivers) == 1
