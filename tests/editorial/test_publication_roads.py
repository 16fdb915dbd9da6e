"""Every road by which a live article could get what nobody signed (publication.md): each is tried."""

import datetime
import logging

import pytest
from django.contrib.auth import get_user_model
from django.core import mail, serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Revision, Workflow, WorkflowTask
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from articles.content.digest import digest_of, units_of
from articles.models import ArticlePage, Review
from articles.models.ownership import Ownership
from articles.publication import RefusedError
from editorial.models.register import SignOff
from editorial.models.seal import Seal
from tests.editorial.conftest import authors_posted, edited, form, signed_by, written

pytestmark = [pytest.mark.django_db, pytest.mark.governed]


@pytest.fixture
def superuser(db):
    return get_user_model().objects.create_superuser("root", "root@example.org", "secret")


@pytest.fixture
def admin(client, superuser):
    """Someone to whom Wagtail itself refuses nothing."""
    client.force_login(superuser)
    return client


@pytest.fixture
def changed(live, people):
    """Online and signed; its latest version is neither."""
    edited(live, people.editor)
    return ArticlePage.objects.get(pk=live.pk)


def shown(page):
    return digest_of(units_of(ArticlePage.objects.get(pk=page.pk)))


def unsigned_live_articles():
    """Whatever road it was: live articles that no signature covers, found without the guard's own code."""
    signed = {(str(row.translation_key), row.language_code, row.digest) for row in SignOff.objects.all()}
    return [
        page
        for page in ArticlePage.objects.live().select_related("locale")
        if (str((page.alias_of or page).translation_key), page.locale.language_code, digest_of(units_of(page)))
        not in signed
    ]


@pytest.fixture(autouse=True)
def nothing_unsigned_is_live(db):
    yield
    assert unsigned_live_articles() == []


def is_refused(answer):
    """The form is shown again, and the guard's reasons are all that is wrong with it."""
    errors = answer.context["form"].errors
    return set(errors) == {"__all__"} and "signé" in str(errors)


def messages_of(answer):
    return " ".join(str(message) for message in answer.context["messages"]) if answer.context else ""


# -- The editor


def test_publish_in_the_editor(changed, admin):
    before, versions = shown(changed), changed.revisions.count()
    text = changed.get_latest_revision_as_object()
    answer = admin.post(f"/admin/pages/{changed.pk}/edit/", form(text, **{"action-publish": "1"}))
    assert is_refused(answer)
    assert (shown(changed), changed.revisions.count()) == (before, versions)
    # With nobody named as its author, that is said too: the form's rows count, not the stored ones.
    fields = form(text, article_authors=authors_posted(text, DELETE="1"), **{"action-publish": "1"})
    assert len(admin.post(f"/admin/pages/{changed.pk}/edit/", fields).context["form"].non_field_errors()) == 2


def test_publish_what_is_signed_in_the_editor(changed, people, admin):
    signed_by(people.reviewer, changed)
    text = changed.get_latest_revision_as_object()
    answer = admin.post(f"/admin/pages/{changed.pk}/edit/", form(text, **{"action-publish": "1"}))
    assert answer.status_code == 302
    assert shown(changed) == digest_of(units_of(text))
    assert ArticlePage.objects.get(pk=changed.pk).article_authors.count() == 1


def test_publish_an_older_version_in_the_editor(changed, admin):
    first = changed.revisions.order_by("created_at").first()
    before = shown(changed)
    fields = form(first.as_object(), **{"action-publish": "1", "revision": first.pk, "title": "Autre"})
    answer = admin.post(f"/admin/pages/{changed.pk}/edit/", fields)
    assert is_refused(answer)
    assert shown(changed) == before


def test_create_and_publish(live, portal, admin):
    fields = form(live, **{"action-publish": "1", "slug": "neuf"})
    answer = admin.post(f"/admin/pages/add/articles/articlepage/{portal.fr.articles.pk}/", fields)
    assert is_refused(answer)
    assert not ArticlePage.objects.filter(slug="neuf").exists()


