"""Where a post comes from, and how many are too many."""

import pytest
from django.core.cache import caches

from antispam import posts


@pytest.fixture(autouse=True)
def _forget():
    caches["counts"].clear()


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver.example.org"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_a_post_is_from_here_unless_the_browser_says_otherwise(rf, headers, passes):
    assert posts.is_from_here(rf.post("/", headers=headers)) is passes


def is_too_many(rf, address, **headers):
    return posts.is_too_many(rf.post("/", REMOTE_ADDR=address, headers=headers), "test", 2, 60)


def test_each_place_and_each_purpose_is_counted_by_itself(rf):
    assert [is_too_many(rf, "192.0.2.1") for _time in range(3)] == [False, False, True]
    assert not is_too_many(rf, "192.0.2.2")
    assert not posts.is_too_many(rf.post("/", REMOTE_ADDR="192.0.2.1"), "other", 2, 60)


def test_a_household_with_many_addresses_is_one_place(rf):
    assert [is_too_many(rf, f"2001:db8::{n}") for n in range(1, 4)] == [False, False, True]
    assert not is_too_many(rf, "2001:db8:0:1::1")


def test_a_forged_address_counts_for_nothing(rf, settings):
    assert [is_too_many(rf, "192.0.2.1", **{"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(3)][-1]
    settings.TRUSTED_PROXIES = 1
    forged = [is_too_many(rf, "10.0.0.1", **{"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.9"}) for n in range(3)]
    assert forged == [False, False, True]
    assert not is_too_many(rf, "10.0.0.1", **{"X-Forwarded-For": "x, 203.0.113.10"})


def test_no_address_is_kept(rf):
    is_too_many(rf, "192.0.2.77")
    cache = caches["counts"]
    assert not [key for key in cache._cache if "192.0.2.77" in key]
