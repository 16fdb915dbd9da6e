"""Files for an agency."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from translations.interchange.exporter import (
    FORMATS,
    NothingToSendError,
    chosen_states,
    files_of,
    stale_states,
    translations_of,
)


class Command(BaseCommand):
    help = (
        "Write a file per page for an agency, into a folder. Pages whose translation isn't begun are refused, "
        "unless --user names somebody in whose name it begins."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--language", required=True, help="the language to translate into")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--page", type=int, nargs="+", help="numbers of source pages")
        what.add_argument("--branch", type=int, nargs="+", help="numbers of source pages, with all that is below them")
        what.add_argument("--stale", action="store_true", help="all that is stale in the language")
        parser.add_argument("--format", choices=list(FORMATS), default="xliff")
        parser.add_argument("--waiting", action="store_true", help="only the texts that wait for a translation")
        parser.add_argument("--user", help="the account that begins translations")

    def handle(self, *, folder: Path, language: str, **options: Any) -> None:
        locale = Locale.objects.filter(language_code=language).first()
        if not locale:
            raise CommandError(f"There is no language “{language}”.")
        user = None
        if options["user"]:
            user = get_user_model()._default_manager.filter(username=options["user"]).first()
            if not user:
                raise CommandError(f"There is no account “{options['user']}”.")
        if options["stale"]:
            states = stale_states(locale)
        else:
            pages = options["page"] or options["branch"]
            states = chosen_states(locale, pages, with_those_below=bool(options["branch"]))
        try:
            files = files_of(translations_of(states, user), options["format"], waiting_only=options["waiting"])
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files:
                (folder / name).write_bytes(content)
        except NothingToSendError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}.") from error
        self.stdout.write("\n".join(str(folder / name) for name, _content in files))
