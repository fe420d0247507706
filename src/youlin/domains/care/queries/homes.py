"""What care knows of homes where nobody answers: visits with nobody home, and how long it is since a word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from youlin.domains.care.models import CarePlan, Contact, Kinds
from youlin.domains.care.rules import REACHED, Outcome
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under

LOOK_BACK = timedelta(days=180)
MOST_VISITS = 3


def empty_visits(*, subdistrict: UUID, now: datetime) -> dict[UUID, list[tuple[date, bool]]]:
    """The last three visits (day, nobody home) at homes of a street where three found nobody within half a year.

    For the clock, which asks for all. Two queries.
    """
    visits = Contact.objects.filter(
        subdistrict=subdistrict, kind=Kinds.VISIT, happened_at__gte=now - LOOK_BACK, taken_back__isnull=True
    )
    home = "resident__household"
    often = visits.filter(outcome=Outcome.NOT_HOME).order_by().values(home).annotate(times=Count("pk"))
    homes = often.filter(times__gte=MOST_VISITS).values_list(home, flat=True)
    found: dict[UUID, list[tuple[date, bool]]] = {}
    rows = visits.filter(resident__household__in=list(homes)).order_by("-happened_at", "-id")
    for key, at, outcome in rows.values_list(home, "happened_at", "outcome"):
        mine = found.setdefault(key, [])
        if len(mine) < MOST_VISITS:
            mine.append((clock.day_of(at), outcome == Outcome.NOT_HOME))
    return found


def last_words(*, subdistrict: UUID, now: datetime) -> dict[UUID, date]:
    """Since when nobody was reached, for each home in care of a street: the last contact, or the start of the plan.

    Homes with somebody whose care rests are left out. One query.
    """
    today = clock.day_of(now)
    last = Contact.objects.filter(resident=OuterRef("resident"), taken_back__isnull=True, outcome__in=REACHED)
    rows = (
        CarePlan.objects.filter(subdistrict=subdistrict, ends_on__isnull=True)
        .annotate(last=Subquery(last.order_by("-happened_at").values("happened_at")[:1]))
        .values_list("resident__household", "starts_on", "last", "paused_until")
    )
    found: dict[UUID, date] = {}
    rests = set()
    for key, starts_on, at, paused_until in rows:
        day = max(starts_on, clock.day_of(at)) if at else starts_on
        found[key] = max(day, found.get(key, day))
        if paused_until is not None and paused_until > today:
            rests.add(key)
    return {key: day for key, day in found.items() if key not in rests}


def cared_in(households: Iterable[UUID]) -> dict[UUID, int]:
    """How many people are in care in each of these homes. For whoever plans changes. One query."""
    rows = CarePlan.objects.filter(resident__household__in=list(households), ends_on__isnull=True).order_by()
    home = "resident__household"
    return dict(rows.values(home).annotate(number=Count("pk")).values_list(home, "number"))


def cared_at(place: UUID) -> int:
    """How many people are in care at a place and below it."""
    path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
    return CarePlan.objects.filter(under("neighbourhood__path", path), ends_on__isnull=True).count() if path else 0
