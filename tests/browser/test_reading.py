"""A patient reads: every page type, in both languages, on a phone and on a desk, by day and by night."""

import re

import pytest
from django.utils import translation
from playwright.sync_api import expect
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from articles.models import ArticleAuthor, ArticlePage, ArticleTerm
from home.models import GlossaryPage, SiteSettings, StandardPage
from tests.factories.articles import ArticlePageFactory, every_block, stream
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, TermFactory

ADDRESSES = {
    "fr": [
        "/fr/",
        "/fr/articles/",
        "/fr/articles/categorie/traitements/",
        "/fr/articles/la-biopsie/",
        "/fr/articles/en-francais-seulement/",
        "/fr/a-propos/",
        "/fr/glossaire/",
        "/fr/glossaire/biopsie/",
        "/fr/rien/",
    ],
    "en": [
        "/en/",
        "/en/articles/",
        "/en/articles/category/treatments/",
        "/en/articles/biopsy/",
        "/en/about/",
        "/en/glossary/",
        "/en/glossary/biopsy/",
        "/en/nothing/",
    ],
}


@pytest.fixture
def portal(portal):
    """The smallest portal, with a page of each type in both languages, and every block."""
    category = CategoryFactory(
        name_fr="Traitements", slug_fr="traitements", name_en="Treatments", slug_en="treatments", drawing="traitements"
    )
    term = TermFactory(
        name_fr="biopsie", slug_fr="biopsie", name_en="biopsy", slug_en="biopsy", synonyms_fr=["prélèvement de tissu"]
    )
    image = get_image_model().objects.create(title="Schéma", file=get_test_image_file(size=(800, 600)))
    with translation.override("fr"):
        article = ArticlePageFactory(
            parent=portal.fr.articles,
            title="La biopsie : pourquoi un prélèvement, et comment vous y préparer sans inquiétude inutile",
            slug="la-biopsie",
            categories=[category],
            illustration=image,
            key_points=stream(ArticlePage.key_points.field, ("point", "Un prélèvement pour être sûr.")),
            body=every_block(ArticlePage.body.field, image),
            questions=stream(ArticlePage.questions.field, ("question", "Est-ce douloureux ?")),
            references=stream(
                ArticlePage.references.field,
                (
                    "reference",
                    {"organisation": "NHS", "title": "Biopsy", "url": "https://www.nhs.uk/", "language": "en"},
                ),
            ),
        )
        article.article_authors.add(ArticleAuthor(person=PersonFactory(is_team=True)))
        article.article_terms.add(ArticleTerm(term=term))
        article.save()
        about = StandardPageFactory(
            parent=portal.fr.home, title="À propos", slug="a-propos", body=every_block(StandardPage.body.field, image)
        )
        glossary = GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale)
        portal.fr.home.add_child(instance=glossary)
        ArticlePageFactory(parent=portal.fr.articles, slug="en-francais-seulement", categories=[category])
    for page, title, slug in (
        (article, "Biopsy", "biopsy"),
        (about, "About", "about"),
        (glossary, "Glossary", "glossary"),
    ):
        english = page.copy_for_translation(portal.en.locale)
        english.title, english.slug, english.live = title, slug, True
        english.save()
    for tree in (portal.fr, portal.en):
        links = [("link", {"page": page.pk, "label": ""}) for page in Page.objects.child_of(tree.home).live()]
        SiteSettings.objects.create(
            locale=tree.locale,
            name="Zoom Santé",
            tagline="Comprendre, avant de décider",
            publisher="Une association",
            medical_disclaimer="Ne remplace pas votre médecin.",
            emergency_numbers=stream(
                SiteSettings.emergency_numbers.field,
                ("number", {"number": "112", "label": "Europe", "detail": "Partout", "kind": "tel"}),
            ),
            main_menu=stream(SiteSettings.main_menu.field, *links),
            legal_menu=stream(SiteSettings.legal_menu.field, *links),
        )
    return portal


def test_a_patient_reads_an_article_changes_language_and_goes_back_to_the_list(portal, page, accessible):
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


def test_where_there_is_no_translation_it_is_said_in_the_language_concerned(portal, page):
    page.goto("/fr/articles/en-francais-seulement/")
    notice = page.locator("#not-translated p")
    expect(notice).to_have_attribute("lang", "en")
    expect(notice).to_contain_text("not been translated into English")
    notice.get_by_role("link").click()
    expect(page).to_have_url("/en/articles/")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_accessible_and_fits(portal, page, accessible, language, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    for address in ADDRESSES[language]:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is wider than {width}"
        assert page.locator("h1").count() == 1, address
        accessible(page)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_every_page_fits_at_twice_the_text_size(portal, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    for address in ADDRESSES["fr"]:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_keyboard_reaches_the_text_first(portal, page):
    page.goto("/fr/articles/la-biopsie/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_the_glossary_narrows_while_one_types(portal, page):
    for name in ("échographie", "rémission"):
        TermFactory(name_fr=name)
    page.goto("/fr/glossaire/")
    page.get_by_label("Chercher un mot").fill("echo")
    expect(page.get_by_role("status")).to_have_text("Un mot")
    expect(page.get_by_role("link", name="échographie")).to_be_visible()
    expect(page.get_by_role("link", name="rémission")).to_be_hidden()
    page.get_by_label("Chercher un mot").fill("zzz")
    expect(page.get_by_role("status")).to_contain_text("Aucun mot")


def test_all_of_it_works_without_javascript(portal, browser, live_server):
    with browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=live_server.url) as context:
        page = context.new_page()
        page.goto("/fr/glossaire/")
        page.get_by_label("Chercher un mot").fill("PRELEVEMENT")
        page.get_by_role("button", name="Chercher").click()
        page.get_by_role("link", name="biopsie", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("biopsie")
        page.goto("/fr/articles/la-biopsie/")
        expect(page.get_by_role("link", name=re.compile("vidéo", re.IGNORECASE)).first).to_be_visible()
