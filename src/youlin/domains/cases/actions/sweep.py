"""The clock's own work: every missed deadline rises (or its answer falls) by itself, set by set."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.events import CaseClimbed
from youlin.domains.cases.models import Case, StreetAttempt
from youlin.domains.cases.rules.states import Step
from youlin.domains.territory.models import Territory
from youlin.foundation.memory import uncollected

AT_A_TIME = 2000  # cases in one transaction: short enough that nobody at a desk waits for the sweep
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
    StreetAttempt.objects.filter(at__lt=now - KEEP_ATTEMPTS).delete()
    return climbed


def _sweep_once(now: datetime) -> tuple[int, int]:
    """One set of cases: how many were due, and how many rungs they rose."""
    due = list(
        Case.objects.filter(due_at__lte=now, due_at__isnull=False, overdue_since__isnull=True)
        .select_for_update(skip_locked=True)
        .defer("text", "reporter_phone")
        .order_by("due_at")[:AT_A_TIME]
    )
    places = Territory.objects.in_bulk({case.territory_id for case in due})
    for case in due:  # few places, many cases: a join would build each place a thousand times
        case.territory = places[case.territory_id]
    laid = benches.lay(due)
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
    return len(due), sum(event.kind == Step.CLIMB for event in steps)
