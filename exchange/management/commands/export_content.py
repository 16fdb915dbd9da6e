"""`manage.py export_content DIR`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.export import export_content
from exchange.refusal import PortableError


class Command(BaseCommand):
    """Write all content of the portal into a folder."""

    help = "Write all content to DIR: content.json and media/. An earlier export there is replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            export_content(folder, self.stdout.write)
        except PortableError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Exported to {folder}.")
