"""The picture and the words that a shared link shows."""

import io
import re

import pytest
from django.core.cache import caches
from PIL import Image

from frontend import social_images
from home.models import GlossaryPage, SiteSettings
from tests.browser.drawings import DRAWINGS, TOKENS, digest
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import CategoryFactory, TermFactory
from tests.reader.conftest import Reading
from vocabulary.models import Drawing

LONG = "Comprendre l’immunothérapie : pourquoi elle aide certains malades, et ce qu’il faut surveiller à la maison " * 3


@pytest.fixture
def article(portal):
    caches["made"].clear()
    SiteSettings.objects.create(locale=portal.fr.locale, name="Zoom Santé")
    category = CategoryFactory(name_fr="Traitements", drawing="traitements")
    return ArticlePageFactory(parent=portal.fr.articles, title="L’œdème “rare”", slug="oedeme", categories=[category])


def properties(client, address):
    page = Reading(client.get(address).content.decode())
    return {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta}


def test_a_shared_article_shows_its_title_its_site_and_a_picture(article, client):
    told = properties(client, article.url)
    assert told["og:title"] == "L’œdème “rare”"
    assert told["og:type"] == "article"
    assert told["og:site_name"] == "Zoom Santé"
    assert told["og:image:alt"] == "L’œdème “rare” – Zoom Santé"
    answer = client.get(told["og:image"])
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    size = Image.open(io.BytesIO(answer.content)).size
    assert size == (1200, 630) == (int(told["og:image:width"]), int(told["og:image:height"]))


@pytest.mark.parametrize("address", ["/fr/", "/en/", "/fr/articles/"])
def test_every_page_has_a_picture(article, client, address):
    assert client.get(properties(client, address)["og:image"]).status_code == 200


def test_every_page_says_what_it_is_about(article, portal, client):
    portal.fr.home.add_child(instance=GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale))
    TermFactory(slug_fr="biopsie", short_definition_fr="Un prélèvement.")
    CategoryFactory(slug_fr="cancer", introduction_fr="Comprendre un examen.")
    portal.fr.articles.introduction = "Choisissez un sujet."
    portal.fr.articles.save()
    told = {
        address: properties(client, f"/fr/{address}").get("og:description")
        for address in ("", "glossaire/", "glossaire/biopsie/", "articles/", "articles/categorie/cancer/")
    }
    assert told == {
        "": portal.fr.home.introduction,
        "glossaire/": None,
        "glossaire/biopsie/": "Un prélèvement.",
        "articles/": "Choisissez un sujet.",
        "articles/categorie/cancer/": "Comprendre un examen.",
    }


def test_each_picture_is_drawn_once(article, client, monkeypatch):
    drawn = []
    monkeypatch.setattr(social_images, "draw", lambda card: drawn.append(card) or b"png")
    address = properties(client, article.url)["og:image"]
    client.get(address)
    client.get(address)
    assert drawn == [social_images.Card("L’œdème “rare”", "Traitements", "Zoom Santé", "traitements")]


def test_the_address_of_an_earlier_title_leads_to_todays(article, client):
    before = properties(client, article.url)["og:image"]
    article.title = "Un autre"
    article.save()
    after = properties(client, article.url)["og:image"]
    assert before != after
    assert client.get(before)["Location"] == after


def test_nobody_has_another_picture_drawn(article, client, monkeypatch):
    monkeypatch.setattr(social_images, "draw", lambda card: pytest.fail("drawn"))
    assert client.get(f"/share/{article.pk}-{'0' * 32}.png").status_code == 302
    assert client.get(f"/share/{article.pk}-x.png").status_code == 404
    assert client.get(f"/share/999999999-{'0' * 32}.png").status_code == 404
    article.unpublish()
    assert client.get(f"/share/{article.pk}-{'0' * 32}.png").status_code == 404


@pytest.mark.parametrize("title", ["", "A", LONG, "Anticonstitutionnellement" * 9, "Œ\u202f! « à »", "a\u00a0b " * 80])
def test_any_title_keeps_to_four_lines_and_their_width(title):
    lines, size = social_images._fitted(title)
    assert len(lines) <= social_images.MOST_LINES
    assert all(social_images._font("Bold", size).getlength(line) <= social_images.TEXT_WIDTH for line in lines)
    social_images.draw(social_images.Card(title, title, "Zoom Santé", "tous"))


def test_a_title_that_fits_is_whole_and_one_that_does_not_says_so():
    assert " ".join(social_images._fitted(LONG[:100])[0]) == LONG[:100].strip()
    assert social_images._fitted(LONG)[0][-1].endswith("…")


def test_a_script_that_the_font_has_not_got_is_left_out():
    assert social_images._can_be_written("Œdème, β-bloquant, CO₂ « 10⁵ »\u202f!")
    assert not social_images._can_be_written("العلاج")
    assert social_images.Card("", "", "Zoom Santé", "tous").words == "Zoom Santé"


def test_drawings_have_their_colours_where_no_stylesheet_is():
    day = dict(re.findall(r"--(art-[\w-]+): (#\w+);", TOKENS.read_text().partition("@media")[0]))
    for file in DRAWINGS.glob("*.svg"):
        used = re.findall(r"var\(--([\w-]+)(?:,(#\w+))?\)", file.read_text())
        assert all(day[name] == colour for name, colour in used), file.name


@pytest.mark.parametrize("name", [*Drawing.values, "logo"])
def test_the_pictures_are_of_todays_drawings(name):
    with Image.open(social_images.DRAWINGS / f"{name}.png") as picture:
        assert picture.info["drawn-from"] == digest(name), "run “python -m tests.browser.drawings”"
