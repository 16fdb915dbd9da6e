"""A translator's day in the workbench, by keyboard, with a network that fails and colleagues who are faster."""

import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from editorial.models import Role
from editorial.permissions.translator_permissions import open_to_translators
from tests.browser.conftest import PATIENCE
from tests.browser.login import log_in
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.vocabulary import TermFactory
from translations.models import Remembered, TranslationState

BODY = '<p>Lisez <a href="https://example.org/">ce guide</a> : 10 mg par jour.</p>'
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('.workbench a, .workbench button, .workbench summary')]
  .filter((each) => each.checkVisibility() && !each.closest('p, .segment__source'))
  .map((each) => [each.innerText, each.getBoundingClientRect()])
  .filter(([, box]) => Math.round(box.height) < 44)
  .map(([text]) => text)"""


@pytest.fixture
def translation(portal):
    """A live article in French, its English translation begun."""
    open_to_translators(portal.en.home, created=True)
    TermFactory(name_fr="chimiothérapie", name_en="chemotherapy")
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        title="La chimiothérapie",
        slug="chimio",
        body=stream(ArticlePage.body.field, ("paragraph", BODY)),
    )
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    return translation


@pytest.fixture
def translator(translation, django_user_model):
    """With the page in their queue."""
    user = django_user_model.objects.create_user("translator", password="secret", first_name="Anna")
    user.groups.add(Role.objects.get(code="translator").group)
    UserProfile.get_for_user(user).save()
    UserProfile.objects.filter(user=user).update(preferred_language="en")
    TranslationState.objects.update(translator=user)
    return user


@pytest.fixture
def workbench(page, translation, translator):
    """The page, open; `workbench.field` is where one types."""
    log_in(page, "translator")
    page.get_by_role("link", name="Continue").click()
    # The one with chips: until the script is there, what one types in is the form's.
    page.field = page.locator(".segment__text[contenteditable]").and_(
        page.get_by_role("textbox", name="Translation of segment")
    )
    page.said = page.locator(".workbench > [role=status]")
    expect(page.field).to_be_visible()
    return page


def put(page, text):
    page.field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def stored():
    return set(StringTranslation.objects.values_list("data", flat=True))


def test_the_whole_job_is_done_by_keyboard(workbench, translation):
    page = workbench
    expect(page.get_by_text("La chimiothérapie", exact=True).first).to_be_visible()
    page.field.focus()
    page.keyboard.type("Chemo")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.field).to_have_text("La chimiothérapie")
    put(page, "Chemotherapy")
    page.keyboard.press("Control+Enter")
    expect(page.said).to_have_text("Saved. 1 of 4 segments are current.")
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 2")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 3")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.field.locator(".chip")).to_have_text(["link 1 starts", "link 1 ends"])
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#workbench-note")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 4")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.field).to_have_text("chemotherapy")
    page.keyboard.press("Control+Enter")
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 2")
    put(page, "What you will find here.")
    page.keyboard.press("Control+Enter")
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 3")
    StringTranslation.objects.create(
        translation_of=translation.source.stringsegment_set.get(string__data__contains="guide").string,
        context=translation.source.stringsegment_set.get(string__data__contains="guide").context,
        locale=translation.target_locale,
        data='Read <a id="a1">this guide</a>: 10 mg a day.',
    )
    page.reload()
    expect(page.get_by_role("heading", name="All 4 segments are current")).to_be_visible()
    page.get_by_label("A word for the reviewer").fill("Segment 3 was hard.")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("heading", name="In review")).to_be_visible()
    expect(page.get_by_text("Segment 3 was hard.")).to_be_visible()
    assert translation.get_target_instance().workflow_in_progress


def test_a_link_is_put_around_words_and_can_not_be_lost(workbench, translation):
    page = workbench
    page.locator(".segment", has_text="ce guide").get_by_role("link", name="Translate").click()
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 3")
    put(page, "Read this: 20 mg a day.")
    expect(page.locator("#workbench-verdict")).to_contain_text("Missing from the translation: link 1.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert").filter(has_text="link 1")).to_be_visible()
    assert not stored()
    page.keyboard.press("Control+A")
    page.locator(".segment__chips").get_by_role("button", name="link 1").click()
    expect(page.field.locator(".chip")).to_have_text(["link 1 starts", "link 1 ends"])
    expect(page.locator("#workbench-verdict")).to_contain_text("blocking")
    page.keyboard.press("Control+Enter")
    expect(page.said).to_have_text("Saved. 1 of 4 segments are current.")
    assert stored() == {'<a id="a1">Read this: 20 mg a day.</a>'}
    expect(page.locator(".segment", has_text="ce guide").get_by_text("blocking")).to_be_visible()


def test_a_term_is_inserted_where_one_types(workbench):
    page = workbench
    put(page, "On ")
    page.locator(".terms").get_by_role("button", name="Insert “chemotherapy”").click()
    expect(page.locator("#workbench-text")).to_have_value("On chemotherapy")
    page.locator(".segment__source button.term").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#workbench-text")).to_have_value("On chemotherapychemotherapy")


def test_one_wrong_number_is_put_right_by_its_button(workbench):
    page = workbench
    page.locator(".segment", has_text="ce guide").get_by_role("link", name="Translate").click()
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 3")
    put(page, "Read: 100 mg a day.")
    page.keyboard.press("Control+A")
    page.locator(".segment__chips").get_by_role("button", name="link 1").click()
    page.get_by_role("button", name="Use “10 mg”").click()
    expect(page.locator("#workbench-text")).to_have_value("{1}Read: 10 mg a day.{/1}")
    expect(page.locator("#workbench-verdict")).to_contain_text("agrees")


def test_what_the_server_has_not_got_is_kept_and_sent_later(workbench):
    page = workbench
    page.context.set_offline(True)
    put(page, "Chemotherapy")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The server doesn’t answer.")).to_be_visible()
    assert not stored()
    page.context.set_offline(False)
    expect(page.said).to_have_text("Saved. 1 of 4 segments are current.")
    expect(page.get_by_text("The server doesn’t answer.")).to_be_hidden()
    assert stored() == {"Chemotherapy"}


def test_what_was_typed_is_there_again_after_the_page_was_left(workbench):
    page = workbench
    put(page, "Chemo")
    page.reload()
    expect(page.field).to_have_text("Chemo")
    expect(page.said).to_have_text("What you had typed here and not saved is back.")


def test_whoever_comes_second_is_told_and_keeps_what_was_typed(workbench, translation, django_user_model):
    page = workbench
    put(page, "Chemotherapy")
    title = translation.source.stringsegment_set.get(context__path="title")
    ben = django_user_model.objects.create_user("ben", first_name="Ben")
    StringTranslation.objects.create(
        translation_of=title.string,
        context=title.context,
        locale=translation.target_locale,
        data="Chemo",
        last_translated_by=ben,
    )
    page.keyboard.press("Control+Enter")
    told = page.get_by_role("alert").filter(has_text="Ben has saved this segment")
    expect(told).to_contain_text("“Chemo”")
    with page.expect_response("**/check/"):  # what is said of the text doesn't take its place
        page.keyboard.type("!")
    expect(told).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.field).to_have_text("Chemotherapy")
    assert stored() == {"Chemo"}
    page.keyboard.press("Control+Enter")
    expect(page.said).to_have_text("Saved. 1 of 4 segments are current.")
    assert stored() == {"Chemotherapy"}


def test_a_new_source_makes_a_proposal_of_what_was_typed(workbench, translation):
    page = workbench
    put(page, "Chemotherapy")
    source = translation.source.get_source_instance()
    source.title = "La chimiothérapie, autrement"
    source.save_revision().publish()
    page.keyboard.type("!")
    expect(page.get_by_text("was published again")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("What you typed is kept as a proposal")).to_be_visible()
    expect(page.locator(".suggestion").first).to_contain_text("Chemotherapy!")
    assert Remembered.objects.get().target == "Chemotherapy!"


def test_single_letters_can_be_switched_off(workbench, translator):
    page = workbench
    UserProfile.objects.filter(user=translator).update(keyboard_shortcuts=False)
    page.reload()
    page.field.click()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.press("n")
    expect(page.field).to_have_text("")
    page.get_by_role("button", name="Copy the source").first.click()
    expect(page.field).to_have_text("La chimiothérapie")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_it_is_accessible(workbench, accessible, scheme, width):
    page = workbench
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(".segment", has_text="ce guide").get_by_role("link", name="Translate").click()
    expect(page.field).to_have_attribute("aria-label", "Translation of segment 3")
    accessible(page)
    assert page.evaluate(SMALL) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_without_scripts_the_marks_are_typed_and_checked(browser, live_server, translation, translator):
    with browser.new_context(java_script_enabled=False, base_url=live_server.url) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        log_in(page, "translator")
        page.goto(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
        page.locator(".segment", has_text="ce guide").get_by_role("link", name="Translate").click()
        field = page.get_by_label("Translation of segment 3")
        field.fill("Read this: 10 mg a day.")
        page.get_by_role("button", name="Save and next").click()
        expect(page.get_by_text("Missing from the translation: link 1.")).to_be_visible()
        expect(field).to_have_value("Read this: 10 mg a day.")
        field.fill("Read {1}this{/1}: 10 mg a day.")
        page.get_by_role("button", name="Save and next").click()
        expect(page.get_by_label("Translation of segment 4")).to_be_visible()
    assert stored() == {'Read <a id="a1">this</a>: 10 mg a day.'}
