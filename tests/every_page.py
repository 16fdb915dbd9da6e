"""Every page type: where one of it is, in whatever is in the database, and a portal that has one of each.

A new page type is one line in `PAGE_TYPES`.
The page that fails is in `tests.failing_urls`. What holds for all of them is tested in
`tests/browser/test_every_page.py` and `tests/reader/test_every_page.py`, and `make screenshots` takes its picture.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, ArticleTerm
from contact.models import ContactPage
from home.models import GlossaryPage, HomePage, SiteSettings, StandardPage
from tests.factories.articles import ArticlePageFactory, every_block, stream
from tests.factories.contact import ContactPageFactory
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, TermFactory
from vocabulary.models import Category, Term


@dataclass(frozen=True)
class PageType:
    """A kind of page, and how to find one in a language; an empty address where that language has none."""

    name: str
    address: Callable[[str], str]
    status: int = 200


def first(model, language):
    """The first live page of a type."""
    return model.objects.live().filter(locale__language_code=language).order_by("path").first()


def article(language):
    """The fullest article."""
    articles = ArticlePage.objects.live().filter(locale__language_code=language)
    return max(articles, key=lambda page: (len(page.body), page.pk), default=None)


def article_alone(language):
    """An article that no other language has."""
    articles = ArticlePage.objects.live().filter(locale__language_code=language)
    return next((page for page in articles if not page.get_translations().live().exists()), None)


def url(page, more=""):
    return page.url + more if page else ""


def category(language, *, used):
    """The list of a category, with articles or without."""
    index = first(ArticleIndexPage, language)
    found = next((each for each in index.categories() if bool(each.article_count) is used), None)
    return index.category_url(found) if found else ""


def term(language):
    named = Term.objects.exclude(**{f"slug_{language}": None}).first()
    glossary = first(GlossaryPage, language)
    return glossary.term_url(named) if named and glossary else ""


def bilingual(language):
    page, other = article(language), {"fr": "en", "en": "fr"}[language]
    return page.beside_url(other) if page.get_translations().live().exists() else ""


def search(language, query):
    with translation.override(language):
        return f"{reverse('search')}?q={query}"


PAGE_TYPES = [
    PageType("home", lambda language: url(first(HomePage, language))),
    PageType("index", lambda language: url(first(ArticleIndexPage, language))),
    PageType("index, narrowed", lambda language: url(first(ArticleIndexPage, language), "?sort=title&reviewed=year")),
    PageType("category", lambda language: category(language, used=True)),
    PageType("category, empty", lambda language: category(language, used=False)),
    PageType("article", lambda language: url(article(language))),
    PageType("article, one language", lambda language: url(article_alone(language))),
    PageType("bilingual", bilingual),
    PageType("standing page", lambda language: url(first(StandardPage, language))),
    PageType("glossary", lambda language: url(first(GlossaryPage, language))),
    PageType("glossary, searched", lambda language: url(first(GlossaryPage, language), "?q=bio")),
    PageType("glossary, nothing found", lambda language: url(first(GlossaryPage, language), "?q=zzz")),
    PageType("term", term),
    PageType("search", lambda language: search(language, "biopsie")),
    PageType("search, nothing found", lambda language: search(language, "zzzzz")),
    PageType("search, empty", lambda language: search(language, "")),
    PageType("contact", lambda language: url(first(ContactPage, language))),
    PageType("contact, sent", lambda language: url(first(ContactPage, language), "?sent")),
    PageType("404", lambda language: f"/{language}/nothing/", status=404),
    PageType("500", lambda language: f"/{language}/fails/", status=500),
]


def addresses(language):
    """Every page type that there is in a language: (type, address)."""
    return [(each, address) for each in PAGE_TYPES if (address := each.address(language))]


def fill(portal):
    """Put a page of each type in both languages, and every block, into the smallest portal; return it."""
    category = CategoryFactory(
        name_fr="Traitements", slug_fr="traitements", name_en="Treatments", slug_en="treatments", drawing="traitements"
    )
    term = TermFactory(
        name_fr="biopsie", slug_fr="biopsie", name_en="biopsy", slug_en="biopsy", synonyms_fr=["prélèvement de tissu"]
    )
    image = get_image_model().objects.create(title="Schéma", file=get_test_image_file(size=(800, 600)))
    with translation.override("fr"):
        article = ArticlePageFactory(
            parent=portal.fr.articles,
            title="La biopsie : pourquoi un prélèvement, et comment vous y préparer sans inquiétude inutile",
            slug="la-biopsie",
            categories=[category],
            illustration=image,
            key_points=stream(ArticlePage.key_points.field, ("point", "Un prélèvement pour être sûr.")),
            body=every_block(ArticlePage.body.field, image),
            questions=stream(ArticlePage.questions.field, ("question", "Est-ce douloureux ?")),
            references=stream(
                ArticlePage.references.field,
                (
                    "reference",
                    {"organisation": "NHS", "title": "Biopsy", "url": "https://www.nhs.uk/", "language": "en"},
                ),
            ),
        )
        article.article_authors.add(ArticleAuthor(person=PersonFactory(is_team=True)))
        article.article_terms.add(ArticleTerm(term=term))
        article.save()
        about = StandardPageFactory(
            parent=portal.fr.home, title="À propos", slug="a-propos", body=every_block(StandardPage.body.field, image)
        )
        glossary = GlossaryPage(title="Glossaire", slug="glossaire", locale=portal.fr.locale)
        portal.fr.home.add_child(instance=glossary)
        contact = ContactPageFactory(parent=portal.fr.home)
        ArticlePageFactory(parent=portal.fr.articles, slug="en-francais-seulement", categories=[category])
    for page, title, slug in (
        (article, "Biopsy", "biopsy"),
        (about, "About", "about"),
        (glossary, "Glossary", "glossary"),
        (contact, "Write to us", "write-to-us"),
    ):
        english = page.copy_for_translation(portal.en.locale)
        english.title, english.slug, english.live = title, slug, True
        english.save()
    for tree in (portal.fr, portal.en):
        links = [("link", {"page": page.pk, "label": ""}) for page in Page.objects.child_of(tree.home).live()]
        SiteSettings.objects.create(
            locale=tree.locale,
            name="Zoom Santé",
            tagline="Comprendre, avant de décider",
            publisher="Une association",
            medical_disclaimer="Ne remplace pas votre médecin.",
            emergency_numbers=stream(
                SiteSettings.emergency_numbers.field,
                ("number", {"number": "112", "label": "Europe", "detail": "Partout", "kind": "tel"}),
            ),
            main_menu=stream(SiteSettings.main_menu.field, *links),
            legal_menu=stream(SiteSettings.legal_menu.field, *links),
        )
    Category.objects.create(
        name_fr="Rien encore", slug_fr="rien-encore", name_en="Nothing yet", slug_en="nothing-yet", drawing="cancer"
    )
    return portal
