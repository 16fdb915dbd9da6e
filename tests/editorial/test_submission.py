"""An author says what changed; what hangs on it decides who has it next."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState, WorkflowTask

from articles.models import ArticlePage, DeclaredChange
from articles.units import DIGEST_VERSION, digest_of, units_of
from editorial.models import MedicalReviewTask, Role, SignOff
from editorial.submission import (
    ChangedMeanwhileError,
    IncompleteError,
    before,
    changes_of,
    latest_of,
    submit,
)
from tests.factories.articles import ArticlePageFactory, stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    def member_of(code, name=""):
        user = get_user_model().objects.create_user(name or code, f"{name or code}@example.org", "secret")
        user.groups.add(Role.objects.get(code=code).group)
        return user

    return member_of


@pytest.fixture
def author(member):
    return member("editor")


@pytest.fixture(autouse=True)
def review_task(db):
    review = MedicalReviewTask.objects.create(name="Relecture médicale")
    review.groups.add(Role.objects.get(code="reviewer").group)
    WorkflowTask.objects.filter(task__name=review.name).update(task=review)


@pytest.fixture
def article(portal):
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        title="Zoom",
        body=stream(
            ArticlePage.body.field,
            ("paragraph", "<p>Les anti-corps sont des protéines.</p>"),
            ("paragraph", "<p>Prenez 200 mg par jour.</p>"),
        ),
    )
    page.save_revision()
    return page


@pytest.fixture
def signed(article):
    units = units_of(article)
    SignOff.objects.create(
        translation_key=article.translation_key,
        language_code="fr",
        page_id=article.pk,
        title=article.title,
        digest_version=DIGEST_VERSION,
        digest=digest_of(units),
        units=list(units.items()),
        content=article.serializable_data(),
        signer_id=1,
        signer_name="Relecteur",
        qualification="médecin",
        person_id=1,
        statement="Relu.",
        next_review_on="2028-01-01",
    )
    return article


def write(page, place, html, user=None):
    """A new version, as an editor saves it."""
    page = latest_of(page.pk)
    page.body[place] = ("paragraph", html, page.body[place].id)
    page.save_revision(user=user)
    return page


def hand_on(page, user, kind="minor", summary="Une coquille."):
    page = latest_of(page.pk)
    then = before(page)
    kinds = {change.difference.unit: kind for change in changes_of(page, then)} if then else {}
    return submit(page=page, digest=digest_of(units_of(page)), kinds=kinds, summary=summary, user=user)


def words(change):
    return [(part.kind, part.text) for part in change.difference.parts if part.kind != "same"]


def test_only_what_changed_is_asked_about(signed):
    page = write(signed, 0, "<p>Les anticorps sont des protéines.</p>")
    (change,) = changes_of(page, before(page))
    assert change.difference.unit == f"body:{page.body[0].id}"
    assert change.difference.place == 1
    assert words(change) == [("removed", "anti-corps"), ("added", "anticorps")]
    assert change.kind == "clinical"
    assert not change.reason


def test_a_changed_dose_leaves_no_choice(signed):
    page = write(signed, 1, "<p>Prenez 400 mg par jour.</p>")
    (change,) = changes_of(page, before(page))
    assert change.kind == "clinical"
    assert change.reason


def test_an_order_that_changed_is_a_change(signed):
    page = latest_of(signed.pk)
    page.body = stream(ArticlePage.body.field)
    page.body = signed.body.stream_block.to_python(list(reversed(signed.body.get_prep_value())))
    (change,) = changes_of(page, before(page))
    assert change.difference.unit == "body:order"
    assert change.difference.parts == []


def test_a_block_that_is_gone_is_a_change(signed):
    page = latest_of(signed.pk)
    del page.body[1]
    (change,) = changes_of(page, before(page))
    assert words(change) == [("removed", "Prenez 200 mg par jour.")]


def test_without_a_signature_the_text_online_is_compared_with(article):
    page = write(article, 0, "<p>Les anticorps.</p>")
    then = before(page)
    assert not then.is_signed
    assert len(changes_of(page, then)) == 1


def test_minor_changes_of_a_signed_text_go_to_publication(signed, author, member):
    write(signed, 0, "<p>Les anticorps sont des protéines.</p>", author)
    state = hand_on(signed, author)
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert state.current_task_state.task.name == "Publication"
    assert list(state.task_states.order_by("pk").values_list("status", flat=True)) == [
        TaskState.STATUS_SKIPPED,
        TaskState.STATUS_IN_PROGRESS,
    ]
    declared = DeclaredChange.objects.get()
    assert (declared.kind, declared.summary, declared.author_id) == ("minor", "Une coquille.", author.pk)
    state.current_task_state.approve(user=member("publisher"))
    signed.refresh_from_db()
    assert "anticorps" in signed.body[0].value.source


def test_anything_clinical_goes_to_the_reviewer(signed, author):
    write(signed, 0, "<p>Les anticorps sont des sucres.</p>", author)
    state = hand_on(signed, author, kind="clinical", summary="Des sucres.")
    assert state.current_task_state.task.name == "Relecture médicale"
    assert DeclaredChange.objects.get().kind == "clinical"


def test_minor_changes_of_a_text_that_nobody_signed_go_to_the_reviewer(article, author):
    write(article, 0, "<p>Les anticorps sont des protéines.</p>", author)
    state = hand_on(article, author)
    assert state.current_task_state.task.name == "Relecture médicale"


def test_what_was_not_seen_is_not_submitted(signed, author):
    seen = digest_of(units_of(write(signed, 0, "<p>Les anticorps.</p>", author)))
    write(signed, 0, "<p>Les anticorps tuent.</p>", author)
    with pytest.raises(ChangedMeanwhileError):
        submit(page=signed, digest=seen, kinds={}, summary="Rien.", user=author)
    assert not WorkflowState.objects.exists()


def test_an_unfinished_article_is_not_submitted(signed, author):
    page = latest_of(signed.pk)
    page.introduction = ""
    page.save_revision(user=author, clean=False)
    with pytest.raises(IncompleteError):
        hand_on(signed, author)
    assert not DeclaredChange.objects.exists()


def test_nobody_submits_twice_or_without_the_right(signed, author, member):
    write(signed, 0, "<p>Les anticorps.</p>", author)
    with pytest.raises(PermissionDenied):
        hand_on(signed, member("reviewer"))
    hand_on(signed, author)
    with pytest.raises(PermissionDenied):
        hand_on(signed, author)


def test_what_was_sent_back_is_submitted_again_to_who_sent_it_back(signed, author, member):
    write(signed, 0, "<p>Les anticorps sont des sucres.</p>", author)
    state = hand_on(signed, author, kind="clinical")
    state.current_task_state.reject(user=member("reviewer"))
    write(signed, 0, "<p>Les anticorps sont des protéines !</p>", author)
    again = hand_on(signed, author, kind="clinical")
    assert again == state
    assert again.status == WorkflowState.STATUS_IN_PROGRESS


class TestScreen:
    @pytest.fixture
    def address(self, signed):
        return reverse("submit_article", args=[signed.pk])

    @pytest.fixture
    def as_author(self, client, author):
        client.force_login(author)
        return client

    def form(self, page, **more):
        return {"digest": digest_of(units_of(latest_of(page.pk))), **more}

    def test_it_shows_each_change_and_asks_its_kind(self, as_author, signed, address, author):
        page = write(signed, 0, "<p>Les anticorps sont des protéines.</p>", author)
        write(signed, 1, "<p>Prenez 400 mg par jour.</p>", author)
        shown = as_author.get(address).content.decode()
        assert f'name="body:{page.body[0].id}"' in shown
        assert f'name="body:{page.body[1].id}"' not in shown
        assert "[supprimé : </span>anti-corps" in shown

    def test_a_sentence_is_required(self, as_author, signed, address, author):
        page = write(signed, 0, "<p>Les anticorps sont des protéines.</p>", author)
        answer = as_author.post(address, self.form(signed, **{f"body:{page.body[0].id}": "minor"}))
        assert answer.status_code == 200
        assert not WorkflowState.objects.exists()
        assert 'value="minor" required' in answer.content.decode() or "checked" in answer.content.decode()

    def test_the_choice_is_kept_and_the_next_is_named(self, as_author, signed, address, author):
        page = write(signed, 0, "<p>Les anticorps sont des protéines.</p>", author)
        data = self.form(signed, summary="Coquille.", **{f"body:{page.body[0].id}": "minor"})
        answer = as_author.post(address, data, follow=True)
        assert "sans nouvelle relecture médicale" in answer.content.decode()

    def test_a_fixed_change_stays_clinical_whatever_is_posted(self, as_author, signed, address, author):
        page = write(signed, 1, "<p>Prenez 400 mg par jour.</p>", author)
        as_author.post(address, self.form(signed, summary="Dose.", **{f"body:{page.body[1].id}": "minor"}))
        assert DeclaredChange.objects.get().kind == "clinical"

    def test_what_changed_meanwhile_is_shown_anew_and_the_sentence_kept(self, as_author, signed, address, author):
        write(signed, 0, "<p>Les anticorps.</p>", author)
        answer = as_author.post(address, {"digest": "of before", "summary": "Ma phrase."})
        assert "Ma phrase." in answer.content.decode()
        assert not WorkflowState.objects.exists()

    @pytest.mark.parametrize("code", ["reviewer", "translator"])
    def test_who_may_not_edit_is_refused(self, client, member, address, code):
        client.force_login(member(code))
        assert client.get(address).status_code == 302
        assert client.post(address, {"digest": "x"}).status_code == 302
        assert not WorkflowState.objects.exists()

    def test_the_editors_button_saves_and_asks(self, as_author, signed, address):
        answer = as_author.get(reverse("wagtailadmin_pages:edit", args=[signed.pk])).content.decode()
        assert 'name="action-submit-changes"' in answer
        assert 'name="action-submit"' not in answer
