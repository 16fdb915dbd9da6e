"""`manage.py find_glossary_gaps`: count medical words that the glossary doesn't have."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.glossary.gaps import count_gaps


class Command(BaseCommand):
    """For cron, once a night."""

    help = "Count the medical words of live articles that the glossary doesn't hold, for Reports, Words without a term."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{count_gaps()} words without a term")
