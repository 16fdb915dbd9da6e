"""`manage.py check_links`: ask whether links of live pages still answer."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.linkcheck.link_checks import check_links
from editorial.models.links import CheckedAddress


class Command(BaseCommand):
    """For cron, once a day."""

    help = (
        "Ask the addresses that live pages link to and whose time has come: weekly, daily while they fail. "
        "Exit code: 0 whatever they answered, 1 if none did and the network seems to be down."
    )

    def handle(self, **options: Any) -> None:
        run = check_links()
        if run.is_another_at_it:
            self.stdout.write("Another run is at it. Nothing was asked.")
        elif run.is_offline:
            self.stderr.write("No server answered. Is the network down? Nothing was counted.")
            raise SystemExit(1)
        else:
            counts = [f"{state.value}: {run.counts[state]}" for state in CheckedAddress.State if state in run.counts]
            self.stdout.write(", ".join(counts) or "Nothing was due.")
