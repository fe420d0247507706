"""The clock's own work: every missed deadline rises (or its answer falls) by itself, set by set."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.actions.authorities import warn_of_late
from youlin.domains.cases.actions.together import forget_writing
from youlin.domains.cases.events import CaseClimbed
from youlin.domains.cases.models import Case, CaseEvent, SpentProof, StreetAttempt
from youlin.domains.cases.rules.states import Step
from youlin.domains.territory.models import Territory
from youlin.foundation.memory import uncollected

AT_A_TIME = 2000  # cases in one transaction: short enough that nobody at a desk waits for the sweep
# What the clock reads of a case, besides what it sets: half of the row.
_READ = (
    *benches.BY_THE_CLOCK, "subdistrict", "territory", "kind", "urgency", "danger", "source", "secrecy",
    "paused_seconds",
)  # fmt: skip
KEEP_ATTEMPTS = timedelta(days=1)


def escalate_overdue(*, now: datetime) -> int:
    """Take every step that missed clocks took by `now`. Returns how many steps up the ladder that were.

    Idempotent: a miss is one step at its own instant, however late, often or broken off the sweep runs. A case somebody
    else is writing at this moment is left to the next sweep.
    """
    climbed = 0
    while True:
        with uncollected(), transaction.atomic():
            found, rose = _sweep_once(now)
        climbed += rose
        if found < AT_A_TIME:
            break
    while True:
        with uncollected(), transaction.atomic():
            if _lapse_once(now) < AT_A_TIME:
                break
    StreetAttempt.objects.filter(at__lt=now - KEEP_ATTEMPTS).delete()
    SpentProof.objects.filter(at__lt=now - KEEP_ATTEMPTS).delete()
    warn_of_late(now=now)
    forget_writing(now=now)
    return climbed


def _sweep_once(now: datetime) -> tuple[int, int]:
    """One set of cases: how many were due, and how many rungs they rose."""
    due = _locked(Case.objects.filter(due_at__lte=now, due_at__isnull=False, overdue_since__isnull=True), "due_at")
    steps = _catch_up(due, now)
    return len(due), sum(event.kind == Step.CLIMB for event in steps)


def _lapse_once(now: datetime) -> int:
    """One set of cases whose residents were told and have said nothing for the set days."""
    silent = _locked(Case.objects.filter(lapses_at__lte=now, lapses_at__isnull=False), "lapses_at")
    _catch_up(silent, now)
    return len(silent)


def _locked(rows: QuerySet[Case], order: str) -> list[Case]:
    """The first of them, locked; with their places, which a join would build a thousand times over."""
    found = list(rows.select_for_update(skip_locked=True).only(*_READ).order_by(order)[:AT_A_TIME])
    places = Territory.objects.in_bulk({case.territory_id for case in found})
    for case in found:
        case.territory = places[case.territory_id]
    return found


def _catch_up(cases: list[Case], now: datetime) -> list[CaseEvent]:
    """Let every clock do what it did by now, and write it in one go."""
    laid = benches.lay(cases)
    for bench in laid:
        bench.catch_up(now)
    steps = [event for bench in laid for event in bench.events]
    chunks = [steps[start : start + benches.CHUNK] for start in range(0, len(steps), benches.CHUNK)]
    benches.write(
        laid,
        actor=SYSTEM,
        now=now,
        changed=benches.BY_THE_CLOCK,
        announcing=[CaseClimbed(steps=tuple(event.pk for event in chunk)) for chunk in chunks],
    )
    return steps
