"""The days that places allow for hazards, and the deadlines that follow. Nothing where no office has said anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from youlin.domains.cases.models import HazardTerms
from youlin.domains.cases.rules.hazards import Deadline, HazardStatus, Severity
from youlin.domains.cases.rules.terms import Terms, nearest
from youlin.foundation import clock


def terms_of(subdistricts: Iterable[UUID]) -> list[Terms]:
    """What is configured in subdistricts, in one query."""
    return [
        Terms(Severity(row.severity), row.order_days, row.fix_days, row.recheck_days, row.territory.path)
        for row in HazardTerms.objects.filter(subdistrict__in=list(subdistricts)).select_related("territory")
    ]


def deadline_at(known: list[Terms], *, path: str, severity: str) -> Deadline:
    """How a hazard of this place and severity gets its deadlines: the end of the last day, None where 未配置."""
    terms = nearest(known, path=path, severity=Severity(severity))

    def deadline(status: HazardStatus, start: datetime) -> datetime | None:
        last = terms.last_day(status, clock.day_of(start))
        return None if last is None else clock.end_of(last)

    return deadline


def last_day(due_at: datetime | None) -> date | None:
    """The last good day of a deadline, which is the end of that day."""
    return None if due_at is None else clock.day_of(due_at - timedelta(microseconds=1))
