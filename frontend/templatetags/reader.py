"""What the public templates ask for. Each tag that reads the database says how often."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, get_language_info
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.blocks import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from articles.annotations import RunningText
from articles.content.glossary_terms import explained_terms
from articles.content.visitor import pictures_in
from articles.filters import Wish
from articles.models import ArticleIndexPage, ArticlePage, BlockNotice
from frontend.page_context import Frame, frame_beside, frame_of, frame_of_history, frame_without_page
from frontend.renditions import Picture, picture, prefetch
from home.models import GlossaryPage, SiteSettings, only_page
from vocabulary.models import Category, Drawing, Term, fold

register = template.Library()
TEMPLATES = settings.BASE_DIR / "templates"
PLAIN = Wish()


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> Frame:
    """The surroundings of the page in the context, with the menus. One query, and one for the settings."""
    page, site_settings = context.get("page"), context["site_settings"]
    if not isinstance(page, Page):
        language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        return frame_without_page(language, site_settings, _view_address(context.get("request")))
    listed, wish = context.get("articles"), context.get("wish") or PLAIN
    # A list that is narrowed or in another order is no page of its own for search engines.
    number = listed.number if isinstance(listed, PaginatorPage) and wish.is_plain else 1
    frame = frame_of(page, site_settings, context.get("label"), number)
    if context.get("is_below") and isinstance(page, ArticlePage):  # a page of its own under the article's address
        return frame_of_history(frame, page)
    other = context.get("beside")
    return frame_beside(frame, page, other) if isinstance(page, ArticlePage) and other else frame


@register.simple_tag
def beside_address(article: ArticlePage, language: str) -> str:
    """The address of an article beside its edition in another language."""
    return article.bilingual_url(language)


@register.simple_tag
def settings_of(language: str) -> SiteSettings:
    """The site's settings in another language than the page's. One query."""
    return SiteSettings.for_language(language)


def _view_address(request: HttpRequest | None) -> str:
    """Where a view of the portal answers; empty for an error, which is what the tree serves without a page."""
    if not request or not request.resolver_match or request.resolver_match.url_name == "wagtail_serve":
        return ""
    return request.get_full_path()


@register.simple_tag
def category_address(article_index: ArticleIndexPage, category: Category) -> str:
    """The address of a category's list; empty where the category has no name in that language."""
    language = article_index.locale.language_code
    return article_index.label_url(category) if getattr(category, f"slug_{language}") else ""


@register.simple_tag(takes_context=True)
def glossary(context: Context) -> GlossaryPage | None:
    """The glossary in the frame's language, if there is one. One query."""
    return only_page(GlossaryPage, context["frame"].language)


@register.simple_tag
def term_address(glossary: GlossaryPage | None, term: Term) -> str:
    """The address of a term in a glossary; empty without one."""
    return glossary.label_url(term) if glossary else ""


@dataclass(frozen=True)
class ReaderText:
    """A text as its readers get it: sources numbered at the claims, words explained at their first use."""

    html: SafeString
    words: Sequence[tuple[Term, str]]
    running: RunningText


@register.simple_tag(takes_context=True)
def reader_text(context: Context, page: Any) -> ReaderText:
    """The body of a page for its readers.

    Queries: the page's words, the glossary if it has any, words that only a link in the text names, its photographs.
    """
    language = context["frame"].language
    surroundings: Any = context.flatten()
    html = render_to_string("components/body.html", {**surroundings, "body": page.body})
    terms = explained_terms(page)
    own_glossary = glossary(context) if terms else None

    def address(term: Term) -> str:
        return term_address(own_glossary, term) or f"#word-{term.pk}"

    sources = [block.id for block in getattr(page, "references", ())]
    running = RunningText(language, sources, terms, address)
    return ReaderText(
        html=mark_safe(running.annotate(html)),  # noqa: S308 -- rendered above, and changed in its own tags only
        words=[(term, address(term)) for term in terms],
        running=running,
    )


@register.simple_tag
def running_text(article: ArticlePage, language: str) -> RunningText:
    """An article's text on its way, one of several on a page: sources numbered, no word explained."""
    return RunningText(language, [block.id for block in article.references], prefix=f"{language}-")


@register.simple_tag(takes_context=True)
def annotated_block(context: Context, running: RunningText) -> SafeString:
    """The `block` in the context, with what readers must know of it; blocks are asked for in reading order."""
    surroundings: Any = context.flatten()
    return mark_safe(running.annotate(render_to_string("articles/beside_block.html", surroundings)))  # noqa: S308 -- as above


@register.filter
def citations(text: ReaderText, number: int) -> Sequence[tuple[str, str]]:
    """The places of `text` that cite a source: (letter, anchor)."""
    return text.running.letters(number)


@register.filter
def of_block(notices: Iterable[BlockNotice] | None, block_id: str) -> list[BlockNotice]:
    """Those of a page's notices that stand beside one block."""
    return [notice for notice in notices or () if notice.block_id == block_id]


@register.filter
def of_word(notices: Iterable[BlockNotice] | None, term: Term) -> list[BlockNotice]:
    """Those of a page's notices that stand beside the explanation of one word."""
    return [notice for notice in notices or () if notice.term_id == term.pk]


@register.simple_tag(takes_context=True)
def page_link(context: Context, number: int) -> str:
    """The address of a page of the list being read, asked for in the same way; the plain first page has but one.

    `list_url` is the address of a list that the tree has no page for.
    """
    if list_url := context.get("list_url"):
        return f"{list_url}&page={number}" if number > 1 else str(list_url)
    return context["frame"].url + (context.get("wish") or PLAIN).query(number)


