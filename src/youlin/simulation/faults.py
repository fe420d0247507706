"""What befalls a street in a year: phones, clocks, chiefs and people, each by chance of the seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care import queries
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.simulation import standing_in
from youlin.simulation.befalling import Year
from youlin.simulation.standing_in import COMMUNITY

NO_SIGNAL, LONGEST_SILENCE = 0.06, 9  # of what is noted, and how many days a phone may stay without signal
SENT_TWICE, TICK_AGAIN = 0.3, 0.2
KILLED, LONGEST_LIFE = 0.08, 150  # of ticks and hand-ins, and before which of its statements such a process dies
YEARLY = {  # how often each befalls, for a hundred people in care and a year
    "paused": 60,
    "resumed": 25,
    "tightened": 50,
    "loosened": 15,
    "put into a tier": 20,
    "cadence changed": 4,
    "surge called": 6,
    "surge ended": 4,
    "moved house": 15,
    "died": 6,
    "household left": 6,
    "consent given": 40,
    "consent withdrawn": 8,
    "taken into care": 60,
    "taken back": 60,
    "not at home thrice": 10,
    "clock stopped": 12,
    "an old visit turned up": 40,
    **standing_in.YEARLY,
}
TIERS = ("", "close", "weekly", "fortnightly", "monthly")


def befall(year: Year, day: date) -> None:
    """Let happen today what chance has for it."""
    people = [plan.resident for plan in queries.whole_plans() if plan.ends_on is None]
    now = clock.at(day, 8, year.world.rng.randrange(60))
    for name, often in YEARLY.items():
        chance = often * max(1.0, len(people) / 100) / 365
        while chance > 0 and year.world.rng.random() < chance:
            chance -= 1
            year.suffered[name] += 1
            year.try_to(name, lambda name=name: _WHAT[name](year, day, now))  # type: ignore[misc]


def _someone(year: Year) -> queries.PlanRecord:
    """Somebody in care, by the seed and never by a key."""
    plans = sorted(
        (plan for plan in queries.whole_plans() if plan.ends_on is None),
        key=lambda plan: (plan.name, plan.starts_on, plan.address),
    )
    return year.world.rng.choice(plans)


def _pause(year: Year, day: date, now: datetime) -> None:
    until = day + timedelta(days=year.world.rng.randint(1, 40))
    reason = year.world.rng.choice(("hospital", "family", "away"))
    care.pause_plan(actor=SYSTEM, plan=_someone(year).key, until=until, reason=reason, now=now)


def _resume(year: Year, day: date, now: datetime) -> None:
    care.resume_plan(actor=SYSTEM, plan=_someone(year).key, now=now)


def _tighten(year: Year, day: date, now: datetime) -> None:
    rng = year.world.rng
    care.tighten_plan(
        actor=SYSTEM,
        plan=_someone(year).key,
        greeting_days=rng.randint(1, 2),
        visit_days=rng.choice((None, 2, 3)),
        last=day + timedelta(days=rng.randint(0, 20)),
        reason="刚出院",
        now=now,
    )


def _loosen(year: Year, day: date, now: datetime) -> None:
    care.loosen_plan(actor=SYSTEM, plan=_someone(year).key, now=now)


def _tier(year: Year, day: date, now: datetime) -> None:
    care.set_tier(actor=SYSTEM, plan=_someone(year).key, tier=year.world.rng.choice(TIERS), reason="情况有变", now=now)


def _cadence(year: Year, day: date, now: datetime) -> None:
    rng = year.world.rng
    care.set_cadence(
        actor=SYSTEM,
        place=rng.choice(year.world.neighbourhoods).key if rng.random() < 0.7 else year.world.subdistrict,
        circumstance="",
        greeting_days=rng.randint(2, 5),
        visit_days=rng.randint(5, 10),
        now=now,
    )


def _surge(year: Year, day: date, now: datetime) -> None:
    rng = year.world.rng
    wanted = care.NewSurge(
        client_id=year.world.identity(),
        place=rng.choice([year.world.subdistrict, *(place.key for place in year.world.neighbourhoods)]),
        kind=rng.choice(("cold", "heat", "flood", "power_cut")),
        last=day + timedelta(days=rng.randint(0, 5)),
        circumstances=rng.choice(((), ("elder_alone",), ("disabled", "serious_illness"))),
    )
    care.call_surge(actor=SYSTEM, surge=wanted, now=now)


def _surge_over(year: Year, day: date, now: datetime) -> None:
    running = queries.running(SYSTEM, day=day)
    if running:
        care.end_surge(actor=SYSTEM, surge=running[0].pk, now=now)


def _move(year: Year, day: date, now: datetime) -> None:
    person = _someone(year)
    home = next(place for place in year.world.neighbourhoods if place.key == person.home)
    # Within the community: beyond it a household's number is taken as a rule, and has to be changed at the desk first.
    places = [
        place
        for place in year.world.neighbourhoods
        if place is not home and place.path[:COMMUNITY] == home.path[:COMMUNITY]
    ]
    if not places:
        return
    residents.move_household(
        actor=SYSTEM,
        household=person.household,
        neighbourhood=year.world.rng.choice(places).key,
        evidence="搬到儿子旁边",
        moved_on=day,
        now=now,
    )


def _die(year: Year, day: date, now: datetime) -> None:
    residents.note_departure(actor=SYSTEM, resident=_someone(year).resident, because="died", left_on=day, now=now)


def _leave(year: Year, day: date, now: datetime) -> None:
    residents.change_residence(
        actor=SYSTEM,
        household=_someone(year).household,
        residence="moved",
        evidence="邻居说搬走了",
        found_on=day,
        now=now,
    )


def _consent(given: bool) -> Callable[[Year, date, datetime], None]:
    def say(year: Year, day: date, now: datetime) -> None:
        words = care.NewConsent(
            client_id=year.world.identity(),
            resident=_someone(year).resident,
            given=given,
            way="in_person",
            whose="guardian",
            guardian="家里人",
            said_on=day,
        )
        care.note_consent(actor=SYSTEM, consent=words, now=now)

    return say


def _take_in(year: Year, day: date, now: datetime) -> None:
    """Somebody who was well until now is in need, and whoever is in need comes into care."""
    place = year.world.rng.choice([place for place in year.world.neighbourhoods if place.people])
    person = year.world.rng.choice(place.people)
    new = residents.NewCircumstance(person.key, "serious_illness", day, "邻长发现")
    residents.note_circumstances(actor=SYSTEM, found=[new], now=now)
    care.open_plans(actor=SYSTEM, now=now)


def _take_back(year: Year, day: date, now: datetime) -> None:
    """A chief notes a visit by mistake, and takes it back within minutes."""
    person = _someone(year)
    post = _post(year, person.home)
    if post not in year.world.duty:
        return
    chief = year.world.answering(post)
    contact = care.NewContact(year.world.identity(), person.resident, "visit", "met", now, "fine")
    [row] = care.record_contacts(actor=chief, contacts=[contact], now=now)
    care.undo_contact(actor=chief, contact=row.pk, now=now + timedelta(minutes=year.world.rng.randint(1, 9)))


def _knock(year: Year, day: date, now: datetime) -> None:
    person = _someone(year)
    for minutes in (30, 20, 10):
        at = now - timedelta(minutes=minutes)
        contact = care.NewContact(year.world.identity(), person.resident, "visit", "not_home", at)
        care.record_contacts(actor=SYSTEM, contacts=[contact], now=now)


def _old_visit(year: Year, day: date, now: datetime) -> None:
    """A paper slip of some weeks ago is noted today."""
    at = now - timedelta(days=year.world.rng.randint(2, 30), minutes=year.world.rng.randrange(600))
    kind, outcome = year.world.rng.choice((("visit", "met"), ("greeting", "spoke")))
    contact = care.NewContact(year.world.identity(), _someone(year).resident, kind, outcome, at, "fine")
    year.record([contact], now)


def _stop_clock(year: Year, day: date, now: datetime) -> None:
    year.stopped_until = day + timedelta(days=year.world.rng.randint(1, 5))


def _post(year: Year, place: UUID) -> UUID:
    return next(one.post for one in year.world.neighbourhoods if one.key == place)


_WHAT: dict[str, Callable[[Year, date, datetime], None]] = {
    "paused": _pause,
    "resumed": _resume,
    "tightened": _tighten,
    "loosened": _loosen,
    "put into a tier": _tier,
    "cadence changed": _cadence,
    "surge called": _surge,
    "surge ended": _surge_over,
    "moved house": _move,
    "died": _die,
    "household left": _leave,
    "consent given": _consent(given=True),
    "consent withdrawn": _consent(given=False),
    "taken into care": _take_in,
    "taken back": _take_back,
    "not at home thrice": _knock,
    "clock stopped": _stop_clock,
    "an old visit turned up": _old_visit,
    **standing_in.WHAT,
}
