"""What a watcher is told of the portal's health."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from portal.settings import production


def answer(client, probe):
    response = client.get(f"/health/{probe}")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()["status"]


def test_alive_without_a_database(client):
    assert answer(client, "live") == (200, "ok")


@pytest.mark.django_db
def test_ready_at_the_price_of_two_queries(client, django_assert_num_queries):
    answer(client, "ready")
    with django_assert_num_queries(2):  # whether the table of migrations is there, and what it says
        assert answer(client, "ready") == (200, "ok")


@pytest.mark.django_db
def test_not_ready_before_the_last_migration(client):
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    assert answer(client, "ready") == (503, "migrations pending")


def test_not_ready_without_a_database(client, monkeypatch):
    def is_away(*args):
        raise OperationalError("the server is away")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", is_away)
    assert answer(client, "ready") == (503, "database unavailable")


@pytest.mark.django_db
def test_a_probe_needs_no_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = production.SECURE_REDIRECT_EXEMPT
    assert answer(client, "ready") == (200, "ok")
