"""Every page type: where one of it is, in whatever is in the database, and a portal that has one of each.

A new page type is one line in `PAGE_TYPES`.
The page that fails is in `tests.failing_urls`. What holds for all of them is tested in
`tests/browser/test_every_page.py` and `tests/reader/test_every_page.py`, and `make screenshots` takes its picture.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, ArticleTerm
from contact.models import ContactPage
from editorial.models import Withdrawal
from editorial.register.public_history import versions_of
from editorial.register.published_versions import record
from home.models import GlossaryPage, HomePage, SiteSettings, StandardPage
from tests.factories.articles import ArticlePageFactory, every_block, stream
from tests.factories.contact import ContactPageFactory
from tests.factories.editorial import sign_off_of
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
    return index.label_url(found) if found else ""


def kept(language):
    """Articles and how many texts of theirs readers have seen, most first."""
    articles = ArticlePage.objects.live().filter(locale__language_code=language)
    return sorted(((page, len(versions_of(page))) for page in articles), key=lambda each: -each[1])


def history(language, *, is_kept):
    """Of an article that has one, or of one from before the register."""
    return next((page.history_url for page, count in kept(language) if bool(count) is is_kept), "")


def version(language, *, is_first):
    """The first text of the article with the most, or the one that its readers have now."""
    return next((page.version_url(1 if is_first else count) for page, count in kept(language) if count > 1), "")


def withdrawn(language, *, is_explained):
    found = Withdrawal.objects.filter(language_code=language)
    row = (found.exclude(reason="") if is_explained else found.filter(reason="")).first()
    return row.address if row else ""


def elsewhere(language):
    """The address, in one language, of an article that only another one has."""
    page = article_alone({"fr": "en", "en": "fr"}[language])
    return page.url.replace(f"/{page.locale.language_code}/", f"/{language}/", 1) if page else ""


def term(language):
    named = Term.objects.exclude(**{f"slug_{language}": None}).first()
    glossary = first(GlossaryPage, language)
    return glossary.label_url(named) if named and glossary else ""


def bilingual(language):
    page, other = article(language), {"fr": "en", "en": "fr"}[language]
    return page.bilingual_url(other) if page.get_translations().live().exists() else ""


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
    PageType("history", lambda language: history(language, is_kept=True)),
    PageType("history, empty", lambda language: history(language, is_kept=False)),
    PageType("version, first", lambda language: version(language, is_first=True)),
    PageType("version, newest", lambda language: version(language, is_first=False)),
    PageType("withdrawn", lambda language: withdrawn(language, is_explained=True), status=410),
    PageType("withdrawn, unexplained", lambda language: withdrawn(language, is_explained=False), status=410),
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
    PageType("404, in another language", elsewhere, status=404),
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
    english = {}
    for page, title, slug in (
        (article, "Biopsy", "biopsy"),
        (about, "About", "about"),
        (glossary, "Glossary", "glossary"),
        (contact, "Write to us", "write-to-us"),
    ):
        translated = page.copy_for_translation(portal.en.locale)
        translated.title, translated.slug, translated.live = title, slug, True
        translated.save()
        english[page] = translated
    ArticlePageFactory(parent=portal.en.articles, slug="in-english-only", categories=[category])
    for edition in (article, english[article]):
        keep_history(edition)
        withdraw(edition)
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


def keep_history(page):
    """Three texts that readers have seen: one that nobody had signed, one that was signed, and the page as it is."""
    before = page.with_content_json(page.serializable_data())
    old = {"type": "paragraph", "value": "<p>Prenez 5 mg, le soir.</p>", "id": str(uuid.uuid4())}
    kept = [block for block in page.body.get_prep_value() if block["type"] not in ("quote", "table")]
    before.title, before.introduction = "Un titre plus court", "Une phrase, que plus personne ne lit."
    before.body = page._meta.get_field("body").stream_block.to_python([old, *kept])
    record(before)
    before.introduction = "Une autre phrase."
    sign_off_of(before, summary="Une phrase plus juste dans l’introduction.")
    record(before)
    record(page)


def withdraw(successor):
    """Two articles that readers had: one whose publisher says why and what to read instead, one without a word."""
    for slug, reason in (("withdrawn", "Un texte plus complet le remplace."), ("withdrawn-silently", "")):
        page = ArticlePageFactory(parent=successor.get_parent(), slug=slug, title="Ce que nous disions avant")
        page.save_revision().publish()
        page.unpublish()
        Withdrawal.objects.filter(address=page.url).update(reason=reason, successor=successor if reason else None)
