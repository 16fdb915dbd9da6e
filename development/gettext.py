"""Message files: `python -m development.gettext` updates and compiles them, `… compile` only compiles them.

To update takes GNU gettext. To compile doesn't, so that a clone runs on a machine without it.
"""

import os
import shutil
import sys
from pathlib import Path

import polib

BASE_DIR = Path(__file__).resolve().parents[1]
# The languages that have a folder. English is what the code is written in: it needs none.
TRANSLATED = sorted(folder.name for folder in (BASE_DIR / "locale").iterdir() if folder.is_dir())


def update_messages() -> None:
    """Bring locale/<language>/LC_MESSAGES/django.po in the current directory in line with the code below it."""
    from django.core.management import call_command  # to compile takes no Django
    from django.core.management.commands import makemessages

    class Extraction(makemessages.Command):
        # A guessed translation is worse than none: it looks finished.
        msgmerge_options = ["--quiet", "--backup=none", "--update", "--no-fuzzy-matching"]

    for language in TRANSLATED:
        Path("locale", language).mkdir(parents=True, exist_ok=True)
    call_command(
        Extraction(),
        locale=TRANSLATED,
        ignore_patterns=["tests/*"],
        add_location="file",  # a line number would change with every edit above it
        no_obsolete=True,
        verbosity=0,
    )


def compile_messages() -> list[Path]:
    """Compile the message files that are newer than what was made of them, and say which."""
    stale = [
        source
        for source in sorted(BASE_DIR.glob("locale/*/LC_MESSAGES/*.po"))
        if not (compiled := source.with_suffix(".mo")).exists() or compiled.stat().st_mtime < source.stat().st_mtime
    ]
    for source in stale:
        unfinished = source.with_suffix(".mo.unfinished")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.rename(source.with_suffix(".mo"))
    return stale


def main() -> None:
    """Update, unless told to compile only; then compile."""
    if sys.argv[1:] != ["compile"]:
        if not shutil.which("xgettext"):
            sys.exit("To update the messages takes GNU gettext. On Debian: apt-get install gettext")
        import django

        os.chdir(BASE_DIR)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        django.setup()
        update_messages()
    for source in compile_messages():
        print(f"Compiled {source.relative_to(BASE_DIR)}")


if __name__ == "__main__":
    main()
