"""An article in a browser: its words, its sources, its questions, its voice."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from playwright.sync_api import expect

from articles.models import ArticlePage, ArticleTerm, BlockNotice, Review
from home.models import GlossaryPage
from tests.browser.login import log_in
from tests.factories.articles import ArticlePageFactory, every_block, stream
from tests.factories.vocabulary import PersonFactory, SeriesFactory, TermFactory
from tests.reader.conftest import diagram

ADDRESS = "/fr/articles/tumeur/"
SOURCE = {"organisation": "INCa", "title": "Les traitements du cancer", "year": 2024, "url": "https://www.cancer.fr/"}
LONG = "anticonstitutionnellement-hospitalo-universitaire"

# A voice, for machines without one: what it says is kept, and each sentence ends when the test says so.
VOICE = """
window.spoken = [];
class Utterance { constructor(text) { this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "fr-FR" }],
  speak: (utterance) => { window.spoken.push(utterance); },
  cancel: () => {},
} });
"""


@pytest.fixture
def article(portal):
    """Every block, a word explained twice over, a source cited three times, in a series."""
    with translation.override("fr"):
        references = stream(ArticlePage.references.field, ("reference", SOURCE))
        cite = f'<a linktype="reference" id="{references[0].id}">*</a>'
        term = TermFactory(
            name_fr="tumeur", slug_fr="tumeur", name_en="tumour", short_definition_fr="Un amas de cellules."
        )
        portal.fr.home.add_child(instance=GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale))
        texts = [
            ("heading", {"text": "Une tumeur ?", "level": "2"}),
            ("paragraph", f"<p>Une tumeur grossit.{cite} Les tumeurs {LONG}.{cite}{cite}</p>"),
        ]
        article = ArticlePageFactory(
            parent=portal.fr.articles,
            title=f"Tumeur {LONG}",
            slug="tumeur",
            series=SeriesFactory(),
            body=stream(
                ArticlePage.body.field,
                *texts,
                *(
                    (each["type"], each["value"])
                    for each in every_block(ArticlePage.body.field, diagram()).get_prep_value()
                ),
            ),
            questions=stream(ArticlePage.questions.field, ("question", "Pourquoi ?"), ("question", "Quand ?")),
            references=references,
        )
        article.article_terms.add(ArticleTerm(term=term))
        article.save()
        ArticlePageFactory(parent=portal.fr.articles, title=f"Suite {LONG}", series=article.series, series_position=1)
    return article


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_word_is_explained_on_the_spot_by_keyboard_too(article, page, accessible, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(ADDRESS)
    word = page.get_by_role("button", name="tumeur", exact=True)
    expect(word).to_have_attribute("aria-expanded", "false")
    word.click()
    card = page.locator(".term-card")
    expect(card).to_contain_text("Un amas de cellules.")
    expect(word).to_have_attribute("aria-expanded", "true")
    accessible(page)
    word.click()
    expect(card).to_be_hidden()
    word.press("Space")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_says_that_its_explanation_is_newer_than_the_review(article, page, accessible, scheme):
    (term,) = article.terms
    Review.objects.update_or_create(
        page=article,
        defaults={"reviewer": PersonFactory(), "reviewed_on": "2026-03-01", "next_review_on": "2028-03-01"},
    )
    BlockNotice.objects.create(page=article, kind="unsigned", unit=f"term:{term.pk}", since="2026-04-01")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(ADDRESS)
    page.get_by_role("button", name="tumeur", exact=True).click()
    expect(page.locator(".term-card")).to_contain_text("ajoutée après la relecture médicale du 1er mars 2026")
    accessible(page)


def test_one_click_turns_the_explanations_off_and_another_on_again(article, page):
    page.goto(ADDRESS)
    before = page.locator(".prose").inner_text()
    toggle = page.locator('[data-do="words"]')
    toggle.click()
    expect(page.get_by_role("button", name="tumeur", exact=True)).to_have_count(0)
    assert page.locator(".prose").inner_text() == before
    toggle.click()
    page.get_by_role("button", name="tumeur", exact=True).click()
    expect(page.locator(".term-card")).to_be_visible()


def test_without_javascript_a_word_leads_to_the_glossary_and_nothing_fails(article, browser, live_server):
    with browser.new_context(java_script_enabled=False, base_url=live_server.url) as context:
        page = context.new_page()
        page.goto(ADDRESS)
        for name in ("print", "print-questions", "speak", "words"):
            expect(page.locator(f'[data-do="{name}"]')).to_be_hidden()
        expect(page.locator(".listening")).to_be_hidden()
        page.get_by_role("checkbox", name="Pourquoi ?").check()
        page.get_by_role("link", name="tumeur", exact=True).first.click()
        expect(page).to_have_url(re.compile("/fr/glossaire/tumeur/$"))


def test_from_the_claim_to_its_source_and_back(article, page):
    page.goto(ADDRESS)
    page.locator("[role=doc-noteref]").first.click()
    expect(page).to_have_url(re.compile("#source-1$"))
    page.locator("#source-1 [role=doc-backlink]").nth(1).click()
    expect(page).to_have_url(re.compile("#cite-1b$"))


def test_the_contents_mark_where_one_is(article, page):
    page.set_viewport_size({"width": 1280, "height": 700})
    page.emulate_media(reduced_motion="reduce")
    page.goto(ADDRESS)
    current = page.locator('.contents [aria-current="location"]')
    for anchor in ("sources", "questions", "une-tumeur"):
        page.locator(f'.contents a[href="#{anchor}"]').click()
        expect(current).to_have_attribute("href", f"#{anchor}")
    expect(current).to_have_count(1)


def test_what_is_ticked_and_written_stays_in_the_page(article, page):
    page.goto(ADDRESS)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    sheet = page.locator(".checklist")
    assert sheet.locator("form, [name]").count() == 0
    sheet.get_by_role("checkbox", name="Quand ?").check()
    lines = sheet.get_by_role("textbox")
    count = lines.count()
    lines.last.fill("Combien de temps ?")
    expect(lines).to_have_count(count + 1)
    sheet.locator('[data-do="print-questions"]').click()
    assert page.evaluate("window.printed") == "print-questions"
    page.emulate_media(media="print")
    page.evaluate("document.body.classList.add('print-questions')")
    expect(sheet.get_by_text("Quand ?")).to_be_visible()
    expect(sheet.get_by_text("Pourquoi ?")).to_be_hidden()
    expect(page.locator(".record")).to_be_hidden()
    # Pictures that came into view, and nothing else.
    assert [address for address in asked if not re.search(r"/(media|static)/[^?]*$", address)] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_it_is_read_aloud_block_by_block(article, page, accessible):
    page.add_init_script(VOICE)
    page.emulate_media(reduced_motion="reduce")
    page.goto(ADDRESS)
    page.locator('[data-do="speak"]').press("Enter")
    bar = page.locator(".listening")
    pause, stop = bar.get_by_role("button").first, bar.get_by_role("button").last
    expect(pause).to_be_focused()
    expect(page.locator("h1")).to_have_class("is-read")
    accessible(page)
    for _step in range(3):
        page.evaluate("window.spoken.at(-1).onend()")
    said = [utterance["text"] for utterance in page.evaluate("window.spoken.map(({ text }) => ({ text }))")]
    assert said[0].startswith("Tumeur") and said[2].startswith("Une tumeur")
    assert said[3] == f"Une tumeur grossit. Les tumeurs {LONG}."  # without the numbers of the sources
    expect(page.locator(".is-read")).to_have_count(1)
    pause.click()
    page.evaluate("window.spoken.at(-1).onend()")
    assert page.evaluate("window.spoken.length") == 4
    pause.click()
    assert page.evaluate("window.spoken.at(-1).text") == said[3]
    stop.press("Enter")
    expect(bar).to_be_hidden()
    expect(page.locator(".is-read")).to_have_count(0)
    expect(page.locator('[data-do="speak"]')).to_be_focused()
    expect(page.locator("#said")).not_to_be_empty()


def test_nothing_is_offered_to_be_read_where_no_voice_speaks_the_language(article, page):
    page.add_init_script(VOICE.replace("fr-FR", "en-GB"))
    page.goto(ADDRESS)
    expect(page.locator('[data-do="speak"]')).to_be_hidden()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_at_twice_the_text_size_in_both_directions(article, page, width, direction):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(ADDRESS)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    for size in ("100%", "200%"):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        assert page.evaluate("document.querySelector('.table').scrollWidth <= innerWidth"), size


def test_the_link_is_copied_where_the_machine_cannot_share(article, page):
    page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined });")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS)
    page.locator('[data-do="share"]').click()
    expect(page.locator("#said")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()").endswith(ADDRESS)


def test_an_editor_cites_a_source_and_links_a_word(article, page, django_user_model):
    django_user_model.objects.create_superuser("editor", password="secret")
    page.set_viewport_size({"width": 1280, "height": 1100})
    log_in(page, "editor", f"/admin/pages/{article.pk}/edit/")
    # The other tab's sources are known here, saved or not.
    stored = page.locator("[name=references-0-id]").input_value()
    assert stored == article.references[0].id
    text = page.locator("[contenteditable=true]", has_text="ne tumeur grossit")
    text.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowRight")
    page.locator(".Draftail-FloatingToolbar [name=REFERENCE], .Draftail-InlineToolbar [name=REFERENCE]").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("INCa")).click()
    expect(text).to_contain_text("U*ne tumeur")
    # Draftail writes into the form a quarter of a second later: no hand is faster, this one is.
    expect(page.locator("[name=body-1-value]")).to_have_value(re.compile('("REFERENCE".*){4}'))
    page.keyboard.press("Control+Home")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.locator(".Draftail-FloatingToolbar [name=LANGUAGE], .Draftail-InlineToolbar [name=LANGUAGE]").click()
    page.get_by_role("dialog").get_by_role("button", name="anglais").click()
    expect(page.locator("[name=body-1-value]")).to_have_value(re.compile('"LANGUAGE"'))
    page.get_by_role("button", name=re.compile("brouillon", re.IGNORECASE)).first.click()
    expect(page.locator(".messages .success")).to_be_visible()  # the editor has other places that say something
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    marks = BeautifulSoup(draft.body[1].value.source, "html.parser")("a", linktype="reference")
    assert [mark["id"] for mark in marks] == [stored] * 4
    assert BeautifulSoup(draft.body[1].value.source, "html.parser").find("a", linktype="language", id="en")
