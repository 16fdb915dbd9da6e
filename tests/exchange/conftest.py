"""Content with everything an export must keep, as a portal has it after a while."""

import datetime
import json
import shutil
import tempfile
import uuid
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.test import override_settings
from django.utils import timezone
from PIL import Image as Canvas
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from articles.models import ArticleAuthor, ArticleCategory, ArticlePage, ArticleTerm
from home.models import SiteSettings
from tests.database import world
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.blocks import not_in
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, SeriesFactory, TermFactory
from tests.worlds import delete_content
from translations.status import translation_status

# What the checks between languages would not let pass as it stands: numbers in words.
ENGLISH = {"deux": "two", "Trois minutes": "Three minutes"}


@pytest.fixture
def media(settings, tmp_path):
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def picture(name="frein.png", color="teal"):
    buffer = BytesIO()
    Canvas.new("RGB", (40, 30), color).save(buffer, "PNG")
    image = Image.objects.create(
        title="Le frein",
        description="Une cellule",
        file=ImageFile(BytesIO(buffer.getvalue()), name=name),
        focal_point_x=3,
    )
    image.tags.add("cellule", "schéma")
    return image


def items(*values):
    """A list's items as they are stored, with ids."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def every_block(image, page, document):
    """One block of each kind; of one without an example here, with words of no language."""
    rich = (
        f'<p>Lisez <a linktype="page" id="{page.pk}">cette page</a>, '
        f'<a linktype="document" id="{document.pk}">ce document</a> '
        'et <a href="https://www.has-sante.fr/?a=1&amp;b=2">ce site</a>.</p>'
    )
    cell = f'<p><a linktype="page" id="{page.pk}">le jour même</a></p>'
    figure = {"image": image.pk, "decorative": False, "alt_text": "Une cellule"}
    examples = [
        ("heading", {"text": "Qu’est-ce que c’est ?", "level": "2"}),
        ("paragraph", f'{rich}<embed embedtype="image" id="{image.pk}" alt="a &gt; b" format="left"/>'),
        ("definition_list", {"entries": items({"term": "Anticorps", "definition": "<p>Une protéine.</p>"})}),
        ("item_list", {"kind": "numbered", "entries": items("<p>un</p>", "<p>deux</p>")}),
        ("steps", {"entries": items({"title": "D’abord", "text": "<p>Ceci.</p>"})}),
        (
            "quote",
            {"text": "Toute personne…", "person": "", "role": "", "organisation": "Légifrance", "date": "2002-03-04"},
        ),
        ("callout", {"kind": "caution", "title": "Attention", "text": "<p>Appelez.</p><ul><li>le 15</li></ul>"}),
        ("question", {"question": "Et si ?", "answer": "<p>Alors.</p>"}),
        ("figure", {"image": figure, "caption": "La légende", "credit": ""}),
        (
            "table",
            {
                "caption": "Quand appeler",
                "columns": [{"type": "text", "heading": "Signe"}, {"type": "text", "heading": "Délai"}],
                "rows": [{"values": ["<p>Fièvre</p>", cell]}],
            },
        ),
        ("video", {"title": "Trois minutes", "url": "https://vimeo.com/1", "organisation": "", "transcript": ""}),
    ]
    return [*examples, *not_in(ArticlePage.body.field, examples, image)]


def old_blocks(image):
    """Blocks as older versions of Wagtail and of the portal stored them: without ids, without newer parts."""
    return [
        ("heading", {"text": "Sans niveau"}),
        ("definition_list", {"entries": [{"term": "Anticorps", "definition": "<p>Une protéine.</p>"}]}),
        ("item_list", {"entries": ["<p>sans identifiant</p>", "<p>non plus</p>"]}),
        ("figure", {"image": image.pk}),
        ("steps", {}),
    ]


@world
def kept_content(portal):
    """What `content` is made of, with the folder of its files."""
    files = Path(tempfile.mkdtemp(dir=settings.MEDIA_ROOT))
    with override_settings(MEDIA_ROOT=files):
        made = make_content(portal)
    return SimpleNamespace(**vars(made), files=files)


@pytest.fixture
def content(kept_content, media):
    """Pages of every type with every block, translations in every state, drafts, a schedule, a redirect, files."""
    shutil.copytree(kept_content.files, media, dirs_exist_ok=True)
    return kept_content


def make_content(portal):
    """Put it into the smallest portal."""
    image = picture()
    document = Document.objects.create(title="Notice", file=ContentFile(b"%PDF-1.4", name="notice & co.pdf"))
    cancer = CategoryFactory(name_fr="Cancer", name_en="Cancer", slug_fr="cancer", slug_en="cancer", position=2)
    care = CategoryFactory(name_fr="Soins", name_en="Care", slug_fr="soins", slug_en="care", position=1)
    only_english = TermFactory(
        name_fr="", slug_fr=None, name_en="biopsy", slug_en="biopsy", synonyms_en=["tissue, sample"]
    )
    term = TermFactory(long_definition_fr=f'<p><a linktype="page" id="{portal.fr.home.pk}">Accueil</a></p>')
    people = [PersonFactory(), PersonFactory()]  # alike in name
    about = StandardPageFactory(parent=portal.fr.home, title="À propos", slug="a-propos")
    about.save_revision().publish()

    article = ArticlePageFactory(parent=portal.fr.articles, title="Zoom", slug="zoom", illustration=image, live=False)
    article.body = stream(article._meta.get_field("body"), *every_block(image, about, document))
    article.key_points = stream(article._meta.get_field("key_points"), ("point", "Un point."))
    article.article_categories = [
        ArticleCategory(category=cancer, sort_order=0),
        ArticleCategory(category=care, sort_order=1),
    ]
    article.article_authors = [ArticleAuthor(person=people[1], sort_order=0)]
    article.series, article.series_position = SeriesFactory(), 2
    article.article_terms = [ArticleTerm(term=term, sort_order=0), ArticleTerm(term=only_english, sort_order=1)]
    article.save_revision().publish()
    article.refresh_from_db()

    # Translated and live; then the source goes on, and has an unpublished draft on top.
    english = translate(article, portal.en.locale)
    changed = article.get_latest_revision_as_object()
    changed.introduction = "Une autre introduction."
    changed.save_revision().publish()
    draft = article.get_latest_revision_as_object()
    draft.title = "Zoom, bientôt"
    draft.article_categories = [ArticleCategory(category=care, sort_order=0), *draft.article_categories.all()[:1]]
    draft.save_revision()

    # A draft that was never published, one whose translation has begun, one to be published later.
    ArticlePageFactory(
        parent=portal.fr.articles, title="Brouillon", slug="brouillon", live=False, introduction=""
    ).save_revision(clean=False)
    begun = StandardPageFactory(parent=portal.fr.home, title="Commencée", slug="commencee", introduction="Bonjour.")
    begun.save_revision().publish()
    translate(begun, portal.en.locale, share=1, publish=False)
    later = ArticlePageFactory(parent=portal.fr.articles, title="Plus tard", slug="plus-tard", live=False)
    later.body = stream(later._meta.get_field("body"), *old_blocks(image))
    later.go_live_at = timezone.now() + datetime.timedelta(days=30)
    later.save_revision().publish()

    Redirect.objects.create(old_path="/ancien", redirect_page=article.page_ptr, is_permanent=True)
    site = SiteSettings(locale=portal.fr.locale, name="Zoom Santé", logo=image)
    site.main_menu = stream(SiteSettings._meta.get_field("main_menu"), ("link", {"page": about.pk, "label": ""}))
    site.footer_menu = stream(
        SiteSettings._meta.get_field("footer_menu"),
        ("group", {"title": "Lire", "links": [{"page": portal.fr.articles.pk, "label": "Tous"}]}),
    )
    site.save()
    translation_status.rebuild()  # of pages that the factories have put online too
    return SimpleNamespace(**vars(portal), image=image, about=about, article=article, english=english, cancer=cancer)


def translate(page, locale, share=None, publish=True):
    """Through wagtail-localize: the first `share` texts, or all of them, with one link and one picture overridden."""
    page = page.specific
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).order_by("order")[:share]:
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={
                "data": "zoom-en"
                if segment.context.path == "slug"
                else ENGLISH.get(segment.string.data, segment.string.data),
                "tool_name": "essai",
            },
        )
    for segment in OverridableSegment.objects.filter(source=source):
        if segment.data == "https://www.has-sante.fr/?a=1&b=2":
            SegmentOverride.objects.create(
                locale=locale, context=segment.context, data_json=json.dumps("https://www.nhs.uk/")
            )
        if segment.context.path.endswith("image.image"):
            SegmentOverride.objects.create(locale=locale, context=segment.context, data_json=json.dumps(segment.data))
    translation.save_target(publish=publish)
    return source.get_translated_instance(locale)


def forget_everything():
    """Leave what a fresh installation has: the root page and the first language, and no file."""
    delete_content()
    for name in stored_files():
        default_storage.delete(name)


def stored_files():
    """The names of all files in the media folder."""
    root = Path(default_storage.path(""))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
