"""Who a 邻长 greets and visits today: one line a person, the most at risk first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care.models import CarePlan, Contact, Obligation
from youlin.domains.care.rules import Kind
from youlin.domains.residents.models import Resident
from youlin.foundation import clock
from youlin.foundation.db import under

SOON = 1  # days ahead that a list looks


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed to one person: the days by which to greet and to visit, and how it was the last time."""

    resident: Resident
    plan: CarePlan
    greet_by: date | None
    visit_by: date | None
    today: date
    last: Contact | None = None

    @property
    def due_on(self) -> date:
        """The earlier of the two days."""
        return min(day for day in (self.greet_by, self.visit_by) if day)

    @property
    def visit_next(self) -> bool:
        """Whether the one thing to do is the visit: it is due, or due before the greeting; it counts as one."""
        if self.visit_by is None:
            return False
        return self.visit_by <= self.today or self.greet_by is None or self.visit_by <= self.greet_by


def today_for(actor: Actor, now: datetime) -> list[Owing]:
    """People of the actor's own neighbourhoods who are owed something by tomorrow. Two queries.

    Own are those whose 邻长 the actor is or acts for; who sits higher sees what rises (see supervision).
    """
    places = [grant.path for grant in actor.grants if grant.role == Role.NEIGHBOURHOOD_CHIEF]
    if not places:
        return []
    found = Q(pk__in=())
    for path in places:
        found |= under("neighbourhood__path", path)
    today = clock.day_of(now)
    rows = Obligation.objects.visible_to(actor).filter(found, state=Obligation.States.OPEN)
    rows = rows.filter(due_on__lte=today + timedelta(days=SOON))
    return sorted(gather(rows, today), key=lambda item: (item.due_on, not item.visit_next, item.resident.name))


def owing(actor: Actor, resident: UUID, now: datetime) -> Owing | None:
    """What is owed to one person in sight; None who is not in care."""
    rows = Obligation.objects.visible_to(actor).filter(plan__resident=resident, state=Obligation.States.OPEN)
    return next(iter(gather(rows, clock.day_of(now))), None)


def gather(rows: QuerySet[Obligation], today: date) -> list[Owing]:
    """One line a person of open obligations, with the last contact. Two queries."""
    people: dict[UUID, dict[str, Obligation]] = {}
    last = Contact.objects.filter(resident=OuterRef("plan__resident"), taken_back__isnull=True)
    latest = Subquery(last.order_by("-happened_at", "-id").values("pk")[:1])
    marked = rows.annotate(last=latest).select_related(
        "plan__resident__household__neighbourhood", "plan__neighbourhood"
    )
    lasts: dict[UUID, UUID] = {}
    for row in marked:
        people.setdefault(row.plan.resident_id, {})[row.kind] = row
        if row.last is not None:
            lasts[row.plan.resident_id] = row.last
    contacts = _by_key(lasts.values())
    found = []
    for person, kinds in people.items():
        plan = next(iter(kinds.values())).plan
        greet, visit = kinds.get(Kind.GREETING), kinds.get(Kind.VISIT)
        found.append(
            Owing(
                plan.resident,
                plan,
                greet.due_on if greet else None,
                visit.due_on if visit else None,
                today,
                contacts.get(lasts[person]) if person in lasts else None,
            )
        )
    return found


def _by_key(keys: Iterable[UUID]) -> dict[UUID, Contact]:
    return {row.pk: row for row in Contact.objects.filter(pk__in=set(keys))}


def done_today(actor: Actor, now: datetime) -> list[Contact]:
    """What the actor recorded for today, latest first: so that nobody asks themselves whether it went in."""
    if actor.user_id is None:
        return []
    day = clock.day_of(now)
    rows = Contact.objects.visible_to(actor).filter(
        by=actor.user_id,
        happened_at__gte=clock.start_of(day),
        happened_at__lt=clock.end_of(day),
        taken_back__isnull=True,
    )
    return list(rows.select_related("resident").order_by("-happened_at", "-id"))
