"""The editorial check of a translation: translators' editor has its buttons too, for whoever's step it is."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from editorial.models import EditorialCheckTask, MedicalReviewTask
from editorial.permissions.translator_permissions import open_to_translators
from editorial.review.signing import send_back
from tests.editorial.conftest import written
from translations.publishing.submission import submit_for_review

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


@pytest.fixture
def submitted(portal, people, statements):
    """A translation whose translator has submitted it."""
    open_to_translators(portal.en.home, created=True)
    source, _created = TranslationSource.update_or_create_from_instance(written(portal.fr.articles, people.editor))
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(user=people.translator, publish=False)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=portal.en.locale,
            context=segment.context,
            data=f"in-english-{segment.order}",
            last_translated_by=people.translator,
        )
    submit_for_review(translation, people.translator, "The second point was hard.")
    return ArticlePage.objects.get(pk=translation.get_target_instance().pk)


def look(client, page, user):
    client.force_login(user)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.get(address, headers={"Accept-Language": "en"}).content.decode()


def act(client, page, action, comment=""):
    state = page.current_workflow_task_state
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk]), {"comment": comment}
    )


def now(page):
    return ArticlePage.objects.get(pk=page.pk)


def test_a_publisher_passes_a_translation_on_to_its_medical_review(submitted, people, client):
    assert type(submitted.current_workflow_task.specific) is EditorialCheckTask
    html = look(client, submitted, people.publisher)
    assert f"/admin/pages/workflow/action/{submitted.pk}/approve/" in html
    assert "The second point was hard." in html
    act(client, submitted, "approve")
    assert type(now(submitted).current_workflow_task.specific) is MedicalReviewTask
    assert "/workflow/action/" not in look(client, submitted, people.publisher)


def test_a_publisher_sends_a_translation_back_and_its_translator_reads_why(submitted, people, client):
    assert f"/admin/pages/workflow/action/{submitted.pk}/reject/" in look(client, submitted, people.publisher)
    act(client, submitted, "reject", "Say “tumour” everywhere.")
    assert not now(submitted).workflow_in_progress
    assert escape("Say “tumour” everywhere.") in look(client, submitted, people.translator)


@pytest.mark.parametrize("step", ["check", "review"])
def test_a_translation_that_was_sent_back_is_submitted_again_to_who_sent_it_back(submitted, people, client, step):
    client.force_login(people.publisher)
    if step == "check":
        act(client, submitted, "reject", "Say “tumour” everywhere.")
    else:
        act(client, submitted, "approve")
        state = now(submitted).current_workflow_task_state
        send_back(task_state=state, user=people.reviewer, message="Say “tumour” everywhere.")
    sent_back = now(submitted).current_workflow_state
    again = submit_for_review(Translation.objects.get(), people.translator, "I do now.")
    assert again == sent_back
    kind = EditorialCheckTask if step == "check" else MedicalReviewTask
    assert type(now(submitted).current_workflow_task.specific) is kind


def test_whose_step_it_is_not_has_no_buttons_for_it(submitted, people, client):
    for user in (people.translator, people.reviewer):
        assert "/workflow/action/" not in look(client, submitted, user)


def test_whoever_translated_it_themselves_is_told_whose_step_it_is(submitted, people, client):
    group = people.publisher.groups.get()
    people.translator.groups.add(group)
    html = look(client, submitted, people.translator)
    assert f"/workflow/action/{submitted.pk}/approve/" not in html
    assert f"/workflow/action/{submitted.pk}/reject/" in html
    assert "nobody approves their own change" in html
