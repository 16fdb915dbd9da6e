"""The blocks: what they accept, how they speak for themselves in the chooser."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.blocks import StreamBlockValidationError
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from articles.blocks import CONTENT_BLOCKS
from articles.models import ArticlePage
from articles.outline import outline
from articles.video_player import video_source
from tests.factories.articles import stream

BODY = ArticlePage.body.field


def clean(kind, value):
    return BODY.stream_block.clean(stream(BODY, (kind, value)))


@pytest.mark.parametrize("name", [name for name, _block in CONTENT_BLOCKS])
def test_every_block_has_a_preview_an_icon_a_description_and_a_group(name):
    block = BODY.stream_block.child_blocks[name]
    assert block.is_previewable
    assert block.meta.icon
    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.meta.group
    assert block.label
    assert block.meta.template == f"articles/blocks/{name}.html"


def words(value):
    """The texts in a block's stored value that a reader sees."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("id", "type", "level", "kind", "url", "source_url", "date", "image"):
                yield from words(part)
    elif isinstance(value, list):
        for part in value:
            yield from words(part)
    elif value:
        yield strip_tags(value)


@pytest.mark.parametrize("name", [name for name, _block in CONTENT_BLOCKS])
def test_every_word_that_a_reader_sees_is_a_segment_for_the_translator(name):
    block = BODY.stream_block.child_blocks[name]
    value = block.get_prep_value(block.normalize(block.get_preview_value()))
    segments = StreamFieldSegmentExtractor(BODY).handle_stream_block(stream(BODY, (name, value)))
    texts = [segment.render_text() for segment in segments if isinstance(segment, StringSegmentValue)]
    assert sorted(filter(None, texts)) == sorted(words(value))


def test_a_quotation_names_whose_words_they_are():
    clean("quote", {"text": "Des mots.", "organisation": "Haute Autorité de Santé"})
    with pytest.raises(StreamBlockValidationError):
        clean("quote", {"text": "Des mots."})


@pytest.mark.parametrize(
    ("url", "host", "player"),
    [
        (
            "https://www.youtube.com/watch?v=abc_DEF-123&t=10",
            "youtube.com",
            "https://www.youtube-nocookie.com/embed/abc_DEF-123",
        ),
        ("https://youtu.be/abc123", "youtube.com", "https://www.youtube-nocookie.com/embed/abc123"),
        ("https://m.youtube.com/shorts/abc123", "youtube.com", "https://www.youtube-nocookie.com/embed/abc123"),
        ("https://vimeo.com/76979871", "vimeo.com", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://dai.ly/x8abc", "dailymotion.com", "https://geo.dailymotion.com/player.html?video=x8abc"),
        (
            "https://www.dailymotion.com/video/x8abc",
            "dailymotion.com",
            "https://geo.dailymotion.com/player.html?video=x8abc",
        ),
    ],
)
def test_a_video_page_leads_to_the_player_that_tracks_least(url, host, player):
    assert video_source(url) == (host, player)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/watch?v=abc",
        "https://youtube.com.example.org/watch?v=abc",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=../../x",
        "https://www.youtube.com/@canal",
        "https://vimeo.com/channels/staffpicks",
        "https://youtu.be/",
        "javascript:alert(1)",
    ],
)
def test_any_other_address_is_refused_as_a_video(url):
    assert video_source(url) is None
    with pytest.raises(StreamBlockValidationError):
        clean("video", {"title": "Une vidéo", "url": url})


def test_headings_have_anchors_of_their_own():
    body = stream(
        BODY,
        ("heading", {"text": "Qu’est-ce que c’est ?", "level": "2"}),
        ("heading", {"text": "Détail", "level": "3"}),
        ("heading", {"text": "Qu’est-ce que c’est ?", "level": "2"}),
        ("heading", {"text": "???", "level": "2"}),
    )
    sections = outline(body)
    assert [section.anchor for section in sections] == ["qu-est-ce-que-c-est", "qu-est-ce-que-c-est-2", "section"]
    assert body[1].value.anchor == "detail"


@pytest.mark.parametrize("text", ["Contents", "Menu", "Questions", "Sources", "Key points"])
def test_no_heading_takes_the_place_of_a_part_of_the_page(text):
    (section,) = outline(stream(BODY, ("heading", {"text": text, "level": "2"})))
    assert section.anchor.endswith("-2")


def test_an_image_says_what_it_shows_or_that_it_decorates(db):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    image = get_image_model().objects.create(title="Schéma", file=get_test_image_file())
    clean("figure", {"image": {"image": image.pk, "alt_text": "Deux cercles qui se croisent.", "decorative": False}})
    clean("figure", {"image": {"image": image.pk, "alt_text": "", "decorative": True}})
    with pytest.raises(ValidationError):
        clean("figure", {"image": {"image": image.pk, "alt_text": "", "decorative": False}})
