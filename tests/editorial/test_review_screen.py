"""The sign-off screen: what a reviewer reads, signs, sends back; who may; what happens meanwhile."""

import datetime
import json

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, TaskState

from articles.content.digest import digest_of, units_of
from articles.content.glossary_terms import explanations_of
from articles.models import ArticlePage, DeclaredChange
from editorial.models import SignOff
from editorial.review import review_access
from editorial.review.signing import STATEMENT, digest_of_words, review_task_of, send_back
from home.models import SiteSettings
from tests.factories.articles import ArticlePageFactory
from tests.factories.editorial import (
    SOURCE,
    change,
    checked_article,
    doctor,
    member,
    sign_as_it_was,
    submit,
    text,
)
from tests.factories.home import STATEMENTS
from translations.publishing.submission import SUBMITTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(portal):
    """Says what every page has to say."""
    for locale in (portal.fr.locale, portal.en.locale):
        SiteSettings.objects.update_or_create(
            locale=locale,
            defaults=STATEMENTS[locale.language_code],
        )
    return portal


@pytest.fixture
def author(db):
    return member("editor")


@pytest.fixture
def reviewer(db):
    return doctor()


@pytest.fixture
def page(site, author):
    """A draft that nobody has signed, under review."""
    page = checked_article(site.fr.articles, author)
    submit(page, author)
    return page


@pytest.fixture
def changed(site, author, reviewer):
    """A live article with three blocks, one of which has another dose now; under review."""
    blocks = text(a="Marchez 5 minutes.", b="Reposez-vous.", c="Appelez.")
    page = checked_article(site.fr.articles, author, body=blocks, live=True)
    sign_as_it_was(page, reviewer)
    change(page, author, body=text(a="Marchez 10 minutes.", b="Reposez-vous.", c="Appelez."))
    submit(page, author)
    return page


def address(page):
    return reverse("review", args=[page.pk])


def seen(page):
    """The form as the screen gives it."""
    shown = page.get_latest_revision_as_object()
    units = units_of(shown)
    state = review_task_of(ArticlePage.objects.get(pk=page.pk))
    return {
        "review": str(state.pk) if state else "",
        "digest": digest_of(units),
        "explained": digest_of_words(explanations_of(shown)),
        "seen": json.dumps({unit: digest[:16] for unit, digest in units.items()}),
        "next_review_on": (timezone.localdate() + datetime.timedelta(days=365)).isoformat(),
    }


def read(client, page):
    answer = client.get(address(page))
    assert answer.status_code == 200, getattr(answer, "url", "")
    return answer


def test_a_first_signature_shows_the_whole_text(client, page, reviewer):
    client.force_login(reviewer)
    answer = read(client, page)
    html = answer.content.decode()
    assert answer.context["review"].is_first
    assert "Appelez votre équipe." in html
    assert "Savoir quand appeler." in html
    assert "<del>" not in html
    assert 'value="sign"' in html
    assert "Oncologue" in html


