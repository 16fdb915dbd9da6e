#!/usr/bin/env python
"""Django's command line for the portal."""

import argparse
import os
import sys

from development import database


def main() -> None:
    """Run a management command, with the development settings and their database unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--settings", default=os.environ["DJANGO_SETTINGS_MODULE"])
    if options.parse_known_args()[0].settings != "portal.settings.production":
        try:
            database.use()
        except database.LocalDatabaseError as error:
            sys.exit(str(error))
    from django.core.management import execute_from_command_line  # needs the settings module named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
