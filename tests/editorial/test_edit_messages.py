"""What whoever opens a page in the editor reads above it."""

import pytest
from wagtail_localize.models import Translation, TranslationSource

from articles.models import ArticlePage
from editorial.register.authorship import latest_text
from editorial.review.edit_messages import opening_of
from editorial.review.signing import send_back
from tests.editorial.test_signing import submitted

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


def opened(client, user, page):
    client.force_login(user)
    return client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_who_sent_it_back_and_why_is_said_until_it_is_submitted_again(draft, people, client):
    assert 'class="opening"' not in opened(client, people.editor, draft)
    state = submitted(draft, people)
    block = latest_text(draft).body[1].id
    send_back(
        task_state=state.current_task_state,
        user=people.reviewer,
        message="Précisez <b>la dose</b>.\nMerci.",
        comments=[(f"body.{block}", "Le soir ?"), ("title", "Trop long.")],
    )
    html = opened(client, people.editor, draft)
    assert "Renvoyé par reviewer le" in html
    assert "Précisez &lt;b&gt;la dose&lt;/b&gt;.<br>Merci." in html
    assert "Montrer les 2 commentaires à côté de leurs blocs" in html
    state.refresh_from_db()
    state.resume(people.editor)
    assert "Renvoyé par" not in opened(client, people.editor, draft)


def test_whoever_it_waits_for_is_told_what_to_do(draft, people, client):
    draft.get_workflow().start(draft, people.editor)
    assert "Cette page vous attend, à l’étape « Contrôle éditorial »" in opened(client, people.publisher, draft)
    assert "Cette page vous attend" not in opened(client, people.editor, draft)


def test_a_review_whose_reviewer_is_gone_is_sent_back_by_nobody_in_particular(draft, people, client):
    state = submitted(draft, people)
    send_back(task_state=state.current_task_state, user=people.reviewer, message="À revoir.")
    people.reviewer.delete()
    page = ArticlePage.objects.get(pk=draft.pk)
    back = opening_of(page, people.editor).sent_back
    assert (back.name, back.message) == ("", "À revoir.")
    assert "Renvoyé le" in opened(client, people.editor, page)


def test_a_translator_is_told_in_their_own_editor(live, portal, people, client):
    source, _created = TranslationSource.update_or_create_from_instance(live)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(user=people.translator, publish=False)
    english = ArticlePage.objects.get(translation_key=live.translation_key, locale=portal.en.locale)
    state = english.get_workflow().start(english, people.translator)
    state.current_task_state.reject(user=people.publisher, comment="Le titre reste en français.")
    client.force_login(people.translator)
    answer = client.get(f"/admin/pages/{english.pk}/edit/")
    assert "Le titre reste en français." in answer.content.decode()
