"""Clocks as configured, and the deadlines that they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from youlin.domains.cases.models import Case, CaseBounds, ClockRule
from youlin.domains.cases.rules.clocks import Clock, Purpose, Rule, Urgency, clock_for, purpose_of
from youlin.domains.cases.rules.ladder import Deadline, Rung
from youlin.domains.cases.rules.spans import Bounds
from youlin.domains.cases.rules.states import Status
from youlin.foundation import calendar
from youlin.foundation.prepared import Prepared


def rules_of(subdistricts: Iterable[UUID]) -> list[Rule]:
    """The configured clocks of subdistricts, in one query."""
    return [
        Rule(
            path=path,
            purpose=Purpose(purpose),
            rung=Rung(rung),
            urgency=Urgency(urgency),
            clock=Clock(hours, working),
            kind=kind,
        )
        for path, purpose, rung, urgency, hours, working, kind in _rules(frozenset(subdistricts)).all()
    ]


@lru_cache(maxsize=64)
def _rules(streets: frozenset[UUID]) -> Prepared[tuple[Any, ...]]:
    names = ("territory__path", "purpose", "rung", "urgency", "hours", "working", "kind")
    return Prepared(ClockRule.objects.filter(subdistrict__in=streets).values_list(*names))


def bounds_of(subdistricts: Iterable[UUID]) -> list[Bounds]:
    """The configured bounds of subdistricts, in one query."""
    return [Bounds(*row) for row in _bounds(frozenset(subdistricts)).all()]


@lru_cache(maxsize=64)
def _bounds(streets: frozenset[UUID]) -> Prepared[tuple[Any, ...]]:
    names = ("pause_days", "pauses", "extension_percent", "silence_days", "territory__path")
    return Prepared(CaseBounds.objects.filter(subdistrict__in=streets).values_list(*names))


ClockOf = Callable[[Status, Rung], Clock]


def clock_of(rules: list[Rule], case: Case) -> ClockOf:
    """Which clock a case of this place, kind and urgency (as it is when asked) runs on, by its state and rung."""
    path, kind = case.territory.path, case.kind

    def clock(status: Status, rung: Rung) -> Clock:
        urgency = Urgency(case.urgency)
        return clock_for(rules, path=path, purpose=purpose_of(status), rung=rung, urgency=urgency, kind=kind)[0]

    return clock


def with_desk(clock_of: ClockOf, own: Callable[[], Clock | None]) -> ClockOf:
    """The same clocks, but for a department that has its own, asked for when it is needed: urgency may change."""

    def clock(status: Status, rung: Rung) -> Clock:
        mine = own() if rung is Rung.DEPARTMENT and status is Status.OPEN else None
        return mine or clock_of(status, rung)

    return clock


def deadline_by(clock_of: ClockOf) -> Deadline:
    """How a case on such clocks gets its deadlines."""

    def deadline(status: Status, rung: Rung, start: datetime) -> datetime:
        clock = clock_of(status, rung)
        return calendar.deadline(start, clock.hours, working=clock.working)

    return deadline
