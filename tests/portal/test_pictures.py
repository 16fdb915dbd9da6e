"""The sizes of an article's pictures are made when it is published, not when it is first read."""

from wagtail.images.models import Rendition

from articles.models import ArticlePage
from portal.pictures import FORMATS, USES
from tests.factories.articles import ArticlePageFactory, stream
from tests.reader.conftest import diagram, photograph


def test_publishing_makes_every_size(portal, django_capture_on_commit_callbacks):
    figure = {"image": {"image": photograph("Figure").pk, "alt_text": "x", "decorative": False}}
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        illustration=photograph("Illustration"),
        body=stream(ArticlePage.body.field, ("figure", figure), ("paragraph", "<p>x</p>")),
    )
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    expected = sum(len(USES[use].filters) for use in ("article", "feature", "card", "figure")) * len(FORMATS)
    assert Rendition.objects.count() == expected


def test_a_drawing_has_no_sizes(portal, django_capture_on_commit_callbacks):
    page = ArticlePageFactory(parent=portal.fr.articles, illustration=diagram())
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not Rendition.objects.exists()
