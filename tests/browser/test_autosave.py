"""An editor writes in an open page that goes into medical review: it is said, and what was written is still there."""

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage
from tests.browser.login import log_in
from tests.browser.test_comments import Autosave
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
    page.unroute("**/admin/pages/*/edit/")
    message = page.locator(".messages li").filter(has_text="relecture médicale")
    for turn in range(10):
        page.locator("[name=introduction]").fill(f"Écrit trop tard, {turn}.")
        page.wait_for_timeout(2000)
        if message.count():
            break
    expect(message).to_have_count(1)
    expect(message).to_be_visible()
    expect(page.locator("[name=introduction]")).to_have_value(f"Écrit trop tard, {turn}.")
