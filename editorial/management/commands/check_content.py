"""`manage.py check_content [--format json|csv|text] [--locale fr]`."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from wagtail.models import Locale, Page

from contact.viewsets import harmless
from editorial.checks.page_checks import Corpus, live_pages
from quality.finding import Finding, Level
from quality.runner import describe, repair

COLUMNS = ["page", "language", "title", "level", "check", "block", "place", "message", "repair"]


class Command(BaseCommand):
    """The checks over everything readers see."""

    help = (
        "Run the checks over all live pages, print what they find and keep it for the report. "
        "Exit code: 0 nothing blocking, 1 blocking findings, 2 wrong arguments."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["json", "csv", "text"], default="text", help="text unless given")
        parser.add_argument("--locale", metavar="LANGUAGE", help="only the pages in this language: fr")

    def handle(self, *, format: str, locale: str | None, **options: Any) -> None:
        known = list(Locale.objects.order_by("language_code").values_list("language_code", flat=True))
        if locale and locale not in known:
            raise CommandError(f"There is no language “{locale}” here. There is: {', '.join(known)}.", returncode=2)
        corpus = Corpus()
        rows = ((page, finding) for page in live_pages(locale) for finding in corpus.examine(page)[0])
        blocking = {"json": self._json, "csv": self._csv, "text": self._text}[format](rows)
        if blocking:
            raise SystemExit(1)

    def _json(self, rows: Iterator[tuple[Page, Finding]]) -> int:
        """One array, an object per finding; the words in the page's language."""
        blocking, separator = 0, "[\n"
        for page, finding in rows:
            self.stdout.write(separator + json.dumps(_row(page, finding), ensure_ascii=False), ending="")
            blocking, separator = blocking + (finding.level == Level.BLOCK), ",\n"
        self.stdout.write("[]" if separator == "[\n" else "\n]")
        return blocking

    def _csv(self, rows: Iterator[tuple[Page, Finding]]) -> int:
        blocking = 0
        writer = csv.DictWriter(self.stdout, COLUMNS)
        writer.writeheader()
        for page, finding in rows:
            row = _row(page, finding)
            writer.writerow({name: harmless(value) if isinstance(value, str) else value for name, value in row.items()})
            blocking += finding.level == Level.BLOCK
        return blocking

    def _text(self, rows: Iterator[tuple[Page, Finding]]) -> int:
        shown, counts = None, dict.fromkeys(Level, 0)
        for page, finding in rows:
            if page.pk != shown:
                self.stdout.write(f"\n{page.locale.language_code}  {page.title}  (page {page.pk})")
                shown = page.pk
            row = _row(page, finding)
            self.stdout.write(f"  {row['level']:<7} {row['check']:<18} {row['message']}")
            counts[finding.level] += 1
        self.stdout.write("\n" + ", ".join(f"{level.value}: {count}" for level, count in counts.items()))
        return counts[Level.BLOCK]


def _row(page: Page, finding: Finding) -> dict[str, Any]:
    language = page.locale.language_code
    with translation.override(language):
        message, way = describe(finding), repair(finding)
    values = [page.pk, language, page.title, finding.level.value, finding.check, finding.unit, finding.place]
    return dict(zip(COLUMNS, [*values, message, way], strict=True))
