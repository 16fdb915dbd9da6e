"""Repairs the translations' board."""

from typing import Any

from django.core.management.base import BaseCommand

from translations.segments import translation_memory
from translations.status import translation_status


class Command(BaseCommand):
    help = "Work out the state of every translation and fill the translation memory, from what is there."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = translation_status.rebuild(self.stdout.write)
        remembered = translation_memory.remember_all()
        self.stdout.write(f"{pages} pages, {remembered} translations remembered.")
