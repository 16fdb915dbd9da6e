"""The last line is complete, on, and about all that is signed."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles.units import SIGNED_FIELDS
from editorial.seals import TRIGGERS, check_triggers

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


def test_a_trigger_that_can_be_switched_off_is_found():
    assert check_triggers(None, databases=["default"]) == []
    assert check_triggers(None, databases=None) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE editorial_signoff ENABLE TRIGGER append_only_row")
        cursor.execute("DROP TRIGGER sealed_page ON wagtailcore_page")
    found = check_triggers(None, databases=["default"])
    assert {error.id for error in found} == {"editorial.E001"}
    assert {error.msg.split()[2] for error in found} == {"append_only_row", "sealed_page"}
    assert sum(len(names) for names in TRIGGERS.values()) == 12


def test_the_check_is_one_of_deployment(capsys):
    call_command("check", "--deploy", "--database", "default", "--tag", "database")
