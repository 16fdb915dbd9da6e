"""`manage.py record_editions`: what is online and not in the register of published texts yet."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.register.published_versions import record_missing


class Command(BaseCommand):
    help = "Keep every live article that the register of published texts doesn't know: after an import, for one."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{record_missing()} texts were added to the register.")
