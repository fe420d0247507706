"""Everything that care knows, as plain data: for whoever checks it with other means (the simulation, an auditor)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery, UUIDField

from youlin.domains.care.models import Alarm, CareMatch, CarePlan, Contact, Obligation, Pace


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan, and where its person lives now."""

    key: UUID
    resident: UUID
    name: str
    starts_on: date
    ends_on: date | None
    greeting_days: int
    visit_days: int
    neighbourhood: UUID
    household: UUID
    address: str
    home: UUID
    lives_here: bool
    residence: str
    entrusted: UUID | None = None  # the neighbourhood whose chief sees this one person
    matched: UUID | None = None  # the neighbourhood of the open match


@dataclass(frozen=True, slots=True)
class PaceRecord:
    """Some days of a plan on which something else held."""

    plan: UUID
    kind: str
    first: date
    last: date
    cut_on: date | None
    greeting_days: int | None
    visit_days: int | None


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A contact that belongs to a plan."""

    plan: UUID
    kind: str
    outcome: str
    happened_at: datetime
    taken_back: bool


@dataclass(frozen=True, slots=True)
class OwedRecord:
    """An obligation as it stands, with the levels of its standing alarms and their instants."""

    plan: UUID
    kind: str
    opens_on: date
    due_on: date
    state: str
    kept_on: date | None
    neighbourhood: UUID
    alarms: tuple[tuple[int, datetime], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """All of it."""

    plans: list[PlanRecord]
    paces: list[PaceRecord]
    contacts: list[ContactRecord]
    owed: list[OwedRecord]
    withdrawn: int


def whole_plans() -> list[PlanRecord]:
    """Every plan there ever was. Not scoped. One query."""
    match = CareMatch.objects.filter(plan=OuterRef("pk"), until__isnull=True)
    plans = CarePlan.objects.order_by("id").values_list(
        "pk", "resident", "resident__name", "starts_on", "ends_on", "greeting_days", "visit_days", "neighbourhood",
        "resident__household", "resident__household__address", "resident__household__neighbourhood",
        "resident__lives_here", "resident__household__residence", "resident__entrusted_to",
        Subquery(match.values("neighbourhood")[:1], output_field=UUIDField()),
    )  # fmt: skip
    return [PlanRecord(*row) for row in plans]


def whole() -> Whole:
    """Read all of care. Not scoped: for the operator and for tests only. Six queries."""
    alarms: dict[UUID, list[tuple[int, datetime]]] = {}
    standing = Alarm.objects.filter(withdrawn_at__isnull=True).order_by("level")
    for owed, level, raised_at in standing.values_list("obligation", "level", "raised_at"):
        alarms.setdefault(owed, []).append((level, raised_at))
    paces = Pace.objects.order_by("last", "id").values_list(
        "plan", "kind", "first", "last", "cut_on", "greeting_days", "visit_days"
    )
    contacts = Contact.objects.filter(plan__isnull=False).order_by("happened_at")
    taken_back = set(Contact.objects.filter(taken_back__isnull=False).values_list("pk", flat=True))
    rows = Obligation.objects.exclude(state=Obligation.States.VOID).order_by("plan", "kind", "opens_on")
    return Whole(
        whole_plans(),
        [PaceRecord(*row) for row in paces],
        [
            ContactRecord(plan, kind, outcome, happened_at, key in taken_back)
            for key, plan, kind, outcome, happened_at in contacts.values_list(
                "pk", "plan", "kind", "outcome", "happened_at"
            )
        ],
        [
            OwedRecord(plan, kind, opens_on, due_on, state, kept_on, where, tuple(alarms.get(key, ())))
            for key, plan, kind, opens_on, due_on, state, kept_on, where in rows.values_list(
                "pk", "plan", "kind", "opens_on", "due_on", "state", "kept_on", "neighbourhood"
            )
        ],
        Alarm.objects.filter(withdrawn_at__isnull=False).count(),
    )


def due_by(day: date) -> list[tuple[UUID, UUID, str]]:
    """(person, neighbourhood, kind) of everything open that is due by a day. Not scoped. One query."""
    rows = Obligation.objects.filter(state=Obligation.States.OPEN, due_on__lte=day)
    return list(
        rows.order_by("plan__resident__household__address", "plan__resident__name", "kind").values_list(
            "plan__resident", "neighbourhood", "kind"
        )
    )
