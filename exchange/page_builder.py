"""A document becomes a draft in the page tree."""

import re
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale

from articles.models import ArticleAuthor, ArticleCategory, ArticleIndexPage, ArticlePage
from exchange.imported_document import Block, Document
from vocabulary.models import LANGUAGES, Category, Person, fold

LISTS = ("definition_list", "item_list", "steps")


def find_author(document: Document) -> Person | None:
    """The person whom the document names as its author, in any language; None where nobody or more than one fits."""
    wanted = _plain(document.author)
    found = [
        person
        for person in Person.objects.all()
        if wanted and wanted in {_plain(getattr(person, f"name_{language}")) for language in LANGUAGES}
    ]
    return found[0] if len(found) == 1 else None


def find_categories(document: Document, locale: Locale) -> list[Category]:
    """The categories that the document's navigation names, in their own order."""
    wanted = {_plain(name) for name in document.categories}
    name = f"name_{locale.language_code}"
    return [category for category in Category.objects.all() if _plain(getattr(category, name)) in wanted]


def _plain(name: str | None) -> str:
    """A name without what people type differently: accents, kinds of apostrophe, spaces, capitals."""
    return " ".join(fold((name or "").replace("’", "'")).split())


@transaction.atomic
def save_draft(
    document: Document,
    *,
    index_page: ArticleIndexPage,
    author: Person | None,
    categories: Iterable[Category],
    published_on: date | None = None,
    user: AbstractBaseUser | None = None,
) -> ArticlePage:
    """Save the document as a draft under `index_page`, in its language, and return it."""
    page = ArticlePage(
        title=document.title,
        slug=find_available_slug(index_page, slugify(re.sub("[’']", " ", document.title))[:200] or "article"),
        introduction=document.introduction,
        published_on=published_on or timezone.localdate(),
        locale=index_page.locale,
        live=False,
        owner=user,
    )
    page.body = page._meta.get_field("body").stream_block.to_python([_stored(block) for block in document.blocks])
    page.article_categories = [
        ArticleCategory(category=category, sort_order=place) for place, category in enumerate(categories)
    ]
    page.article_authors = [ArticleAuthor(person=author, sort_order=0)] if author else []
    index_page.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    # As Wagtail's own editor: a draft may have gaps.
    page.save_revision(user=user, log_action=True, clean=False)
    return page


def _stored(block: Block) -> dict[str, Any]:
    value = block.value
    if block.kind in LISTS:
        value = {**value, "entries": [{"type": "item", "value": item, "id": _new_id()} for item in value["entries"]]}
    return {"type": block.kind, "value": value, "id": _new_id()}


def _new_id() -> str:
    return str(uuid.uuid4())
