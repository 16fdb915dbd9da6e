"""security.txt, as RFC 9116 has it."""

import datetime

import pytest

ADDRESS = "/.well-known/security.txt"


def test_without_a_contact_there_is_none(client, db):
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
    ],
)
def test_it_says_whom_to_tell_and_until_when_it_holds(client, settings, contact, said):
    settings.SECURITY_CONTACT = contact
    answer = client.get(ADDRESS)
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == said
    assert fields["Preferred-Languages"] == "fr, en"
    assert fields["Canonical"].endswith(ADDRESS)
    left = datetime.datetime.fromisoformat(fields["Expires"]) - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=170) < left < datetime.timedelta(days=181)
    assert client.post(ADDRESS).status_code == 405