def test_it_is_signed_with_one_click(client, page, reviewer):
    client.force_login(reviewer)
    answer = client.post(address(page), {**seen(page), "act": "sign"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("my_reviews")
    sign_off = SignOff.objects.get()
    assert (sign_off.signer_id, sign_off.qualification) == (reviewer.pk, "Oncologue")
    assert sign_off.next_review_on == timezone.localdate() + datetime.timedelta(days=365)
    assert sign_off.statement == STATEMENT["fr"]
    page.refresh_from_db()
    assert page.live
    assert page.current_workflow_state is None


def test_changes_are_shown_word_by_word_and_nothing_else(client, changed, reviewer):
    client.force_login(reviewer)
    answer = read(client, changed)
    review = answer.context["review"]
    assert [passage.unit for passage in review.to_read] == ["body:a"]
    assert review.to_read[0].is_clinical
    html = answer.content.decode()
    assert html.count("<del>") == html.count("<ins>") == 1
    assert ">5<" in html
    assert ">10<" in html
    assert "[retiré" in html


def test_minor_changes_are_folded_with_who_declared_them(client, changed, reviewer, author):
    before = units_of(changed.get_latest_revision_as_object())
    change(changed, author, body=text(a="Marchez 10 minutes.", b="Reposez vous.", c="Appelez."))
    now = units_of(changed.get_latest_revision_as_object())
    DeclaredChange.objects.create(
        translation_key=changed.translation_key,
        language_code="fr",
        unit="body:b",
        old_digest=before["body:b"],
        new_digest=now["body:b"],
        kind=DeclaredChange.Kind.MINOR,
        author_id=author.pk,
        author_name="Camille Auteur",
        summary="Un tiret de moins",
    )
    client.force_login(reviewer)
    answer = read(client, changed)
    review = answer.context["review"]
    assert [passage.unit for passage in review.clinical] == ["body:a"]
    assert [passage.unit for passage in review.minor] == ["body:b"]
    html = answer.content.decode()
    assert html.index('class="review__minor"') < html.index("Camille Auteur")
    assert "Un tiret de moins" in html


def test_a_removed_block_and_a_new_order_are_changes(client, changed, reviewer, author):
    change(changed, author, body=[*text(c="Appelez."), *text(a="Marchez 5 minutes.")])
    client.force_login(reviewer)
    review = read(client, changed).context["review"]
    assert {passage.unit for passage in review.to_read} == {"body:b", "body:order"}
    assert next(passage for passage in review.to_read if passage.unit == "body:b").is_removed


def test_the_source_of_a_change_stands_beside_it_and_in_the_table(client, changed, reviewer, author):
    cited = f'Marchez 10 minutes<a linktype="reference" id="{SOURCE}">*</a>.'
    change(changed, author, body=text(a=cited, b="Reposez-vous.", c="Appelez."))
    client.force_login(reviewer)
    answer = read(client, changed)
    (passage,) = answer.context["review"].to_read
    assert [source.number for source in passage.sources] == [1]
    html = answer.content.decode()
    assert html.index("HAS") < html.index('id="sources-title"')
    assert html.rindex("HAS") > html.index('id="sources-title"')


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_changes(client, changed, reviewer, author, count, site):
    words = dict(zip("abc", ["Marchez 10 minutes.", "Reposez-vous.", "Appelez."], strict=True))
    for key in "abc"[:count]:
        words[key] = f"Autre chose {key}."
    change(changed, author, body=text(**words))
    client.force_login(reviewer)
    read(client, changed)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        review = read(client, changed).context["review"]
    assert len(review.to_read) == count
    assert len(queries) == 73


def test_the_translators_word_is_shown_until_it_is_signed(client, changed, reviewer, author):
    log(instance=changed, action=SUBMITTED, user=author, data={"comment": "« Ganglion » : <b>lymph node</b> ?"})
    client.force_login(reviewer)
    html = read(client, changed).content.decode()
    assert "« Ganglion » : &lt;b&gt;lymph node&lt;/b&gt; ?" in html
    assert "Editor" in html
    sign_as_it_was(changed, reviewer, days=0)
    assert read(client, changed).context["review"].word is None


@pytest.mark.parametrize("versions", [1, 3])
def test_queries_do_not_grow_with_the_versions_nor_with_the_sources(client, changed, reviewer, author, versions):
    for number in range(versions):
        change(changed, author, title=f"Version {number}")
    sources = [
        {
            "type": "reference",
            "value": {"organisation": "HAS", "title": f"Guide {number}", "year": 2026},
            "id": f"r{number}",
        }
        for number in range(versions)
    ]
    change(changed, author, references=sources)
    client.force_login(reviewer)
    read(client, changed)
    with CaptureQueriesContext(connection) as queries:
        read(client, changed)
    assert len(queries) == 73


def test_comments_send_it_back_to_the_author_who_finds_them(client, changed, reviewer, author):
    client.force_login(reviewer)
    mail.outbox.clear()
    posted = {
        **seen(changed),
        "act": "send_back",
        "comment-body:a": "Préciser le cancer.",
        "comment-title": "Trop long.",
    }
    answer = client.post(address(changed), posted, follow=True)
    assert "renvoyé" in answer.content.decode()
    assert dict(Comment.objects.values_list("contentpath", "text")) == {
        "body.a": "Préciser le cancer.",
        "title": "Trop long.",
    }
    assert all(
        comment.has_valid_contentpath(changed.get_latest_revision_as_object()) for comment in Comment.objects.all()
    )
    assert not SignOff.objects.filter(signed_at__date=timezone.localdate()).exists()
    changed.refresh_from_db()
    assert changed.current_workflow_state.status == "needs_changes"
    assert [message.to for message in mail.outbox] == [[author.email]]
    client.force_login(author)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[changed.pk])).content.decode()
    assert "ciser le cancer." in editor


