"""`manage.py check_text FILE --lang fr|en`."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from quality.document import Document
from quality.runner import describe, examine, repair
from quality.text import Figures, languages, measure
from quality.text_document import read

MOST_BYTES = 5_000_000


class Command(BaseCommand):
    """The checks that make sense for any text, and its figures."""

    help = (
        "Print what the checks find in FILE (text or Markdown, UTF-8; “-” reads the standard input), and its figures, "
        "as JSON. Exit code: 0 whatever was found, 2 if FILE can't be read or the language is unknown."
    )
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--lang", required=True, metavar="LANGUAGE", help=", ".join(languages()))

    def handle(self, *, file: str, lang: str, **options: Any) -> None:
        if lang not in languages():
            raise CommandError(f"Unknown language “{lang}”. Known: {', '.join(languages())}.", returncode=2)
        document = read(_text(file), lang)
        with translation.override(lang):
            answer = {"language": lang, "findings": _findings(document), "figures": _figures(measure(document))}
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _text(file: str) -> str:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            path = Path(file)
            if not path.is_file():  # nor a folder, nor a device that never ends
                raise CommandError(f"There is no file {file}.", returncode=2)
            with path.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CommandError(f"The file {file!r} can't be read.", returncode=2) from error
    if len(data) > MOST_BYTES:
        raise CommandError(f"{file} is larger than {MOST_BYTES // 1_000_000} MB.", returncode=2)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8.", returncode=2) from error
    if "\x00" in text:
        raise CommandError(f"{file} is no text: it has zero bytes.", returncode=2)
    return text


def _findings(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "check": finding.check,
            "level": finding.level.value,
            "message": describe(finding),
            "repair": repair(finding),
            "values": dict(finding.values),
            "place": finding.place,
        }
        for finding in examine(document)
    ]


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "words": figures.words,
        "sentences": figures.sentences,
        "syllables": figures.syllables,
        "words_per_sentence": figures.words_per_sentence,
        "syllables_per_100_words": figures.syllables_per_100_words,
        "formula": figures.formula,
        "score": figures.score,
        "longest_sentences": [{"words": s.words, "text": s.text, "place": s.place} for s in figures.longest],
    }
