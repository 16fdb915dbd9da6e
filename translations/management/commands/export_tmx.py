"""The translation memory for a translator's program."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from translations.interchange.tmx import write_tmx
from translations.models import Remembered


class Command(BaseCommand):
    help = "Write the translation memory to a TMX 1.4b file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("wb") as stream:
                number = write_tmx(stream, Remembered.objects.order_by("pk").iterator())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        self.stdout.write(f"{number} translations written to {file}.")
