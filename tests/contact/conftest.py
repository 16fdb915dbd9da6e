"""A contact form in French, with its English translation."""

import pytest
from django.core import signing
from django.core.cache import caches
from django.urls import reverse

from contact.forms import SIGNER
from tests.factories.contact import ContactPageFactory, topics


@pytest.fixture
def form_page(portal):
    caches["counts"].clear()
    page = ContactPageFactory(parent=portal.fr.home)
    english = page.copy_for_translation(portal.en.locale)
    english.title, english.slug, english.live = "Write to us", "contact", True
    english.topics = topics("A mistake in an article", "Something else")
    english.save()
    return page


def stamp(monkeypatch, seconds_ago=60):
    """A form that was made a while ago."""
    now = signing.time.time()
    with monkeypatch.context() as patch:
        patch.setattr(signing.time, "time", lambda: now - seconds_ago)
        return SIGNER.sign("form")


@pytest.fixture
def write(client, form_page, monkeypatch):
    """Send the form as a reader would, with changes."""

    def send(seconds_ago=60, headers=None, **changes):
        said = {"topic": "1", "text": "Bonjour.", "name": "", "email": "", "website": ""}
        said = {**said, "made": stamp(monkeypatch, seconds_ago), **changes}
        return client.post(reverse("contact", args=[form_page.pk]), said, headers=headers)

    return send
