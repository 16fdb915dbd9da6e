"""What the checks see of a page: `quality.document.Document`, made from a page in memory, saved or not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page

from articles.content.visitor import Part, Role, blocks_of
from articles.models import ArticlePage
from quality.document import (
    Block,
    Contributor,
    Document,
    Mark,
    Passage,
    Picture,
    Quotation,
    Review,
    Source,
    Statements,
    Word,
)
from quality.text import tidy
from vocabulary.models import LANGUAGES, Person, Term

_PARAGRAPHS = ["p", "li", "h2", "h3", "h4"]
# A passage's kind in the document, where it isn't the name of its role.
_KINDS = {Role.PROSE: "paragraph", Role.TABLE_CAPTION: "title"}
_MARKS = {"i": "emphasis", "em": "emphasis", "cite": "emphasis"}


def document_of(
    page: Page,
    *,
    statements: Statements | None = None,
    terms: Iterable[Term] | None = None,
    is_dead: Callable[[str], bool] | None = None,
) -> Document:
    """An article or a standing page as it stands in memory.

    What a page doesn't know comes from above: what the site says, which addresses no longer answer. `terms` is the
    whole glossary, read here if it isn't given.
    """
    language = page.locale.language_code
    blocks = [Block("introduction", "introduction", passages=_plain(getattr(page, "introduction", "")))]
    is_article = isinstance(page, ArticlePage)
    for name in ("key_points", "body", "questions") if is_article else ("body",):
        blocks += _blocks(name, getattr(page, name, None))
    if is_dead:
        blocks = [_with_dead_links(block, is_dead) for block in blocks]
    common = Document(
        language=language,
        title=page.title or "",
        is_governed=is_article,
        today=timezone.localdate(),
        blocks=tuple(block for block in blocks if block.passages or block.field != "introduction"),
    )
    if not isinstance(page, ArticlePage):
        return common
    return Document(
        **{
            **vars(common),
            "kind": page.kind,
            "purpose": page.purpose,
            "audience": page.audience,
            "seo_title": page.seo_title or "",
            "search_description": page.search_description or "",
            "sources": tuple(_sources(page.references, is_dead)),
            "authors": tuple(_contributor(person, language) for person in _people(page)),
            "review": _review(page, language),
            "words": tuple(_words(page, language, Term.objects.all() if terms is None else terms)),
            "statements": statements or Statements(),
        }
    )


def _people(page: ArticlePage) -> list[Person]:
    """Not `page.authors`, which is remembered: a form changes the rows of the instance it was given."""
    return [link.person for link in page.article_authors.select_related("person") if link.person_id]


def _contributor(person: Person, language: str) -> Contributor:
    name = _own(person, "name", language) or str(person)
    return Contributor(name, _own(person, "qualification", language), person.pk)


def _own(label: Any, name: str, language: str) -> Any:
    """A label's text in the document's language, not in the editor's."""
    return getattr(label, f"{name}_{language}", None) or "" if language in LANGUAGES else getattr(label, name) or ""


def _review(page: ArticlePage, language: str) -> Review | None:
    try:
        review = page.review if page.pk else None
    except ObjectDoesNotExist:
        return None
    if not review:
        return None
    return Review(_contributor(review.reviewer, language), review.reviewed_on, review.next_review_on)


def _words(page: ArticlePage, language: str, terms: Iterable[Term]) -> Iterator[Word]:
    explained = {link.term_id for link in page.article_terms.all()}
    for term in terms:
        if name := _own(term, "name", language):
            yield Word(name, acronym=_own(term, "acronym", language), is_explained=term.pk in explained)


def _with_dead_links(block: Block, is_dead: Callable[[str], bool]) -> Block:
    """The same block, its links and the address of its quotation marked where they are dead."""
    if block.quotation and is_dead(block.quotation.url):
        block = replace(block, quotation=replace(block.quotation, is_dead=True))
    if not any(mark.kind == "link" and is_dead(mark.target) for passage in block.passages for mark in passage.marks):
        return block
    passages = (
        replace(
            passage,
            marks=tuple(replace(mark, is_dead=mark.kind == "link" and is_dead(mark.target)) for mark in passage.marks),
        )
        for passage in block.passages
    )
    return replace(block, passages=tuple(passages))


