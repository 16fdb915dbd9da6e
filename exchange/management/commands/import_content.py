"""`manage.py import_content DIR`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.importer import import_content
from exchange.refusal import PortableError


class Command(BaseCommand):
    """Read an exported folder into a portal without content."""

    help = "Fill an empty database from DIR, an export. Whole, or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            import_content(folder, self.stdout.write)
        except PortableError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Imported {folder}.")
