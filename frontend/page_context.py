"""Where a page stands: the pages above it, its editions in other languages, its one true address, the menus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.urls import translate_url
from django.utils.translation import get_language_info
from wagtail.blocks import StreamValue
from wagtail.models import Page

from articles.models import ArticlePage
from home.models import HomePage, SiteSettings
from vocabulary.base_page import LabelIndexMixin
from vocabulary.models import SluggedLabel


@dataclass(frozen=True)
class Edition:
    """What is being read, in one language; without an address where that language hasn't got it, or hasn't any more."""

    language: str
    url: str = ""
    is_current: bool = False
    is_withdrawn: bool = False
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
        """The address with the portal's host, as search engines want it."""
        return urljoin(settings.BASE_URL, self.url)


@dataclass(frozen=True)
class MenuLink:
    """A link of a menu; `current` is "page" for the page being read, "true" for a page above it."""

    url: str
    text: str
    current: str


@dataclass(frozen=True)
class Menus:
    """The menus of a language, without the links that lead nowhere."""

    main: Sequence[MenuLink] = ()
    footer: Sequence[tuple[str, Sequence[MenuLink]]] = ()
    legal: Sequence[MenuLink] = ()


@dataclass(frozen=True)
class Frame:
    """The surroundings of a page."""

    language: str
    editions: Sequence[Edition]
    menus: Menus
    ancestors: Sequence[Page] = ()
    canonical: str = ""
    is_home: bool = False
    alternates: Sequence[Edition] = ()

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

    @cached_property
    def parent(self) -> Page | None:
        """The page above, of its own type, its own fields not loaded."""
        return _specific(self.ancestors[-1]) if self.ancestors else None


def languages() -> list[str]:
    """The languages of the portal, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def frame_without_page(language: str, settings_row: SiteSettings, address: str = "") -> Frame:
    """For a page that is none of the tree's, at `address`, in each language; without one, an error's. One query."""
    home = HomePage.objects.live().filter(locale__language_code=language if address else None)
    pages = _any_of(Page.objects.filter(pk__in=_menu_pages(settings_row)), home).select_related("locale")
    return Frame(
        language=language,
        menus=_menus(settings_row, {page.pk: page for page in pages}),
        editions=[
            Edition(code, url=translate_url(address, code) if address else f"/{code}/", is_current=code == language)
            for code in languages()
        ],
        ancestors=[page for page in pages if page.depth == 2] if address else (),
    )


def _any_of(first: QuerySet[Any], *others: QuerySet[Any]) -> QuerySet[Page]:
    """The pages of some queries. As conditions of one, PostgreSQL would read the whole tree: no index has them all."""
    return Page.objects.filter(pk__in=first.values("pk").union(*(each.values("pk") for each in others)))


def frame_of(page: Page, settings_row: SiteSettings, label: SluggedLabel | None = None, page_number: int = 1) -> Frame:
    """The frame of `page`, or of a label below it. One query, the menus' pages included."""
    above = Page.objects.ancestor_of(page).values("translation_key")
    pages = list(
        _any_of(
            Page.objects.filter(translation_key=page.translation_key),
            Page.objects.filter(translation_key__in=above),
            Page.objects.filter(pk__in=_menu_pages(settings_row)),
        )
        .filter(depth__gt=1)
        .select_related("locale")
        .order_by("depth")
    )
    own_keys = {page.translation_key, *(each.translation_key for each in pages if page.is_descendant_of(each))}
    family = [each for each in pages if each.translation_key in own_keys]
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
            editions.append(Edition(code, url=_address(page, label, code), is_current=True))
            continue
        relatives = [relative for relative in family if relative.live and relative.locale.language_code == code]
        translated = next((each for each in relatives if each.translation_key == page.translation_key), None)
        url = _address(translated, label, code) if translated else ""
        is_withdrawn = any(
            each.translation_key == page.translation_key
            and each.locale.language_code == code
            # A translation that was never published is one under way.
            and not each.live
            and each.first_published_at
            for each in family
        )
        nearest = None if url else relatives[-1] if relatives else None
        editions.append(Edition(code, url=url, is_withdrawn=is_withdrawn, nearest=nearest))
    current = next((edition for edition in editions if edition.is_current), Edition(language))
    return Frame(
        language=language,
        editions=editions,
        menus=_menus(settings_row, {each.pk: each for each in pages}, page, is_below=bool(label)),
        # The list itself is above the list of a category, the glossary above a term.
        ancestors=[*ancestors, page] if label else ancestors,
        canonical=current.absolute_url + (f"?page={page_number}" if page_number > 1 else "") if current.url else "",
        is_home=isinstance(page, HomePage),
        # The second page of a list has no counterpart: the other language's list breaks elsewhere.
        alternates=[edition for edition in editions if edition.url] if page_number == 1 else (),
    )


