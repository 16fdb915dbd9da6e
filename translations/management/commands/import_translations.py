"""What an agency sent back."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from translations.checks.text import plain
from translations.interchange.import_plan import Plan, RefusedDeliveryError
from translations.interchange.importer import apply_plan, hold_delivery, outdated_lines, plan_delivery
from translations.interchange.returned_files import read_delivery


class Command(BaseCommand):
    help = (
        "Show what XLIFF, PO or zip files of translations would change; with --write, store it, all or nothing. "
        "Nothing is published: the pages wait to be submitted for review."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+")
        parser.add_argument("--user", required=True, help="the account in whose name the texts are stored")
        parser.add_argument("--write", action="store_true", help="store the translations")
        parser.add_argument(
            "--replace-newer", action="store_true", help="replace what was changed here since the file was made"
        )
        parser.add_argument(
            "--leave-out-outdated",
            action="store_true",
            help="keep translations of texts that have changed since in the memory alone",
        )

    def handle(self, *, files: list[Path], user: str, **options: Any) -> None:
        account = get_user_model()._default_manager.filter(username=user, is_active=True).first()
        if not account:
            raise CommandError(f"There is no account “{user}”.")
        try:
            with ExitStack() as stack:
                opened = [(path.name, stack.enter_context(path.open("rb"))) for path in files]
                returned = read_delivery(opened)
            with transaction.atomic():
                hold_delivery(returned)
                plan = plan_delivery(returned, account)
                if plan.problems:
                    raise RefusedDeliveryError(plan.problems)
                self.show(plan)
                if not options["write"]:
                    self.stdout.write("Nothing was stored. --write stores it.")
                    return
                number = apply_plan(
                    plan,
                    account,
                    replace_newer=options["replace_newer"],
                    leave_out_outdated=options["leave_out_outdated"],
                )
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}. Nothing was changed.") from error
        except RefusedDeliveryError as error:
            raise CommandError("\n".join([*error.problems, "Nothing was changed."])) from error
        self.stdout.write(f"{number} texts stored. Nothing is published: submit the pages for review.")

    def show(self, plan: Plan) -> None:
        """What would change, text by text, with what the checks say of it."""
        for page in plan.pages:
            self.stdout.write(
                f"{page.file}: {page.page} ({page.translation.target_locale.language_code}): "
                f"{len(page.changes)} change, {page.unchanged} as here, {page.untranslated} not translated"
            )
            for change in page.changes:
                mark = "!" if change.is_ours_newer else "~" if change.before else "+"
                self.stdout.write(f"  {mark} {plain(change.source)}")
                if change.before:
                    self.stdout.write(f"    - {plain(change.before)}")
                self.stdout.write(f"    + {plain(change.after)}")
                for found in change.findings:
                    self.stdout.write(f"    {found.finding.severity}: {found.finding.message}")
        for line in outdated_lines(plan):
            self.stdout.write(line)
