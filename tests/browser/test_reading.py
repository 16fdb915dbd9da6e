"""A patient reads, from one page to the next."""

import re

from playwright.sync_api import expect

from tests.factories.vocabulary import TermFactory


def test_a_patient_reads_an_article_changes_language_and_goes_back_to_the_list(filled_portal, page, accessible):
    page.goto("/")
    expect(page).to_have_url("/fr/")
    page.get_by_role("main").get_by_role("link", name="Traitements").first.click()
    expect(page).to_have_url("/fr/articles/categorie/traitements/")
    page.get_by_role("link", name="La biopsie").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("La biopsie")
    accessible(page)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url("/en/articles/biopsy/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Back to the list").click()
    expect(page).to_have_url("/en/articles/")
    expect(page.get_by_role("link", name="Biopsy", exact=True)).to_be_visible()
    assert page.context.cookies() == []


def test_where_there_is_no_translation_it_is_said_in_the_language_concerned(filled_portal, page):
    page.goto("/fr/articles/en-francais-seulement/")
    notice = page.locator("#not-translated p")
    expect(notice).to_have_attribute("lang", "en")
    expect(notice).to_contain_text("not been translated into English")
    notice.get_by_role("link").click()
    expect(page).to_have_url("/en/articles/")


def test_the_keyboard_reaches_the_text_first(filled_portal, page):
    page.goto("/fr/articles/la-biopsie/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_the_glossary_narrows_while_one_types(filled_portal, page):
    for name in ("échographie", "rémission"):
        TermFactory(name_fr=name)
    page.goto("/fr/glossaire/")
    page.get_by_label("Trouver un mot").fill("echo")
    expect(page.get_by_role("status")).to_have_text("Un mot")
    expect(page.get_by_role("link", name="échographie")).to_be_visible()
    expect(page.get_by_role("link", name="rémission")).to_be_hidden()
    page.get_by_label("Trouver un mot").fill("zzz")
    expect(page.get_by_role("status")).to_contain_text("Aucun mot")


def test_all_of_it_works_without_javascript(filled_portal, browser, live_server):
    with browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=live_server.url) as context:
        page = context.new_page()
        page.goto("/fr/glossaire/")
        page.get_by_label("Trouver un mot").fill("PRELEVEMENT")
        page.get_by_role("button", name="Rechercher").click()
        page.get_by_role("link", name="biopsie", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("biopsie")
        page.goto("/fr/articles/la-biopsie/")
        expect(page.get_by_role("link", name=re.compile("vidéo", re.IGNORECASE)).first).to_be_visible()
