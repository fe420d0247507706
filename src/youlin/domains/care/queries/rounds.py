"""A chief's rounds: whom to visit on which day, in which order. Derived from what is due; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care.models import Obligation
from youlin.domains.care.models.rounds import RoundWish
from youlin.domains.care.rules import Kind
from youlin.domains.care.rules.rounds import AHEAD, Due, length, spread, walk
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.queries import in_office
from youlin.domains.residents.models import Household, Resident
from youlin.domains.residents.queries.positions import Point, positions_of
from youlin.domains.residents.rules.positions import door_order, walking_metres
from youlin.foundation import clock, crypto
from youlin.foundation.db import under

__all__ = ["RoundPlan", "RoundWish", "Stop", "Walk", "calendar_of", "plan", "walk_of", "wish"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One household to go to, with those to be seen in it."""

    household: Household
    people: tuple[Resident, ...]
    due_on: date  # the soonest of them
    point: Point | None
    metres: float | None = None  # from the stop before, or from home; None where that is not known


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """All visits of the days ahead, by day; `home` is where the chief lives, where that is known."""

    today: date
    days: dict[date, list[Stop]]
    weekdays: frozenset[int]
    home: Point | None


@dataclass(frozen=True, slots=True)
class Walk:
    """The stops of a day in the order of the walk."""

    stops: list[Stop]
    metres: float | None  # in all; None where a place is unknown
    by_doors: bool  # some place is unknown, so the order is that of the doors
    from_home: bool


def wish(actor: Actor) -> RoundWish | None:
    """What the actor said about rounds."""
    return RoundWish.objects.filter(user=actor.user_id).first() if actor.user_id else None


def plan(actor: Actor, now: datetime) -> RoundPlan:
    """Visits of the actor's own neighbourhoods on the actor's days. Six queries, however many visits."""
    today = clock.day_of(now)
    said = wish(actor)
    weekdays = frozenset(int(day) for day in said.weekdays.split(",")) if said and said.weekdays else frozenset[int]()
    rows = _open_visits(actor, today)
    own = _home_of(actor, today)
    households = {row.plan.resident.household_id for row in rows} | ({own} if own else set())
    known = {key: found.point for key, found in positions_of(actor, households).items()} if rows else {}
    homes: dict[UUID, list[Obligation]] = {}
    for row in rows:
        homes.setdefault(row.plan.resident.household_id, []).append(row)
    dues = {key: _due(visits) for key, visits in homes.items()}

    def away(one: UUID, other: UUID) -> float:
        return walking_metres(known[one], known[other]) if one in known and other in known else 0.0

    on = spread(dues, today, weekdays, away)
    days: dict[date, list[Stop]] = {}
    for key in sorted(on, key=lambda key: (on[key], dues[key].due_on, str(key))):
        visits = homes[key]
        people = tuple(row.plan.resident for row in visits)
        stop = Stop(people[0].household, people, dues[key].due_on, known.get(key))
        days.setdefault(on[key], []).append(stop)
    return RoundPlan(today, days, weekdays, known.get(own) if own else None)


def _due(visits: list[Obligation]) -> Due:
    """Those of one home are seen together, when the first of them is due."""
    first = min(visits, key=lambda row: (row.due_on, row.opens_on))
    return Due(first.opens_on, first.due_on, first.days)


def _open_visits(actor: Actor, today: date) -> list[Obligation]:
    """Visits due in the days that a plan looks ahead; what is due later waits."""
    found = Q(pk__in=())
    for grant in actor.grants:
        if grant.role == Role.NEIGHBOURHOOD_CHIEF:
            found |= under("neighbourhood__path", grant.path)
    rows = Obligation.objects.visible_to(actor).filter(found, kind=Kind.VISIT, state=Obligation.States.OPEN)
    rows = rows.filter(due_on__lt=today + timedelta(AHEAD))
    return list(rows.select_related("plan__resident__household__neighbourhood").order_by("due_on", "pk"))


def _home_of(actor: Actor, today: date) -> UUID | None:
    """The household in which the chief lives, where the appointment names the resident."""
    held = Appointment.objects.filter(in_office(today), user=actor.user_id, resident__isnull=False)
    return held.values_list("resident__household", flat=True).first()


def walk_of(found: RoundPlan, day: date) -> Walk:
    """The walk of one day: the best order where all places are known, else door by door."""
    stops = sorted(found.days.get(day, []), key=lambda stop: door_order(stop.household.address_key))
    points = [stop.point for stop in stops if stop.point is not None]
    if len(points) < len(stops) or not stops:
        return Walk(stops, None, bool(stops), False)
    metres = [[walking_metres(here, there) for there in points] for here in points]
    start = [walking_metres(found.home, there) for there in points] if found.home else None
    order = walk(metres, start)
    ordered = []
    for place, number in enumerate(order):
        stop = stops[number]
        far = metres[order[place - 1]][number] if place else (start[number] if start else None)
        ordered.append(Stop(stop.household, stop.people, stop.due_on, stop.point, far))
    return Walk(ordered, length(order, metres, start), False, found.home is not None)


def calendar_of(token: str, now: datetime) -> tuple[RoundWish, Actor] | None:
    """Whose calendar an address is; None where there is none, or its chief is in office no more."""
    index = crypto.blind_index(token, field="care.calendar") if token else ""
    row = RoundWish.objects.filter(token_index=index).select_related("user").first() if index else None
    if row is None:
        return None
    actor = access.actor_of(row.user_id, today=clock.day_of(now))
    chief = any(one.role == Role.NEIGHBOURHOOD_CHIEF and one.subdistrict == row.subdistrict_id for one in actor.grants)
    return (row, actor) if chief else None
