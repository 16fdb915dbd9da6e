"""What an editor is told of autosaves."""

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage
from tests.browser.autosave import Autosave
from tests.browser.conftest import PATIENCE
from tests.browser.login import log_in
from tests.factories.editorial import checked_article, member, submit


@pytest.fixture
def article(portal):
    editor = member("editor")
    return checked_article(portal.fr.articles, author=editor)


def test_what_cannot_be_saved_any_more_is_said_and_stays(page, article):
    log_in(page, "editor", f"/admin/pages/{article.pk}/edit/")
    autosave = Autosave(page)
    autosave.begin()
    autosave.let_go()
    submit(ArticlePage.objects.get(pk=article.pk), member("publisher"))
    autosave.end()
    message = page.locator(".messages li").filter(has_text="relecture médicale")
    for turn in range(PATIENCE // 2000):
        page.locator("[name=introduction]").fill(f"Écrit trop tard, {turn}.")
        page.wait_for_timeout(2000)
        if message.count():
            break
    expect(message).to_have_count(1)
    expect(message).to_be_visible()
    expect(page.locator("[name=introduction]")).to_have_value(f"Écrit trop tard, {turn}.")


def test_what_was_asked_before_an_autosave_does_not_take_it_for_somebody_elses(page, article, settings):
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 600_000  # once, as the page opens
    asked = []
    page.route("**/editing-sessions/ping/**", lambda route: asked.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    log_in(page, "editor", f"/admin/pages/{article.pk}/edit/")
    autosave = Autosave(page)
    autosave.begin()
    autosave.let_go()
    autosave.end()
    with page.expect_response("**/editing-sessions/ping/**") as response:
        asked[-1].continue_()
    assert response.value.json()["other_sessions"]
    page.wait_for_timeout(500)  # until it has been read
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-submit-changes]").click()
    page.wait_for_url("**/submit/")
    assert not page.get_by_text("a enregistré une nouvelle version").count()


def test_what_somebody_else_has_saved_is_still_said(page, article, settings):
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 2_000
    log_in(page, "editor", f"/admin/pages/{article.pk}/edit/")
    autosave = Autosave(page)
    autosave.begin()
    autosave.let_go()
    autosave.end()
    article.introduction = "Dit par une autre."
    article.save_revision(user=member("publisher"))
    is_told = False
    while not is_told:
        with page.expect_response("**/editing-sessions/ping/**") as response:
            pass
        is_told = any(each["revision_id"] for each in response.value.json()["other_sessions"])
    page.wait_for_timeout(500)  # until it has been read
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-submit-changes]").click()
    expect(page.get_by_text("a enregistré une nouvelle version").first).to_be_visible()
