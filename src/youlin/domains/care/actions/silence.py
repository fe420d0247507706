"""The sweep: silence that nobody broke rises, rung by rung, each time at its own exact instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from youlin.domains.care import rules
from youlin.domains.care.events import SilenceRaised
from youlin.domains.care.models import Alarm, Obligation
from youlin.foundation import outbox
from youlin.foundation.db import instant_of, key_of, new_key_sql

ROWS_AT_A_TIME = 10_000
TOLD_AT_A_TIME = 2000

# A row says itself when it rises next; that instant is the alarm's. So a portion of rows that share it rises by a
# statement or two, whatever their number, and a sweep that comes late takes one instant after the other.
_DUE = """
    SELECT id FROM {owed} WHERE rises_at = %(rises)s ORDER BY id LIMIT %(most)s
"""
_ALARMS = """
    INSERT INTO {alarm} (id, subdistrict_id, neighbourhood_id, obligation_id, level, raised_at, seen_at)
    SELECT {new_key}, subdistrict_id, neighbourhood_id, id, raised + 1, rises_at, %(now)s FROM {owed}
    WHERE rises_at = %(rises)s AND id <= %(last)s RETURNING id
"""
_RISE = """
    UPDATE {owed} SET raised = raised + 1, rises_at = CASE WHEN raised + 1 < %(top)s THEN %(tomorrow)s END
    WHERE rises_at = %(rises)s AND id <= %(last)s
"""
# All three at once. Whoever holds a row keeps it; of two sweeps each takes other rows.
_POSTGRES = """
    WITH due AS MATERIALIZED (
        SELECT id FROM {owed} WHERE rises_at = %(rises)s ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ), risen AS (
        UPDATE {owed} AS owed SET raised = raised + 1,
            rises_at = CASE WHEN raised + 1 < %(top)s THEN %(tomorrow)s::timestamptz END
        FROM due WHERE owed.id = due.id
        RETURNING owed.id, owed.subdistrict_id, owed.neighbourhood_id, owed.raised
    )
    INSERT INTO {alarm} (id, subdistrict_id, neighbourhood_id, obligation_id, level, raised_at, seen_at)
    SELECT {new_key}, subdistrict_id, neighbourhood_id, id, raised, %(rises)s, %(now)s FROM risen RETURNING id
"""


def raise_silence(*, now: datetime) -> int:
    """Raise every silence that has come due by `now`; returns how many alarms were raised.

    Idempotent, and safe to kill: each portion of rows is one transaction, and what is raised says so itself. A late
    sweep raises every level that was passed, each with the instant at which it became true. Alarms are the record.
    What somebody else holds at this moment is left to the next sweep.
    """
    raised, before = 0, None
    while (rises := _next(now, before)) is not None:
        before = rises
        while (some := _raise_some(rises, now)) > 0:
            raised += some
            if some < ROWS_AT_A_TIME:
                break
    return raised


def _next(now: datetime, after: datetime | None) -> datetime | None:
    """The earliest instant by `now`, and after another, at which something rises."""
    rows = Obligation.objects.filter(rises_at__lte=now)
    if after is not None:
        rows = rows.filter(rises_at__gt=after)
    return rows.order_by("rises_at").values_list("rises_at", flat=True).first()


def _raise_some(rises: datetime, now: datetime) -> int:
    """One portion of what rises at an instant; returns how many alarms that were."""
    values: dict[str, Any] = {
        "rises": instant_of(rises),
        "tomorrow": instant_of(rises + timedelta(days=1)),
        "now": instant_of(now),
        "most": ROWS_AT_A_TIME,
        "top": rules.TOP_LEVEL,
    }
    with transaction.atomic():
        alarms = _on_postgres(values) if connection.vendor == "postgresql" else _on_sqlite(values)
        portions = (alarms[start : start + TOLD_AT_A_TIME] for start in range(0, len(alarms), TOLD_AT_A_TIME))
        outbox.announce([SilenceRaised(alarms=tuple(portion)) for portion in portions], now=now)
    return len(alarms)


def _sql(text: str) -> str:
    return text.format(owed=Obligation._meta.db_table, alarm=Alarm._meta.db_table, new_key=new_key_sql())


def _on_postgres(values: dict[str, Any]) -> Sequence[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_sql(_POSTGRES), values)
        return [row[0] for row in cursor.fetchall()]


def _on_sqlite(values: dict[str, Any]) -> Sequence[UUID]:
    """One writer at a time: the transaction holds the table, so the same condition chooses the same rows twice."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(f"SELECT max(id) FROM ({_DUE})"), values)
        values["last"] = cursor.fetchone()[0]
        if values["last"] is None:
            return []
        cursor.execute(_sql(_ALARMS), values)
        alarms = [key_of(row[0]) for row in cursor.fetchall()]
        cursor.execute(_sql(_RISE), values)
    return alarms
