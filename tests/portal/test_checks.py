"""Each system check speaks up when its setting is wrong, and only then."""

import pytest
from django.conf import settings as live
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization


def ids(**kwargs):
    return [message.id for message in run_checks(**kwargs) if (message.id or "").startswith("portal.")]


@pytest.fixture
def configured(settings):
    """Settings with which production would run."""
    settings.DATABASE_URL = "postgres://database/portal"
    settings.SECRET_KEY = "a secret"
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.BASE_URL = "https://portal.example"
    return settings


@pytest.mark.django_db
def test_nothing_is_wrong(configured):
    assert ids(include_deployment_checks=True, databases=["default"]) == []


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"])
def test_production_lacks_a_setting(configured, name):
    setattr(configured, name, "")
    assert ids(include_deployment_checks=True) == ["portal.E001"]
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "check"),
    [
        ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True, "portal.E002"),
        ("INSTALLED_APPS", [*live.INSTALLED_APPS, "wagtail_localize.locales"], "portal.E003"),
        ("WAGTAIL_CONTENT_LANGUAGES", [("fr", "Français")], "portal.E004"),
        ("MODELTRANSLATION_LANGUAGES", ("fr",), "portal.E005"),
    ],
)
def test_a_text_could_appear_in_the_wrong_language(settings, name, value, check):
    if name == "INSTALLED_APPS":
        value = [app for app in value if app != "wagtail.locales"]  # they share a label
    setattr(settings, name, value)
    assert ids() == [check]


def test_without_the_setting_wagtail_localize_would_publish(settings):
    del settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE
    assert ids() == ["portal.E002"]


@pytest.mark.django_db
def test_a_locale_is_synchronised():
    french = Locale.objects.get(language_code="fr")
    english, _created = Locale.objects.get_or_create(language_code="en")
    # In bulk: no signal that would make the aliases, which the portal refuses.
    LocaleSynchronization.objects.bulk_create([LocaleSynchronization(locale=english, sync_from=french)])
    assert ids(databases=["default"]) == ["portal.E006"]
    assert ids() == []


@pytest.mark.django_db
def test_some_but_not_all_migrations_of_an_earlier_version():
    MigrationRecorder(connection).record_unapplied("editorial", "0016_keep_overrides_without_search_words")
    (error,) = [message for message in run_checks(databases=["default"]) if message.id == "portal.E007"]
    assert "editorial.0001_initial" in error.msg
    assert "portal.E007" not in ids()
