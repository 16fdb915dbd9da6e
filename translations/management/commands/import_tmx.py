"""An agency's translation memory."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from translations.interchange.tmx import TmxError, read_tmx


class Command(BaseCommand):
    help = "Add the translations of a TMX file to the translation memory, all or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                number = read_tmx(stream)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except TmxError as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(f"{number} new translations.")
