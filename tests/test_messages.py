"""The message files: complete, and in step with the code."""

import os
import re
import shutil
from pathlib import Path

import polib
import pytest

from development.gettext import TRANSLATED, update_messages

BASE_DIR = Path(__file__).resolve().parents[1]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def messages(root, language):
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language):
    assert [entry.msgid for entry in messages(BASE_DIR, language) if entry.fuzzy or not entry.translated()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language):
    def placeholders(text):
        return set(PLACEHOLDER.findall(text))

    for entry in filter(polib.POEntry.translated, messages(BASE_DIR, language)):
        for translation in entry.msgstr_plural.values() or [entry.msgstr]:
            # “One article” may leave the number out.
            assert placeholders(translation) <= placeholders(entry.msgid_plural or entry.msgid), entry.msgid
            assert entry.msgid_plural or placeholders(translation) == placeholders(entry.msgid), entry.msgid


def test_a_placeholder_has_a_name():
    """A translator may have to put two of them in another order."""
    nameless = {"%s", "%d", "{}"}
    assert [entry.msgid for entry in messages(BASE_DIR, "fr") if nameless & set(PLACEHOLDER.findall(entry.msgid))] == []


@pytest.mark.skipif(
    not shutil.which("xgettext") and "CI" not in os.environ, reason="to extract messages takes GNU gettext"
)
def test_the_files_are_what_the_code_says(tmp_path, monkeypatch, settings):
    copy = tmp_path / "portal"
    shutil.copytree(BASE_DIR, copy, ignore=shutil.ignore_patterns(".*", "media", "staticfiles", "tests"))
    settings.LOCALE_PATHS = [copy / "locale"]
    monkeypatch.chdir(copy)
    update_messages()
    for language in TRANSLATED:
        fresh, ours = (
            {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in messages(root, language)}
            for root in (copy, BASE_DIR)
        )
        assert (fresh - ours, ours - fresh) == (set(), set()), "run “make messages”"
