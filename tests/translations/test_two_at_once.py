"""An agency's file and a translator, on one page at the same moment, each on a connection of its own."""

from threading import Event, Thread

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from tests.translations.test_importer import IMPORT, finish, sent, upload
from translations.interchange import importer
from translations.workbench import saving
from translations.workbench.segment_list import Workbench

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
A_MOMENT = 1.0  # long enough for a save that nothing holds up


class Meanwhile(Thread):
    """Does something on another connection; `result` is what came of it."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.result = act, None

    def run(self):
        try:
            self.result = self.act()
        finally:
            connections.close_all()


@pytest.fixture
def halted(monkeypatch):
    """`halted(module, "name")`: a function that waits, once called, until `go` is set; `begun` says that it was."""

    def halt(module, name):
        begun, go, proceed = Event(), Event(), getattr(module, name)

        def wait(*args, **kwargs):
            begun.set()
            assert go.wait(PATIENCE)
            return proceed(*args, **kwargs)

        monkeypatch.setattr(module, name, wait)
        return begun, go

    return halt


def client_of(user):
    client = Client(headers={"Accept-Language": "en", "X-Requested-With": "XMLHttpRequest"})
    client.force_login(user)
    return client


def stored():
    return StringTranslation.objects.get(translation_of__data="Reposez-vous.").data


@pytest.fixture
def deliver(live, translator, client):
    """What confirms a file that has another translation of one text; it was looked at before."""
    content = finish(sent(client, live, "po"), {"Reposez-vous.": "From the agency."})
    token = upload(client, ("page.po", content)).context["token"]
    return Meanwhile(lambda: client_of(translator).post(IMPORT, {"token": token}))


@pytest.fixture
def save(live, translator):
    """What saves the same text in the workbench, as it was seen before."""
    row = next(row for row in Workbench(live).rows if row.segment.string.data == "Reposez-vous.")
    address = reverse("workbench_segment", args=[live.pk, row.segment.pk])
    data = {"version": row.version, "text": "From the workbench."}
    return Meanwhile(lambda: client_of(translator).post(address, data))


def one_after_the_other(first, second, halted):
    """Both are begun; the second can't end before the first, which has halted, does."""
    begun, go = halted
    first.start()
    assert begun.wait(PATIENCE)
    second.start()
    second.join(A_MOMENT)
    has_waited = second.is_alive()
    go.set()
    first.join(PATIENCE)
    second.join(PATIENCE)
    assert has_waited


def test_a_save_waits_for_a_delivery_and_is_told_of_it(deliver, save, halted):
    one_after_the_other(deliver, save, halted(importer, "_store"))
    assert deliver.result.status_code == 302
    assert save.result.status_code == 409 and "From the agency." in save.result.json()["problem"]
    assert stored() == "From the agency."


def test_a_delivery_waits_for_a_save_and_is_shown_again(deliver, save, halted):
    one_after_the_other(save, deliver, halted(saving, "checked"))
    assert save.result.json()["saved"]
    shown = deliver.result.content.decode()
    assert deliver.result.status_code == 200
    assert "Something has changed here since you looked" in shown and "workbench" in shown
    assert stored() == "From the workbench."
