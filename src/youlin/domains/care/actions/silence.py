"""The sweep: silence that nobody broke rises, rung by rung, each time at its own exact instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from youlin.domains.care import rules
from youlin.domains.care.events import SilenceRaised
from youlin.domains.care.models import Alarm, Obligation
from youlin.foundation import clock, outbox
from youlin.foundation.db import add_rows

ROWS_AT_A_TIME = 4000
TOLD_AT_A_TIME = 500


def raise_silence(*, now: datetime) -> int:
    """Raise every silence that has come due by `now`; returns how many alarms were raised.

    Idempotent, and safe to kill: each portion of rows is one transaction, and what is raised says so itself. A late
    sweep raises every level that was passed, each with the instant at which it became true. Alarms are the record.
    """
    raised = 0
    while True:
        with transaction.atomic():
            rows, alarms = _raise_some(now)
        raised += alarms
        if rows < ROWS_AT_A_TIME:
            return raised


def _raise_some(now: datetime) -> tuple[int, int]:
    """One portion: (rows that rose, alarms they raised). Of two sweeps, one leaves what the other holds."""
    due = Obligation.objects.filter(rises_at__lte=now).order_by("rises_at", "id").select_for_update(skip_locked=True)
    rows = list(due.values_list("pk", "due_on", "raised", "subdistrict_id", "neighbourhood_id")[:ROWS_AT_A_TIME])
    today = clock.day_of(now)
    alarms: list[Alarm] = []
    groups: dict[tuple[int, date | None], list[UUID]] = {}
    for key, due_on, raised, subdistrict, neighbourhood in rows:
        level = rules.level_on(due_on, today)
        groups.setdefault((level, rules.rises_on(due_on, level)), []).append(key)
        alarms += [
            Alarm(
                subdistrict_id=subdistrict,
                neighbourhood_id=neighbourhood,
                obligation_id=key,
                level=step,
                raised_at=clock.start_of(due_on + timedelta(step)),
                seen_at=now,
            )
            for step in range(raised + 1, level + 1)
        ]
    add_rows(alarms)
    for (level, day), keys in groups.items():  # three at most: two levels of one due day each, and the top
        Obligation.objects.filter(pk__in=keys).update(raised=level, rises_at=clock.start_of(day) if day else None)
    keys = [alarm.pk for alarm in alarms]
    portions = (keys[start : start + TOLD_AT_A_TIME] for start in range(0, len(keys), TOLD_AT_A_TIME))
    outbox.announce([SilenceRaised(alarms=tuple(portion)) for portion in portions], now=now)
    return len(rows), len(alarms)