def test_a_draft_can_always_be_saved(live, portal, admin):
    answer = admin.post(f"/admin/pages/add/articles/articlepage/{portal.fr.articles.pk}/", form(live, slug="neuf"))
    assert answer.status_code == 302
    assert not ArticlePage.objects.get(slug="neuf").live
    before = shown(live)
    assert admin.post(f"/admin/pages/{live.pk}/edit/", form(live, title="Brouillon")).status_code == 302
    assert shown(live) == before


def test_autosave_of_a_live_page(live, admin):
    before = shown(live)
    headers = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}
    answer = admin.post(f"/admin/pages/{live.pk}/edit/", form(live, title="Brouillon"), headers=headers)
    assert answer.json()["success"]
    assert shown(live) == before


def test_scheduling_in_the_editor_and_in_code(changed, admin):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    text = changed.get_latest_revision_as_object()
    fields = form(text, **{"action-publish": "1", "go_live_at": tomorrow.strftime("%Y-%m-%d %H:%M")})
    assert is_refused(admin.post(f"/admin/pages/{changed.pk}/edit/", fields))
    text.go_live_at = tomorrow
    with pytest.raises(RefusedError):
        text.save_revision().publish()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.parametrize("road", ["editor", "api", "code"])
def test_scheduling_a_later_version_never_takes_the_live_article_offline(live, people, admin, road):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    before = shown(live)
    if road == "editor":
        later = {"action-publish": "1", "go_live_at": tomorrow.strftime("%Y-%m-%d %H:%M")}
        admin.post(f"/admin/pages/{live.pk}/edit/", form(live.get_latest_revision_as_object(), **later))
    else:
        version = edited(live, people.editor, html=None, go_live_at=tomorrow)
        if road == "api":
            admin.post(f"/admin/api/main/pages/{live.pk}/action/publish/")
        else:
            version.publish()
    page = ArticlePage.objects.get(pk=live.pk)
    assert (page.live, page.live_revision_id, shown(page)) == (True, live.live_revision_id, before)
    assert page.scheduled_revision == page.get_latest_revision()


# -- At their hour


def scheduled(revision, minutes=5):
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - datetime.timedelta(minutes=minutes)
    )


def test_at_its_hour_what_is_not_signed_stays_and_its_owner_hears_of_it_while_the_next_page_goes_live(
    changed, portal, people, caplog
):
    other = written(portal.fr.articles, people.second_editor)
    signed_by(people.reviewer, other)
    scheduled(changed.get_latest_revision(), 9)
    scheduled(other.get_latest_revision(), 1)
    before = shown(changed)
    with caplog.at_level(logging.CRITICAL, logger="articles.publication"):
        call_command("publish_scheduled")
    assert shown(changed) == before
    assert ArticlePage.objects.get(pk=other.pk).live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    (mail_to_owner,) = mail.outbox
    assert mail_to_owner.to == ["editor@example.org"]
    assert changed.title in mail_to_owner.subject and f"/admin/pages/{changed.pk}/edit/" in mail_to_owner.body
    entry = PageLogEntry.objects.get(action="editorial.refused_at_go_live")
    assert entry.page_id == changed.pk and entry.data["reasons"]


def test_who_looks_after_a_page_now_hears_that_it_did_not_go_live_and_not_who_once_did(changed, people, caplog):
    now, once = people.second_editor, people.publisher
    ArticlePage.objects.filter(pk=changed.pk).update(owner=once)
    Ownership.objects.create(translation_key=changed.translation_key, backup=now)
    scheduled(changed.get_latest_revision())
    with caplog.at_level(logging.CRITICAL, logger="articles.publication"):
        call_command("publish_scheduled")
    assert sorted(message.to[0] for message in mail.outbox) == sorted([people.editor.email, now.email])