def test_a_comment_on_what_has_no_field_stands_at_the_title_and_names_its_passage(client, site, author, reviewer):
    steps = {"entries": [{"type": "item", "value": {"title": "Boire", "text": "<p>De l’eau.</p>"}, "id": "i"}]}
    callout = {"kind": "caution", "title": "Attention", "text": "<p>Appelez.</p>"}
    blocks = [("steps", steps, "s"), ("callout", callout, "k"), ("paragraph", "<p>Repos.</p>", "p")]
    page = checked_article(site.fr.articles, author, body=blocks)
    submit(page, author)
    client.force_login(reviewer)
    units = ["body:s", "body:k", "body:gone", f"references:{SOURCE}", "nothing", "owner", "body:order", "introduction"]
    client.post(address(page), {**seen(page), "act": "send_back", **{f"comment-{unit}": "Voir." for unit in units}})
    assert sorted(Comment.objects.values_list("contentpath", "text")) == [
        ("body.k.title", "Voir."),
        ("introduction", "Voir."),
        (f"references.{SOURCE}.organisation", "Voir."),
        ("title", "Bloc 1 · Étapes\xa0: Voir."),
        ("title", "Texte\xa0: Voir."),
        ("title", "Un passage disparu\xa0: Voir."),
    ]


def test_who_reads_it_again_sees_what_was_asked_and_what_has_changed_since(client, page, reviewer, author):
    client.force_login(reviewer)
    said = {"act": "send_back", "message": "Un mot.", "comment-introduction": "Trop court."}
    client.post(address(page), {**seen(page), **said})
    change(page, author, introduction="Savoir quand appeler, et qui.")
    comment = Comment.objects.get()
    CommentReply.objects.create(comment=comment, user=author, text="Allongé.")
    Comment.objects.update(resolved_at=timezone.now())
    page.current_workflow_state.resume(user=author)
    answer = read(client, page)
    html = answer.content.decode()
    review = answer.context["review"]
    assert [(place.title, place.anchor) for place in review.answers] == [("Introduction", "introduction")]
    assert [passage.unit for passage in review.to_read if passage.is_answer] == ["introduction"]
    assert len(review.to_read) > 1  # nobody has signed it: all of it is to be read
    (asked,) = review.asked
    assert (asked.place.title, asked.text, asked.is_resolved) == ("Introduction", "Trop court.", True)
    for words in ("Un mot.", "Trop court.", "Allongé.", "modifié depuis le renvoi", "<ins>"):
        assert words in html


def test_what_was_overwritten_since_it_was_sent_back_is_not_called_unchanged(client, page, reviewer, author):
    client.force_login(reviewer)
    client.post(address(page), {**seen(page), "act": "send_back", "message": "Un mot."})
    text = page.get_latest_revision_as_object()
    text.title = "Autre"
    text.save_revision(user=author, overwrite_revision=page.latest_revision)
    page.current_workflow_state.resume(user=author)
    answer = read(client, page)
    assert answer.context["review"].answers is None
    assert "n’est plus connu" in answer.content.decode()


def test_what_the_author_says_of_a_text_that_nobody_signed_is_kept_with_its_signature(client, page, reviewer, author):
    DeclaredChange.objects.create(
        translation_key=page.translation_key,
        language_code="fr",
        unit="title",
        old_digest="",
        new_digest=units_of(page.get_latest_revision_as_object())["title"],
        kind="clinical",
        author_id=author.pk,
        author_name="Camille Auteur",
        summary="Un autre titre",
    )
    client.force_login(reviewer)
    assert "Un autre titre" in read(client, page).content.decode()
    client.post(address(page), {**seen(page), "act": "sign"})
    assert SignOff.objects.get().summary == "Un autre titre"


def test_a_page_with_an_hour_is_not_said_to_go_online_at_once(client, page, reviewer, author):
    change(page, author, go_live_at=timezone.now() + datetime.timedelta(days=2))
    client.force_login(reviewer)
    assert "d’elle-même le" in read(client, page).content.decode()
    answer = client.post(address(page), {**seen(page), "act": "sign"}, follow=True)
    assert "La page se mettra en ligne d’elle-même le" in answer.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_nothing_is_sent_back_without_a_word(client, changed, reviewer):
    client.force_login(reviewer)
    answer = client.post(address(changed), {**seen(changed), "act": "send_back"})
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert changed.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_a_comment_made_while_signing_is_kept(client, changed, reviewer):
    client.force_login(reviewer)
    client.post(address(changed), {**seen(changed), "act": "sign", "comment-body:a": "À préciser un jour."})
    assert Comment.objects.get().contentpath == "body.a"
    assert SignOff.objects.count() == 2


