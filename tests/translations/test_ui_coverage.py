"""The report on the interface's own words."""

import polib
import pytest

from translations.ui_coverage import interface_reports


@pytest.fixture
def locale(tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = polib.POFile()
    file.append(polib.POEntry(msgid="Yes", msgstr="Oui"))
    file.append(polib.POEntry(msgid="No", msgstr=""))
    file.append(polib.POEntry(msgid="Perhaps", msgstr="Peut-être", flags=["fuzzy"]))
    file.append(polib.POEntry(msgid="Gone", msgstr="", obsolete=True))
    file.save(str(folder / "django.po"))
    return tmp_path


def test_what_is_missing_and_what_is_to_confirm_is_told_per_language(locale, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    french, english, spanish = interface_reports(locale)
    assert (french.code, french.done, french.missing, french.fuzzy) == ("fr", 1, ["No"], ["Perhaps"])
    assert (english.percentage, spanish.percentage, len(spanish.missing)) == (100, 0, 3)


def test_both_languages_are_complete():
    assert [(report.percentage, report.missing, report.fuzzy) for report in interface_reports()] == [(100, [], [])] * 2


def test_it_is_among_the_reports(portal, admin_client):
    assert "/admin/translations/interface/" in admin_client.get("/admin/").content.decode()
    answer = admin_client.get("/admin/translations/interface/")
    assert answer.status_code == 200 and "100" in answer.content.decode()
