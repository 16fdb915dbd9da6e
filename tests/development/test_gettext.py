"""Message files are compiled when they are newer than what was made of them."""

import os

import pytest

from development import gettext

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "cell"\nmsgstr "cellule"\n'


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setattr(gettext, "BASE_DIR", tmp_path)
    source = tmp_path / "locale/fr/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    return source


def test_what_was_never_compiled_is(source):
    assert gettext.compile_messages() == [source]
    assert source.with_suffix(".mo").exists()


@pytest.mark.parametrize(("age", "is_compiled"), [(-60, False), (60, True)])
def test_what_has_changed_since_is_compiled_anew(source, age, is_compiled):
    gettext.compile_messages()
    made = source.with_suffix(".mo").stat().st_mtime
    os.utime(source, (made + age, made + age))
    assert bool(gettext.compile_messages()) is is_compiled
