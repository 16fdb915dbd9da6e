"""An article's whole way, in a browser and as each role: written, checked, sent back, mended, signed, read, changed."""

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from wagtail.models import Comment

from articles.models import ArticlePage
from editorial.models import SignOff
from home.models import SiteSettings
from tests.browser.conftest import PATIENCE
from tests.browser.login import log_in
from tests.factories.editorial import doctor, member
from tests.factories.home import STATEMENTS
from tests.factories.vocabulary import PersonFactory, TermFactory

pytestmark = pytest.mark.governed

INTRODUCTION = "Cet article explique à quoi sert une coloscopie, comment s’y préparer et quand les résultats arrivent."
KEY_POINTS = [
    "Cet examen sert à regarder l’intérieur du côlon.",
    "Pour s’y préparer, il faut suivre un régime.",
    "Les résultats sont remis par le médecin qui a fait l’examen.",
]
SENTENCES = [
    "Une coloscopie permet de regarder l’intérieur de l’intestin avec une petite caméra.",
    "Votre médecin la prescrit quand il veut regarder le côlon",
    "Vous suivez un régime, puis vous buvez un produit qui vide l’intestin.",
    "Le médecin introduit une sonde souple. Vous dormez le plus souvent.",
    "Vous ne sentez rien si vous dormez.",
    "Les complications sont rares. Appelez votre médecin si vous saignez.",
    "Le médecin vous dit tout de suite ce qu’il a vu.",
    "Ils disent si la paroi est normale. Ils ne disent pas tout.",
    "Appelez l’équipe qui vous a examiné si vous avez mal au ventre.",
]


@pytest.fixture
def people(portal):
    """One of each, and what a site says about itself."""
    SiteSettings.objects.update_or_create(locale=portal.fr.locale, defaults=STATEMENTS["fr"])
    PersonFactory(name_fr="Équipe de rédaction")
    TermFactory(name_fr="Côlon", short_definition_fr="La dernière partie de l’intestin.")
    return {"editor": member("editor"), "publisher": member("publisher"), "reviewer": doctor()}


@pytest.fixture
def tab(browser, live_server, answered, people):
    """`tab("editor")`: that person's browser, logged in; `tab()`: a reader's."""
    tabs, failures = {}, []

    def open_tab(role=None):
        if role not in tabs:
            context = browser.new_context(locale="fr-FR", base_url=live_server.url)
            context.on("weberror", lambda error: failures.append(str(error.error)))
            tabs[role] = page = context.new_page()
            page.set_default_timeout(PATIENCE)
            if role:
                log_in(page, people[role].username)
        return tabs[role]

    yield open_tab
    for page in tabs.values():
        page.context.close()
    assert failures == []


def rich_texts(page):
    return page.locator("[data-contentpath=body] .public-DraftEditor-content")


def at_the_end(page, text):
    text.click()
    page.keyboard.press("Control+End")


def add(page, number, words):
    """At the end of a paragraph; the editor hands what is typed to its form a moment later."""
    at_the_end(page, rich_texts(page).nth(number))
    page.keyboard.type(words)
    is_there = "words => [...document.querySelectorAll('[name^=body-]')].some(field => field.value.includes(words))"
    page.wait_for_function(is_there, arg=words)


def write(page):
    """All that the template left to write."""
    page.locator("[name=introduction]").fill(INTRODUCTION)
    for number, point in enumerate(KEY_POINTS):
        page.locator(f"[name=key_points-{number}-value]").fill(point)
    expect(rich_texts(page)).to_have_count(len(SENTENCES))
    for number, sentence in enumerate(SENTENCES):
        add(page, number, sentence)


def name_source_and_author(page):
    page.get_by_role("tab", name="Sources").click()
    page.locator("[data-contentpath=references] .c-sf-add-button").first.click()
    for name, value in (("organisation", "HAS"), ("title", "La coloscopie"), ("year", "2025")):
        page.locator(f"[name=references-0-value-{name}]").fill(value)
    page.get_by_role("tab", name="Classement").click()
    page.locator("#id_article_authors-OPEN_MODAL").click()
    modal = page.locator(".modal-content")
    modal.get_by_label("Équipe de rédaction").check()
    modal.get_by_role("button", name="Confirmer la sélection").click()
    expect(page.locator("[name=article_authors-0-person]")).not_to_have_value("")
    page.get_by_role("tab", name="Contenu").click()


def cite_and_explain(page):
    at_the_end(page, rich_texts(page).nth(0))
    page.keyboard.press("Shift+Home")
    page.locator(".Draftail-ToolbarButton[name=REFERENCE]").click()
    page.get_by_role("button", name="HAS, La coloscopie").click()
    expect(rich_texts(page).nth(0)).to_contain_text("*")
    at_the_end(page, rich_texts(page).nth(1))
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.locator(".Draftail-ToolbarButton[name=TERM]").click()
    page.locator(".modal-content").get_by_role("link", name="Côlon").click()
    expect(rich_texts(page).nth(1).locator(".TooltipEntity")).to_have_text("côlon")


def add_picture(page, file):
    page.locator("[data-contentpath=body] .c-sf-add-button").nth(2).click()
    page.get_by_role("option", name="Image").click()
    page.locator("[data-contentpath=body] [data-chooser-action-choose]").first.click()
    modal = page.locator(".modal-content")
    modal.get_by_role("tab", name="Déposer").click()
    modal.locator("input[type=file]").set_input_files(file)
    modal.locator("[name=image-chooser-upload-title]").fill("Sonde")
    modal.locator("form:has(input[type=file]) button[type=submit]").click()
    alternative = page.locator("[name$=-value-image-alt_text]")
    expect(page.locator("[name$=-value-image-image]")).not_to_have_value("")
    alternative.fill("La sonde avance dans l’intestin.")


