"""What machines are told of a page, in schema.org's words. Only what is so: no review before it is signed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from articles.models import ArticleIndexPage, ArticlePage
from articles.rich_text import without_marks
from frontend.page_context import Frame
from home.models import HomePage, SiteSettings
from vocabulary.models import Person, Term

Thing = dict[str, Any]

# What an article looks at, in schema.org's words for an aspect of medical practice.
ASPECTS: dict[str, str] = {
    ArticlePage.Kind.CONDITION: "overview",
    ArticlePage.Kind.TREATMENT: "treatment",
    ArticlePage.Kind.EXAMINATION: "diagnosis",
    ArticlePage.Kind.SUPPORT: "support",
}


def structured_data(page: Page, frame: Frame, site_settings: SiteSettings, label: Any = None) -> list[Thing]:
    """The things that a page is about and where it stands: without what is empty, ready for JSON-LD."""
    things: list[Thing] = []
    if describe := LABELS.get(type(label)):
        things.append(describe(label, page, frame))
    elif isinstance(page, ArticlePage):
        things.append(_article(page, frame, site_settings))
        if questions := _questions(page):
            things.append({"@type": "FAQPage", "inLanguage": frame.language, "mainEntity": questions})
    elif isinstance(page, HomePage):
        things.append(
            {"@type": "WebSite", "name": site_settings.name, "url": frame.canonical, "inLanguage": frame.language}
        )
    elif not isinstance(page, ArticleIndexPage):
        things.append({"@type": "WebPage", "name": page.title, "url": frame.canonical, "inLanguage": frame.language})
    if frame.ancestors:
        things.append(_breadcrumb(frame, str(label or page.title)))
    return [{"@context": "https://schema.org", **_without_empty(thing)} for thing in things]


def _article(article: ArticlePage, frame: Frame, site_settings: SiteSettings) -> Thing:
    thing = {
        "@type": "MedicalWebPage",
        "name": article.title,
        "url": frame.canonical,
        "description": article.search_description or article.introduction,
        "inLanguage": frame.language,
        "datePublished": article.published_on.isoformat(),
        "dateModified": timezone.localdate(article.last_published_at).isoformat() if article.last_published_at else "",
        "author": [_person(person) for person in article.authors],
        "publisher": {"@type": "Organization", "name": site_settings.publisher} if site_settings.publisher else {},
        **_review(article),
        "audience": _without_empty(
            {"@type": "MedicalAudience", "audienceType": "Patient", "name": article.audience.strip()}
        ),
        "aspect": ASPECTS.get(article.kind, ""),
        "timeRequired": f"PT{article.reading_minutes}M",
        "about": [{"@type": "Thing", "name": category.name} for category in article.categories],
        "mentions": [{"@type": "DefinedTerm", "name": term.name} for term in article.terms],
        "citation": [_citation(reference.value) for reference in article.references],
        "isAccessibleForFree": True,
    }
    others = [edition for edition in frame.alternates if not edition.is_current]
    # Articles are written in the first language and translated from it.
    if frame.language == settings.LANGUAGE_CODE:
        thing["workTranslation"] = [_edition(other.absolute_url, other.language) for other in others]
    elif originals := [other for other in others if other.language == settings.LANGUAGE_CODE]:
        thing["translationOfWork"] = _edition(originals[0].absolute_url, originals[0].language)
    return thing


def _review(article: ArticlePage) -> Thing:
    if not (review := article.shown_review):
        return {}
    return {"lastReviewed": review.reviewed_on.isoformat(), "reviewedBy": _person(review.reviewer)}


def _person(person: Person) -> Thing:
    return _without_empty(
        {
            "@type": "Organization" if person.is_team else "Person",
            "name": str(person),
            # schema.org gives these two to persons only.
            "jobTitle": "" if person.is_team else person.role,
            "honorificSuffix": "" if person.is_team else person.qualification,
        }
    )


def _edition(url: str, language: str) -> Thing:
    return {"@type": "MedicalWebPage", "url": url, "inLanguage": language}


def _citation(reference: Any) -> Thing:
    return _without_empty(
        {
            "@type": "CreativeWork",
            "name": reference["title"],
            "publisher": {"@type": "Organization", "name": reference["organisation"]},
            "datePublished": str(reference["year"] or ""),
            "url": reference["url"],
            "inLanguage": reference["language"],
        }
    )


def _questions(article: ArticlePage) -> list[Thing]:
    return [
        {
            "@type": "Question",
            "name": block.value["question"],
            "acceptedAnswer": {"@type": "Answer", "text": _text(block.value["answer"].source)},
        }
        for block in article.body
        if block.block_type == "question"
    ]


def _text(html: str) -> str:
    """Rich text as one line of plain text: its paragraphs apart, no letter written as an entity."""
    return " ".join(get_text_for_indexing(without_marks(html)).split())


def _term(term: Term, glossary: Page, frame: Frame) -> Thing:
    return {
        "@type": "DefinedTerm",
        "name": term.name,
        "alternateName": [name for name in (term.acronym, *(term.synonyms or [])) if name],
        "description": term.short_definition,
        "url": frame.canonical,
        "inLanguage": frame.language,
        "inDefinedTermSet": urljoin(settings.BASE_URL, glossary.url),
    }


# Labels that are a thing of their own at their address. The list of a category is told by its place alone.
LABELS: dict[type, Callable[[Any, Page, Frame], Thing]] = {Term: _term}


def _breadcrumb(frame: Frame, last: str) -> Thing:
    above = [(ancestor.title, urljoin(settings.BASE_URL, ancestor.url)) for ancestor in frame.ancestors]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate([*above, (last, frame.canonical)], start=1)
        ],
    }


def _without_empty(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value or value is False}