def test_a_signed_version_that_autosave_overwrote_does_not_go_live(live, people, caplog):
    revision = edited(live, people.editor)
    signed_by(people.reviewer, live)
    text = revision.as_object()
    text.title = "Retouché"
    text.save_revision(user=people.editor, overwrite_revision=Revision.objects.get(pk=revision.pk), clean=False)
    scheduled(revision)
    before = shown(live)
    with caplog.at_level(logging.CRITICAL, logger="articles.publication"):
        call_command("publish_scheduled")
    assert shown(live) == before


def test_a_refused_publication_leaves_another_versions_schedule_alone(live, people):
    signed = edited(live, people.editor)
    signed_by(people.reviewer, live)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    Revision.objects.filter(pk=signed.pk).update(approved_go_live_at=tomorrow)
    newer = edited(live, people.editor, html="<p>Prenez deux comprimés.</p>")
    with pytest.raises(RefusedError):
        newer.publish()
    assert Revision.objects.get(pk=signed.pk).approved_go_live_at == tomorrow


def test_a_mail_that_cannot_be_sent_stops_nothing(changed, settings, caplog, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no mail server")

    monkeypatch.setattr("editorial.publishing.publish_failures.send_mail", fail)
    scheduled(changed.get_latest_revision())
    with caplog.at_level(logging.CRITICAL):
        call_command("publish_scheduled")
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


# -- Many at once, copies, aliases


def test_of_pages_published_together_those_that_may_not_be_are_left_out(changed, portal, people, admin):
    ready = written(portal.fr.articles, people.editor)
    signed_by(people.reviewer, ready)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={changed.pk}&id={ready.pk}"
    answer = admin.post(address, {"include_descendants": ""}, follow=True)
    assert changed.title in messages_of(answer)
    assert ArticlePage.objects.get(pk=ready.pk).live


def test_a_batch_with_what_may_not_be_below_its_pages_goes_back_whole(portal, people, draft, admin):
    address = f"/admin/bulk/wagtailcore/page/publish/?id={portal.fr.articles.pk}"
    answer = admin.post(address, {"include_descendants": "on"}, follow=True)
    assert answer.status_code == 200
    assert not ArticlePage.objects.get(pk=draft.pk).live


def test_a_copy_that_would_be_published(live, portal, admin):
    fields = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": portal.fr.articles.pk}
    address = f"/admin/pages/{live.pk}/copy/"
    answer = admin.post(address, {**fields, "publish_copies": "on"}, follow=True)
    assert not ArticlePage.objects.filter(slug="copie").exists()
    assert "signé" in messages_of(answer)
    admin.post(address, fields)
    assert not ArticlePage.objects.get(slug="copie").live


def test_a_copy_of_a_whole_tree(live, portal):
    with pytest.raises(RefusedError):
        portal.fr.articles.copy(recursive=True, keep_live=True, update_attrs={"slug": "copie"})


def test_an_alias_in_the_same_language_shows_what_its_page_shows(live, people, admin, portal):
    alias = live.create_alias(update_slug="alias")
    assert alias.live
    assert Review.objects.get(page=alias).sign_off_id == Review.objects.get(page=live).sign_off_id
    edited(live, people.editor)
    signed_by(people.reviewer, live).refresh_from_db()
    ArticlePage.objects.get(pk=live.pk).get_latest_revision().publish()
    assert shown(alias) == shown(live)
    assert Review.objects.get(page=alias).sign_off_id == SignOff.objects.first().pk


def test_an_alias_does_not_become_a_page_of_its_own_unsigned(live, admin):
    alias = live.create_alias(update_slug="alias")
    admin.post(f"/admin/pages/{alias.pk}/convert_alias/", follow=True)
    alias.refresh_from_db()
    assert alias.alias_of_id == live.pk


def test_a_language_kept_in_step_by_aliases(live, portal):
    """Forbidden by portal.E006; if it is there all the same, it makes no live page."""
    with pytest.raises(ValidationError):
        LocaleSynchronization.objects.create(locale=portal.en.locale, sync_from=portal.fr.locale).sync_trees()
    assert not ArticlePage.objects.filter(locale=portal.en.locale, live=True).exists()


def test_a_program_gets_the_reasons_as_json(live, portal, admin):
    fields = {"new_title": "x", "new_slug": "x", "new_parent_page": portal.fr.articles.pk, "publish_copies": "on"}
    for headers in ({"x-requested-with": "XMLHttpRequest"}, {"accept": "application/json"}):
        answer = admin.post(f"/admin/pages/{live.pk}/copy/", fields, headers=headers)
        assert answer.status_code == 400
        assert answer.json()["error"] == "publication_refused"
        assert "signé" in answer.json()["reasons"][0]


def test_an_alias_in_another_language(live, portal):
    with pytest.raises(ValidationError):
        live.copy_for_translation(portal.en.locale, alias=True)
    assert not ArticlePage.objects.filter(locale=portal.en.locale).exists()


# -- The admin's API


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("publish", {}),
        ("copy", {"keep_live": True, "slug": "copie", "recursive": False}),
        ("copy_for_translation", {"locale": "en", "alias": True}),
    ],
)
def test_actions_of_the_api(changed, admin, action, data):
    before = shown(changed)
    answer = admin.post(f"/admin/api/main/pages/{changed.pk}/action/{action}/", data)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/json")
    assert shown(changed) == before


