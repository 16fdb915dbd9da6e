"""What every page of a language shares, edited in the admin."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from home.models import SiteSettings

pytestmark = pytest.mark.django_db


def test_each_language_has_its_own(portal):
    SiteSettings.objects.create(locale=portal.fr.locale, name="Zoom Santé", tagline="Comprendre, avant de décider")
    SiteSettings.objects.create(locale=portal.en.locale, name="Zoom Santé", tagline="Understand before you decide")
    assert SiteSettings.for_language("fr").tagline == "Comprendre, avant de décider"
    assert SiteSettings.for_language("en").tagline == "Understand before you decide"


def test_a_language_without_settings_has_a_neutral_name(db):
    assert (SiteSettings.for_language("fr").name, SiteSettings.for_language("en").name) == ("Portail", "Portal")


def test_an_editor_changes_them_in_the_admin(portal, admin_client):
    settings = SiteSettings.objects.create(locale=portal.fr.locale, name="Zoom Santé")
    form = admin_client.get(f"/admin/snippets/home/sitesettings/edit/{settings.pk}/").content.decode()
    for field in ("name", "tagline", "publisher", "funding_statement", "medical_disclaimer"):
        assert f'name="{field}"' in form
    for stream_field in ("emergency_numbers", "main_menu", "footer_menu", "legal_menu"):
        assert f'id="{stream_field}"' in form


def test_one_row_per_language(portal, admin_client):
    SiteSettings.objects.create(locale=portal.fr.locale, name="Zoom Santé")
    empty_streams = {
        f"{stream}-count": "0" for stream in ("emergency_numbers", "main_menu", "footer_menu", "legal_menu")
    }
    answer = admin_client.post(
        "/admin/snippets/home/sitesettings/add/", {"locale": portal.fr.locale.pk, "name": "Autre", **empty_streams}
    )
    assert "locale" in answer.context["form"].errors
    answer = admin_client.post(
        "/admin/snippets/home/sitesettings/add/", {"locale": portal.en.locale.pk, "name": "Other", **empty_streams}
    )
    assert answer.status_code == 302


def test_the_list_names_its_language(portal):
    with translation.override("en"):
        assert (
            str(SiteSettings(locale=Locale.objects.get(language_code="fr"), name="Zoom Santé")) == "Zoom Santé (French)"
        )
