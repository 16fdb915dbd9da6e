"""A database made by 0.1 is migrated: no row, word or signature is lost. Its schema is then that of a new one.

`upgrade/portal-0.1.sql.xz` was made once, by commit 6978974, and is never made again. `make run` filled the database.
Then eight articles were written: signed, changed since, signed anew, withdrawn, sent back, let pass, left as a draft.
One was translated and signed, another was begun, with notes; a reader wrote three messages. Of what commands make anew,
the index of the search and the translation memory, a sample was kept. `pg_dump --no-owner --no-privileges --inserts`
wrote it out; its comments and psql's own commands were taken off. All people in it are made up.
"""

import lzma
from collections import Counter
from pathlib import Path

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from articles.models import ArticlePage
from editorial.models import SignOff
from editorial.register.authorship import latest_text
from editorial.register.integrity import check_triggers, is_sealed
from editorial.register.signature_status import standing_of
from tests.database import world

DUMP = Path(__file__).parent / "upgrade" / "portal-0.1.sql.xz"
OURS = {"articles", "contact", "editorial", "feedback", "home", "search", "translations", "vocabulary"}
# What `migrate` adds rows to: its own record, and what Django keeps of each model.
GROWING = {"django_migrations", "django_content_type", "auth_permission"}
SCHEMA = {
    "extensions": "SELECT extname FROM pg_extension",
    "columns": """
        SELECT table_name, column_name, udt_name, character_maximum_length, is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    # Without casts and parentheses: of a condition that was restored, PostgreSQL sets them otherwise.
    "indexes": r"""
        SELECT regexp_replace(indexdef, '::(character varying|text)(\[\])?|[()]', '', 'g')
        FROM pg_indexes WHERE schemaname = 'public'
    """,
    "triggers": "SELECT tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    """,
    "searches": """
        SELECT cfgname, maptokentype, mapseqno, mapdict::regdictionary::text FROM pg_ts_config
        JOIN pg_ts_config_map ON mapcfg = pg_ts_config.oid WHERE cfgnamespace = 'public'::regnamespace
    """,
}
# What each role may do, and the steps before publication.
ROLES = """
    SELECT role.code, app_label, codename, held.place FROM editorial_role role
    JOIN (
        SELECT group_id, permission_id, 'everywhere' AS place FROM auth_group_permissions
        UNION ALL SELECT group_id, permission_id, 'pages' FROM wagtailcore_grouppagepermission given
        JOIN wagtailcore_page page ON page.id = given.page_id AND page.depth = 1
        UNION ALL SELECT group_id, permission_id, 'files' FROM wagtailcore_groupcollectionpermission
    ) held USING (group_id)
    JOIN auth_permission permission ON permission.id = held.permission_id
    JOIN django_content_type type ON type.id = permission.content_type_id
    UNION ALL
    SELECT workflow.name, task.name, type.model, step.sort_order::text FROM wagtailcore_workflowtask step
    JOIN wagtailcore_workflow workflow ON workflow.id = step.workflow_id
    JOIN wagtailcore_task task ON task.id = step.task_id AND task.active
    JOIN django_content_type type ON type.id = task.content_type_id
"""


def roles():
    with connection.cursor() as cursor:
        return Counter(cursor.execute(ROLES).fetchall())


def schema():
    with connection.cursor() as cursor:
        return {part: Counter(cursor.execute(query).fetchall()) for part, query in SCHEMA.items()}


def columns():
    """The columns of each table, by its name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1"
        )
        return dict(cursor.fetchall())


def rows(columns):
    """Every row of each table, in full, as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        return {
            table: Counter(
                cursor.execute(
                    sql.SQL("SELECT ROW({})::text FROM {}").format(
                        sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(table)
                    )
                ).fetchall()
            )
            for table, names in columns.items()
        }


@world
def upgraded():
    """A database of 0.1 that has been migrated; what it held before, and a new one's schema."""
    new, new_roles = schema(), roles()
    with psycopg.connect(**address()) as restoring:
        restoring.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        restoring.execute(lzma.decompress(DUMP.read_bytes()).decode())
    ContentType.objects.clear_cache()
    held = columns()
    before = rows(held)
    call_command("migrate", verbosity=0)
    ContentType.objects.clear_cache()
    return {"columns": held, "before": before, "new": new, "new_roles": new_roles}


def address():
    """A connection of its own: a dump changes the settings of the session that reads it."""
    known = connection.get_connection_params()
    return {key: known[key] for key in ("host", "port", "user", "password", "dbname") if key in known}


def test_every_migration_is_recognised(upgraded):
    loader = MigrationLoader(connection)
    loader.check_consistent_history(connection)
    applied = set(MigrationRecorder(connection).applied_migrations())
    assert set(loader.disk_migrations) <= applied
    replaced = {each for migration in loader.disk_migrations.values() for each in migration.replaces}
    assert applied <= set(loader.disk_migrations) | replaced
    assert {app for app, _name in replaced} >= OURS
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_no_row_and_no_word_is_lost(upgraded):
    after = rows(upgraded["columns"])
    lost = {table: held - after[table] for table, held in upgraded["before"].items()}
    assert not {table: list(gone) for table, gone in lost.items() if gone}
    added = {table for table, held in upgraded["before"].items() if after[table] - held}
    assert added <= GROWING


def test_the_dump_holds_something_of_everything(upgraded):
    """Else its other tests could pass for want of rows."""
    empty = {table for table, held in upgraded["before"].items() if table.partition("_")[0] in OURS and not held}
    assert empty == {"articles_articlerelated"}


def test_the_schema_is_that_of_a_new_database(upgraded):
    old = schema()
    for part, expected in upgraded["new"].items():
        assert expected
        assert (old[part] - expected, expected - old[part]) == (Counter(), Counter()), part


def test_roles_and_workflow_are_those_of_a_new_database(upgraded):
    assert len(upgraded["new_roles"]) > 100
    assert roles() == upgraded["new_roles"]


def test_every_signature_stands(upgraded):
    def is_signed(text):
        standing = standing_of(text)
        return standing.is_signed, sorted(map(str, standing.kinds.values()))

    pages = [
        ArticlePage.objects.get(translation_key=key, locale__language_code=language)
        for key, language in SignOff.objects.order_by().values_list("translation_key", "language_code").distinct()
    ]
    assert {page.slug: (page.live, *is_signed(page), *is_signed(latest_text(page))) for page in pages} == {
        "in-english": (True, True, [], True, []),
        "traitement-38": (True, True, [], True, []),
        "traitement-39": (True, True, ["minor"], True, ["minor"]),
        "traitement-40": (True, True, [], False, ["clinical"]),
        "traitement-41": (True, True, [], True, []),
        "traitement-42": (False, True, [], True, []),
    }


def test_every_seal_matches(upgraded):
    live = set(ArticlePage.objects.live().values_list("pk", flat=True))
    assert len(live) == 43
    assert {pk for pk in live if is_sealed(pk)} == live


def test_no_trigger_can_be_switched_off(upgraded):
    assert check_triggers(None, databases=["default"]) == []


def test_the_models_have_their_migrations(upgraded):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
