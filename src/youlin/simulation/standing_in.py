"""What befalls who answers: chiefs are away and others cover, they leave and their slips turn up, people are matched.

Here it is the chiefs themselves who record, so that what they may see and do is tried on every such day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.care import actions as care
from youlin.domains.care import queries
from youlin.domains.care.actions import matching
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as posts
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.simulation.befalling import Year
from youlin.simulation.world import Left, Neighbourhood

COMMUNITY = -3 * SEGMENT
YEARLY = {  # how often each befalls, for a hundred people in care and a year
    "chief left": 6,
    "chief away": 90,
    "somebody covered": 60,
    "slip of a chief who left": 20,
    "matched": 60,
    "visited by the matched chief": 60,
}


def _chief_goes(year: Year, day: date, now: datetime) -> None:
    """A chief resigns, and somebody near acts from the same day on."""
    world = year.world
    place = world.rng.choice(world.neighbourhoods)
    for holder in posts.holders([place.post], day=day).get(place.post, []):
        leaving = world.acting(holder.user)  # with the roles that the phone in their pocket still remembers
        chiefs.end_term(actor=SYSTEM, appointment=holder.appointment, ends_on=day, reason="外出务工", now=now)
        world.left.append(Left(leaving, place, day))
    near = [one for one in world.neighbourhoods if one is not place and one.post in world.duty]
    same = [one for one in near if one.path[:-SEGMENT] == place.path[:-SEGMENT]]
    user = world.duty[world.rng.choice(same or near).post]
    acting = chiefs.NewTerm(place.post, user, "acting", day, day + timedelta(days=400))
    chiefs.appoint(actor=SYSTEM, term=acting, now=now)
    world.settle_duty(day)


def _away(year: Year, day: date, now: datetime) -> None:
    """A chief goes away for some days; most find somebody near who covers, the others leave it to the rung above."""
    world = year.world
    place = world.rng.choice([one for one in world.neighbourhoods if one.post in world.duty])
    who = world.duty[place.post]
    near = [one for one in world.neighbourhoods if one.path[:-SEGMENT] == place.path[:-SEGMENT]]
    others = [user for one in near if (user := world.duty.get(one.post)) not in (None, who)]
    cover = world.rng.choice(others) if others and world.rng.random() < 0.75 else None
    back = day + timedelta(days=world.rng.randint(2, 15))
    absence = chiefs.NewAbsence(day, back, world.identity(), cover)
    chiefs.set_absence(actor=world.acting(who), absence=absence, now=now)
    world.turns.update((day, back))
    world.settle_duty(day)


def _covered(year: Year, day: date, now: datetime) -> None:
    """Whoever answers today for a place whose chief is not there goes to somebody of it."""
    world = year.world
    standing_in = [
        place
        for place in world.neighbourhoods
        if (user := world.duty.get(place.post)) is not None and place.first_chief not in (None, user)
    ]
    if standing_in:
        place = world.rng.choice(standing_in)
        _visit(year, place, world.answering(place.post), now - timedelta(minutes=30), now)


def _slip(year: Year, day: date, now: datetime) -> None:
    """A chief left, and a visit of the last days in office turns up only now.

    The old account may no longer write it; whoever answers now does, with the instant at which it happened.
    """
    world = year.world
    if not world.left:
        return
    left = world.rng.choice(world.left[-5:])
    happened = clock.at(left.on, 9) - timedelta(days=world.rng.randint(1, 6))
    try:
        _visit(year, left.place, left.chief, happened, now)
    except NotThere:
        year.suffered["refused to who left"] += 1
    if left.place.post in world.duty:
        _visit(year, left.place, world.answering(left.place.post), happened, now)


def _match(year: Year, day: date, now: datetime) -> None:
    """The community gives somebody a chief of another neighbourhood, or back the own one."""
    world = year.world
    person = world.rng.choice(_in_care())
    home = next(place for place in world.neighbourhoods if place.key == person.home)
    near = [
        one
        for one in world.neighbourhoods
        if one is not home and one.path[:COMMUNITY] == home.path[:COMMUNITY] and one.post in world.duty
    ]
    place = home if not near or world.rng.random() < 0.25 else world.rng.choice(near)
    matching.choose(actor=SYSTEM, plan=person.key, neighbourhood=place.key, reason="离得更近", now=now)


def _matched_visit(year: Year, day: date, now: datetime) -> None:
    """A chief goes to somebody of another neighbourhood who was entrusted to them."""
    world = year.world
    entrusted = [plan for plan in _in_care() if plan.neighbourhood != plan.home]
    if not entrusted:
        return
    person = world.rng.choice(entrusted)
    place = next(one for one in world.neighbourhoods if one.key == person.neighbourhood)
    if place.post in world.duty:
        _record(year, person.resident, world.answering(place.post), now - timedelta(minutes=20), now)


def _visit(year: Year, place: Neighbourhood, chief: Actor, happened: datetime, now: datetime) -> None:
    """A chief visited somebody whose chief is the one of a place."""
    people = [plan.resident for plan in _in_care() if plan.neighbourhood == place.key]
    if people:
        _record(year, year.world.rng.choice(people), chief, happened, now)


def _record(year: Year, person: UUID, chief: Actor, happened: datetime, now: datetime) -> None:
    contact = care.NewContact(year.world.identity(), person, "visit", "met", happened, "fine")
    care.record_contacts(actor=chief, contacts=[contact], now=now)


def _in_care() -> list[queries.PlanRecord]:
    """Who is in care, in an order that no key decides."""
    plans = (plan for plan in queries.whole_plans() if plan.ends_on is None)
    return sorted(plans, key=lambda plan: (plan.name, plan.starts_on, plan.address))


WHAT: dict[str, Callable[[Year, date, datetime], None]] = {
    "chief left": _chief_goes,
    "chief away": _away,
    "somebody covered": _covered,
    "slip of a chief who left": _slip,
    "matched": _match,
    "visited by the matched chief": _matched_visit,
}
