"""A reader writes: what is kept, what is sent, what is refused, and that nothing typed is lost."""

import datetime
import smtplib
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail_localize.models import TranslationSource

from contact.delivery import deliver
from contact.forms import SIGNER
from contact.models import Message
from contact.views import LIMIT
from editorial.models import Role
from frontend.typography import typeset
from tests.reader.conftest import Reading, in_french


class BrokenServer:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


@pytest.mark.background_tasks
def test_a_message_is_stored_and_goes_to_the_mailbox_of_its_topic(client, form_page, write):
    response = write(topic="2", name="Camille", email="camille@example.org", text="Une idée.\nMerci.")
    assert (response.status_code, response["Location"]) == (303, "/fr/nous-ecrire/?sent#main")
    message = Message.objects.get()
    assert (message.topic, message.mailbox) == ("Autre chose", "boite2@example.org")
    assert message.text == "Une idée.\nMerci."
    assert message.delivered_at
    assert message.delete_after == timezone.localdate() + datetime.timedelta(days=180)
    sent = mail.outbox[0]
    assert (sent.to, sent.reply_to) == (["boite2@example.org"], ["camille@example.org"])
    assert "Une idée." in sent.body
    html = client.get("/fr/nous-ecrire/?sent").content.decode()
    assert "Réponse sous une semaine." in html
    assert "<form" not in html.split("<main")[1]
    assert not response.cookies and not client.cookies


def test_nothing_but_what_was_typed_is_kept():
    fields = {field.name for field in Message._meta.get_fields()}
    assert fields == {
        "id", "page", "topic", "mailbox", "name", "email", "text",
        "written_at", "delete_after", "delivered_at", "failures",
    }  # fmt: skip


def test_the_form_says_what_not_to_write_and_says_no_mailbox(client, form_page):
    html = client.get("/fr/nous-ecrire/").content.decode()
    assert "N’écrivez rien sur votre santé." in html
    assert "boite1@example.org" not in html
    assert "no-store" in client.get("/fr/nous-ecrire/")["Cache-Control"]
    assert "A mistake in an article" in client.get("/en/contact/").content.decode()
    assert "boite1" not in client.get(f"/api/v2/pages/{form_page.pk}/?fields=*").content.decode()


def test_what_is_wrong_is_said_at_the_top_and_at_the_field_and_nothing_typed_is_lost(write):
    response = write(topic="", email="camille@", text="Mon long texte", name="Camille")
    html = response.content.decode()
    page = Reading(html)
    assert response.status_code == 200
    assert not Message.objects.exists()
    assert page.all("a", href="#id_topic_0") and page.all("a", href="#id_email")
    [form] = page.all("form", method="post")
    assert form["action"].endswith("#errors") and page.all("div", id="errors")  # where a browser shows the answer
    assert page.all(
        "input", id="id_email", value="camille@", aria_invalid="true", aria_describedby="hint-email error-email"
    )
    assert ">\nMon long texte</textarea>" in html
    assert page.all("input", value="Camille")
    assert page.all("html", lang="fr")


def test_a_message_that_is_too_long_comes_back_whole_and_its_length_is_said(client, form_page, write):
    [field] = Reading(client.get("/fr/nous-ecrire/").content.decode()).all("textarea")
    assert "maxlength" not in field  # or a browser cuts what is pasted, and says nothing
    text = "Une idée. " * 510 + "Fin."
    response = write(text=text)
    told = in_french(
        "Please shorten your message to %(limit_value)d characters; it has %(show_value)d.",
        limit_value=5000,
        show_value=len(text),
    )
    assert typeset(told, "fr") in response.content.decode()
    assert f">\n{text}</textarea>" in response.content.decode()
    assert not Message.objects.exists()


def test_whoever_puts_a_mistake_right_at_once_is_not_too_quick(write):
    shown = Reading(write(topic="", seconds_ago=60).content.decode())
    made = shown.all("input", name="made")[0]["value"]
    assert write(topic="1", made=made).status_code == 303


