"""Comments in the editor, while Wagtail saves the page by itself."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Comment, CommentReply

from articles.models import ArticlePage
from tests.browser.conftest import PATIENCE
from tests.browser.login import log_in
from tests.factories.articles import ArticlePageFactory, stream

ANSWERS = "**/admin/pages/*/edit/"


@pytest.fixture
def article(portal):
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        title="Zoom",
        body=stream(ArticlePage.body.field, ("paragraph", "<p>Vous pouvez attendre.</p>")),
    )
    page.save_revision()
    return page


class Autosave:
    """Holds the answers to autosaves until they are let go."""

    def __init__(self, page):
        self.page, self.held = page, []
        page.route(ANSWERS, self._hold)
        page.evaluate(
            "window.answers = 0; window.addEventListener('w-autosave:success', () => { window.answers += 1; })"
        )

    def _hold(self, route):
        if route.request.method == "POST":
            self.held.append(route)
        else:
            route.continue_()

    def begin(self):
        """The page changes, until that is seen: Wagtail looks for changes only some time after it has opened."""
        for turn in range(20):
            self.page.locator("[name=introduction]").fill(f"Mieux dit, {turn}.")
            if self._until(lambda: self.held, 3):
                return
        raise AssertionError("Nothing was saved.")

    def let_go(self):
        assert self._until(lambda: self.held)
        answers = self.page.evaluate("window.answers")
        self.held.pop(0).continue_()
        assert self._until(lambda: self.page.evaluate("window.answers") > answers)

    def _until(self, holds, seconds=PATIENCE // 1000):
        for _turn in range(10 * seconds):
            if holds():
                return True
            self.page.wait_for_timeout(100)
        return False


@pytest.fixture
def editor(page, article, django_user_model):
    django_user_model.objects.create_superuser("editor", password="secret")
    log_in(page, "editor", f"/admin/pages/{article.pk}/edit/")
    page.locator("[data-side-panel-toggle=comments]").click()
    return page


def begin(page, words):
    field = page.locator("section:has([name=introduction])").last
    field.hover()
    field.locator("[data-component=add-comment-button]").click()
    expect(page.locator("#comments textarea")).to_be_focused()
    page.keyboard.type(words)


def confirm(page, button="Commenter"):
    page.locator("#comments").get_by_role("button", name=button, exact=True).click()


def test_what_is_being_written_outlives_an_autosave(editor):
    autosave = Autosave(editor)
    autosave.begin()
    begin(editor, "Est-ce assez ")
    autosave.let_go()
    expect(editor.locator("#comments textarea")).to_be_focused()
    editor.keyboard.type("simple ?")
    expect(editor.locator("#comments textarea")).to_have_value("Est-ce assez simple ?")
    confirm(editor)
    autosave.let_go()
    assert [each.text for each in Comment.objects.all()] == ["Est-ce assez simple ?"]


def test_what_was_written_while_an_autosave_was_under_way_is_saved_by_the_next_one_and_once(editor):
    autosave = Autosave(editor)
    autosave.begin()
    begin(editor, "Trop long ?")
    confirm(editor)
    autosave.let_go()
    expect(editor.locator("#comments .comment__text")).to_have_text("Trop long ?")
    autosave.let_go()
    editor.locator("#comments .comment").click()
    autosave.begin()
    editor.locator("#comments .comment textarea").click()
    editor.keyboard.type("Un peu, ")
    autosave.let_go()
    editor.keyboard.type("oui.")
    confirm(editor, "Répondre")
    while not CommentReply.objects.exists():  # a change before it may be saved by itself
        autosave.let_go()
    comment = Comment.objects.get()
    assert (comment.text, [each.text for each in comment.replies.all()]) == ("Trop long ?", ["Un peu, oui."])
