"""`make screenshots`: the demonstration's page types, as a reader sees them, into the ignored folder screenshots/."""

import shutil

import pytest
from django.conf import settings as portal_settings

from editorial.register.published_versions import record_missing
from tests.every_page import addresses, article, keep_history, withdraw

FOLDER = portal_settings.BASE_DIR / "screenshots"

EVERY_PICTURE = """() => Promise.all([...document.querySelectorAll("img[loading=lazy]")].map((each) => {
  each.loading = "eager";
  return each.decode().catch(() => {});
}))"""


@pytest.fixture
def demonstration(demonstration, settings):
    settings.ROOT_URLCONF = "tests.failing_urls"
    for language in ("fr", "en"):
        keep_history(article(language))
        withdraw(article(language))
    record_missing()


def test_take_screenshots(demonstration, page):
    shutil.rmtree(FOLDER, ignore_errors=True)
    taken = 0
    for language in ("fr", "en"):
        for each, address in addresses(language):
            for width, height in ((390, 844), (1280, 900)):
                for scheme in ("light", "dark"):
                    page.set_viewport_size({"width": width, "height": height})
                    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                    page.goto(address)
                    page.evaluate(EVERY_PICTURE)
                    file = FOLDER / f"{each.name.replace(', ', '-').replace(' ', '-')}.{language}-{width}-{scheme}.png"
                    page.screenshot(path=file, full_page=True)
                    taken += 1
    print(f"\n{taken} pictures in {FOLDER}")
