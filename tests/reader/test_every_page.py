"""What holds for the HTML of every page type, in both languages."""

import pytest

from tests.every_page import addresses
from tests.nu import complaints
from tests.reader.conftest import Reading

LANGUAGES = ["fr", "en"]


@pytest.fixture
def every_answer(filled_portal, settings, client):
    """The answers for every page type, by language and name."""
    settings.ROOT_URLCONF = "tests.failing_urls"
    client.raise_request_exception = False
    return {
        (language, each.name): client.get(address) for language in LANGUAGES for each, address in addresses(language)
    }


def test_every_page_is_valid_html(every_answer, tmp_path):
    """By the Nu checker."""
    said = complaints(tmp_path, {f"{language} {name}": each.content for (language, name), each in every_answer.items()})
    assert not said, "\n".join(said)


def test_no_page_has_anything_inline_or_leaves_anything_behind(every_answer):
    for (language, name), answer in every_answer.items():
        page, where = Reading(answer.content.decode()), f"{language} {name}"
        assert not page.all("style"), where
        assert not [attrs for _tag, attrs in page.elements if "style" in attrs], where
        assert not [key for _tag, attrs in page.elements for key in attrs if key.startswith("on")], where
        for script in page.all("script"):
            assert script.get("type") in ("module", "application/ld+json"), where
            assert script.get("src", "/static/").startswith("/static/"), where
        assert not answer.cookies, where
        assert "cookie" not in answer.get("Vary", "").lower(), where
        assert "script-src 'self'" in answer["Content-Security-Policy"], where


def test_every_picture_keeps_its_room_and_comes_in_sizes(every_answer):
    pictures = 0
    for (language, name), answer in every_answer.items():
        page, where = Reading(answer.content.decode()), f"{language} {name}"
        for image in page.all("img"):
            assert {"alt", "width", "height", "src"} <= image.keys(), where
            if not image["src"].endswith(".svg"):
                pictures += 1
                assert image["srcset"] and image["sizes"], where
        kinds = [source["type"] for source in page.all("source") if "media" not in source]
        assert kinds == ["image/avif", "image/webp"] * (len(kinds) // 2), where
    assert pictures


def test_pictures_below_the_first_screen_wait(every_answer):
    html = every_answer["fr", "article"].content.decode()
    head, _, rest = html.partition('<div class="article-layout"')
    assert 'loading="lazy"' not in head
    assert all(image.get("loading") == "lazy" for image in Reading(rest).all("img"))