def _sources(stream: StreamValue | None, is_dead: Callable[[str], bool] | None) -> Iterator[Source]:
    for place, child in enumerate(stream or (), start=1):
        value = child.value
        url = value.get("url") or ""
        yield Source(
            value.get("organisation") or "",
            value.get("title") or "",
            value.get("year"),
            url,
            value.get("accessed"),
            child.id or "",
            place,
            is_dead=bool(is_dead and is_dead(url)),
        )


def _blocks(field: str, stream: StreamValue | None) -> Iterator[Block]:
    for place, (child, parts) in enumerate(blocks_of(stream), start=1):
        yield _block(Block(field, child.block_type, child.id or "", place), parts)


def _block(block: Block, parts: list[Part]) -> Block:
    """A block with what its parts say of it."""
    passages: list[Passage] = []
    facts: dict[str, Any] = {}
    quoted: dict[str, Any] = {}
    for part in parts:
        match part.role:
            case Role.LEVEL:
                facts["level"] = int(part.value) if str(part.value or "").isdecimal() else 2
            case Role.VARIANT:
                facts["role"] = part.value or ""
            case Role.PICTURE:
                facts["picture"] = _picture(part.value)
            case Role.CREDIT:
                facts["credit"] = part.text
            case Role.ATTRIBUTION:
                quoted[part.name] = part.text
            case Role.ADDRESS:
                quoted["url"] = part.text
            case Role.DATE:
                quoted["day"] = part.value
            case role if role.is_text:
                kind = _KINDS.get(role, role.value)
                passages += _rich(part.html, kind) if part.is_rich else _plain(part.text, kind)
    if any(part.role is Role.QUOTE for part in parts):
        facts["quotation"] = Quotation(**quoted)
    return replace(block, passages=tuple(passages), **facts)


def _picture(image: Any) -> Picture | None:
    """None while no picture is chosen: the form says so itself."""
    if image is None:
        return None
    name = str(getattr(image, "file", "")).rpartition("/")[2]
    alternative = getattr(image, "contextual_alt_text", None) or ""
    return Picture(alternative, bool(getattr(image, "decorative", False)), name)


def _plain(text: Any, kind: str = "paragraph") -> tuple[Passage, ...]:
    words = tidy(str(text or ""))
    return (Passage(words, kind),) if words else ()


def _rich(value: Any, kind: str = "paragraph") -> tuple[Passage, ...]:
    """The paragraphs and items of a rich text, each with its marks."""
    soup = BeautifulSoup(str(getattr(value, "source", value) or ""), "html.parser")
    parts = [part for part in soup.find_all(_PARAGRAPHS) if not part.find(_PARAGRAPHS)] or [soup]
    passages = [_passage(part, "item" if part.name == "li" else kind) for part in parts]
    return tuple(passage for passage in passages if passage.text or passage.marks)


def _passage(part: Tag, kind: str) -> Passage:
    marks = []
    for element in part.find_all(["a", "i", "em", "cite", "span"]):
        linktype = element.get("linktype", "")
        if element.name == "a" and linktype == "language":
            marks.append(Mark("foreign", tidy(element.get_text()), str(element.get("id", ""))))
        elif element.name == "a":
            name = str(linktype) if linktype in ("reference", "term") else "link"
            target = str(element.get("href") or element.get("id") or "")
            marks.append(Mark(name, tidy(element.get_text()), target))
        elif element.name in _MARKS:
            marks.append(Mark(_MARKS[element.name], tidy(element.get_text())))
    for reference in part.find_all("a", linktype="reference"):
        reference.clear()  # the number that readers see is no word of the text
    for line_break in part.find_all("br"):
        line_break.replace_with(" ")
    return Passage(tidy(part.get_text()), kind, tuple(marks))
