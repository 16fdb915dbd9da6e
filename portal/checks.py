"""System checks for settings that must hold: each has a stable id and says what to do."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@register(Tags.security, deploy=True)
def check_production(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """What production cannot run without."""
    return [
        Error(f"{name} is not set.", hint=f"Put {name} in the environment (docs/operations.md).", id="portal.E001")
        for name in ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL")
        if not _is_set(name)
    ]


def _is_set(name: str) -> bool:
    try:
        return bool(getattr(settings, name))
    except ImproperlyConfigured:  # Django's own word on an empty SECRET_KEY
        return False


@register(Tags.translation)
def check_translation_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No setting may publish a text in a language it isn't written in."""
    errors: list[CheckMessage] = []
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        errors.append(
            Error(
                "Sending a live page to translation would publish the source text in the other language.",
                hint="Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False.",
                id="portal.E002",
            )
        )
    if apps.is_installed("wagtail_localize.locales"):
        errors.append(
            Error(
                "Locale synchronisation would make live alias pages: French text at an English address.",
                hint="Install “wagtail.locales” in the place of “wagtail_localize.locales”.",
                id="portal.E003",
            )
        )
    languages = [code for code, _name in settings.LANGUAGES]
    if languages != [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]:
        errors.append(
            Error(
                "LANGUAGES and WAGTAIL_CONTENT_LANGUAGES differ.",
                hint="A page in a language without an interface has no address. Give both the same list.",
                id="portal.E004",
            )
        )
    if missing := set(languages) - set(settings.MODELTRANSLATION_LANGUAGES):
        errors.append(
            Error(
                f"The vocabulary has no columns for: {', '.join(sorted(missing))}.",
                hint="Add the language to MODELTRANSLATION_LANGUAGES and run makemigrations (docs/architecture.md).",
                id="portal.E005",
            )
        )
    return errors


@register(Tags.database)
def check_locale_synchronization(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """No locale may be kept in step by aliases, however the row came to be."""
    from wagtail_localize.models import LocaleSynchronization  # models exist only once the apps are loaded

    # Before the first migrate there is no table to ask.
    if not databases or LocaleSynchronization._meta.db_table not in connection.introspection.table_names():
        return []
    if not LocaleSynchronization.objects.exists():
        return []
    return [
        Error(
            "A locale is synchronised from another one: live alias pages would serve one language under another.",
            hint="Delete the LocaleSynchronization rows.",
            id="portal.E006",
        )
    ]


@register(Tags.database)
def check_replaced_migrations(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Of the migrations that another one replaces, a database has all or none. Else Django leaves that one out."""
    if not databases:
        return []
    applied = MigrationRecorder(connection).applied_migrations()
    return [
        Error(
            f"{app_label}.{name} replaces migrations of which the database has some, but not all.",
            hint="Run “migrate” of version 0.1 first, then that of this version.",
            id="portal.E007",
        )
        for (app_label, name), migration in MigrationLoader(None).replacements.items()
        if len({each in applied for each in migration.replaces}) > 1
    ]
