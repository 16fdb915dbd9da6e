"""Where a page stands: the pages above it, its editions in other languages, its one true address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language_info
from wagtail.models import Page

from articles.models import ArticleIndexPage
from home.models import GlossaryPage, HomePage
from vocabulary.models import Category, SluggedLabel, Term


@dataclass(frozen=True)
class Edition:
    """What is being read, in one language; without an address where that language hasn't got it."""

    language: str
    url: str = ""
    is_current: bool = False
    nearest: Page | None = None

    @property
    def local_name(self) -> str:
        """What the language calls itself within a sentence."""
        return get_language_info(self.language)["name_local"]

    @property
    def name(self) -> str:
        """What the language calls itself, by itself."""
        return self.local_name.capitalize()

    @property
    def absolute_url(self) -> str:
        """For search engines."""
        return urljoin(settings.BASE_URL, self.url)


@dataclass(frozen=True)
class Frame:
    """The surroundings of a page."""

    language: str
    editions: Sequence[Edition]
    ancestors: Sequence[Page] = ()
    canonical: str = ""
    is_home: bool = False
    alternates: Sequence[Edition] = field(default=())

    @property
    def is_rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return get_language_info(self.language)["bidi"]

    @property
    def url(self) -> str:
        """The path of the page itself, or of its list of a category."""
        return next((edition.url for edition in self.editions if edition.is_current), "")

    @property
    def root_url(self) -> str:
        """The address that chooses the language by the browser's."""
        return urljoin(settings.BASE_URL, "/")

    @property
    def missing(self) -> list[Edition]:
        """The languages that haven't got this page."""
        return [edition for edition in self.editions if not edition.url]

    @property
    def parent(self) -> Page | None:
        """The page above, of its own type, its own fields not loaded."""
        return self.ancestors[-1].specific_deferred if self.ancestors else None


def languages() -> list[str]:
    """The languages of the portal, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def frame_without_page(language: str) -> Frame:
    """For an error page: the other languages' home pages. No query."""
    return Frame(
        language=language,
        editions=[Edition(code, url=f"/{code}/", is_current=code == language) for code in languages()],
    )


def frame_of(page: Page, request: HttpRequest | None, label: SluggedLabel | None = None, page_number: int = 1) -> Frame:
    """The frame of `page`, or of its list of a category, or of its term. One query."""
    family = list(
        Page.objects.filter(
            Q(translation_key=page.translation_key)
            | Q(translation_key__in=Page.objects.ancestor_of(page).values("translation_key")),
            depth__gt=1,
        )
        .select_related("locale")
        .order_by("depth")
    )
    if own := next((relative for relative in family if relative.pk == page.pk), None):
        page.locale = own.locale
    language = page.locale.language_code
    ancestors = [
        relative
        for relative in family
        if relative.live
        and relative.pk != page.pk
        and relative.locale_id == page.locale_id
        and page.is_descendant_of(relative)
    ]
    editions = []
    for code in languages():
        if code == language:
            editions.append(Edition(code, url=_address(page, request, label, code), is_current=True))
            continue
        relatives = [relative for relative in family if relative.live and relative.locale.language_code == code]
        translated = next((each for each in relatives if each.translation_key == page.translation_key), None)
        url = _address(translated, request, label, code) if translated else ""
        editions.append(Edition(code, url=url, nearest=None if url else relatives[-1] if relatives else None))
    current = next((edition for edition in editions if edition.is_current), Edition(language))
    return Frame(
        language=language,
        editions=editions,
        # The list itself is above the list of a category, the glossary above a term.
        ancestors=[*ancestors, page] if label else ancestors,
        canonical=current.absolute_url + (f"?page={page_number}" if page_number > 1 else "") if current.url else "",
        is_home=isinstance(page, HomePage),
        # The second page of a list has no counterpart: the other language's list breaks elsewhere.
        alternates=[edition for edition in editions if edition.url] if page_number == 1 else (),
    )


def _address(page: Page, request: HttpRequest | None, label: SluggedLabel | None, language: str) -> str:
    if not label:
        return page.get_url(request) or ""
    if not getattr(label, f"slug_{language}"):
        return ""
    owner = page.specific_deferred
    if isinstance(owner, GlossaryPage) and isinstance(label, Term):
        return owner.term_url(label)
    if isinstance(owner, ArticleIndexPage) and isinstance(label, Category):
        return owner.category_url(label, language)
    return ""
