"""Clocks as configured, and the deadlines that they give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from youlin.domains.cases.models import ClockRule
from youlin.domains.cases.rules.clocks import Clock, Purpose, Rule, Urgency, clock_for, purpose_of
from youlin.domains.cases.rules.ladder import Deadline, Rung
from youlin.domains.cases.rules.states import Status
from youlin.foundation import calendar


def rules_of(subdistricts: Iterable[UUID]) -> list[Rule]:
    """The configured clocks of subdistricts, in one query."""
    return [
        Rule(
            path=row.territory.path,
            purpose=Purpose(row.purpose),
            rung=Rung(row.rung),
            urgency=Urgency(row.urgency),
            clock=Clock(row.hours, row.working),
        )
        for row in ClockRule.objects.filter(subdistrict__in=list(subdistricts)).select_related("territory")
    ]


def deadline_at(rules: list[Rule], *, path: str, urgency: str) -> Deadline:
    """How a case of this place and urgency gets its deadlines."""

    def deadline(status: Status, rung: Rung, start: datetime) -> datetime:
        clock, _set_by = clock_for(rules, path=path, purpose=purpose_of(status), rung=rung, urgency=Urgency(urgency))
        return calendar.deadline(start, clock.hours, working=clock.working)

    return deadline