@pytest.mark.parametrize("act", ["sign", "send_back"])
def test_who_is_a_moment_too_late_is_told_who_sent_it_back_and_keeps_what_they_wrote(
    client, changed, reviewer, monkeypatch, act
):
    second = doctor("second")

    def sent_back_just_after(page):
        state = review_task_of(page)
        send_back(task_state=state, user=second, message="À préciser")
        return state

    monkeypatch.setattr(review_access, "review_task_of", sent_back_just_after)
    client.force_login(reviewer)
    answer = client.post(address(changed), {**seen(changed), "act": act, "comment-body:a": "Préciser."})
    html = answer.content.decode()
    assert "a renvoyé ce texte" in html and "Préciser." in html
    assert (SignOff.objects.count(), Comment.objects.count()) == (1, 0)


@pytest.mark.parametrize("act", ["sign", "send_back"])
def test_who_reads_a_review_that_was_sent_back_and_submitted_again_is_told_so_first(
    client, changed, reviewer, author, act
):
    posted = {**seen(changed), "act": act, "comment-body:a": "Préciser."}
    state = changed.current_workflow_task_state
    send_back(task_state=state, user=doctor("second"), message="La dose ?")
    ArticlePage.objects.get(pk=changed.pk).current_workflow_state.resume(author)
    client.force_login(reviewer)
    answer = client.post(address(changed), posted)
    html = answer.content.decode()
    assert "a renvoyé ce texte" in html and "soumis de nouveau" in html and "Préciser." in html
    assert (SignOff.objects.count(), Comment.objects.count()) == (1, 0)
    assert review_task_of(ArticlePage.objects.get(pk=changed.pk)).status == TaskState.STATUS_IN_PROGRESS
    assert client.post(address(changed), {**posted, **seen(changed)}).status_code == 302
    assert (SignOff.objects.count(), Comment.objects.count()) == (2 if act == "sign" else 1, 1)


@pytest.mark.parametrize("junk", ["0", "-1", "x", "9" * 30, "²", ""])
def test_junk_for_the_review_signs_nothing(client, changed, reviewer, junk):
    client.force_login(reviewer)
    answer = client.post(address(changed), {**seen(changed), "act": "sign", "review": junk})
    assert answer.status_code == 200 and answer.context["errors"]
    assert SignOff.objects.count() == 1


def test_what_changed_while_reading_is_not_signed_and_shown_again(client, changed, reviewer, author):
    client.force_login(reviewer)
    posted = {**seen(changed), "act": "sign", "comment-body:a": "Préciser.", "next_review_on": "2027-06-01"}
    change(changed, author, body=text(a="Marchez 10 minutes.", b="Reposez-vous bien.", c="Appelez."))
    answer = client.post(address(changed), posted)
    assert SignOff.objects.count() == 1
    assert [passage.unit for passage in answer.context["changed"]] == ["body:b"]
    html = answer.content.decode()
    assert "Préciser." in html
    assert 'value="2027-06-01"' in html
    assert "autofocus" in html
    assert 'name="reread"' in html
    again = {**seen(changed), "act": "sign", "changed": "body:b"}
    assert client.post(address(changed), again).context["errors"]
    assert SignOff.objects.count() == 1
    client.post(address(changed), {**again, "reread": "1"})
    assert SignOff.objects.count() == 2


@pytest.mark.parametrize("day", ["", "demain", "2020-01-01", "2099-01-01", "0001-01-01"])
def test_a_bad_date_signs_nothing_and_loses_nothing(client, changed, reviewer, day):
    client.force_login(reviewer)
    posted = {**seen(changed), "act": "sign", "next_review_on": day, "comment-body:a": "Préciser."}
    answer = client.post(address(changed), posted)
    assert answer.status_code == 200
    assert SignOff.objects.count() == 1
    assert answer.context["errors"]
    assert "Préciser." in answer.content.decode()


