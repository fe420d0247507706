"""Greetings and visits: what is due is mostly done, sometimes a day late, and here and there forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.actions import NewContact, patterns
from youlin.domains.care.rules import Kind, Outcome, Wellbeing
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation import words
from youlin.simulation.world import Dweller, Neighbourhood, World

SLACK_CHIEFS = 0.06  # of the chiefs find the time only now and then
SLACK_DILIGENCE = 0.55
NOON, MORNING = 12, 0.5  # half of what is due is done before noon
EARLY = 0.12  # of what is due tomorrow is done today, because one is there anyway
FORGOTTEN = 0.012  # of those in care have not been heard of for days when the demo ends
WITHOUT_SIGNAL = 0.02  # of what is noted reaches us only the next noon
SOMETHING, URGENT = 0.05, 0.0004


@dataclass(slots=True)
class Ward:
    """Somebody in care, as their chief remembers them."""

    person: Dweller
    place: Neighbourhood
    greeting_days: int
    visit_days: int
    greet_by: date
    visit_by: date
    forgotten_from: date | None = None


@dataclass(slots=True)
class Caring:
    """All who are in care, and what phones without signal still hold."""

    world: World
    wards: list[Ward]
    recorded: int = 0
    held_back: list[NewContact] = field(default_factory=list)

    def half_day(self, day: date, *, first_hour: int, last_hour: int) -> None:
        """Everybody does what is due in these hours; their phones hand it in together at the end."""
        told = self.held_back
        self.held_back = []
        for ward in self.wards:
            contact = self._meet(ward, day, first_hour, last_hour, MORNING if first_hour < NOON else 1)
            if contact is None:
                continue
            (self.held_back if self.world.rng.random() < WITHOUT_SIGNAL else told).append(contact)
        if told:
            care.record_contacts(actor=SYSTEM, contacts=told, now=clock.at(day, last_hour))
            self.recorded += len(told)

    def _meet(self, ward: Ward, day: date, first_hour: int, last_hour: int, share: float) -> NewContact | None:
        """A greeting or a visit, if one is due and the chief gets to it in these hours."""
        rng = self.world.rng
        if ward.forgotten_from is not None and day >= ward.forgotten_from:
            return None
        kind = _due(ward, day) or (_due(ward, day + timedelta(days=1)) if rng.random() < EARLY else None)
        if kind is None or rng.random() > ward.place.diligence * share:
            return None
        moment = self.world.minute(day, first_hour, last_hour)
        outcome = self._outcome(kind)
        wellbeing, note = self._found(kind) if outcome in (Outcome.MET, Outcome.SPOKE) else ("", "")
        if wellbeing:
            ward.greet_by = day + timedelta(days=ward.greeting_days)
            if kind is Kind.VISIT:
                ward.visit_by = day + timedelta(days=ward.visit_days)
        return NewContact(
            client_id=self.world.identity(),
            resident=ward.person.key,
            kind=kind.value,
            outcome=outcome.value,
            happened_at=moment,
            wellbeing=wellbeing,
            note=note,
            by=self.world.answering(ward.place.post),
        )

    def _outcome(self, kind: Kind) -> Outcome:
        luck = self.world.rng.random()
        if kind is Kind.GREETING:
            return Outcome.SPOKE if luck < 0.95 else Outcome.UNREACHABLE
        if luck < 0.94:
            return Outcome.MET
        return Outcome.NOT_HOME if luck < 0.99 else Outcome.REFUSED

    def _found(self, kind: Kind) -> tuple[str, str]:
        """How the person is, and a word about it."""
        rng, luck = self.world.rng, self.world.rng.random()
        if luck < URGENT:
            return Wellbeing.URGENT.value, rng.choice(words.EMERGENCIES)
        if luck < URGENT + SOMETHING:
            return Wellbeing.SOMETHING.value, rng.choice(words.MATTERS_FOUND)
        return Wellbeing.FINE.value, rng.choice(words.VISIT_NOTES) if kind is Kind.VISIT else ""


def take_into_care(world: World) -> Caring:
    """Open a plan for everybody in need of one, and give some chiefs little time and some people bad luck."""
    rng = world.rng
    plans = {plan.resident_id: plan for plan in care.open_plans(actor=SYSTEM, now=clock.at(world.first_day, 7, 40))}
    wards = [
        Ward(
            person,
            place,
            plan.greeting_days,
            plan.visit_days,
            greet_by=world.first_day + timedelta(days=plan.greeting_days),
            visit_by=world.first_day + timedelta(days=plan.visit_days),
        )
        for place in world.neighbourhoods
        for person in place.people
        if (plan := plans.get(person.key)) is not None
    ]
    for place in world.neighbourhoods:
        if rng.random() < SLACK_CHIEFS:
            place.diligence = SLACK_DILIGENCE
    for ward in rng.sample(wards, min(len(wards), max(2, round(len(wards) * FORGOTTEN)))):
        ward.forgotten_from = world.last_day - timedelta(days=rng.randint(4, 7))
    return Caring(world, wards)


def leave_some_for_today(caring: Caring, place: Neighbourhood) -> None:
    """The chief whom a visitor of the demo will be has a few late ones on the list."""
    mine = [ward for ward in caring.wards if ward.place is place and ward.forgotten_from is None]
    for ward in mine[:2]:
        ward.forgotten_from = caring.world.last_day - timedelta(days=3)


def paper_first(caring: Caring, home: Neighbourhood) -> None:
    """A chief of the same group went round with paper and typed it all in at once: the 组长 may ask about it."""
    world, day = caring.world, caring.world.last_day
    group = home.path[:-SEGMENT]
    near = [place for place in world.neighbourhoods if place is not home and place.path.startswith(group)]
    for place in near[:1]:
        people = {person.household: person for person in reversed(place.people)}
        start = clock.at(day, 19, 40)
        told = [
            NewContact(
                client_id=world.identity(),
                resident=person.key,
                kind=Kind.VISIT.value,
                outcome=Outcome.MET.value,
                happened_at=start + timedelta(seconds=25 * number),
                wellbeing=Wellbeing.FINE.value,
                by=world.answering(place.post),
            )
            for number, person in enumerate(list(people.values())[:9])
        ]
        care.record_contacts(actor=SYSTEM, contacts=told, now=clock.at(day, 20))
        caring.recorded += len(told)
    patterns.ask(now=clock.at(day, 20, 10))


def busiest(wards: Iterable[Ward]) -> Neighbourhood:
    """The neighbourhood with the most people in care; of equals the first."""
    places: dict[str, list[Ward]] = {}
    for ward in wards:
        places.setdefault(ward.place.path, []).append(ward)
    return max(places.values(), key=len)[0].place


def _due(ward: Ward, day: date) -> Kind | None:
    """What is due by the end of a day: a visit counts as a greeting, so it goes first."""
    if ward.visit_by <= day:
        return Kind.VISIT
    return Kind.GREETING if ward.greet_by <= day else None
