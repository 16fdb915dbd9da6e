"""The evidence file, opened from a folder: no portal behind it, no script, no stylesheet."""

from django.template.loader import render_to_string

from articles.models import ArticlePage
from editorial.reports.evidence import evidence_of
from tests.browser.test_every_page import EVERY_RULE, OVERFLOW, violations


def test_the_evidence_file_is_for_everyone(filled_portal, page):
    """By axe, at 7:1, on paper's width and on a phone, where its tables alone are wider than the screen."""
    article = ArticlePage.objects.get(slug="la-biopsie")
    page.set_content(render_to_string("editorial/evidence.html", evidence_of(article)))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page, EVERY_RULE) == []
        assert page.evaluate(OVERFLOW) == ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.table[tabindex]')")  # whoever can't drag can scroll
