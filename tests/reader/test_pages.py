"""Every page type, in both languages: what it must hold, and what it must not."""

import datetime
import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import BlockNotice, Review
from tests.factories.vocabulary import PersonFactory
from tests.reader.conftest import in_french

ADDRESSES = {
    "/fr/": "fr",
    "/en/": "en",
    "/fr/articles/": "fr",
    "/en/articles/": "en",
    "/fr/articles/categorie/traitements/": "fr",
    "/en/articles/category/treatments/": "en",
    "/fr/articles/immunotherapie/": "fr",
    "/en/articles/immunotherapy/": "en",
    "/fr/a-propos/": "fr",
    "/en/about/": "en",
}
every_page = pytest.mark.parametrize(("address", "language"), ADDRESSES.items(), ids=list(ADDRESSES))


@every_page
def test_says_its_language_and_its_one_address(article, about, read, address, language):
    _answer, html, page = read(address)
    assert page.all("html")[0]["lang"] == language
    assert [link["href"] for link in page.all("link", rel="canonical")] == [settings.BASE_URL + address]
    assert len(page.all("h1")) == 1
    assert " – Zoom Santé</title>" in html
    assert page.all("meta", name="description")[0]["content"].strip()


@every_page
def test_names_its_translation_and_no_other_page(article, about, read, address, language):
    _answer, _html, page = read(address)
    codes = list(ADDRESSES)
    twin = codes[codes.index(address) + (1 if language == "fr" else -1)]
    alternates = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate") if "hreflang" in link}
    default = alternates.pop("x-default", None)
    other = "en" if language == "fr" else "fr"
    assert alternates == {language: settings.BASE_URL + address, other: settings.BASE_URL + twin}
    assert default == (f"{settings.BASE_URL}/" if address in ("/fr/", "/en/") else None)
    assert page.all("a", hreflang=other, lang=other)[0]["href"] == twin


