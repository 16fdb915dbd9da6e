"""A new medical editor begins an article, and says what changed in another, with the keyboard and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import ArticlePage, DeclaredChange
from editorial.models import Override
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
def editor(page, django_user_model):
    return django_user_model.objects.create_superuser("editor", password="secret")


def has_no_violation(page, context):
    assert Axe().run(page, context=context).response["violations"] == []


def test_an_article_begins_with_its_readers_questions(page, portal, editor):
    log_in(page, editor.username, f"/admin/pages/add/articles/articlepage/{portal.fr.articles.pk}/")
    has_no_violation(page, "main form")
    page.get_by_label("Titre").fill("L’IRM")
    page.get_by_label("Un examen").check()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    expect(page.locator("[name=body-0-value-text]")).to_have_value("À quoi sert cet examen ?")


def test_what_is_typed_is_saved_and_then_declared(page, article, editor):
    log_in(page, editor.username, f"/admin/pages/{article.pk}/edit/")
    page.locator("[name=introduction]").fill("Ce que vous y trouverez ici.")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-submit-changes]").click()
    page.wait_for_url("**/submit/")
    expect(page.locator("ins")).to_contain_text("y")
    has_no_violation(page, "main form")
    page.get_by_label("mineure").check()
    page.locator("[name=summary]").fill("Une phrase mieux dite.")
    page.get_by_role("button", name="Soumettre").click()
    expect(page.locator(".messages")).to_contain_text("soumis pour relecture")
    declared = DeclaredChange.objects.get()
    assert (declared.unit, declared.kind) == ("introduction", "minor")


def test_a_finding_is_let_pass_where_it_is_and_what_was_begun_is_kept(page, article, editor):
    log_in(page, editor.username, f"/admin/pages/{article.pk}/edit/")
    page.locator("[data-side-panel-toggle=checks]").click()
    finding = page.locator("[data-check=purpose][data-unit=purpose]")
    finding.locator("summary").click()
    finding.get_by_label("Motif").fill("Urgent")
    finding.get_by_role("button").click()
    expect(finding.get_by_role("alert").first).to_be_visible()
    expect(finding.get_by_label("Motif")).to_be_focused()
    finding.get_by_label("Motif").fill("Le titre dit déjà ce but.")
    before = page.locator(".checks [role=status]").inner_text()
    page.locator("[name=audience]").evaluate("field => { field.value = 'Patients'; }")
    expect(page.locator(".checks [role=status]")).not_to_have_text(before)
    expect(finding.get_by_label("Motif")).to_have_value("Le titre dit déjà ce but.")
    has_no_violation(page, ".checks")
    finding.get_by_role("button").click()
    expect(page.locator("[data-overridden]")).to_contain_text("Le titre dit déjà ce but.")
    assert Override.objects.get().unit == "purpose"