def test_a_form_that_was_open_too_long_comes_back_with_a_new_moment(write):
    shown = Reading(write(seconds_ago=90_000).content.decode())
    made = shown.all("input", name="made")[0]["value"]
    assert SIGNER.unsign(made, max_age=60)


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"seconds_ago": 0}, 200, "That was very quick. Nothing is lost: please send it again in a moment."),
        (
            {"seconds_ago": 90_000},
            200,
            "This form was open for more than a day. Nothing is lost: please check it and send it again.",
        ),
        ({"made": "forged"}, 200, "Something went wrong with this form. Nothing is lost: please send it again."),
        (
            {"website": "https://spam.example.org"},
            200,
            "This field is there to stop programs. Please empty it and send again.",
        ),
        (
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            403,
            "This form came from another site. Nothing is lost: send it again from here.",
        ),
    ],
)
def test_programs_are_refused_and_a_reader_may_send_again(write, changes, status, told):
    response = write(text="Mon texte", **changes)
    html = response.content.decode()
    assert response.status_code == status
    assert typeset(in_french(told), "fr") in html
    assert "Mon texte" in html
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_too_many_from_one_place_wait(write):
    for _time in range(LIMIT):
        assert write().status_code == 303
    response = write(text="Le sixième")
    assert response.status_code == 429
    assert "Le sixième" in response.content.decode()
    assert Message.objects.count() == LIMIT


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a@example.org\r\nBcc: b@example.org"},
        {"text": "a\x00b"},
        {"name": "\x00"},
        {"text": "x" * 5001},
        {"topic": "99"},
        {"topic": "1\x00"},
        {"name": "x" * 121},
    ],
)
def test_what_no_reader_types_is_refused(write, changes):
    assert write(**changes).status_code == 200
    assert not Message.objects.exists()


@pytest.mark.background_tasks
def test_a_name_cannot_become_a_header(write):
    write(name="x\nBcc: b@example.org")
    assert "Bcc" not in mail.outbox[0].message().as_string().split("\n\n")[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.dictionaries(
        st.sampled_from(["topic", "text", "name", "email", "website", "made", "x"]), st.text(max_size=40)
    )
)
def test_no_post_breaks_it(client, form_page, said):
    said = {name: value.encode("utf-8", "replace") for name, value in said.items()}
    assert client.post(reverse("contact", args=[form_page.pk]), said).status_code == 200


def test_huge_input_is_refused_before_it_is_read(client, form_page):
    address = reverse("contact", args=[form_page.pk])
    answer = client.post(address, {"text": "x" * 3_000_000}, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert '<html lang="en">' in answer.content.decode()
    assert "What you typed is still in your browser" in answer.content.decode()
    assert client.get(address)["Location"] == "/fr/nous-ecrire/"


@pytest.mark.background_tasks
def test_a_mail_server_that_fails_loses_nothing(settings, write):
    settings.EMAIL_BACKEND = "tests.contact.test_contact.BrokenServer"
    assert write(text="Précieux").status_code == 303
    message = Message.objects.get()
    assert (message.text, message.delivered_at, message.failures) == ("Précieux", None, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    said = StringIO()
    call_command("tend_messages", stdout=said)
    assert said.getvalue() == "1 sent, 0 waiting, 0 deleted.\n"
    assert len(mail.outbox) == 1
    assert not deliver(message.pk), "it is sent once"


def test_messages_are_deleted_when_their_time_has_come(write):
    write()
    write()
    Message.objects.filter(pk=Message.objects.first().pk).update(
        delete_after=timezone.localdate() - datetime.timedelta(1)
    )
    call_command("tend_messages", stdout=StringIO())
    assert Message.objects.count() == 1


@pytest.fixture
def publisher(db):
    user = User.objects.create_user("publisher", "p@example.org", "x")
    user.groups.add(Role.objects.get(code="publisher").group)
    return user


def test_publishers_read_export_and_delete_messages_and_nobody_writes_one(client, publisher, write):
    write(text="=HYPERLINK(1)", name="Camille", email="c@example.org")
    message = Message.objects.get()
    client.force_login(publisher)
    html = client.get(reverse("contact_message:index")).content.decode()
    assert "Une erreur dans un article" in html
    assert "=HYPERLINK(1)" in client.get(reverse("contact_message:inspect", args=[message.pk])).content.decode()
    exported = client.get(reverse("contact_message:index"), {"export": "csv"}).getvalue().decode()
    assert "'=HYPERLINK(1)" in exported
    assert client.get("/admin/messages/new/").status_code == 404
    assert client.get(f"/admin/messages/edit/{message.pk}/").status_code == 404
    client.post(reverse("contact_message:delete", args=[message.pk]))
    assert not Message.objects.exists()


def test_who_may_do_all_may_not_write_one_either(client, admin_client, write):
    write()
    assert admin_client.get(reverse("contact_message:index")).status_code == 200
    assert admin_client.get("/admin/messages/new/").status_code == 404


def test_other_roles_read_no_messages(client, publisher, write):
    write()
    publisher.groups.set([Role.objects.get(code="editor").group])
    client.force_login(publisher)
    assert client.get(reverse("contact_message:index")).status_code == 302


def test_topics_are_translated_and_their_mailboxes_follow(form_page):
    source, _made = TranslationSource.get_or_create_from_instance(form_page)
    source.update_from_db()
    said = {segment.string.data for segment in source.stringsegment_set.select_related("string")}
    assert "Une erreur dans un article" in said
    assert not [text for text in said if "@" in text]
