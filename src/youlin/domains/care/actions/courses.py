"""From rows to the pure course of a plan: its cadences, pauses, tighter spells and surges, by kind of contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from youlin.domains.care.models import CarePlan, Pace
from youlin.domains.care.rules import Course, Held, Kind, Spell

KINDS = Pace.Kinds


def paces_of(plans: Iterable[UUID]) -> dict[UUID, list[Pace]]:
    """All that was ever said about these plans, in order. One query."""
    found: dict[UUID, list[Pace]] = {}
    for pace in Pace.objects.filter(plan__in=list(plans)).order_by("last", "id"):
        found.setdefault(pace.plan_id, []).append(pace)
    return found


def course_of(plan: CarePlan, kind: str, paces: Sequence[Pace]) -> Course:
    """What decides when the person of a plan is due for one kind of contact."""
    return Course(
        starts_on=plan.starts_on,
        days=days_of(plan, kind),
        ends_on=plan.ends_on,
        held=tuple(Held(pace.last, days_of(pace, kind)) for pace in paces if pace.kind == KINDS.HELD),
        tighter=tuple(
            Spell(pace.first, pace.last, days_of(pace, kind), pace.cut_on)
            for pace in paces
            if pace.kind in (KINDS.TIGHTER, KINDS.SURGE) and days_of(pace, kind)
        ),
        pauses=tuple(Spell(pace.first, pace.last, 0, pace.cut_on) for pace in paces if pace.kind == KINDS.PAUSE),
    )


def days_of(row: CarePlan | Pace, kind: str) -> int:
    """The days of a row for a kind; 0 where it says nothing about that kind."""
    return (row.greeting_days if kind == Kind.GREETING else row.visit_days) or 0