@pytest.mark.parametrize("junk", ["", "[]", "{", '{"body:a": 5}', "null", '{"a":' * 3000])
def test_junk_in_what_was_seen_is_no_error(client, changed, reviewer, junk):
    client.force_login(reviewer)
    answer = client.post(address(changed), {**seen(changed), "act": "sign", "digest": "x", "seen": junk})
    assert answer.status_code == 200
    assert SignOff.objects.count() == 1
    assert client.post(address(changed), {"act": "explode"}).status_code == 200


def test_a_comment_with_what_no_database_keeps_is_kept_without_it(client, changed, reviewer):
    client.force_login(reviewer)
    client.post(address(changed), {**seen(changed), "act": "send_back", "comment-body:a": "Pré\0ciser."})
    assert Comment.objects.get().text == "Préciser."


def test_who_changed_the_text_reads_and_sends_back_but_never_signs(client, changed, reviewer):
    change(changed, reviewer, body=text(a="Marchez 20 minutes.", b="Reposez-vous.", c="Appelez."))
    client.force_login(reviewer)
    answer = read(client, changed)
    assert answer.context["is_own"]
    assert "four-eyes" in {shown.finding.check for shown in answer.context["review"].findings}
    assert b'value="sign"' not in answer.content
    assert b'value="send_back"' in answer.content
    client.post(address(changed), {**seen(changed), "act": "sign"})
    assert SignOff.objects.count() == 1


def test_without_a_qualification_one_is_told_whom_to_ask(client, changed, site):
    member("publisher", "dupont")
    unnamed = member("reviewer", "second")
    client.force_login(unnamed)
    answer = read(client, changed)
    assert answer.context["to_ask"] == ["Dupont"]
    assert "Dupont" in answer.content.decode()
    assert b'value="sign"' not in answer.content
    assert answer.context["review"].blocking == 0


def test_a_qualification_in_another_language_is_none(client, changed, site):
    client.force_login(doctor("second", qualification_fr=""))
    assert b'value="sign"' not in read(client, changed).content


def test_a_blocking_finding_keeps_from_signing(client, changed, reviewer, author):
    change(changed, author, purpose="")
    client.force_login(reviewer)
    answer = read(client, changed)
    assert answer.context["review"].blocking == 1
    assert b'value="sign"' not in answer.content
    assert answer.context["review"].placed_findings[0][0].finding.check == "purpose"


def test_what_another_signed_meanwhile_is_said(client, changed, reviewer):
    second = doctor("second")
    client.force_login(second)
    posted = {**seen(changed), "act": "sign", "comment-body:a": "Préciser."}
    other = type(client)()
    other.force_login(reviewer)
    other.post(address(changed), posted)
    answer = client.post(address(changed), posted)
    html = answer.content.decode()
    assert "Reviewer" in html
    assert "Préciser." in html
    assert SignOff.objects.filter(signer_id=second.pk).count() == 0


def test_a_cancelled_review_and_a_deleted_page_give_back_what_was_written(client, changed, reviewer, author):
    client.force_login(reviewer)
    posted = {**seen(changed), "act": "sign", "comment-body:a": "Préciser.", "message": "Merci."}
    changed.current_workflow_state.cancel(user=author)
    html = client.post(address(changed), posted).content.decode()
    assert "Editor" in html
    assert "Préciser." in html
    assert "Merci." in html
    where = address(changed)
    changed.delete()
    html = client.post(where, posted).content.decode()
    assert "supprimée" in html
    assert "Préciser." in html
    assert client.get(where).status_code == 404
    assert SignOff.objects.count() == 1


def test_a_page_that_was_taken_down_says_so(client, changed, reviewer):
    ArticlePage.objects.filter(pk=changed.pk).update(live=False, first_published_at=timezone.now())
    client.force_login(reviewer)
    assert read(client, changed).context["is_withdrawn"]


@pytest.mark.parametrize("code", ["editor", "translator", "publisher", "administrator"])
def test_nobody_but_reviewers_opens_it(client, changed, code, site):
    client.force_login(member(code, "someone"))
    for name, arguments in (("review", [changed.pk]), ("review_page", [changed.pk]), ("my_reviews", [])):
        assert client.get(reverse(name, args=arguments)).status_code == 302
    posted = {**seen(changed), "act": "sign"}
    assert client.post(address(changed), posted).status_code == 302
    assert client.post(address(changed), {**posted, "act": "send_back", "message": "Non."}).status_code == 302
    assert SignOff.objects.count() == 1
    assert changed.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_a_reviewer_opens_no_page_that_was_never_under_review(client, site, reviewer):
    client.force_login(reviewer)
    page = ArticlePageFactory(parent=site.fr.articles, title="Ailleurs", live=True)
    assert client.get(address(page)).status_code == 302
    assert client.get(reverse("review_page", args=[page.pk])).status_code == 302