def comment(page, words):
    page.locator("[data-side-panel-toggle=comments]").click()
    field = page.locator("section:has([name=introduction])").last
    field.hover()
    field.locator("[data-component=add-comment-button]").click()
    written = page.locator("#comments textarea")
    expect(written).to_be_visible()
    written.fill(words)
    page.locator("#comments").get_by_role("button", name="Commenter", exact=True).click()
    expect(page.locator("#comments .comment__text", has_text=words).first).to_be_visible()


def act(page, locator):
    """One of the editor's buttons, in its menu."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator(locator).click()


def hand_on(page, summary="", minor="", clinical=""):
    """With what changes in a sentence, words of a passage called minor, and of one that can only be clinical."""
    act(page, "[name=action-submit-changes]")
    page.wait_for_url("**/submit/")
    if minor:
        page.get_by_role("row").filter(has_text=minor).get_by_label("mineure", exact=True).check()
    if clinical:
        row = page.get_by_role("row").filter(has_text=clinical)
        expect(row).to_contain_text("Des mots ont changé")
        expect(row.get_by_role("radio")).to_have_count(0)
    if summary:
        page.locator("[name=summary]").fill(summary)
    page.get_by_role("button", name="Soumettre", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("« Préparer une coloscopie »")


def approve(page, article):
    page.goto(f"/admin/pages/{article.pk}/edit/")
    expect(page.locator(".opening")).to_contain_text("Cette page vous attend")
    act(page, "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
    page.wait_for_url(f"**/admin/pages/{article.get_parent().pk}/")


def sign(page):
    page.goto("/admin/reviews/")
    page.get_by_role("link", name="Préparer une coloscopie").first.click()
    page.get_by_role("button", name="Signer", exact=True).click()
    page.wait_for_url("**/admin/reviews/")
    expect(page.get_by_text("Vous avez signé «")).to_be_visible()


def test_from_a_template_to_its_readers_and_on(tab, portal, tmp_path):
    Image.new("RGB", (900, 600), "#8ac").save(tmp_path / "sonde.png")
    editor, publisher, reviewer, reader = (tab(role) for role in ("editor", "publisher", "reviewer", None))

    editor.goto(f"/admin/pages/add/articles/articlepage/{portal.fr.articles.pk}/")
    editor.get_by_label("Titre").fill("Préparer une coloscopie")
    editor.get_by_label("Un examen").check()
    editor.get_by_role("button", name="Commencer le brouillon").click()
    editor.wait_for_url("**/edit/")
    article = ArticlePage.objects.get()
    comment(editor, "Est-ce assez simple ?")
    write(editor)
    name_source_and_author(editor)
    cite_and_explain(editor)
    add_picture(editor, tmp_path / "sonde.png")
    editor.locator("[data-side-panel-toggle=checks]").click()
    expect(editor.locator(".checks [role=status]")).to_contain_text("0 bloquant")
    hand_on(editor)
    assert Comment.objects.get().text == "Est-ce assez simple ?"
    approve(publisher, article)

    reviewer.goto("/admin/")
    expect(reviewer.locator("[aria-labelledby=work-sign]")).to_contain_text("première signature")
    reviewer.goto(f"/admin/reviews/{article.pk}/")
    passage = reviewer.locator(".passage", has_text=SENTENCES[2]).first
    passage.get_by_text("Commenter ce passage").click()
    passage.locator("textarea").fill("Dites combien de jours.")
    reviewer.locator("[name=message]").fill("Précisez la durée du régime.")
    reviewer.get_by_role("button", name="Renvoyer").click()
    reviewer.wait_for_url("**/admin/reviews/")
    assert not ArticlePage.objects.get().live

    editor.goto(f"/admin/pages/{article.pk}/edit/")
    expect(editor.locator(".opening")).to_contain_text("Précisez la durée du régime.")
    editor.locator(".opening").get_by_role("button").click()
    expect(editor.locator("#comments .comment__text", has_text="combien de jours").first).to_be_visible()
    expect(editor.locator("#comments .comment--focused")).to_be_focused()  # a moment later
    add(editor, 2, " Le régime dure 3 jours.")
    hand_on(editor)
    sign(reviewer)

    address = ArticlePage.objects.get().url
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text("Le régime dure 3 jours.")
    expect(reader.locator("main")).to_contain_text("Oncologue")
    expect(reader.get_by_role("img", name="La sonde avance dans l’intestin.")).to_be_visible()

    # A minor change keeps the signature.
    editor.goto(f"/admin/pages/{article.pk}/edit/")
    expect(editor.locator(".opening")).to_have_count(0)
    editor.locator("[name=introduction]").fill(INTRODUCTION.replace("explique", "vous explique"))
    hand_on(editor, "Une tournure.", minor="une coloscopie")
    approve(publisher, article)
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text("vous explique")
    assert SignOff.objects.count() == 1

    # Another one waits for its signature; readers have what was signed until then.
    editor.goto(f"/admin/pages/{article.pk}/edit/")
    add(editor, 4, " Prévenez si vous êtes allergique.")
    hand_on(editor, "Les allergies.", clinical="allergique")
    approve(publisher, article)
    reader.reload()
    expect(reader.locator("main")).not_to_contain_text("allergique")
    sign(reviewer)
    reader.reload()
    expect(reader.locator("main")).to_contain_text("allergique")
    assert [each.summary for each in SignOff.objects.order_by("pk")][-1] == "Les allergies."
    assert ArticlePage.objects.get().latest_review.reviewed_on == timezone.localdate()
