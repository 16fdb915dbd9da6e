"""A browser that reads the portal as people do.

Each test here has `page`, a tab of its own, and `live_server`, the portal with a clone of the test's world.
`accessible` looks at a page with axe.
"""

import os
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium

# What fades has not its own colours yet: it is put to its end. What never ends is left alone.
SETTLE = """() => {
  for (const each of document.getAnimations())
    if (each.effect?.getComputedTiming().endTime < Infinity) each.finish();
}"""
PATIENCE = 60_000  # milliseconds: Wagtail’s editor is heavy, and the machine may have other work


def pytest_itemcollected(item):
    """The server works in another thread: it sees what is committed."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.background_tasks)
    item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="package")
def browser(django_db_setup):
    executable = find_chromium()
    if not executable:
        reason = "no Chromium: apt-get install chromium, or name one with CHROMIUM="
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread as long as the browser does. Beside one, Django would refuse to
        # work.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with playwright.chromium.launch(executable_path=executable, args=ARGUMENTS) as chromium:
            yield chromium


@pytest.fixture(autouse=True)
def answered(live_server):
    """At the end, wait until the server has answered all: the database is dropped next."""
    under_way = []

    def begin(**kwargs):
        under_way.append(1)

    def end(**kwargs):
        if under_way:  # one of the test before may end here
            under_way.pop()

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    until = time.monotonic() + PATIENCE / 1000
    while under_way and time.monotonic() < until:
        time.sleep(0.05)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def page(browser, live_server, answered):
    """A tab, in French. No script may fail in it, and it may ask nobody but the portal for anything."""
    with browser.new_context(locale="fr-FR", base_url=live_server.url) as context:
        failures = []
        context.on("weberror", lambda error: failures.append(str(error.error)))
        context.on("request", lambda request: failures.append(request.url) if is_foreign(request.url) else None)

        def is_foreign(url):
            return not url.startswith((live_server.url, "data:", "blob:"))

        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
    assert failures == []


@pytest.fixture
def accessible():
    """`accessible(page)` fails with axe's report if it finds a violation."""

    def look(page):
        page.evaluate(SETTLE)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return look
