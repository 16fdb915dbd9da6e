"""The last line is complete, on, and about all that is signed."""

import datetime
import uuid
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from articles.content.digest import SIGNED_FIELDS
from articles.models import Review
from articles.models.append_only import AppendOnlyError
from editorial.models.register import Override, SignOff
from editorial.publishing.publish_rules import READ_FIELDS
from editorial.register.integrity import FUNCTIONS, SEALED_FIELDS, check_triggers, declared_triggers, set_time_zone
from tests.factories.articles import ArticlePageFactory
from tests.factories.vocabulary import PersonFactory
from vocabulary.models import Person

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


def enforce():
    """What waits for the end of the transaction is looked at now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refused():
    """What is done within is refused at the end of the transaction."""
    match = "review that the register does not hold"
    with pytest.raises(IntegrityError, match=match), transaction.atomic():  # noqa: PT012 -- at the end of both
        yield
        enforce()


@pytest.mark.parametrize(
    "values",
    [
        {"reviewed_on": "2026-03-02"},
        {"next_review_on": "2028-03-02"},
        {"sign_off_id": None},
        {"sign_off_id": 0},
        {"reviewer": "another"},
    ],
)
def test_what_readers_are_told_of_a_review_is_what_the_register_holds(reviewed_by_signature, values):
    page, review = reviewed_by_signature
    if "reviewer" in values:
        values = {"reviewer": PersonFactory()}
    enforce()
    with refused():
        Review.objects.filter(pk=review.pk).update(**values)
    with refused():
        review.delete()
        fields = {"reviewed_on": review.reviewed_on, "next_review_on": review.next_review_on}
        Review.objects.create(**{"page": page, "reviewer": review.reviewer, **fields, "sign_off_id": None, **values})


def test_another_pages_signature_is_none(reviewed_by_signature, portal):
    _page, review = reviewed_by_signature
    other = ArticlePageFactory(parent=portal.fr.articles)
    with refused():
        Review.objects.filter(pk=review.pk).update(page=other)


def test_whoever_signed_may_be_renamed_or_leave_and_what_is_told_may_go(reviewed_by_signature):
    _page, review = reviewed_by_signature
    Person.objects.filter(pk=review.reviewer_id).update(name_fr="Un autre nom")
    successor = PersonFactory()
    # Of two rows for one person one is left.
    left = review.reviewer
    review.reviewer = successor
    review.save()
    left.delete()
    enforce()
    review.delete()
    enforce()


def test_a_review_from_before_there_was_a_register_stays(portal):
    article = ArticlePageFactory(parent=portal.fr.articles)
    fields = {"reviewed_on": "2020-03-01", "next_review_on": "2022-03-01"}
    review = Review.objects.create(page=article, reviewer=PersonFactory(), **fields)
    enforce()
    Review.objects.filter(pk=review.pk).update(reviewer=PersonFactory())
    enforce()


def test_a_day_is_one_in_the_portals_time_zone(reviewed_by_signature, settings):
    _page, review = reviewed_by_signature  # signed at half past eleven at night, of UTC
    assert str(Review.objects.get().reviewed_on) == "2026-03-01"
    settings.TIME_ZONE = "America/New_York"
    set_time_zone()
    with refused():
        Review.objects.filter(pk=review.pk).update(reviewed_on="2026-03-02")
    Review.objects.filter(pk=review.pk).update(reviewed_on="2026-02-28")
    enforce()


@pytest.fixture
def reviewed_by_signature(portal):
    """A page and its review, as its signature has it: of the 28th of February at 23.30 UTC."""
    page, person = ArticlePageFactory(parent=portal.fr.articles), PersonFactory()
    sign_off = SignOff.objects.create(
        translation_key=page.translation_key,
        language_code="fr",
        page_id=page.pk,
        digest_version=1,
        units=[],
        content={},
        signer_id=0,
        person_id=person.pk,
        signed_at=datetime.datetime(2026, 2, 28, 23, 30, tzinfo=datetime.UTC),
        next_review_on="2028-03-01",
    )
    return page, Review.objects.create(
        page=page,
        reviewer=person,
        reviewed_on="2026-03-01",
        next_review_on="2028-03-01",
        sign_off_id=sign_off.pk,
    )


def test_a_trigger_that_can_be_switched_off_is_found():
    assert check_triggers(None, databases=["default"]) == []
    assert check_triggers(None, databases=None) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE editorial_signoff ENABLE TRIGGER append_only_row")
        cursor.execute("DROP TRIGGER sealed_page ON wagtailcore_page")
    found = check_triggers(None, databases=["default"])
    assert {error.id for error in found} == {"editorial.E001"}
    assert {error.msg.split()[2] for error in found} == {"append_only_row", "sealed_page"}


def test_a_migration_made_what_is_declared():
    """If not: write a migration that makes the functions and triggers which differ, from a copy of their SQL."""
    made = functions_and_triggers()
    declared = {(trigger.table, trigger.name) for trigger in declared_triggers()}
    assert {(table, name) for table, name, *_rest in made["triggers"]} == declared
    with connection.cursor() as cursor:
        for name, _definition in made["functions"]:
            cursor.execute(f"DROP FUNCTION {name} CASCADE")
        cursor.execute(FUNCTIONS)
        for trigger in declared_triggers():
            cursor.execute(trigger.sql)
    assert functions_and_triggers() == made


def functions_and_triggers():
    """As PostgreSQL writes them; without the function that `set_time_zone` makes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, pg_get_functiondef(oid) FROM pg_proc"
            " WHERE starts_with(proname, 'portal_') AND proname <> 'portal_time_zone' ORDER BY 1"
        )
        functions = cursor.fetchall()
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE NOT tgisinternal ORDER BY 1, 2"
        )
        return {"functions": functions, "triggers": cursor.fetchall()}


def test_what_is_sealed_the_guard_has_looked_at():
    assert SEALED_FIELDS <= READ_FIELDS


def test_the_check_is_one_of_deployment(capsys):
    call_command("check", "--deploy", "--database", "default", "--tag", "database")
