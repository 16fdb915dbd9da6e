"""Machine drafts: asked of a server that may fail, marked, and never published before a person accepts them."""

import json

import pytest
import requests
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from tests.translations.test_publish_rules import article, target, translation  # noqa: F401 -- fixtures
from translations.segments.machine_translation import LibreTranslate, MachineTranslationError, unaccepted_drafts
from translations.workbench.segment_list import Workbench

OPTIONS = {"LIBRETRANSLATE_URL": "http://127.0.0.1:9", "API_KEY": "", "TIMEOUT": 1}


class Server:
    """Answers in the place of a LibreTranslate server."""

    def __init__(self, say):
        self.say, self.batches = say, []

    def post(self, url, data, headers, timeout):
        texts = json.loads(data)["q"]
        self.batches.append(len(texts))
        answer = requests.Response()
        answer.status_code = 200
        answer._content = json.dumps({"translatedText": self.say(texts)}).encode()
        return answer


@pytest.fixture
def server(monkeypatch, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "translations.segments.machine_translation.LibreTranslate",
        "OPTIONS": OPTIONS,
    }

    def serve(say):
        server = Server(say)
        monkeypatch.setattr(requests, "post", server.post)
        return server

    return serve


def ask(admin_client, translation):  # noqa: F811
    return admin_client.post(
        f"/admin/localize/translate/{translation.pk}/machine_translate/", {"next": "/admin/"}, follow=True
    )


def english(texts):
    return [f"english-{chr(97 + number % 26)}-{'x' * len(text)}" for number, text in enumerate(texts)]


def test_drafts_are_marked_and_wait_for_a_person(server, admin_client, translation, django_capture_on_commit_callbacks):  # noqa: F811
    server(english)
    ask(admin_client, translation)
    drafts = StringTranslation.objects.filter(locale=translation.target_locale)
    assert drafts.count() == translation.source.stringsegment_set.count()
    assert set(drafts.values_list("translation_type", "tool_name")) == {("machine", "LibreTranslate")}
    with pytest.raises(ValidationError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not target(translation).live


def test_an_accepted_draft_may_go_live(server, admin_client, translation, django_capture_on_commit_callbacks):  # noqa: F811
    server(english)
    ask(admin_client, translation)
    for row in Workbench(translation).rows:
        address = reverse("workbench_segment", args=[translation.pk, row.segment.pk])
        assert admin_client.post(address, {"version": row.version, "text": row.text}).status_code == 302
    assert not unaccepted_drafts(translation).exists()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert target(translation).live


def test_a_draft_is_not_accepted_without_a_version_of_what_was_seen(server, admin_client, translation):  # noqa: F811
    server(english)
    ask(admin_client, translation)
    drafts = unaccepted_drafts(translation).count()
    segment = translation.source.stringsegment_set.first()
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    answer = admin_client.put(
        address, {"value": "x"}, content_type="application/json", headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 428 and "workbench" in answer.json()["error"]
    assert unaccepted_drafts(translation).count() == drafts


def test_a_server_that_is_away_changes_nothing_and_says_so(settings, admin_client, translation):  # noqa: F811
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "translations.segments.machine_translation.LibreTranslate",
        "OPTIONS": OPTIONS,
    }
    answer = ask(admin_client, translation)
    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not unaccepted_drafts(translation).exists()


@pytest.mark.parametrize("said", [[], ["only one"], None, {"a": "b"}])
def test_an_answer_that_does_not_fit_is_none(server, said):
    server(lambda texts: said)
    with pytest.raises(MachineTranslationError):
        LibreTranslate(OPTIONS).translate(_Locale("fr"), _Locale("en"), [StringValue("un"), StringValue("deux")])


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ('Appelez le <a id="a1">15</a>.', "Call 15."),
        ('Appelez le <a id="a1">15</a>.', 'Call <a id="a2">15</a>.'),
        ("Appelez le 15.", 'Call <a id="a1">15</a>.'),
        ("Appelez le 15.", "<p>Call 15.</p>"),
        ("Appelez le 15.", " "),
    ],
)
def test_a_draft_that_lost_or_made_up_a_tag_is_left_out(server, text, draft):
    server(lambda texts: [draft])
    assert LibreTranslate(OPTIONS).translate(_Locale("fr"), _Locale("en"), [StringValue(text)]) == {}


def test_a_long_page_is_sent_in_parts(server):
    asked = server(english)
    drafts = LibreTranslate(OPTIONS).translate(
        _Locale("fr"), _Locale("en"), [StringValue(f"texte {number}") for number in range(120)]
    )
    assert asked.batches == [50, 50, 20]
    assert len(drafts) == 120


class _Locale:
    def __init__(self, language_code):
        self.language_code = language_code
