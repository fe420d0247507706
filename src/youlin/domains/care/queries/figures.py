"""Counting care. Not scoped where a path is handed in: insight asks for the right to figures itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from youlin.domains.care.models import CarePlan, Contact, Obligation
from youlin.domains.care.rules import REACHED
from youlin.foundation import clock
from youlin.foundation.db import under

_OPEN = Q(state=Obligation.States.OPEN)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """What was due in a period: kept in time, kept late, not kept. Unfinished work that is overdue counts against."""

    in_time: int
    late: int
    missed: int

    @property
    def due(self) -> int:
        """All that was due."""
        return self.in_time + self.late + self.missed


def obligation_counts(*, now: datetime, path: str = "") -> dict[str, int]:
    """How many obligations are open; of these, how many are due today, and how many late. One query."""
    today = clock.day_of(now)
    rows = Obligation.objects.filter(_OPEN)
    if path:
        rows = rows.filter(under("neighbourhood__path", path))
    return rows.aggregate(
        open=Count("pk"), due=Count("pk", filter=Q(due_on=today)), late=Count("pk", filter=Q(due_on__lt=today))
    )


def in_care(*, path: str, day: date) -> int:
    """How many people were in care in a subtree on a day."""
    rows = CarePlan.objects.filter(under("neighbourhood__path", path), starts_on__lte=day)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).count()


def contacts_between(*, path: str, start: datetime, end: datetime, kind: str = "") -> QuerySet[Contact]:
    """Contacts in a subtree that reached the person, from `start` up to but without `end`."""
    rows = Contact.objects.filter(
        under("neighbourhood__path", path),
        happened_at__gte=start,
        happened_at__lt=end,
        outcome__in=REACHED,
        taken_back__isnull=True,
    )
    return rows.filter(kind=kind) if kind else rows


def punctuality(*, path: str, first: date, last: date, today: date) -> Punctuality:
    """How the obligations due from `first` to `last` (both included) were kept, as known on `today`. One query."""
    rows = Obligation.objects.filter(under("neighbourhood__path", path), due_on__range=(first, last))
    kept = Q(state=Obligation.States.KEPT)
    return Punctuality(
        **rows.aggregate(
            in_time=Count("pk", filter=kept & Q(kept_on__lte=F("due_on"))),
            late=Count("pk", filter=kept & Q(kept_on__gt=F("due_on"))),
            missed=Count("pk", filter=_OPEN & Q(due_on__lt=today)),
        )
    )
