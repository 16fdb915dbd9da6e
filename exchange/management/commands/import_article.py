"""`manage.py import_article FILE --locale fr`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from articles.models import ArticleIndexPage
from exchange.article_parser import recognise
from exchange.imported_document import Document, DocumentError
from exchange.page_builder import find_author, find_categories, save_draft
from exchange.readers import MAX_BYTES, read_document
from vocabulary.models import Category

WIDTH = 90


class Command(BaseCommand):
    """A document becomes a draft."""

    help = "Make a draft article of FILE: plain text, Markdown or .docx."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--locale", required=True, metavar="LANGUAGE", help="the language it is written in: fr")
        parser.add_argument(
            "--category", nargs="+", action="extend", default=[], metavar="SLUG", help="file it under these subjects"
        )

    def handle(self, *, file: Path, locale: str, category: list[str], **options: Any) -> None:
        try:
            index_page = _index_page(locale)
            categories = _categories(category, locale)
            document = recognise(*read_document(file.name, _read(file)))
        except DocumentError as error:
            raise CommandError(str(error), returncode=2) from error
        author = find_author(document)
        if document.author and not author:
            document.unsure.append(
                _("Nobody among the people is named “%(name)s”: the article has no author yet.")
                % {"name": document.author}
            )
        if not document.published_on:
            document.unsure.append(_("No date was found: today's was taken."))
        offered = find_categories(document, index_page.locale)
        page = save_draft(
            document,
            index_page=index_page,
            author=author,
            categories=categories,
            published_on=document.published_on,
        )
        for line in _report(document, categories, offered, locale):
            self.stdout.write(line)
        self.stdout.write("")
        self.stdout.write(_("Draft: %(address)s") % {"address": _admin_address(page.pk)})


def _index_page(language: str) -> ArticleIndexPage:
    locale = Locale.objects.filter(language_code=language).first()
    if not locale:
        known = ", ".join(Locale.objects.order_by("language_code").values_list("language_code", flat=True))
        raise DocumentError(
            _("There is no language “%(code)s” here. There is: %(known)s.") % {"code": language, "known": known}
        )
    index_page = ArticleIndexPage.objects.filter(locale=locale).order_by("path").first()
    if not index_page:
        raise DocumentError(_("There is no list of articles in this language: make one first."))
    return index_page


def _categories(slugs: list[str], language: str) -> list[Category]:
    """The named categories, in the order they were named."""
    field = f"slug_{language}"
    known = {getattr(category, field): category for category in Category.objects.exclude(**{field: None})}
    if unknown := [slug for slug in slugs if slug not in known]:
        raise DocumentError(
            _("There is no category “%(slug)s”. There is: %(known)s.")
            % {"slug": unknown[0], "known": ", ".join(sorted(known))}
        )
    return [known[slug] for slug in dict.fromkeys(slugs)]


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():  # nor a folder, nor a device that never ends
            raise DocumentError(_("There is no file %(name)s.") % {"name": file})
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(_("The file %(name)s can't be read.") % {"name": repr(str(file))}) from error


def _report(document: Document, categories: list[Category], offered: list[Category], language: str) -> list[str]:
    lines = [
        f"{_('Title'):<14}{document.title}",
        f"{_('Author'):<14}{document.author or '–'}",
        f"{_('Published on'):<14}{document.published_on or '–'}",
        f"{_('Introduction'):<14}{_short(document.introduction) or '–'}",
        f"{_('Categories'):<14}{', '.join(str(category) for category in categories) or '–'}",
        "",
        *(
            f"{number:>3} {block.kind:<16}{_short(' · '.join(block.lines))}"
            for number, block in enumerate(document.blocks, 1)
        ),
    ]
    if document.left_out:
        lines += ["", _("Left out, as navigation:"), *(f"  {_short(line)}" for line in document.left_out)]
    if document.categories:
        slugs = " ".join(getattr(category, f"slug_{language}") for category in offered)
        lines += [
            "",
            _("The navigation names categories; those that fit the article: --category %(slugs)s")
            % {"slugs": slugs or "…"},
        ]
    if document.unsure:
        lines += ["", _("Not sure:"), *(f"  {line}" for line in document.unsure)]
    return lines


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else f"{text[:WIDTH].rstrip()}…"


def _admin_address(pk: int) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[pk])
