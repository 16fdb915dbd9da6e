"""What readers are told of a text that has changed since it was signed, and machines with them."""

import datetime
import json
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import ArticlePage, BlockNotice, Review
from articles.publication import RefusedError
from editorial.checks.page_checks import set_levels
from editorial.models.register import Override
from editorial.register.authorship import latest_text
from editorial.register.overrides import override_check
from editorial.review.signing import SigningError
from quality.finding import Level
from tests.editorial.conftest import edited, signed_by, written
from tests.factories.articles import stream
from tests.reader.conftest import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


def let_pass(page, people, **changes):
    values = {"check_id": Override.SIGN_OFF, "unit": "", "user": people.publisher, "reason": "Rappel urgent d’un lot"}
    return override_check(**{"page": fresh(page), **values, **changes})


def publish_unsigned(page, people):
    let_pass(page, people)
    fresh(page).get_latest_revision().publish()


def units_told(page):
    return set(BlockNotice.objects.filter(page=page.pk, kind="unsigned").values_list("unit", flat=True))


def metadata(client, page):
    html = client.get(fresh(page).url).content.decode()
    found = [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    ]
    things = [thing for each in found for thing in (each if isinstance(each, list) else [each])]
    return next(thing for thing in things if thing["@type"] == "MedicalWebPage")


def test_exactly_the_passages_concerned_are_marked_until_they_are_signed(live, people, client):
    assert metadata(client, live)["lastReviewed"] == timezone.localdate().isoformat()
    edited(live, people.editor)
    reviewed = Review.objects.get(page=live)
    publish_unsigned(live, people)
    unit = f"body:{live.body[1].id}"
    assert units_told(live) == {unit}
    assert Review.objects.get(page=live).sign_off_id == reviewed.sign_off_id
    assert "lastReviewed" not in metadata(client, live) and "reviewedBy" not in metadata(client, live)
    html = client.get(fresh(live).url).content.decode()
    assert html.count("notice--block") == 1
    # Once more, with another change: the first keeps its date.
    BlockNotice.objects.update(since="2026-01-02")
    edited(live, people.editor, html=None, introduction="Autre introduction.")
    publish_unsigned(live, people)
    assert units_told(live) == {unit, "introduction"}
    assert fresh(live).unsigned_since == datetime.date(2026, 1, 2)
    signed_by(people.reviewer, live)
    assert units_told(live) == set()
    assert metadata(client, live)["reviewedBy"]["name"] == "Ada Lind"


def test_a_passage_that_was_taken_away_or_moved_concerns_the_whole_page(live, people):
    text = latest_text(fresh(live))
    del text.body[2]
    text.save_revision(user=people.editor)
    publish_unsigned(live, people)
    assert units_told(live) == {"body:order"}


def test_what_nobody_ever_signed_has_no_review_and_no_notice(draft, people, client):
    publish_unsigned(draft, people)
    assert not Review.objects.exists() and not BlockNotice.objects.exists()
    answer = client.get(fresh(draft).url)
    assert "signé cette page" in answer.content.decode()
    assert "lastReviewed" not in metadata(client, draft)


def test_a_signature_under_a_draft_tells_readers_nothing_yet(live, people):
    before = Review.objects.get()
    edited(live, people.editor)
    signed_by(people.second_reviewer, live)
    after = Review.objects.get()
    assert (after.sign_off_id, after.reviewed_on) == (before.sign_off_id, before.reviewed_on)
    assert units_told(live) == set()
    fresh(live).get_latest_revision().publish()
    assert str(Review.objects.get().reviewer) == "Bo Lind"


@pytest.mark.background_tasks
def test_another_file_under_a_signed_picture_is_told(portal, people, statements, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = photograph()
    page = written(portal.fr.articles, people.editor)
    text = latest_text(page)
    picture = {"image": {"image": image.pk, "alt_text": "Une main", "decorative": False}, "caption": ""}
    (figure,) = stream(ArticlePage.body.field, ("figure", picture))
    text.body.append(("figure", figure.value))
    text.save_revision(user=people.editor)
    signed_by(people.reviewer, page)
    fresh(page).get_latest_revision().publish()
    image.title = "Autre titre"
    image.save()
    assert units_told(page) == set()
    with photograph(width=300).file.open() as other:
        image.file.save("autre.jpg", ContentFile(other.read()), save=False)
    image.file_hash = ""  # as Wagtail's form, which computes it anew
    image.width, image.height = 300, 400
    image.save()
    assert units_told(page) == {f"body:{fresh(page).body[3].id}"}


# -- Overrides


def test_an_override_holds_for_one_text_and_until_its_day(draft, people):
    let_pass(draft, people, expires_on=timezone.localdate())
    fresh(draft).get_latest_revision().publish()
    assert fresh(draft).live
    edited(draft, people.editor)
    with pytest.raises(RefusedError):
        fresh(draft).get_latest_revision().publish()


def test_an_override_that_has_expired_lets_nothing_pass(draft, people, monkeypatch):
    let_pass(draft, people, expires_on=timezone.localdate())
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr("editorial.register.overrides.timezone.localdate", lambda *args: tomorrow)
    with pytest.raises(RefusedError):
        draft.get_latest_revision().publish()


def test_a_blocking_finding_is_let_pass_in_its_unit_and_for_its_text(live, people):
    edited(live, people.editor, html=None, purpose="", audience="")
    with pytest.raises(SigningError) as refusal:
        signed_by(people.reviewer, live)
    assert len(refusal.value.reasons) == 2
    for unit in ("purpose", "audience"):
        let_pass(live, people, check_id="purpose", unit=unit, reason="Décidé en comité éditorial")
    signed_by(people.reviewer, live)
    fresh(live).get_latest_revision().publish()
    assert fresh(live).purpose == ""


def test_who_lets_what_pass(draft, people):
    for user in (people.editor, people.reviewer, people.translator):
        with pytest.raises(PermissionDenied):
            let_pass(draft, people, user=user)
    for changes in (
        {"reason": "Urgent"},
        {"reason": "x" * 1001},
        {"expires_on": timezone.localdate() - datetime.timedelta(days=1)},
        {"check_id": "horoscope"},
    ):
        with pytest.raises(ValidationError):
            let_pass(draft, people, **changes)
    edited(draft, people.publisher)
    with pytest.raises(ValidationError):
        let_pass(draft, people)
    let_pass(draft, people, user=people.administrator)


def test_what_was_live_before_a_level_was_set_stays_live(live, people, settings):
    set_levels({"questions": Level.BLOCK})
    page = fresh(live)
    page.save()
    page.locked = True
    page.save()
    assert fresh(live).live
    edited(live, people.editor)
    with pytest.raises(RefusedError):
        fresh(live).get_latest_revision().publish()
