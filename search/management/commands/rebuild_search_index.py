"""`manage.py rebuild_search_index`: index every live page and term anew."""

from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    help = "Make the readers' search index anew, from the live pages and the glossary."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild(self.stdout.write)