def test_what_the_api_refuses_keeps_the_schedules(live, people, admin):
    edited(live, people.editor, html=None, go_live_at=timezone.now() + datetime.timedelta(days=2))
    scheduled = ArticlePage.objects.get(pk=live.pk).get_latest_revision()
    scheduled.publish()
    edited(live, people.editor, html=None, title="Autrement", go_live_at=None)
    assert admin.post(f"/admin/api/main/pages/{live.pk}/action/publish/").status_code == 400
    assert ArticlePage.objects.get(pk=live.pk).scheduled_revision == scheduled


def test_the_readers_api_takes_nothing(changed, admin):
    assert admin.post(f"/api/v2/pages/{changed.pk}/", {"title": "x"}).status_code in (403, 404, 405)


# -- The workflow


def test_a_workflow_without_a_medical_review_publishes_nothing_unsigned_and_stays_in_progress(changed, people, admin):
    workflow = Workflow.objects.create(name="Autre")
    task = GroupApprovalTask.objects.create(name="Un clic")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(changed, people.editor)
    before = shown(changed)
    address = f"/admin/pages/workflow/action/{changed.pk}/approve/{state.current_task_state.pk}/"
    answer = admin.post(address, {"comment": ""}, follow=True)
    state.refresh_from_db()
    assert (state.status, state.current_task_state.status) == ("in_progress", "in_progress")
    assert shown(changed) == before
    assert "signé" in messages_of(answer)


# -- Code


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.get_latest_revision().publish(),
        lambda page: page.get_latest_revision_as_object().save(),
        lambda page: _titled(page).save(),
        lambda page: _titled(page).save(update_fields=["title"]),
        lambda page: _titled(Page.objects.get(pk=page.pk)).save(),
        lambda page: _titled(Page.objects.get(pk=page.pk)).save(update_fields=["title"]),
    ],
    ids=["publish", "save", "title", "title only", "bare page", "bare page, title only"],
)
def test_code_does_not_change_a_live_page(changed, act):
    before = shown(changed)
    with pytest.raises(RefusedError):
        act(changed)
    assert shown(changed) == before


def _titled(page):
    page.title = "Autre titre"
    return page


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.get_latest_revision().publish(),
        lambda page: _now_live(page).save(),
        lambda page: _now_live(page).save(update_fields=["live"]),
        lambda page: _now_live(Page.objects.get(pk=page.pk)).save(),
    ],
)
def test_code_does_not_make_a_draft_live(draft, act):
    with pytest.raises(RefusedError):
        act(draft)
    assert not ArticlePage.objects.get(pk=draft.pk).live


def _now_live(page):
    page.live = True
    return page


