"""Reminders of reviews: who is written to, when, in which language, and never twice."""

import datetime
import io
from smtplib import SMTPException
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from articles.models.ownership import Ownership
from editorial.models.reminder import Reminder
from editorial.review.reminders import send_reminders, stage_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 26)  # a Thursday


def after(days):
    return DAY + datetime.timedelta(days=days)


@pytest.fixture
def owned(reviewed):
    def make(days, owner=None, backup=None, **fields):
        article = reviewed(days, **fields)
        Ownership.objects.create(translation_key=article.translation_key, owner=owner, backup=backup)
        return article

    return make


@pytest.mark.parametrize(
    ("days", "stage"),
    [(91, ""), (90, "90"), (61, "90"), (60, "60"), (31, "60"), (30, "30"), (1, "30"), (0, "0"), (-6, "0")],
)
def test_an_article_comes_to_its_moments(days, stage):
    assert stage_of(after(days), DAY) == stage


def test_from_a_week_after_it_there_is_one_moment_each_week():
    assert stage_of(after(-7), DAY) == "2026-W48"
    monday = datetime.date(2026, 11, 30)
    assert stage_of(after(-7), monday) == "2026-W49"
    assert stage_of(after(-7), datetime.date(2027, 1, 1)) == "2026-W53"


def test_a_person_gets_one_message_with_all_their_articles_in_their_language(owned, someone, mailoutbox):
    ada, bo = someone("ada", language="en"), someone("bo")
    owned(-3, ada, bo, title="Immunothérapie")
    owned(20, ada, title="Scanner")
    owned(95, ada, title="Plus tard")
    with translation.override("fr"):
        outcome = send_reminders()
    assert (outcome.sent, outcome.skipped, outcome.failed) == (["ada: 2", "bo: 1"], [], [])
    english, french = mailoutbox
    assert (english.to, french.to) == (["ada@example.org"], ["bo@example.org"])
    assert "2 articles to review, 1 of them overdue" in english.subject
    assert "Immunothérapie" in english.body
    assert "Scanner" in english.body
    assert "Plus tard" not in english.body
    assert "1 article à relire" in french.subject
    assert "http://127.0.0.1:8000/admin/pages/" in french.body


def test_nobody_is_written_to_twice_for_the_same_moment(owned, someone, mailoutbox):
    owned(30, someone("ada"))
    send_reminders()
    send_reminders()
    assert len(mailoutbox) == 1
    send_reminders(timezone.localdate() + datetime.timedelta(days=29))
    assert len(mailoutbox) == 1
    send_reminders(timezone.localdate() + datetime.timedelta(days=30))
    assert len(mailoutbox) == 2


def test_a_new_review_begins_anew(owned, someone, mailoutbox):
    article = owned(30, someone("ada"))
    send_reminders()
    article.review.next_review_on += datetime.timedelta(days=1)
    article.review.save()
    send_reminders(timezone.localdate() + datetime.timedelta(days=1))
    assert len(mailoutbox) == 2


def test_overdue_articles_come_together_at_most_once_a_week(owned, someone, mailoutbox):
    ada = someone("ada")
    owned(-10, ada, title="Un")
    owned(-12, ada, title="Deux")
    monday = timezone.localdate() - datetime.timedelta(days=timezone.localdate().weekday())
    for day in range(14):
        send_reminders(monday + datetime.timedelta(days=14 + day))
    assert len(mailoutbox) == 2
    assert all("Un" in mail.body and "Deux" in mail.body for mail in mailoutbox)


def test_who_cannot_be_written_to_is_skipped_and_named(owned, someone, mailoutbox):
    gone, silent = someone("gone", is_active=False), someone("silent", email="")
    outsider, ada = someone("outsider", None), someone("ada")
    owned(10, gone, ada)
    owned(10, silent, outsider)
    outcome = send_reminders()
    assert outcome.sent == ["ada: 1"]
    assert outcome.skipped == [
        "gone: the account is closed",
        "silent: the account has no address",
        "outsider: the account may not open the admin",
    ]
    assert len(outcome.failed) == 1
    assert "nobody can be written to" in outcome.failed[0]


def test_what_nobody_looks_after_goes_to_the_publishers(owned, someone, mailoutbox):
    someone("paul", "publisher")
    someone("pia", "publisher", language="en")
    owned(10, title="Orpheline")
    assert send_reminders().sent == ["paul: 1", "pia: 1"]
    assert "Nobody looks after it" in mailoutbox[1].body
    assert "Personne ne suit cet article" in mailoutbox[0].body


def test_whoever_created_an_article_looks_after_it_until_someone_is_named(reviewed, someone, mailoutbox):
    ada, bo = someone("ada"), someone("bo")
    article = reviewed(10, owner=ada)
    send_reminders()
    assert mailoutbox[0].to == ["ada@example.org"]
    Ownership.objects.create(translation_key=article.translation_key, owner=bo)
    send_reminders()
    assert [mail.to for mail in mailoutbox[1:]] == [["bo@example.org"]]


def test_an_unpublished_article_needs_no_review(owned, someone, mailoutbox):
    owned(10, someone("ada")).unpublish()
    send_reminders()
    assert mailoutbox == []


def test_a_mail_server_that_fails_loses_nothing(owned, someone, mailoutbox, monkeypatch):
    owned(10, someone("ada"))
    owned(10, someone("bo"))

    def fail(self):
        raise SMTPException("ada@example.org")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fail)
        assert send_reminders().failed == ["ada: SMTPException", "bo: SMTPException"]
    assert not Reminder.objects.exists()
    assert send_reminders().sent == ["ada: 1", "bo: 1"]


def test_an_address_that_is_none_stops_nobody_elses_reminder(owned, someone, mailoutbox):
    owned(-20, someone("ada", email="ada@example.org\nBcc: bo@example.org"))
    owned(10, someone("bo"))
    outcome = send_reminders()
    assert (outcome.failed, outcome.sent) == (["ada: BadHeaderError"], ["bo: 1"])
    assert [mail.to for mail in mailoutbox] == [["bo@example.org"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_articles(owned, someone, count, django_assert_num_queries):
    ada = someone("ada")
    for number in range(count):
        owned(10, ada, title=str(number))
    # the articles, who looks after them, two for what the person may do; known reminders and new ones, in a savepoint,
    # and the person's language
    with django_assert_num_queries(9):
        send_reminders()


def test_the_command_says_what_it_did_and_fails_if_something_failed(owned, someone):
    def run():
        out, err, code = io.StringIO(), io.StringIO(), 0
        try:
            call_command("send_review_reminders", stdout=out, stderr=err)
        except SystemExit as end:
            code = end.code
        return out.getvalue() + err.getvalue(), code

    assert run() == ("nobody has anything new to know\n", 0)
    owned(10, someone("ada"))
    assert run() == ("sent to ada: 1 articles\n", 0)
    owned(10, title="Orpheline")
    out, code = run()
    assert code == 1
    assert "“Orpheline”" in out


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_once(owned, someone, mailoutbox, monkeypatch):
    owned(10, someone("ada"))
    both_looked, create = Barrier(2, timeout=20), Reminder.objects.bulk_create

    def create_together(rows, **options):
        both_looked.wait()  # neither has seen the other's rows
        return create(rows, **options)

    monkeypatch.setattr(Reminder.objects, "bulk_create", create_together)
    sent = []

    def run():
        sent.append(send_reminders().sent)
        connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == [[], ["ada: 1"]]
    assert len(mailoutbox) == 1
