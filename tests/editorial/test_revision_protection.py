"""What a purge of old versions leaves: all that history, register, schedule, workflow and staleness need."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, Page, Revision
from wagtail_localize.models import Translation, TranslationSource

from articles.content.digest import digest_of, units_of
from articles.models import ArticlePage
from editorial.register.authorship import contributors, latest_text, writers
from editorial.register.signature_status import standing_of
from editorial.review.resubmission import second_look
from editorial.review.signing import send_back
from tests.editorial.conftest import edited, signed_by
from tests.editorial.test_signing import submitted
from translations.models import TranslationState

# As it is run: outside of a transaction, which an error would end.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.governed]


def purge():
    call_command("purge_revisions", verbosity=0)


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


def public(client, page):
    """What readers have of an article and its past."""
    addresses = [page.url, page.history_url, page.version_url(1)]
    return [client.get(address).content for address in addresses]


def test_readers_find_all_of_the_past_and_the_signature_stays(live, people, client):
    edited(live, people.editor)
    signed_by(people.reviewer, live)
    fresh(live).get_latest_revision().publish()
    edited(live, people.editor, title="Brouillon")
    before, standing = public(client, fresh(live)), standing_of(fresh(live))
    written, unsigned = writers(fresh(live)), contributors(fresh(live))
    purge()
    page = fresh(live)
    assert page.revisions.count() == 2  # what is online, and the draft
    assert page.live_revision and page.latest_revision
    assert public(client, page) == before
    assert standing_of(page).is_signed and standing_of(page).sign_off == standing.sign_off
    # Whose change the draft is.
    assert (writers(page), contributors(page)) == (written, unsigned) == ({people.editor.pk}, {people.editor.pk})


def test_a_review_goes_on(draft, people):
    submitted(draft, people)
    seen = digest_of(units_of(latest_text(draft)))
    purge()
    signature = signed_by(people.reviewer, draft, digest=seen)
    assert fresh(draft).live_revision_id == signature.revision_id


def test_what_was_asked_for_is_still_said(draft, people):
    state = submitted(draft, people).current_task_state
    send_back(task_state=state, user=people.reviewer, message="À préciser", comments=[("title", "Trop court.")])
    edited(draft, people.editor)
    edited(draft, people.second_editor)
    purge()
    assert Comment.objects.get().text == "Trop court."
    assert second_look(fresh(draft), latest_text(draft)).message == "À préciser"
    # When the workflow is over, too: Wagtail moves it to the next version.
    fresh(draft).current_workflow_state.cancel(user=people.publisher)
    purge()
    assert Comment.objects.get().text == "Trop court."


def test_what_is_scheduled_goes_live(live, people):
    edited(live, people.editor)
    text = latest_text(fresh(live))
    text.go_live_at = timezone.now() + datetime.timedelta(days=1)
    text.save_revision(user=people.editor)
    signed_by(people.reviewer, live)
    fresh(live).get_latest_revision().publish()
    scheduled = fresh(live).scheduled_revision
    edited(live, people.editor, title="Après")
    purge()
    assert fresh(live).scheduled_revision == scheduled


def test_a_translation_still_knows_what_it_was_made_from(live, portal, people):
    source, _created = TranslationSource.get_or_create_from_instance(live)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(user=people.translator, publish=False)
    english = ArticlePage.objects.get(translation_key=live.translation_key, locale=portal.en.locale)
    drafts = TranslationState.objects.filter(translation_key=live.translation_key).values("state", "stale", "made_from")
    before = list(drafts.all())
    for title in ("Draft", "Another draft"):
        edited(english, people.translator, title=title)
    purge()
    assert english.revisions.count() == 1
    assert list(drafts.all()) == before


def test_a_page_that_is_deleted_takes_its_versions_along(live, people):
    version = live.live_revision
    Comment.objects.create(
        page=live, user=people.reviewer, text="Ouvert", contentpath="title", revision_created=version
    )
    Page.objects.get(pk=live.pk).delete()
    assert not Revision.objects.filter(object_id=str(live.pk)).exists()