def test_code_does_not_add_a_live_child(portal):
    with pytest.raises(RefusedError):
        portal.fr.articles.add_child(
            instance=ArticlePage(title="x", slug="x", introduction="x", locale=portal.fr.locale)
        )


def test_what_is_saved_is_looked_at_not_what_is_in_memory(live, people):
    """Signed in memory, something else in the row: only the row's `live` is saved."""
    ArticlePage.objects.get(pk=live.pk).unpublish()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Autre' WHERE id = %s", [live.pk])
    live.live = True
    with pytest.raises(RefusedError):
        live.save(update_fields=["live"])


# -- wagtail-localize


def translated(page, locale, text="English"):
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        slug = segment.context.path == "slug"
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={
                "data": f"english-{segment.order}" if slug else f"{text} {'abcdefghijklmnop'[segment.order % 16]}."
            },
        )
    return translation


def english_of(page, locale):
    return ArticlePage.objects.get(translation_key=page.translation_key, locale=locale)


@pytest.fixture
def live_english(live, portal, people):
    translation = translated(live, portal.en.locale)
    translation.save_target(user=people.translator, publish=False)
    page = english_of(live, portal.en.locale)
    signed_by(people.reviewer, page, statement="Read")
    page.get_latest_revision().publish()
    return translation


def test_a_translation_is_not_published_unsigned(live, portal, admin, django_capture_on_commit_callbacks):
    translation = translated(live, portal.en.locale)
    translation.save_target(publish=False)
    page = english_of(live, portal.en.locale)
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)
    assert not english_of(live, portal.en.locale).live
    assert "signé" in messages_of(answer) and "Publi" not in messages_of(answer)
    with pytest.raises(RefusedError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not english_of(live, portal.en.locale).live


def test_a_signed_translation_is_published_from_its_editor(
    live, portal, people, admin, django_capture_on_commit_callbacks
):
    translated(live, portal.en.locale).save_target(user=people.translator, publish=False)
    page = english_of(live, portal.en.locale)
    signed_by(people.reviewer, page)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)
    assert english_of(live, portal.en.locale).live


def test_a_live_translation_is_not_changed_by_publishing_or_by_a_draft(live_english, live, portal, admin):
    page = english_of(live, portal.en.locale)
    before = shown(page)
    translated(live, portal.en.locale, "Other")
    answer = admin.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)
    assert answer.status_code == 200 and shown(page) == before
    with pytest.raises(RefusedError):
        live_english.save_target(publish=False)
    assert shown(page) == before


def test_synchronising_changes_nothing_that_is_live_whatever_is_posted(live_english, live, portal, people, admin):
    edited(live, people.editor)
    signed_by(people.reviewer, live)
    ArticlePage.objects.get(pk=live.pk).get_latest_revision().publish()
    page = english_of(live, portal.en.locale)
    before = shown(page)
    address = f"/admin/localize/update/{live_english.source_id}/"
    answer = admin.post(address, {"publish_translations": "on", "next": "/admin/"}, follow=True)
    assert answer.status_code == 200
    assert shown(page) == before and ArticlePage.objects.get(pk=page.pk).live


def test_sending_a_live_page_to_translation_publishes_nothing(live, portal, settings, superuser):
    translate_object(live, [portal.en.locale], user=superuser)
    assert not english_of(live, portal.en.locale).live
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True  # portal.E002 forbids it
    ArticlePage.objects.filter(locale=portal.en.locale).first().delete()
    translate_object(live, [portal.en.locale], user=superuser)


def test_a_live_translation_does_not_become_an_alias(live_english, live, portal, admin):
    page = english_of(live, portal.en.locale)
    before = shown(page)
    answer = admin.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]), {"next": "/admin/"}, follow=True)
    assert answer.status_code == 200 and "signé" in messages_of(answer)
    page.refresh_from_db()
    assert page.alias_of_id is None and shown(page) == before