def test_a_superuser_reads_but_signs_only_as_a_reviewer(client, changed, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="secret"))
    answer = read(client, changed)
    assert not answer.context["is_allowed"]
    assert b'value="sign"' not in answer.content
    client.post(address(changed), {**seen(changed), "act": "sign"})
    assert SignOff.objects.count() == 1


def test_a_live_article_is_signed_anew_when_its_review_is_due(client, site, author, reviewer):
    page = checked_article(site.fr.articles, author, live=True)
    old = sign_as_it_was(page, reviewer, days=700, due_in=20)
    client.force_login(reviewer)
    answer = read(client, page)
    assert answer.context["is_renewal"]
    assert "Appelez votre équipe." in answer.content.decode()
    assert b'value="send_back"' not in answer.content
    client.post(address(page), {**seen(page), "act": "sign"}, follow=True)
    new = SignOff.objects.first()
    assert new.pk != old.pk
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.latest_review.sign_off_id == new.pk
    assert page.latest_review.reviewed_on == timezone.localdate()


def test_what_is_not_due_or_being_rewritten_is_not_renewed(client, site, author, reviewer):
    page = checked_article(site.fr.articles, author, live=True)
    sign_as_it_was(page, reviewer, due_in=200)
    client.force_login(reviewer)
    assert client.get(address(page)).status_code == 302
    due = checked_article(site.fr.articles, author, title="Autre", live=True)
    sign_as_it_was(due, reviewer, due_in=5)
    change(due, author, title="Un autre titre")
    answer = client.get(address(due))
    assert "editorial/review_closed.html" in [template.name for template in answer.templates]


def test_the_page_is_seen_as_readers_will_see_it(client, changed, reviewer):
    client.force_login(reviewer)
    html = client.get(reverse("review_page", args=[changed.pk])).content.decode()
    assert "Marchez 10" in html
    assert "<html" in html


def test_the_list_shows_first_signatures_and_clinical_changes_first(client, site, author, reviewer):
    for number in range(2):
        page = checked_article(site.fr.articles, author, title=f"Ancien {number}", live=True)
        sign_as_it_was(page, reviewer)
        if number:
            change(page, author, title="Autre titre")
        submit(page, author)
    first = checked_article(site.en.articles, author, title="A first one")
    submit(first, author)
    client.force_login(reviewer)
    answer = client.get(reverse("my_reviews"))
    assert [each.title for each in answer.context["waiting"]] == ["Autre titre", "A first one", "Ancien 0"]
    assert [each.is_urgent for each in answer.context["waiting"]] == [True, True, False]
    html = answer.content.decode()
    assert "Editor" in html
    assert "anglais" in html.lower()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_page_and_for_three(client, site, author, reviewer, count):
    for number in range(count):
        page = checked_article(site.fr.articles, author, title=f"Page {number}", live=True)
        sign_as_it_was(page, reviewer, due_in=30)
        change(page, author, title=f"Titre {number}")
        submit(page, author)
    client.force_login(reviewer)
    client.get(reverse("my_reviews"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("my_reviews"))
    assert len(answer.context["waiting"]) == len(answer.context["upcoming"]) == count
    assert len(queries) == 18


def test_an_empty_list_says_what_is_next(client, site, author, reviewer):
    page = checked_article(site.fr.articles, author, live=True)
    sign_as_it_was(page, reviewer, due_in=50)
    client.force_login(reviewer)
    answer = client.get(reverse("my_reviews"))
    html = answer.content.decode()
    assert "Rien n’attend votre signature" in html
    assert "La dose" in html
    assert address(page) in html


def test_reviewers_find_it_in_the_menu_and_on_the_dashboard(client, changed, reviewer, author):
    client.force_login(reviewer)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert address(changed) in home
    assert reverse("my_reviews") in home
    client.force_login(author)
    assert reverse("my_reviews") not in client.get(reverse("wagtailadmin_home")).content.decode()
