"""The guides, in the admin."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from articles.blocks import CONTENT_BLOCKS
from portal.admin_docs import FILES, FOLDER, IN_FRENCH


@pytest.mark.parametrize("name", FILES)
def test_each_guide_is_shown_and_its_links_lead_somewhere(admin_client, name):
    answer = admin_client.get(f"/admin/guide/{name}")
    html = answer.content.decode().partition('<article class="guide"')[2].partition("</article>")[0]
    assert answer.status_code == 200 and f'lang="{FILES[name]}"' in html
    for link in re.findall(r'href="([^"]+)"', html):
        assert admin_client.get(f"/admin/guide/{link}").status_code == 200


@pytest.mark.parametrize("subject", IN_FRENCH)
def test_a_subject_leads_to_the_guide_in_ones_own_language(admin_client, subject):
    french = admin_client.get(f"/admin/guide/{subject}", headers={"Accept-Language": "fr"})
    english = admin_client.get(f"/admin/guide/{subject}", headers={"Accept-Language": "en"})
    assert french.url == f"/admin/guide/{IN_FRENCH[subject]}.fr.md"
    assert english.url == f"/admin/guide/{subject}.en.md"


@pytest.mark.parametrize("name", ["x", "README.md", "..%2Foperations.md", "%00"])
def test_nothing_else_is(admin_client, name):
    assert admin_client.get(f"/admin/guide/{name}", follow=True).status_code == 404


def test_it_is_for_those_who_may_log_in(client, db):
    assert client.get("/admin/guide/agencies.en.md").status_code == 302


def test_no_guide_is_forgotten():
    assert {file.name for file in Path(FOLDER).glob("*.md")} == {*FILES, "README.md"}


def test_the_help_menu_leads_to_our_guides_and_to_nothing_that_counts_as_unread(admin_client):
    html = admin_client.get("/admin/").content.decode()
    for subject in IN_FRENCH:
        assert f"/admin/guide/{subject}" in html
    assert "whats-new-in-wagtail" not in html


@pytest.mark.parametrize(("name", "language"), [("editors.en.md", "en"), ("redacteurs.fr.md", "fr")])
def test_the_editors_guide_names_every_block(name, language):
    text = (FOLDER / name).read_text().lower()
    with translation.override(language):
        assert [str(block.label) for _name, block in CONTENT_BLOCKS if str(block.label).lower() not in text] == []
