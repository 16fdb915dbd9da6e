"""The last line: PostgreSQL itself refuses a live article with a text that didn't pass the guard.

`QuerySet.update`, `bulk_update`, `loaddata` and SQL send no `pre_save`, or aren't heard there. For each text that goes
live by the guard a seal is kept, a hash that the database computes over its signed columns; at the end of a
transaction, a live article whose columns changed must match its seal, and what its readers are told of its review must
be what the register holds. Functions and triggers are made by a migration.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from psycopg import sql
from wagtail.models import Page

from articles.content.digest import SIGNED_FIELDS
from articles.models import ArticlePage
from editorial.models.seal import Seal

# Beside those that `articles.models.append_only` makes for registers.
TRIGGERS = {
    "wagtailcore_page": ("sealed_new_page", "sealed_page"),
    "articles_articlepage": ("sealed_new_article", "sealed_article"),
    "articles_review": ("signed_new_review", "signed_review"),
    **dict.fromkeys(
        (
            *("editorial_signoff", "editorial_override", "editorial_edition"),
            *("articles_declaredchange", "translations_translationoverride"),
        ),
        ("append_only_row", "append_only_table"),
    ),
}
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
    """A `post_delete` receiver."""
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
            f"The trigger {name} of {table} is missing or can be switched off.",
            hint=f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}; if there is none, restore the backup as a whole.",
            id="editorial.E001",
        )
        for table, names in TRIGGERS.items()
        for name in names
        if (table, name) not in always
    ]
