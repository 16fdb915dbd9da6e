"""A portal with its settings, and one article that holds every block."""

import datetime
import io
import re
from html.parser import HTMLParser

import pytest
from django.core.files.images import ImageFile
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image as Pillow
from wagtail.images.models import Image

from articles.models import ArticleAuthor, ArticlePage, ArticleTerm
from home.models import SiteSettings, StandardPage
from tests.factories.articles import ArticlePageFactory, stream
from tests.factories.blocks import not_in
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, TermFactory

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="480" height="200" viewBox="0 0 480 200"><path d="M0 0h9"/></svg>'


def photograph(title="Photo", width=600, height=400):
    file = io.BytesIO()
    Pillow.new("RGB", (width, height), "teal").save(file, "JPEG")
    file.seek(0)
    return Image.objects.create(title=title, file=ImageFile(file, name="photo.jpg"), width=width, height=height)


def diagram():
    return Image.objects.create(
        title="Schéma", file=ImageFile(io.BytesIO(SVG), name="schema.svg"), width=480, height=200
    )


def every_block(svg):
    """One of each block, two questions in a row; of a kind without an example here, with words of no language."""
    examples = [
        ("heading", {"text": "Qu’est-ce que c’est ?", "level": "2"}),
        ("heading", {"text": "Un détail", "level": "3"}),
        ("paragraph", "<p>Un paragraphe avec <b>du gras</b>.</p>"),
        ("definition_list", {"entries": [{"term": "Anticorps", "definition": "<p>Une protéine.</p>"}]}),
        ("item_list", {"kind": "bulleted", "entries": ["<p>une puce</p>"]}),
        ("item_list", {"kind": "numbered", "entries": ["<p>un numéro</p>"]}),
        ("steps", {"entries": [{"title": "D’abord", "text": "<p>Ceci.</p>"}]}),
        (
            "quote",
            {
                "text": "Toute personne décide.",
                "organisation": "Code de la santé publique",
                "source_url": "https://www.legifrance.gouv.fr/",
                "date": "2002-03-01",
            },
        ),
        ("callout", {"kind": "information", "title": "À savoir", "text": "<p>Bon à savoir.</p>"}),
        ("callout", {"kind": "emergency", "title": "Appelez", "text": "<p>Sans attendre.</p>"}),
        (
            "figure",
            {"image": {"image": svg.pk, "alt_text": "Deux cercles", "decorative": False}, "caption": "Légende"},
        ),
        (
            "table",
            {
                "caption": "Signes",
                "columns": [{"type": "text", "heading": "Où"}, {"type": "text", "heading": "Quand"}],
                "rows": [{"values": ["<p>Poumons</p>", "<p>Tout de suite</p>"]}],
            },
        ),
        ("video", {"title": "Trois minutes", "url": "https://vimeo.com/123", "transcript": "<p>Bonjour.</p>"}),
        ("question", {"question": "Une question ?", "answer": "<p>Une réponse.</p>"}),
        ("question", {"question": "Une autre ?", "answer": "<p>Une autre réponse.</p>"}),
    ]
    return [*examples, *not_in(ArticlePage.body.field, examples, svg)]


@pytest.fixture
def site_settings(portal):
    """The settings of both languages, with menus."""
    rows = {}
    for code, tree in (("fr", portal.fr), ("en", portal.en)):
        link = {"page": tree.articles.pk, "label": ""}
        rows[code] = SiteSettings.objects.create(
            locale=tree.locale,
            name="Zoom Santé",
            tagline="Comprendre" if code == "fr" else "Understand",
            medical_disclaimer="Pas votre médecin." if code == "fr" else "Not your doctor.",
            emergency_numbers=stream(
                SiteSettings.emergency_numbers.field,
                ("number", {"number": "1 12", "label": "Europe", "detail": "", "kind": "tel"}),
                ("number", {"number": "114", "label": "SMS", "detail": "", "kind": "sms"}),
            ),
            main_menu=stream(SiteSettings.main_menu.field, ("link", link)),
            footer_menu=stream(SiteSettings.footer_menu.field, ("group", {"title": "Lire", "links": [link]})),
            legal_menu=stream(SiteSettings.legal_menu.field, ("link", {"page": tree.home.pk, "label": "Tout"})),
        )
    return rows


@pytest.fixture
def category(portal):
    return CategoryFactory(
        name_fr="Traitements", name_en="Treatments", slug_fr="traitements", slug_en="treatments", drawing="traitements"
    )


def translate(page, tree, **fields):
    """The page's published counterpart in another language."""
    translated = page.copy_for_translation(tree.locale)
    for name, value in {"live": True, **fields}.items():
        setattr(translated, name, value)
    translated.save()
    return translated


@pytest.fixture
def article(portal, site_settings, category):
    """Everything an article can hold, in French, with its English translation."""
    svg = diagram()
    page = ArticlePageFactory(
        parent=portal.fr.articles,
        title="Zoom sur l’immunothérapie",
        slug="immunotherapie",
        introduction="Elle aide vos défenses. Voici comment.",
        published_on=datetime.date(2026, 4, 1),
        illustration=svg,
        key_points=stream(ArticlePage.key_points.field, ("point", "L’essentiel tient ici.")),
        body=stream(ArticlePage.body.field, *every_block(svg)),
        questions=stream(ArticlePage.questions.field, ("question", "Pourquoi moi ?")),
        references=stream(
            ArticlePage.references.field,
            (
                "reference",
                {"organisation": "HAS", "title": "Rapport", "year": 2024, "url": "https://www.has-sante.fr/"},
            ),
            (
                "reference",
                {
                    "organisation": "ESMO",
                    "title": "Guideline",
                    "year": 2022,
                    "language": "en",
                    "accessed": "2026-05-02",
                },
            ),
        ),
        categories=[category],
    )
    page.article_authors.set([ArticleAuthor(person=PersonFactory())])
    page.article_terms.set([ArticleTerm(term=TermFactory(name_fr="anticorps", name_en="antibody"))])
    page.save()
    translate(page, portal.en, title="Immunotherapy in focus", slug="immunotherapy")
    return page


@pytest.fixture
def about(portal, site_settings):
    page = StandardPageFactory(
        parent=portal.fr.home,
        title="À propos",
        slug="a-propos",
        introduction="Qui nous sommes.",
        body=stream(
            StandardPage.body.field, *(("heading", {"text": f"Partie {n}", "level": "2"}) for n in range(1, 4))
        ),
    )
    translate(page, portal.en, title="About", slug="about")
    return page


def in_french(message, **values):
    """What the French reader is told; the wording is the translation's business."""
    with translation.override("fr"):
        return gettext(message) % values


class Reading(HTMLParser):
    """What a test asks of a page: its elements as (tag, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag, **attributes):
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            attrs
            for name, attrs in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


def in_one_line(html):
    """HTML without the whitespace that no reader sees: how a template breaks its lines says nothing."""
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r"(<(?:p|li|td|th|dt|dd|h\d)\b[^>]*>) ", r"\1", html)
    return re.sub(r" (</(?:p|li|td|th|dt|dd|h\d)>)", r"\1", html)


@pytest.fixture
def read(client):
    """Fetch a page and read it: `(answer, html, elements)`."""

    def fetch(url, status=200):
        answer = client.get(url)
        assert answer.status_code == status, url
        html = answer.content.decode()
        return answer, in_one_line(html), Reading(html)

    return fetch
