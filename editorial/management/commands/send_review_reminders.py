"""`manage.py send_review_reminders`: write to owners of articles whose review is near or past."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.review.reminders import send_reminders


class Command(BaseCommand):
    """For cron, once a day."""

    help = (
        "Write to the owners and backups of articles whose medical review comes near or is past, once per occasion. "
        "Exit code: 0, or 1 if a message could not be sent or an article has nobody; the next run tries again."
    )

    def handle(self, **options: Any) -> None:
        outcome = send_reminders()
        for line in outcome.sent:
            self.stdout.write(f"sent to {line} articles")
        for line in outcome.skipped:
            self.stdout.write(f"skipped {line}")
        for line in outcome.failed:
            self.stderr.write(f"failed {line}")
        if not (outcome.sent or outcome.skipped or outcome.failed):
            self.stdout.write("nobody has anything new to know")
        if outcome.failed:
            raise SystemExit(1)
