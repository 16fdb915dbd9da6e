"""The last line: PostgreSQL itself refuses a live article with a text that didn't pass the guard.

`QuerySet.update`, `bulk_update`, `loaddata` and SQL send no `pre_save`, or aren't heard there. For each text that goes
live by the guard a seal is kept: a hash that the database computes over its signed columns. At the end of a
transaction, a live article whose columns changed must match its seal. What its readers are told of its review must be
what the register holds. Functions and triggers are declared beside the models, and made by migrations.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from psycopg import sql
from wagtail.models import Page

from articles.content.digest import SIGNED_FIELDS
from articles.models import AppendOnlyModel, ArticlePage, append_only
from articles.models.trigger import Trigger
from editorial.models import review_protection
from editorial.models.seal import FUNCTIONS as SEAL_FUNCTIONS
from editorial.models.seal import TRIGGERS as SEAL_TRIGGERS
from editorial.models.seal import Seal

# The fields that a seal is made of, all of them the guard's too: without them, it hasn't looked at what is saved.
SEALED_FIELDS = {*SIGNED_FIELDS, "live", "locale", "locale_id"}


def seal(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """A `post_save` receiver: what the guard let pass is sealed as it was stored; what isn't live has no seal."""
    if raw or not (isinstance(instance, ArticlePage) or type(instance) is Page):
        return
    if update_fields is not None and not SEALED_FIELDS.intersection(update_fields):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH live AS (SELECT * FROM portal_seal_of(%(page)s)),
                gone AS (DELETE FROM editorial_seal WHERE page_id = %(page)s AND NOT EXISTS (SELECT FROM live))
            INSERT INTO editorial_seal (page_id, language_code, seal) SELECT %(page)s, language_code, seal FROM live
            ON CONFLICT (page_id) DO UPDATE SET language_code = EXCLUDED.language_code, seal = EXCLUDED.seal
            WHERE (editorial_seal.language_code, editorial_seal.seal) <> (EXCLUDED.language_code, EXCLUDED.seal)
            """,
            {"page": instance.pk},
        )


def forget(instance: Page, **kwargs: Any) -> None:
    """A `post_delete` receiver: take away the seal of a deleted article."""
    Seal.objects.filter(page_id=instance.pk).delete()


def is_sealed(page_id: int) -> bool:
    """Whether the stored page is live with the text that passed the guard."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM editorial_seal JOIN portal_seal_of(%(page)s) live"
            " USING (language_code, seal) WHERE page_id = %(page)s)",
            {"page": page_id},
        )
        return bool(cursor.fetchone()[0])


def set_time_zone(**kwargs: Any) -> None:
    """A `post_migrate` receiver: the database knows in which time zone a signature has its day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('portal_time_zone') IS NOT NULL")
        if not cursor.fetchone()[0]:  # not migrated so far
            return
        body = sql.Literal(f"SELECT {sql.quote(settings.TIME_ZONE)}::text")
        statement = sql.SQL("CREATE OR REPLACE FUNCTION portal_time_zone() RETURNS text LANGUAGE sql STABLE AS {}")
        cursor.execute(statement.format(body))


# As they are declared beside the models: what a migration makes must be equal to it.
FUNCTIONS = append_only.FUNCTIONS + SEAL_FUNCTIONS + review_protection.FUNCTIONS


def declared_triggers() -> list[Trigger]:
    """All triggers of the portal: those that protect registers, seals and what readers are told of reviews."""
    registers = [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
    protect = [trigger for model in registers for trigger in append_only.triggers_of(model)]
    return [*protect, *SEAL_TRIGGERS, *review_protection.TRIGGERS]


@register(Tags.database, deploy=True)
def check_triggers(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A restore with `--disable-triggers` leaves ordinary triggers, which a session may switch off."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled = 'A' AND NOT tgisinternal"
        )
        always = set(cursor.fetchall())
    return [
        Error(
            f"The trigger {each.name} of {each.table} is missing or can be switched off.",
            hint=f"ALTER TABLE {each.table} ENABLE ALWAYS TRIGGER {each.name};"
            " if there is none, restore the backup as a whole.",
            id="editorial.E001",
        )
        for each in declared_triggers()
        if (each.table, each.name) not in always
    ]
