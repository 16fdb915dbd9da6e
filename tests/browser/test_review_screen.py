"""A reviewer reads what changed and signs, by mouse, by keys, without JavaScript; the author finds the comments."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Comment
from wagtail.users.models import UserProfile

from editorial.models import SignOff
from home.models import SiteSettings
from tests.browser.conftest import PATIENCE
from tests.browser.login import log_in
from tests.factories.editorial import SOURCE, change, checked_article, doctor, member, sign_as_it_was, submit
from tests.factories.home import STATEMENTS

CITED = f'<a linktype="reference" id="{SOURCE}">*</a>'


def blocks(dose="200 mg toutes les 3 semaines", fever="38,5 °C", steps="Boire"):
    """A text as articles have them: a heading, a dose, a caution, steps, a table."""
    step = {"title": steps, "text": "<p>Au moins un litre et demi.</p>"}
    cells = [["<p>Adulte</p>", f"<p>{dose[:6]}{CITED}</p>"], ["<p>Enfant</p>", "<p>2 mg</p>"]]
    return [
        {"type": "heading", "id": "h", "value": {"text": "Comment se passe le traitement", "level": "2"}},
        {"type": "paragraph", "id": "p", "value": f"<p>Le traitement se donne en perfusion : {dose}{CITED}.</p>"},
        {"type": "paragraph", "id": "q", "value": "<p>Le rythme dépend de votre cancer et du choix de l’équipe.</p>"},
        {
            "type": "callout",
            "id": "c",
            "value": {
                "kind": "caution",
                "title": "Quand appeler",
                "text": f"<p>Appelez votre équipe si vous avez de la fièvre ({fever} ou plus).</p>",
            },
        },
        {"type": "steps", "id": "s", "value": {"entries": [{"type": "item", "id": "i", "value": step}]}},
        {
            "type": "table",
            "id": "t",
            "value": {
                "caption": "Doses",
                "columns": [{"type": "text", "heading": "Âge"}, {"type": "text", "heading": "Dose"}],
                "rows": [{"values": row} for row in cells],
            },
        },
    ]


@pytest.fixture
def site(portal):
    for locale in (portal.fr.locale, portal.en.locale):
        SiteSettings.objects.update_or_create(locale=locale, defaults=STATEMENTS[locale.language_code])
    return portal


@pytest.fixture
def author(site):
    return member("editor")


@pytest.fixture
def reviewer(site):
    return doctor()


@pytest.fixture
def article(site, author, reviewer):
    """Live, signed, with another dose, another threshold and another step now."""
    article = checked_article(site.fr.articles, author, body=blocks(), live=True)
    sign_as_it_was(article, reviewer)
    change(article, author, body=blocks("400 mg toutes les 6 semaines", "38 °C", "Boire beaucoup"))
    submit(article, author)
    return article


def address(article):
    return f"/admin/reviews/{article.pk}/"


def test_changes_are_read_marked_and_signed(page, article, reviewer, accessible):
    log_in(page, reviewer.username, address(article))
    passages = page.locator(".passage")
    expect(passages).to_have_count(4)
    accessible(page)
    passages.nth(0).get_by_label("Lu", exact=False).check()
    expect(page.locator(".review__progress")).to_have_text("Lus : 1 sur 4")
    page.reload()
    expect(passages.nth(0).get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Avant | après").click()
    expect(page.locator(".passage__both").first).to_be_visible()
    expect(page.locator(".passage__both del:visible")).to_have_count(page.locator(".passage__both del").count())
    page.get_by_role("button", name="Texte final").click()
    expect(page.locator(".passage__text del").first).to_be_hidden()
    page.get_by_role("link", name="Dans la page").first.click()
    expect(page.locator("#whole-body-p")).to_be_visible()
    page.get_by_role("button", name="1 an", exact=True).click()
    page.get_by_role("button", name="Signer", exact=True).click()
    page.wait_for_url("**/admin/reviews/")
    expect(page.get_by_text("Vous avez signé «")).to_be_visible()
    assert SignOff.objects.count() == 2
    accessible(page)


def test_keys_move_mark_and_comment_but_never_sign(page, article, reviewer):
    log_in(page, reviewer.username, address(article))
    passages = page.locator(".passage")
    page.keyboard.press("j")
    expect(passages.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(passages.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(passages.nth(0)).to_be_focused()
    page.keyboard.press("l")
    expect(passages.nth(0).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("c")
    comment = passages.nth(0).locator("textarea")
    expect(comment).to_be_focused()
    page.keyboard.type("jkls")
    expect(comment).to_have_value("jkls")
    expect(page.get_by_role("button", name="Renvoyer")).to_have_text("Renvoyer (1 commentaire)")
    page.keyboard.press("Tab")
    page.locator("#signature").evaluate("element => document.activeElement.blur()")
    page.keyboard.press("s")
    expect(page.locator("#signature")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("s")
    page.reload()
    expect(comment).to_have_value("jkls")
    assert SignOff.objects.count() == 1


def test_keys_are_off_where_the_profile_says_so(page, article, reviewer):
    UserProfile.objects.update_or_create(user=reviewer, defaults={"keyboard_shortcuts": False})
    log_in(page, reviewer.username, address(article))
    page.keyboard.press("j")
    expect(page.locator(".passage").nth(0)).not_to_be_focused()
    page.locator(".review__keys button").first.click()
    expect(page.locator(".passage").nth(0)).to_be_focused()


def test_what_changed_meanwhile_takes_the_focus_and_keeps_what_was_written(page, article, reviewer, author, accessible):
    log_in(page, reviewer.username, address(article))
    passages = page.locator(".passage")
    for passage in passages.all():
        passage.get_by_role("checkbox").check()
    passages.nth(0).get_by_text("Commenter ce passage").click()
    passages.nth(0).locator("textarea").fill("Préciser.")
    change(article, author, body=blocks("400 mg toutes les 6 semaines", "38,2 °C", "Boire beaucoup"))
    page.get_by_role("button", name="Signer", exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(passages.nth(0).locator("textarea")).to_have_value("Préciser.")
    expect(page.locator("#body-c").get_by_role("checkbox")).not_to_be_checked()
    expect(page.locator("#body-p").get_by_role("checkbox")).to_be_checked()
    accessible(page)
    assert SignOff.objects.count() == 1
    page.get_by_label("Je l’ai relu tel qu’il est maintenant").check()
    page.get_by_role("button", name="Signer", exact=True).click()
    page.wait_for_url("**/admin/reviews/")
    assert SignOff.objects.count() == 2


def test_the_author_finds_the_comments_beside_the_blocks(page, article, reviewer, author):
    log_in(page, reviewer.username, address(article))
    for place, words in (("body-p", "Un"), ("body-c", "Deux"), ("body-s", "Trois"), ("body-t", "Quatre")):
        passage = page.locator(f"#{place}")
        passage.get_by_text("Commenter ce passage").click()
        passage.locator("textarea").fill(words)
    page.get_by_role("button", name="Renvoyer").click()
    page.wait_for_url("**/admin/reviews/")
    assert Comment.objects.count() == 4
    page.context.clear_cookies()
    log_in(page, author.username, f"/admin/pages/{article.pk}/edit/")
    page.locator(".opening__button").click()
    for words in ("Un", "Deux", "Trois", "Quatre"):
        expect(page.locator("#comments .comment__text", has_text=words).first).to_be_visible()


def test_it_works_without_javascript(browser, live_server, article, reviewer):
    with browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False) as context:
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        log_in(tab, reviewer.username, address(article))
        expect(tab.locator(".review__tools")).to_be_hidden()
        tab.locator("#body-p summary").click()
        tab.locator("#body-p textarea").fill("Bien.")
        tab.get_by_role("button", name="Signer", exact=True).click()
        expect(tab.get_by_text("Vous avez signé «")).to_be_visible()
    assert SignOff.objects.count() == 2
    assert Comment.objects.get().text == "Bien."


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reflows_and_has_no_violation_on_a_phone(page, article, reviewer, accessible, theme):
    UserProfile.objects.update_or_create(user=reviewer, defaults={"theme": theme})
    page.set_viewport_size({"width": 320, "height": 720})
    for place in (address(article), "/admin/reviews/"):
        if place == address(article):
            log_in(page, reviewer.username, place)
        page.goto(place)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
