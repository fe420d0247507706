"""What is late goes up by itself, one rung a missed day. Twice, late, or after a kill it comes to the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases.actions.hazards import watch
from youlin.domains.cases.actions.hazards.watch import Watched
from youlin.domains.cases.events import HazardsMoved
from youlin.domains.cases.models import Hazard
from youlin.domains.cases.rules.hazards import HazardStep, Watch, misses
from youlin.foundation.refusal import Refusal

AT_A_TIME = 1000


def raise_overdue_hazards(*, now: datetime) -> int:
    """Let every hazard whose day has passed go up; returns how many did. A few statements for each thousand."""
    raised = 0
    while True:
        with transaction.atomic():
            rows = list(
                Hazard.objects.filter(rises_at__lte=now)
                .select_for_update(of=("self",))
                .select_related("territory", "holder")
                .order_by("rises_at", "pk")[:AT_A_TIME]
            )
            if not rows:
                return raised
            watched = watch.lay(rows)
            for one in watched:
                _rise(one, now)
            steps = tuple(event.pk for one in watched for event in one.events)
            try:
                watch.write(watched, actor=SYSTEM, now=now, announcing=[HazardsMoved(steps=steps)])
            except Refusal:
                transaction.set_rollback(True)  # somebody acted on one of them: the next sweep finds the rest
                return raised
            raised += len(rows)


def _rise(one: Watched, now: datetime) -> None:
    hazard = one.hazard
    if hazard.rises_at is None:
        return
    standing = Watch(one.status, one.rung, hazard.rises_at, tuple(one.ladder))
    for missed in misses(standing, now=now, deadline=one.deadline):
        hazard.overdue_since = hazard.overdue_since or missed.at
        hazard.rises_at = missed.rises_at
        target = missed.to_rung if missed.step is HazardStep.CLIMB else None
        one.step(missed.step, at=missed.at, doer=SYSTEM, to_rung=target, due_at=missed.rises_at)
