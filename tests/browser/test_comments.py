"""Comments in the editor, while Wagtail saves the page by itself."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Comment, CommentReply

from articles.models import ArticlePage
from tests.browser.autosave import Autosave
from tests.browser.login import log_in
from tests.factories.articles import ArticlePageFactory, stream


@pytest.fixture
def article(portal):
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        title="Zoom",
        body=stream(ArticlePage.body.field, ("paragraph", "<p>Vous pouvez attendre.</p>")),
    )
    page.save_revision()
    return page


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
