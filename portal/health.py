"""Probes for whatever watches the portal: is the process alive, is it ready for readers."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200: the process answers. Touches nothing else, so that a database that is away restarts nobody."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200: the database answers and has every migration of this code; else 503, saying which of the two it is."""
    try:
        problem = "migrations pending" if is_migration_pending() else ""
    except Error:
        problem = "database unavailable"
    return JsonResponse({"status": problem or "ok"}, status=503 if problem else 200)


def is_migration_pending() -> bool:
    """Whether the database lacks a migration of this code: one query, for a graph that is read once."""
    return not _last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _last_migrations() -> set[tuple[str, str]]:
    """The migrations that no other follows. What they depend on was applied before them."""
    return set(MigrationLoader(None).graph.leaf_nodes())
