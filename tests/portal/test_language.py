"""The language of an answer."""

import pytest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr", "fr"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de,en;q=0.5", "en"),
        ("de", "fr"),
        ("*", "fr"),
        ("", "fr"),
        ("q=;;;,,\x00x", "fr"),
        ("x" * 10_000, "fr"),
    ],
)
def test_the_root_leads_to_the_readers_language_french_where_nothing_fits(portal, client, accepted, language):
    answer = client.get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies


def test_an_unknown_address_is_unknown_in_any_language(portal, client):
    answer = client.get("/nothing/", headers={"accept-language": "en"})
    assert (answer.status_code, answer["Content-Language"]) == (404, "en")
    assert "Accept-Language" in answer["Vary"]
    assert client.get("/api/v2/nothing/").status_code == 404
