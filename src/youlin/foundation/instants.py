"""Instants as PostgreSQL writes them, read by Python's own parser.

The driver's reads them by a pattern, in 5 µs each; a page has fifty, a sweep of the clock tens of thousands.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def begin() -> None:
    """Let every connection that opens from now on read instants so."""
    connection_created.connect(_read_quickly, dispatch_uid="youlin.foundation.instants")


def _read_quickly(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "postgresql" and connection.timezone is UTC:
        connection.connection.adapters.register_loader("timestamptz", _loader())


def _loader() -> Any:
    from django.db.backends.postgresql.psycopg_any import BaseTzLoader  # only where there is a PostgreSQL

    class InstantLoader(BaseTzLoader):  # type: ignore[misc]  # Django's types do not know it
        """A `timestamptz` as an instant in UTC."""

        timezone = UTC  # Django looks here whether it has to set another

        def load(self, data: Any) -> datetime:
            """As Django's; what no calendar of Python holds (before Christ, infinity) it refuses in its own words."""
            try:
                return datetime.fromisoformat(str(data, "ascii")).astimezone(UTC)
            except ValueError:
                refused: datetime = super().load(data)
                return refused

    return InstantLoader