def test_a_translation_is_stopped_and_taken_up_again_without_a_change(live_english, live, portal, admin):
    page = english_of(live, portal.en.locale)
    before = shown(page)
    admin.post(reverse("wagtail_localize:stop_translation", args=[live_english.pk]), {"next": "/admin/"})
    live_english.refresh_from_db()
    assert not live_english.enabled
    admin.post(f"/admin/pages/{page.pk}/edit/", {"localize-restart-translation": "1"})
    live_english.refresh_from_db()
    assert live_english.enabled and shown(page) == before


# -- Past Django


def refused_by_the_database(act):
    def committed():
        with transaction.atomic(), connection.cursor() as cursor:
            act()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does

    with pytest.raises(IntegrityError, match="nobody signed or let pass"):
        committed()


def test_the_database_refuses_what_sends_no_signal(changed, draft, portal, people):
    body = changed.get_latest_revision_as_object().body
    other = written(portal.fr.articles, people.editor)
    other.live = True
    refused_by_the_database(lambda: ArticlePage.objects.filter(pk=changed.pk).update(body=body))
    refused_by_the_database(lambda: ArticlePage.objects.filter(pk=changed.pk).update(title="Autre"))
    refused_by_the_database(lambda: ArticlePage.objects.filter(pk=other.pk).update(live=True))
    refused_by_the_database(lambda: ArticlePage.objects.bulk_update([other], ["live"]))
    refused_by_the_database(lambda: Page.objects.filter(pk=changed.pk).update(locale=portal.en.locale))
    with connection.cursor() as cursor:
        refused_by_the_database(
            lambda: cursor.execute("UPDATE articles_articlepage SET purpose = 'x' WHERE page_ptr_id = %s", [changed.pk])
        )
        refused_by_the_database(lambda: cursor.execute("UPDATE wagtailcore_page SET live = true"))


def test_the_database_refuses_what_loaddata_brings(changed):
    rows = serializers.serialize("json", [Page.objects.get(pk=changed.pk), changed]).replace(changed.title, "Autre")
    refused_by_the_database(lambda: [row.save() for row in serializers.deserialize("json", rows)])


def test_no_session_switches_the_refusal_off(changed):
    def act():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE wagtailcore_page SET title = 'Autre' WHERE id = %s", [changed.pk])

    refused_by_the_database(act)


def test_a_text_that_was_signed_and_superseded_does_not_come_back_unseen(live, people):
    earlier = live.body
    edited(live, people.editor)
    signed_by(people.reviewer, live)
    ArticlePage.objects.get(pk=live.pk).get_latest_revision().publish()
    refused_by_the_database(lambda: ArticlePage.objects.filter(pk=live.pk).update(body=earlier))


def test_a_save_does_not_seal_what_went_past_the_guard(live):
    ArticlePage.objects.filter(pk=live.pk).update(title="Autre")
    with pytest.raises(RefusedError):
        ArticlePage.objects.get(pk=live.pk).save()
    ArticlePage.objects.filter(pk=live.pk).update(title=live.title)


def test_a_save_of_other_fields_does_not_seal_it_either(changed):
    body = changed.get_latest_revision_as_object().body

    def act():
        ArticlePage.objects.filter(pk=changed.pk).update(body=body)
        ArticlePage.objects.get(pk=changed.pk).save(update_fields=["locked"])

    refused_by_the_database(act)


# -- What is not content


def test_moves_locks_slugs_and_unpublishing_are_free(live, portal, admin):
    before = shown(live)
    live.locked = True
    live.save()
    live.locked = False
    live.save(update_fields=["locked"])
    live.slug = "autre-adresse"
    live.save()
    portal.fr.home.slug = "francais"
    portal.fr.home.save()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert shown(live) == before
    ArticlePage.objects.get(pk=live.pk).unpublish()
    assert not ArticlePage.objects.get(pk=live.pk).live
    assert not Seal.objects.filter(page_id=live.pk).exists()


def test_the_register_outlives_its_page(live):
    number = SignOff.objects.count()
    ArticlePage.objects.get(pk=live.pk).delete()
    assert SignOff.objects.count() == number
    assert not Seal.objects.exists()
