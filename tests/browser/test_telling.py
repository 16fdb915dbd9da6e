"""Readers tell the portal something: with a keyboard, with axe, with and without JavaScript."""

import datetime

import pytest
from django.core import mail
from django.core.cache import caches
from django.utils import timezone
from playwright.sync_api import expect

from contact.models import Message
from feedback.models import DailyCount
from home.models import Announcement
from tests.factories.articles import ArticlePageFactory
from tests.factories.contact import ContactPageFactory

SIZES = [(390, "dark"), (1280, "light")]


@pytest.fixture
def article(portal):
    caches["counts"].clear()
    return ArticlePageFactory(parent=portal.fr.articles, slug="sujet", title="Sujet")


@pytest.fixture
def contact(portal, monkeypatch):
    monkeypatch.setattr("contact.forms.QUICKEST", -1)  # a person takes longer; a browser needn't
    caches["counts"].clear()
    return ContactPageFactory(parent=portal.fr.home)


def answers():
    return sorted(DailyCount.objects.values_list("is_helpful", "reason", "count"))


@pytest.fixture
def plain_page(browser, live_server):
    """A tab without JavaScript."""
    with browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=live_server.url) as context:
        yield context.new_page()
        assert context.cookies() == []


def test_an_answer_is_given_in_place_with_the_keyboard(article, page, accessible):
    page.goto("/fr/articles/sujet/")
    page.locator('.feedback [value="no"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#feedback-why")).to_be_focused()
    accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#feedback-thanks")).to_be_visible()
    expect(page.locator("#feedback-thanks")).to_be_focused()
    expect(page.locator(".feedback form").first).to_be_hidden()
    assert answers() == [(False, "", 1), (False, "unclear", 1)]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_an_answer_is_given_without_javascript(article, plain_page):
    plain_page.goto("/fr/articles/sujet/")
    expect(plain_page.locator("#feedback-thanks")).to_be_hidden()
    plain_page.locator('.feedback [value="yes"]').click()
    expect(plain_page).to_have_url("/fr/articles/sujet/#feedback-thanks")
    expect(plain_page.locator("#feedback-thanks")).to_be_visible()
    assert answers() == [(True, "", 1)]


def test_an_answer_that_cannot_be_sent_is_said_and_can_be_given_again(article, page):
    page.goto("/fr/articles/sujet/")
    page.route("**/feedback/**", lambda route: route.abort())
    page.locator('.feedback [value="yes"]').click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/feedback/**")
    page.locator('.feedback [value="yes"]').click()
    expect(page.locator("#feedback-thanks")).to_be_visible()
    assert answers() == [(True, "", 1)]


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_message_is_written_corrected_and_sent(contact, page, accessible, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/fr/nous-ecrire/")
    accessible(page)
    page.locator("#id_email").fill("camille@")
    page.locator(".contact__form [type=submit]").click()
    errors = page.locator("#errors")
    expect(errors).to_be_visible()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    errors.get_by_role("link").first.click()
    expect(page.locator("#id_topic_0")).to_be_focused()
    page.keyboard.press("Space")
    page.locator("#id_text").fill("Bonjour.")
    page.locator("#id_email").fill("camille@example.org")
    page.locator(".contact__form [type=submit]").click()
    expect(page.get_by_role("status").first).to_contain_text("Réponse sous une semaine.")
    accessible(page)
    assert Message.objects.get().text == "Bonjour."
    assert len(mail.outbox) == 1
    assert page.context.cookies() == []


def test_a_message_is_sent_without_javascript(contact, plain_page):
    plain_page.goto("/fr/nous-ecrire/")
    plain_page.locator("#id_topic_1").check()
    plain_page.locator("#id_text").fill("Bonjour.")
    plain_page.locator(".contact__form [type=submit]").click()
    expect(plain_page).to_have_url("/fr/nous-ecrire/?sent#main")
    assert Message.objects.get().topic == "Autre chose"


def test_an_announcement_is_folded_away_without_javascript(portal, plain_page):
    today = timezone.localdate()
    Announcement.objects.create(
        locale=portal.fr.locale, title="Fermé", text="Lundi.", ends_on=today + datetime.timedelta(days=1)
    )
    plain_page.goto("/fr/")
    expect(plain_page.get_by_text("Lundi.")).to_be_visible()
    plain_page.locator(".announcement summary").click()
    expect(plain_page.get_by_text("Lundi.")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "dark")])
def test_home_list_and_form_are_accessible_and_fit(portal, contact, article, page, accessible, width, scheme):
    Announcement.objects.create(locale=portal.fr.locale, title="Fermé", text="Lundi.", ends_on=timezone.localdate())
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for address in (
        "/fr/",
        "/fr/articles/?sort=title&reviewed=year",
        "/fr/nous-ecrire/",
        "/fr/articles/sujet/#feedback-why",
    ):
        page.goto(address)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        if width > 320:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