def frame_beside(frame: Frame, article: ArticlePage, other: ArticlePage) -> Frame:
    """The frame of two editions side by side, from that of the one whose address it is under. No query.

    Without alternates: it repeats two pages, and search engines are told of those.
    """
    both = {frame.language: (article, other), other.locale.language_code: (other, article)}
    editions = []
    for edition in frame.editions:
        if edition.language in both:
            left, right = both[edition.language]
            editions.append(replace(edition, url=left.bilingual_url(right.locale.language_code)))
        else:
            editions.append(edition)
    canonical = next((edition.absolute_url for edition in editions if edition.is_current), "")
    return replace(frame, editions=editions, ancestors=[*frame.ancestors, article], canonical=canonical, alternates=())


def frame_of_history(frame: Frame, article: ArticlePage) -> Frame:
    """The frame of an article's history, from the article's: each other language leads to its own. No query."""
    editions = [
        edition
        if edition.is_current or not edition.url
        else replace(edition, url=article.history_url_below(edition.url, edition.language))
        for edition in frame.editions
    ]
    return replace(frame, editions=editions, ancestors=[*frame.ancestors, article], alternates=())


def _menu_pages(settings_row: SiteSettings) -> set[int]:
    return {
        link["page"]
        for stream in _streams(settings_row)
        for child in stream.raw_data
        for link in _links(child["value"])
    }


def _menus(
    settings_row: SiteSettings, pages: Mapping[int, Page], page: Page | None = None, is_below: bool = False
) -> Menus:
    """The menus with their pages already at hand: as stream values, each menu would ask for its own."""

    def resolve(value: Mapping[str, Any]) -> list[MenuLink]:
        found = []
        for link in _links(value):
            target = pages.get(link["page"])
            # A page of another language would be read in the wrong one.
            if target and target.live and target.locale_id == settings_row.locale_id and (url := target.url):
                current = _current(target, page, is_below) if page else ""
                found.append(MenuLink(url, link.get("label") or target.title, current))
        return found

    main, footer, legal = _streams(settings_row)
    groups = [(child["value"]["title"], resolve(child["value"])) for child in footer.raw_data]
    return Menus(
        main=[link for child in main.raw_data for link in resolve(child["value"])],
        footer=[(title, links) for title, links in groups if links],
        legal=[link for child in legal.raw_data for link in resolve(child["value"])],
    )


def _current(target: Page, page: Page, is_below: bool) -> str:
    if page.pk == target.pk and not is_below:
        return "page"
    # The home page is above every page: marking it would say nothing.
    return "true" if target.depth > 2 and page.path and page.path.startswith(target.path) else ""


def _streams(settings_row: SiteSettings) -> tuple[StreamValue, StreamValue, StreamValue]:
    return settings_row.main_menu, settings_row.footer_menu, settings_row.legal_menu


def _links(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The links in the raw value of a link or of a group of links."""
    if "links" not in value:
        return [value]
    return [entry["value"] if entry.get("type") == "item" else entry for entry in value["links"]]


def _specific(page: Page) -> Page:
    specific = page.specific_deferred
    specific.locale = page.locale
    return specific


def _address(page: Page, label: SluggedLabel | None, language: str) -> str:
    if not label:
        return page.url or ""
    if not getattr(label, f"slug_{language}"):
        return ""
    owner = _specific(page)
    has_label = isinstance(owner, LabelIndexMixin) and isinstance(label, owner.label_model)
    return owner.label_url(label, language) if has_label else ""