@register.simple_tag
def page_numbers(listed: PaginatorPage) -> list[int | None]:
    """The numbers to offer, None for a gap."""
    numbers = listed.paginator.get_elided_page_range(listed.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag(takes_context=True)
def article_list(context: Context) -> str:
    """The address of the list of articles in the frame's language, empty where there is none. One query."""
    index_page = only_page(ArticleIndexPage, context["frame"].language)
    return (index_page.url or "") if index_page else ""


@register.simple_tag
def with_translations(articles: Iterable[ArticlePage]) -> list[ArticlePage]:
    """The same articles, each with `also_in`, the names of the other languages it can be read in. One query."""
    found = list(articles)
    if not found:
        return []
    also_in: dict[Any, list[str]] = {}
    translations = Page.objects.live().filter(translation_key__in=[article.translation_key for article in found])
    for key, language in (
        translations.exclude(locale_id=found[0].locale_id)
        .order_by("locale_id")
        .values_list("translation_key", "locale__language_code")
    ):
        also_in.setdefault(key, []).append(translated_language(language))
    for article in found:
        article.also_in = also_in.get(article.translation_key, [])
    prefetch(article.illustration for article in found)
    return found


@register.filter
def grouped(body: StreamValue) -> Iterator[tuple[str, list[Any]]]:
    """The blocks of a text, neighbours of one type together. At most one query, for the sizes of its photographs."""
    blocks = list(body)
    prefetch(pictures_in(body))
    for kind, group in groupby(blocks, key=lambda block: block.block_type):
        yield kind, list(group)


@register.filter
def labelled_rows(table: TypedTable) -> list[list[tuple[str, Any]]]:
    """The rows of a table as (column's heading, cell): on a phone each cell brings its heading."""
    headings = [column["heading"] for column in table.columns]
    return [list(zip(headings, row["values"], strict=False)) for row in table.row_data]


@register.filter
def partners(term: Term) -> list[tuple[str, str]]:
    """What a term is called in the other languages, where it is another word: (language, name)."""
    current = (get_language() or "").split("-")[0]
    names = ((language, getattr(term, f"name_{language}")) for language in settings.MODELTRANSLATION_LANGUAGES)
    own = fold(term.name or "")
    return [(language, name) for language, name in names if name and language != current and fold(name) != own]


@register.filter
def language_name(language: str) -> str:
    """What a language calls itself: `"fr"` gives `"Français"`."""
    return get_language_info(language)["name_local"].capitalize()


@register.filter
def translated_language(language: str) -> str:
    """What the active language calls a language: `"fr"` gives `"French"`, in French `"français"`."""
    name = get_language_info(language)["name_translated"]
    return name.lower() if get_language() == "fr" else name


@register.filter
def spelled(day: date | None) -> str:
    """A date in words, as a `<time>`: 1er avril 2026, 1 April 2026. Of a moment, the portal's day."""
    if not day:
        return ""
    if isinstance(day, datetime):
        day = localdate(day)
    number = "1er" if day.day == 1 and get_language() == "fr" else str(day.day)
    return format_html('<time datetime="{}">{} {}</time>', day.isoformat(), number, format_date(day, "F Y"))


@register.filter
def opening(text: str) -> str:
    """The first sentences of an introduction, whole, as a card has room for: 160 characters, or one sentence."""
    first, *others = re.split(r"(?<=[.!?…»])\s+(?=[A-ZÀ-ÞŒ‘«])", text.strip())
    for sentence in others:
        if len(first) + len(sentence) >= 160:
            break
        first = f"{first} {sentence}"
    return first


@register.filter
def host(url: str) -> str:
    """The site an address is on, as people say it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def dialled(number: str) -> str:
    """A telephone number for a `tel:` or `sms:` link."""
    return number.replace(" ", "")


@register.filter
def in_quotes(text: str, marks: str) -> str:
    """`text` between the marks of a language, given as `opening|closing`."""
    opening, _, closing = marks.partition("|")
    return f"{opening}{text.strip()}{closing}"


@register.simple_tag
def photo(image: AbstractImage, use: str) -> Picture | None:
    """A photograph in the sizes of one place (`frontend.renditions.USES`)."""
    return picture(image, use)


@cache
def _drawings(folder: str) -> dict[str, SafeString]:
    # Read once and looked up by name: what is asked for is never part of a path.
    return {
        file.stem: mark_safe(file.read_text(encoding="utf-8").strip())  # noqa: S308 -- the project's own files
        for file in Path(TEMPLATES / folder).glob("*.svg")
    }


@register.simple_tag
def drawing(name: str) -> SafeString:
    """A drawing of the house, inline; the sheets of paper for a name there is no drawing of."""
    drawings = _drawings("drawings")
    return drawings.get(name) or drawings[Drawing.ALL.value]


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the house, inline. A name there is no icon of is a mistake in a template: KeyError."""
    return _drawings("icons")[name]


@register.simple_tag(takes_context=True)
def editor_bar(context: Context) -> str:
    """Wagtail's bar, for previews and browsers that hold a session: asking for the user would vary a reader's page."""
    request = context.get("request")
    if (
        context.get("is_leaflet")
        or not request
        or not (settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(request, "is_preview", False))
    ):
        return ""
    return wagtailuserbar(context)
