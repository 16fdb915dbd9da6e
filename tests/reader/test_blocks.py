"""Each block as a reader gets it, in both languages, and as the block chooser shows it."""

import re

import pytest
from django.urls import reverse

from articles.blocks import CONTENT_BLOCKS
from articles.models import ArticlePage
from tests.factories.articles import stream
from tests.reader.conftest import in_french, photograph


def part(html, start, end):
    return html[html.index(start) : html.index(end, html.index(start))]


@pytest.fixture
def french(article, read):
    return read("/fr/articles/immunotherapie/")[1]


@pytest.fixture
def english(article, read):
    return read("/en/articles/immunotherapy/")[1]


def test_every_block_is_there_in_both_languages(french, english):
    for html in (french, english):
        for name in (
            '<h2 id="qu-est-ce-que-c-est">', '<h3 id="un-detail">', "<p>Un paragraphe avec <b>du gras</b>.</p>",
            'class="definition-list apart wide"', '<ul class="item-list">', '<ol class="item-list">',
            'class="steps apart"', 'class="quote apart"', 'class="callout box apart"',
            'class="callout box apart callout--emergency"', 'class="figure apart wide"', 'class="table apart wide"',
            'class="video apart wide"', 'class="question"',
        ):  # fmt: skip
            assert name in html, name


def test_quotations_carry_the_marks_of_the_language(french, english):
    assert re.search(r"<p>«\s?Toute personne décide.\s?»</p>", french)
    assert "<p>‘Toute personne décide.’</p>" in english
    assert '<time datetime="2002-03-01">1er mars 2002</time>' in french
    assert 'href="https://www.legifrance.gouv.fr/"' in french
    assert "legifrance.gouv.fr</a>" in french


def test_an_emergency_offers_the_sites_numbers(french, english):
    call = part(french, 'class="callout box apart callout--emergency"', "</ul>")
    assert 'href="tel:112"' in call
    assert 'href="sms:114"' in call
    assert "<b>1 12</b>" in call
    assert "Call <b>1 12</b>" in english
    assert "Text <b>114</b>" in english


def test_a_callout_says_its_kind_in_words_and_makes_no_heading(french, english):
    assert 'role="note" aria-label="Urgence"' in french
    assert 'role="note" aria-label="Emergency"' in english
    assert '<p class="block-title">À savoir</p>' in french


def test_a_table_names_its_rows_and_its_cells(french):
    table = part(french, '<div class="table apart wide"', "</div>")
    assert '<th scope="row"><p>Poumons</p></th>' in table
    assert '<td data-label="Quand"><p>Tout de suite</p></td>' in table
    assert '<th scope="col">Où</th>' in table
    assert 'aria-label="Signes"' in table


def test_a_diagram_is_shown_as_it_is(french):
    shown = part(french, '<figure class="figure apart wide">', "</figure>")
    assert "<picture>" not in shown
    assert re.search(r'<img class="figure__drawing" src="\S+\.svg" width="480" height="200" alt="Deux cercles"', shown)


@pytest.mark.parametrize(("width", "widths"), [(1600, (480, 960, 1440)), (600, (480, 600)), (40, (40,))])
def test_a_photograph_comes_in_sizes_and_formats_and_is_never_enlarged(article, read, width, widths):
    image = {"image": photograph(width=width, height=30).pk, "alt_text": "Un disque", "decorative": False}
    article.body = stream(ArticlePage.body.field, ("figure", {"image": image, "caption": "", "credit": "Équipe"}))
    article.save()
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    shown = part(html, '<figure class="figure apart wide">', "</figure>")
    srcset = ", ".join(rf"\S+ {each}w" for each in widths)
    for source in (rf'<source type="image/avif" srcset="{srcset}"', rf'<source type="image/webp" srcset="{srcset}"'):
        assert re.search(source, shown)
    assert re.search(
        rf'<img src="\S+\.jpg" srcset="{srcset}" sizes="[^"]+" width="\d+" height="\d+" alt="Un disque"', shown
    )
    assert 'loading="lazy"' in shown
    assert "Équipe" in shown


def test_a_photograph_whose_file_is_gone_is_left_out(article, read):
    photo = photograph()
    photo.file.storage.delete(photo.file.name)
    article.illustration = photo
    article.save()
    _answer, html, _page = read("/fr/articles/immunotherapie/")
    assert "<picture>" not in html


def test_a_video_is_a_link_until_it_is_clicked(french):
    video = part(french, '<figure class="video apart wide">', "</figure>")
    assert 'href="https://vimeo.com/123"' in video
    assert 'data-player="https://player.vimeo.com/video/123?dnt=1"' in video
    says = "Nothing is loaded before you click. The video is on %(site)s, another site, which may set cookies."
    assert in_french(says, site="vimeo.com") in video
    assert "<iframe" not in video
    assert "Bonjour." in video


def test_questions_in_a_row_are_one_group(french):
    assert french.count('<div class="questions">') == 1
    assert part(french, '<div class="questions">', "<section").count("<details") == 2


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", [name for name, _block in CONTENT_BLOCKS])
def test_the_block_chooser_shows_it_as_the_site_does(admin_client, portal, admin_user, name, language):
    block = ArticlePage.body.field.stream_block.child_blocks[name]
    from wagtail.users.models import UserProfile  # needs a user

    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": language})
    answer = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    assert "css/site.css" in html
    assert len(part(html, '<div class="prose">', "</main>")) > 40
