"""`manage.py check_segments FILE.jsonl`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from translations.checks import check_segment

FIELDS = ("source", "target", "source_lang", "target_lang")
UNREADABLE = 2


class Command(BaseCommand):
    """Pairs in, findings out, a line each."""

    help = (
        "Compare translations with their sources. FILE has one JSON object a line: "
        '{"source": "…", "target": "…", "source_lang": "fr", "target_lang": "en"}; - reads the standard input. '
        "Empty lines are passed over, and counted. Exit status: 0 if nothing blocks publication, 1 if something does, "
        "2 if a line can't be read."
    )
    requires_system_checks: list[str] = []  # it asks nothing of the database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl")

    def handle(self, *, file: str, **options: Any) -> None:
        if file == "-":
            blocks = self.compare(sys.stdin.buffer)
        else:
            try:
                with Path(file).open("rb") as lines:
                    blocks = self.compare(lines)
            except OSError as error:
                raise CommandError(
                    f"{file} can't be read: {error.strerror or error}.", returncode=UNREADABLE
                ) from error
        if blocks:
            sys.exit(1)

    def compare(self, lines: BinaryIO) -> bool:
        """Print the findings of each line; whether any of them blocks."""
        blocks = False
        for number, pair in pairs(lines):
            findings = check_segment(*pair)
            blocks |= any(finding.severity == "block" for finding in findings)
            shown = [{"id": found.id, "severity": found.severity, "message": found.message} for found in findings]
            self.stdout.write(json.dumps({"line": number, "findings": shown}, ensure_ascii=False))
        return blocks


def pairs(lines: BinaryIO) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
    """The number of each line that isn't empty, and its pair. CommandError for the first one that can't be read."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            yield number, _pair(raw)
        except ValueError as error:
            raise CommandError(f"Line {number}: {error}", returncode=UNREADABLE) from error
        except RecursionError as error:
            raise CommandError(f"Line {number}: it is nested too deeply.", returncode=UNREADABLE) from error


def _pair(raw: bytes) -> tuple[str, str, str, str]:
    """The four texts of a line. ValueError, with what is wrong, for anything else."""
    try:
        entry = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg}.") from error
    if not isinstance(entry, dict):
        raise ValueError("it is not a JSON object.")
    for field in FIELDS:
        if not isinstance(entry.get(field), str):
            raise ValueError(f"“{field}” is missing." if field not in entry else f"“{field}” is not a text.")
    languages = [code for code, _name in settings.LANGUAGES]
    for field in FIELDS[2:]:
        if entry[field] not in languages:
            raise ValueError(f"“{field}” is {entry[field][:20]!r}; the portal has {', '.join(languages)}.")
    return entry["source"], entry["target"], entry["source_lang"], entry["target_lang"]
