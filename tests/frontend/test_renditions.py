"""The sizes of an article's pictures are made when it is published, not when it is first read."""

import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.images.models import Image, Rendition

from articles.models import ArticlePage
from frontend.renditions import FORMATS, USES, picture
from tests.factories.articles import ArticlePageFactory, stream
from tests.reader.conftest import diagram, photograph


@pytest.mark.background_tasks
def test_publishing_makes_every_size(portal, django_capture_on_commit_callbacks):
    figure = {"image": {"image": photograph("Figure").pk, "alt_text": "x", "decorative": False}}
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        illustration=photograph("Illustration"),
        body=stream(ArticlePage.body.field, ("figure", figure), ("paragraph", "<p>x</p>")),
    )
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    places = [USES[use] for use in ("article", "feature", "card", "figure")]
    expected = sum(len(place.filters + place.narrow) for place in places) * len(FORMATS)
    assert Rendition.objects.count() == expected


@pytest.mark.parametrize("use", ["article", "feature", "card"])
def test_what_the_editor_marked_stays_in_the_picture_whatever_its_shape(portal, use):
    """A red spot in the upper corner of a tall photograph."""
    file = io.BytesIO()
    drawn = Pillow.new("RGB", (800, 2000), "white")
    drawn.paste((255, 0, 0), (600, 100, 700, 200))
    drawn.save(file, "PNG")
    file.seek(0)
    image = Image.objects.create(title="x", file=ImageFile(file, name="spot.png"), width=800, height=2000)
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 650, 150, 100, 100
    image.save()
    place = USES[use]
    for each in place.filters + place.narrow:
        with image.get_rendition(f"{each}|format-jpeg").file.open() as made, Pillow.open(made) as shown:
            colours = shown.convert("RGB").getcolors(shown.width * shown.height)
            red = sum(count for count, (r, g, _b) in colours if r > 200 and g < 80)
            assert red > 0.002 * shown.width * shown.height, each


def test_another_shape_on_a_phone_is_another_picture_not_a_cut_through_this_one(portal):
    shown = picture(photograph(width=1200, height=1200), "article")
    narrow = [source for source in shown.sources if source.media]
    assert [source.type for source in narrow] == ["image/avif", "image/webp", "image/jpeg"]
    assert shown.sources[: len(narrow)] == narrow, "a browser takes the first that fits"
    assert shown.fallback.width == shown.fallback.height == 720


def test_a_drawing_has_no_sizes(portal, django_capture_on_commit_callbacks):
    page = ArticlePageFactory(parent=portal.fr.articles, illustration=diagram())
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not Rendition.objects.exists()
