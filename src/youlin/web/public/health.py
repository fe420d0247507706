"""For whoever watches the machine: is the process there, and can it work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from youlin.web.shared.access import public


@public
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is looked at, so that a slow database kills no process."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has the shape that this program knows; 503 where not."""
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        checks = {"database": "ok", "migrations": "behind" if behind else "ok"}
    except DatabaseError:
        checks = {"database": "unreachable"}
    good = set(checks.values()) == {"ok"}
    return JsonResponse(
        {"status": "ok" if good else "unavailable", "checks": checks},
        status=200 if good else 503,
        headers={"Cache-Control": "no-store"},
    )
