"""Sends readers' messages that wait, deletes those whose time has come."""

from typing import Any

from django.core.management.base import BaseCommand

from contact.delivery import delete_past, deliver_waiting


class Command(BaseCommand):
    help = "Send the contact messages that could not be sent, and delete those that have been kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, waiting = deliver_waiting()
        self.stdout.write(f"{sent} sent, {waiting} waiting, {delete_past()} deleted.")
