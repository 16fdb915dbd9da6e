"""An editor sees what the checks find while writing, and goes to the block."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import ArticlePage
from tests.browser.login import log_in
from tests.factories.articles import ArticlePageFactory, stream

LONG = "<p>" + "mot " * 30 + "vous.</p>"


@pytest.fixture
def article(portal):
    return ArticlePageFactory(
        parent=portal.fr.articles,
        title="Zoom",
        body=stream(ArticlePage.body.field, ("paragraph", "<p>Vous pouvez attendre.</p>"), ("paragraph", LONG)),
    )


@pytest.fixture
def panel(page, article, django_user_model):
    """The editor of an article, with the checks beside it."""
    django_user_model.objects.create_superuser("editor", password="secret")
    log_in(page, "editor", f"/admin/pages/{article.pk}/edit/")
    page.locator("[data-side-panel-toggle=checks]").click()
    panel = page.locator(".checks")
    expect(panel.locator("[data-check=sentence-length]")).to_have_count(1)
    return panel


def test_findings_follow_what_is_typed_and_lead_to_the_block(page, article, panel):
    status = panel.get_by_role("status")
    before = status.inner_text()
    group = panel.locator("section", has=page.locator("[data-check=sentence-length]")).first
    group.get_by_role("link").click()
    block = page.locator(f"#block-{article.body[1].id}-section")
    expect(block.locator("[contenteditable=true]")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Vous y allez.")
    expect(panel.locator("[data-check=sentence-length]")).to_have_count(0)
    expect(status).not_to_have_text(before)
    article.refresh_from_db()
    assert "mot mot" in article.body[1].value.source


def test_a_field_in_another_tab_is_reached_too(page, panel):
    panel.locator("section", has=page.locator("[data-unit=purpose]")).first.get_by_role("link").click()
    expect(page.locator("[name=purpose]")).to_be_focused()


def test_counts_show_one_level_at_a_time(page, panel):
    blocking, reported = (panel.locator(f"[data-checks-level-param={level}]") for level in ("block", "report"))
    blocking.click()
    expect(blocking).to_have_attribute("aria-pressed", "true")
    expect(panel.locator(".checks__finding[data-level=warn]").first).to_be_hidden()
    expect(panel.locator(".checks__finding[data-level=block]").first).to_be_visible()
    reported.click()
    expect(panel.locator(".checks__group:visible")).to_have_count(0)
    panel.locator('[data-checks-level-param=""]').click()
    expect(panel.locator(".checks__finding[data-level=warn]").first).to_be_visible()


def test_whoever_may_no_longer_edit_is_told_and_keeps_what_is_written(page, panel):
    page.context.clear_cookies()
    page.locator("[name=introduction]").fill("Autre chose.")
    expect(panel.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=introduction]")).to_have_value("Autre chose.")


def test_the_panel_has_no_violation(page, panel):
    # Within the panel: Wagtail's own editor is not ours to judge.
    assert Axe().run(page, context=".checks").response["violations"] == []
