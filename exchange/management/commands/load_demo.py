"""`manage.py load_demo`: fill a portal without content with the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.demo import load_demo
from exchange.refusal import PortableError


class Command(BaseCommand):
    """Load the demonstration that comes with the program."""

    help = "Load the demonstration content, if the database has no page yet."

    def handle(self, **options: Any) -> None:
        try:
            loaded = load_demo(self.stdout.write)
        except PortableError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("Loaded the demonstration." if loaded else "There are pages already: nothing was loaded.")
