"""The last line is complete, on, and about all that is signed."""

import uuid

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from articles.append_only import AppendOnlyError, AppendOnlyModel
from articles.units import SIGNED_FIELDS
from editorial.guard import READ_FIELDS
from editorial.register import Override, SignOff
from editorial.seals import SEALED_FIELDS, TRIGGERS, check_triggers

pytestmark = pytest.mark.django_db


def test_what_is_signed_is_sealed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('portal_seal_of'::regproc)")
        (function,) = cursor.fetchone()
        cursor.execute("SELECT string_agg(pg_get_triggerdef(oid), ' ') FROM pg_trigger WHERE tgname LIKE 'sealed%'")
        (triggers,) = cursor.fetchone()
    compared, hashed = triggers.replace('"', "").lower(), function.replace('"', "")
    for name in SIGNED_FIELDS:
        assert f".{name}" in hashed
        assert f"old.{name}" in compared and f"new.{name}" in compared


@pytest.mark.parametrize("table", ["editorial_signoff", "editorial_override"])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET language_code = 'xx'",
        "DELETE FROM {table}",
        "SET LOCAL session_replication_role = replica; DELETE FROM {table}",
        "SET LOCAL portal.allow_truncate = off; TRUNCATE {table} CASCADE",
    ],
)
def test_nobody_rewrites_the_register(table, sql):
    Override.objects.create(translation_key=uuid.uuid4(), language_code="fr", check_id="x", digest="x", reason="x")
    SignOff.objects.create(
        translation_key=uuid.uuid4(), language_code="fr", page_id=1, digest_version=1, units=[], content={},
        signer_id=1, person_id=1, next_review_on="2028-01-01",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table=table))
    for rows in (Override.objects, SignOff.objects):
        with pytest.raises(AppendOnlyError):
            rows.update(language_code="xx")
        with pytest.raises(AppendOnlyError):
            rows.all().delete()
        with pytest.raises(AppendOnlyError):
            rows.get().save()
        with pytest.raises(AppendOnlyError):
            rows.get().delete()


def test_a_trigger_that_can_be_switched_off_is_found():
    assert check_triggers(None, databases=["default"]) == []
    assert check_triggers(None, databases=None) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE editorial_signoff ENABLE TRIGGER append_only_row")
        cursor.execute("DROP TRIGGER sealed_page ON wagtailcore_page")
    found = check_triggers(None, databases=["default"])
    assert {error.id for error in found} == {"editorial.E001"}
    assert {error.msg.split()[2] for error in found} == {"append_only_row", "sealed_page"}


def test_what_is_written_once_is_watched():
    registers = {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)}
    watched = {table for table, names in TRIGGERS.items() if names == ("append_only_row", "append_only_table")}
    assert watched == registers


def test_what_is_sealed_the_guard_has_looked_at():
    assert SEALED_FIELDS <= READ_FIELDS


def test_the_check_is_one_of_deployment(capsys):
    call_command("check", "--deploy", "--database", "default", "--tag", "database")
