"""Searching with a keyboard, a screen reader, a phone; and without JavaScript."""

import re

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from home.models import GlossaryPage
from search.models import UnmetDay
from tests.browser.conftest import PATIENCE
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, TermFactory


@pytest.fixture
def address(portal):
    caches["counts"].clear()
    glossary = GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale)
    portal.fr.home.add_child(instance=glossary)
    TermFactory(name_fr="immunothérapie", slug_fr="immunotherapie", name_en="immunotherapy")
    category = CategoryFactory(name_fr="Traitements", slug_fr="traitements")
    ArticlePageFactory(parent=portal.fr.articles, title="Zoom sur l’immunothérapie", slug="zoom", categories=[category])
    with translation.override("fr"):
        return reverse("search")


def test_suggestions_are_reached_and_chosen_with_the_keyboard(address, page, accessible):
    page.goto(address)
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("immu")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    accessible(page)
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    expect(field).to_be_focused()
    accessible(page)
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("immu")
    field.press_sequentially("n")
    expect(options).to_have_count(2)
    field.press("ArrowUp")
    field.press("Enter")
    expect(page).to_have_url("/fr/articles/zoom/")


def test_enter_in_the_field_searches_for_what_was_typed(address, page):
    page.goto(address)
    page.get_by_role("combobox").press_sequentially("zoom")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=zoom$"))


def test_a_suggestion_can_be_pressed(address, page):
    page.goto(address)
    page.get_by_role("combobox").press_sequentially("zoom")
    page.get_by_role("option").click()
    expect(page).to_have_url("/fr/articles/zoom/")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?q=immunotherapie", "?q=imunotherapie", "?q=immunotherapy", "?q=zzzzzz"])
def test_every_answer_is_accessible_and_fits(address, page, accessible, query, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + query)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
    assert page.context.cookies() == []


def test_leaving_without_opening_a_result_is_counted_and_opening_one_is_not(address, page):
    page.goto(f"{address}?q=zoom")
    page.locator(".result a").first.click()
    expect(page).to_have_url("/fr/articles/zoom/")
    page.goto(f"{address}?q=zoom")
    page.goto("/fr/")
    for _ in range(PATIENCE // 100):  # the browser sends it when it has time
        if UnmetDay.objects.exists():
            break
        page.wait_for_timeout(100)
    assert UnmetDay.objects.get().without_click == 1


def test_it_works_without_javascript(address, browser, live_server):
    with browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=live_server.url) as context:
        page = context.new_page()
        page.goto("/fr/")
        page.locator(".site-search").click()
        page.locator(".search-form input").fill("IMMUNOTHERAPIE")
        page.locator(".search-form button").click()
        expect(page.get_by_role("link", name="Zoom sur l’immunothérapie")).to_be_visible()