@every_page
def test_nothing_inline_nothing_from_elsewhere_no_cookie(article, about, read, address, language):
    answer, html, page = read(address)
    assert not page.all("style")
    assert not re.search(r"\s(style|on\w+)=", html)
    scripts = [script for script in page.all("script") if script.get("type") != "application/ld+json"]  # data, not run
    assert all(script.get("src", "").startswith("/static/") for script in scripts)
    for tag, attribute in (("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "srcset")):
        for element in page.all(tag):
            if element.get("rel") not in ("canonical", "alternate"):
                assert element.get(attribute, "/").startswith("/"), element
    assert not page.all("iframe")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Content-Security-Policy"]


@every_page
def test_headings_skip_no_level(article, about, read, address, language):
    _answer, _html, page = read(address)
    levels = [int(tag[1]) for tag, _attrs in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@every_page
def test_every_fragment_leads_to_one_place(article, about, read, address, language):
    _answer, _html, page = read(address)
    ids = [attrs["id"] for _tag, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    fragments = {link["href"][1:] for link in page.all("a") if link.get("href", "").startswith("#")}
    assert fragments <= set(ids)


@every_page
def test_images_keep_their_room_and_say_what_they_show(article, about, read, address, language):
    _answer, _html, page = read(address)
    for image in page.all("img"):
        assert {"alt", "width", "height"} <= image.keys()


def test_the_menu_marks_where_one_is(article, about, read):
    _answer, _html, page = read("/fr/articles/")
    assert page.all("a", href="/fr/articles/", aria_current="page")
    _answer, _html, page = read("/fr/articles/immunotherapie/")
    assert page.all("a", href="/fr/articles/", aria_current="true")
    _answer, _html, page = read("/fr/")
    assert not page.all("a", href="/fr/articles/", aria_current="true")


def test_menus_lead_only_to_live_pages(article, read, portal):
    portal.fr.articles.live = False
    portal.fr.articles.save()
    _answer, _html, page = read("/fr/")
    assert not page.all("a", href="/fr/articles/")
    assert not page.all("button", popovertarget="menu")


def test_a_portal_without_settings_is_still_readable(portal, read):
    _answer, html, page = read("/fr/")
    assert "Portail" in html
    assert not page.all("nav", id="menu")
    assert "urgent-line" not in html


def test_article_tells_who_answers_for_it(article, read):
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    assert "Équipe éditoriale" in html
    assert '<time datetime="2026-04-01">1er avril 2026</time>' in html
    assert in_french("No medical reviewer has signed this page yet.") in html
    assert "Pas votre médecin." in html
    _answer, html, _page = read("/en/articles/immunotherapy/")
    assert '<time datetime="2026-04-01">1 April 2026</time>' in html
    assert "Not signed yet" in html


def signed(article, **fields):
    """A medical review, due in two years unless told otherwise."""
    today = datetime.date.today()
    fields = {"reviewed_on": today, "next_review_on": today + datetime.timedelta(days=700), **fields}
    reviewer = PersonFactory(name_fr="Comité de relecture", qualification_fr="médecins, oncologie")
    return Review.objects.create(page=article, reviewer=reviewer, **fields)


def test_article_names_its_reviewer_and_when(article, read):
    signed(article, reviewed_on=datetime.date(2026, 3, 12), next_review_on=datetime.date(2999, 3, 12))
    _answer, html, page = read("/fr/articles/immunotherapie/")
    assert "Comité de relecture" in html and "médecins, oncologie" in html
    assert [day["datetime"] for day in page.all("time")[:4]] == ["2026-04-01", "2026-03-12", "2999-03-12", "2026-03-12"]
    assert "notice--late" not in html
    assert in_french("No medical reviewer has signed this page yet.") not in html


def test_article_says_that_its_review_is_overdue(article, read):
    signed(article, next_review_on=datetime.date(2026, 1, 2))
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    assert in_french("This page is waiting for its medical review") in html
    assert html.count('<time datetime="2026-01-02">') == 2


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("unsigned", "Parts of this page have changed since its medical review"),
        ("outdated", "This translation is not up to date"),
    ],
)
def test_a_changed_passage_is_marked_where_it_stands_and_at_the_top(article, read, kind, title):
    signed(article)
    quote = next(block for block in article.body if block.block_type == "quote")
    BlockNotice.objects.create(page=article, unit=f"body:{quote.id}", kind=kind, since=datetime.date(2026, 5, 4))
    BlockNotice.objects.create(page=article, unit="introduction", kind=kind, since=datetime.date(2026, 5, 6))
    _answer, html, page = read("/fr/articles/immunotherapie/")
    assert in_french(title) in html
    assert html.count("notice--block") == 1
    assert html.index("notice--block") < html.index('class="quote apart"') < html.index('class="callout box apart"')
    assert [day["datetime"] for day in page.all("time")].count("2026-05-04") == 2


def test_article_gives_its_contents_questions_words_and_sources(article, read):
    _answer, html, page = read("/fr/articles/immunotherapie/")
    anchors = [
        link["href"] for link in page.all("a") if link.get("href", "").startswith("#") and link["href"] != "#main"
    ]
    assert anchors[-6:] == ["#sources", "#key-points", "#qu-est-ce-que-c-est", "#questions", "#words", "#sources"]
    assert page.all("input") == [{"type": "checkbox"}], "nothing that could be sent has a name"
    assert all("/feedback/" in form["action"] for form in page.all("form")), "what is ticked goes nowhere"
    assert '<span class="meta" lang="en">antibody</span>' in html
    assert '<a href="https://www.has-sante.fr/">Rapport</a>' in html
    assert '<cite lang="en">Guideline</cite>' in html
    assert '<time datetime="2026-05-02">2 mai 2026</time>' in html


def test_article_without_a_translation_says_so_in_that_language(article, read, portal):
    article.get_translation(portal.en.locale).delete()
    _answer, html, page = read("/fr/articles/immunotherapie/")
    assert '<p lang="en">This page has not been translated into English yet.' in html
    assert page.all("a", href="/en/articles/", hreflang="en")
    assert page.all("a", href="#not-translated", lang="en")
    assert not [link for link in page.all("link", rel="alternate") if link.get("hreflang") == "en"]


def test_draft_and_unpublished_translations_are_not_offered(article, read, client, portal):
    english = article.get_translation(portal.en.locale).specific
    english.unpublish()
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    assert "/en/articles/immunotherapy/" not in html
    assert client.get("/en/articles/immunotherapy/").status_code == 410
    _answer, html, _page = read("/en/articles/")
    assert "Immunotherapy" not in html


def test_draft_changes_are_not_shown(article, read):
    article.title = "Un brouillon"
    article.save_revision()
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    assert "Un brouillon" not in html


def test_a_preview_is_not_for_search_engines(article, admin_user, rf):
    answer = article.make_preview_request(rf.get("/admin/"), preview_mode="")
    assert b'<meta name="robots" content="noindex">' in answer.content


def test_an_editor_gets_wagtails_bar_and_a_reader_does_not(article, client, admin_client):
    address = "/fr/articles/immunotherapie/"
    assert b"wagtail-userbar" not in client.get(address).content
    assert b"wagtail-userbar" in admin_client.get(address).content


def test_an_article_is_small(article, read):
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    assert len(html.encode()) < 24_000


def test_a_page_that_is_not_published_any_more_is_not_said_to_be_untranslated(portal, article, read):
    english = article.get_translation(portal.en.locale)
    english.first_published_at = timezone.now()
    english.save()
    english.unpublish()
    html = read("/fr/articles/immunotherapie/")[1]
    assert "This page is not published in English at the moment." in html
    assert "has not been translated" not in html
