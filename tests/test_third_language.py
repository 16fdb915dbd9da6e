"""Languages are data: the procedure of docs/adding-a-language.md, carried out in a copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]
NAME = f"portal_third_language_{os.getpid()}"
SETTINGS = {
    '("en", _("English"))]': '("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic"))]',
    'MODELTRANSLATION_LANGUAGES = ("fr", "en")': 'MODELTRANSLATION_LANGUAGES = ("fr", "en", "es", "ar")',
}


@pytest.fixture
def database():
    """An empty database beside the tests' own; its address."""
    address = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(address), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
        yield urlunsplit(address._replace(path=f"/{NAME}"))
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def test_spanish_and_arabic_are_added_by_the_book(tmp_path, database):
    copy = tmp_path / "portal"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "media", "staticfiles", "browser", "demo"))
    settings = copy / "portal" / "settings" / "base.py"
    text = settings.read_text()
    for old, new in SETTINGS.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    settings.write_text(text)
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PYTHONPATH": str(copy),
    }
    for command in (
        ["manage.py", "makemigrations", "--name", "add_spanish_and_arabic"],
        ["-m", "tests.third_language"],
    ):
        answer = subprocess.run(
            [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-4000:]
    assert "Spanish and Arabic are there." in answer.stdout
