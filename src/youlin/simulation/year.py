"""A street cares for its people while everything goes wrong that can; an oracle then looks at what stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care import queries
from youlin.domains.care.actions import NewContact
from youlin.domains.territory.rules import prefixes
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Refusal
from youlin.jobs.tick import tick
from youlin.simulation import accounts, faults, oracle
from youlin.simulation.founding import found
from youlin.simulation.killing import Killed, killed_after
from youlin.simulation.plan import Size
from youlin.simulation.world import Neighbourhood, World

FIRST_DAY = date(2026, 1, 5)  # a Monday: the same seed lives the same year whenever it is asked to
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a simulated time came to."""

    digest: str
    actions: Counter[str]
    faults: Counter[str]
    violations: list[str]
    figures: dict[str, int]


@dataclass(slots=True)
class Year:
    """The time, and what phones without signal still hold."""

    world: World
    faulty: bool
    done: Counter[str] = field(default_factory=Counter)
    suffered: Counter[str] = field(default_factory=Counter)
    held: list[tuple[date, NewContact]] = field(default_factory=list)  # (the day on which it gets through, what)
    sent: list[NewContact] = field(default_factory=list)
    stopped_until: date | None = None

    def live_day(self, day: date) -> None:
        """A morning tick, two rounds of greetings and visits, what the day brings, and an evening tick."""
        rng = self.world.rng
        self._tick(clock.at(day, 6, rng.randrange(60)))
        if day in self.world.turns:
            self.world.settle_duty(day)
        if self.faulty:
            faults.befall(self, day)
        for hour, share in ((12, 0.45), (19, 0.8)):
            self._go_round(day, hour, share)
            self._tick(clock.at(day, hour, 30))

    def _go_round(self, day: date, hour: int, share: float) -> None:
        """Chiefs greet and visit whom their list names, and hand in what their phones got through."""
        rng, told = self.world.rng, []
        diligent = {place.key: place.diligence for place in self.world.neighbourhoods}
        for person, place, kind in queries.due_by(day + timedelta(days=rng.random() < 0.15)):
            if rng.random() < diligent.get(place, 0.9) * share:
                contact = self._contact(person, kind, day, hour)
                if self.faulty and rng.random() < faults.NO_SIGNAL:
                    self.held.append((day + timedelta(days=rng.randint(0, faults.LONGEST_SILENCE)), contact))
                    self.suffered["no signal"] += 1
                else:
                    told.append(contact)
        told += [contact for until, contact in self.held if until < day]
        self.held = [one for one in self.held if one[0] >= day]
        if self.faulty and self.sent and rng.random() < faults.SENT_TWICE:
            told += rng.sample(self.sent, min(len(self.sent), 5))
            self.suffered["sent twice"] += 1
        rng.shuffle(told)
        if self._dies("hand-in", lambda: self.record(told, clock.at(day, hour, 20))):
            self.held += [(day, contact) for contact in told]  # no receipt came: the phones keep it and send it again
            return
        self.sent = (self.sent + told)[-50:]

    def record(self, told: list[NewContact], now: datetime) -> None:
        """What came in at one instant."""
        if told:
            care.record_contacts(actor=SYSTEM, contacts=told, now=now)
            self.done["contacts"] += len(told)

    def _contact(self, person: UUID, kind: str, day: date, hour: int) -> NewContact:
        rng = self.world.rng
        luck = rng.random()
        reached = "met" if kind == "visit" else "spoke"
        missed = "not_home" if kind == "visit" else "unreachable"
        outcome = reached if luck < 0.9 else missed if luck < 0.985 else "refused"
        return NewContact(
            client_id=self.world.identity(),
            resident=person,
            kind=kind,
            outcome=outcome,
            happened_at=clock.at(day, hour - 4) + timedelta(minutes=rng.randrange(240)),
            wellbeing="fine" if outcome == reached else "",
        )

    def _tick(self, now: datetime) -> None:
        """The clock: missed for days, doubled, or set back an hour, where things go wrong."""
        rng = self.world.rng
        if self.stopped_until is not None:
            if clock.day_of(now) < self.stopped_until:
                self.suffered["tick missed"] += 1
                return
            self.stopped_until = None
        if self._dies("tick", lambda: tick(now=now)):
            return
        self.done["ticks"] += 1
        if self.faulty and rng.random() < faults.TICK_AGAIN:
            tick(now=now - timedelta(hours=rng.choice((0, 0, 1))))
            self.suffered["tick doubled"] += 1

    def _dies(self, name: str, work: Callable[[], object]) -> bool:
        """Do something; whether the process was killed in the middle of it, now and then, where things go wrong."""
        rng = self.world.rng
        if not self.faulty or rng.random() >= faults.KILLED:
            work()
            return False
        try:
            with killed_after(rng.randrange(faults.LONGEST_LIFE)):
                work()
        except Killed:
            self.suffered[f"{name} killed"] += 1
            return True
        return False

    def try_to(self, name: str, work: Callable[[], object]) -> None:
        """Do something that a rule may refuse: a refusal is an answer, not a fault of the program."""
        try:
            work()
        except Refusal:
            self.done[f"{name} refused"] += 1
        else:
            self.done[name] += 1


def live_and_check(
    *, households: int, chiefs: int, days: int, seed: int, faulty: bool, progress: Progress | None = None
) -> Checked:
    """Let a street live, then hold what stands against what plans and evidence say. Leaves nothing behind.

    The same numbers give the same digest, on any day and any database.
    """
    size, last_day = Size.of(households, chiefs=chiefs), FIRST_DAY + timedelta(days=days - 1)
    told = progress or (lambda done, total: None)
    with transaction.atomic():
        founded = found(size, Random(f"care/{seed}"), first_day=FIRST_DAY, last_day=last_day)
        world = founded.world
        accounts.appoint_all(founded, "nobody")
        care.open_plans(actor=SYSTEM, now=clock.at(FIRST_DAY, 7, 40))
        year = Year(world, faulty)
        for place in world.neighbourhoods:
            place.diligence = world.rng.choice((0.95, 0.95, 0.9, 0.6))
        for number in range(days):
            year.live_day(FIRST_DAY + timedelta(days=number))
            told(number + 1, days)
        now = clock.at(last_day, 23, 50)
        year.record([contact for _until, contact in year.held], now)
        for _again in range(2):
            tick(now=now)
        return _look(year, now)


def _look(year: Year, now: datetime) -> Checked:
    whole = queries.whole()
    wrong = list(oracle.violations(whole, now=now))
    if untold := outbox.untold(before=now):
        wrong.append(f"{untold} announcements that nobody heard")
    wrong += [
        f"{item.resident.name}: in need, and in nobody's care"
        for item in queries.without_plan(SYSTEM, day=clock.day_of(now))
    ]
    year.world.settle_duty(clock.day_of(now))
    wrong += [
        f"{place.name}: nobody answers for it" for place in year.world.neighbourhoods if not _answered(year, place)
    ]
    names = {plan.key: (plan.name, plan.starts_on) for plan in whole.plans}
    lines = sorted(
        repr((names[row.plan], row.kind, row.opens_on, row.due_on, row.state, row.kept_on, row.alarms))
        for row in whole.owed
    )
    figures = {
        "people_in_care": sum(plan.ends_on is None for plan in whole.plans),
        "plans": len(whole.plans),
        "contacts": len(whole.contacts),
        "obligations": len(whole.owed),
        "kept_late": sum(row.state == "kept" and bool(row.alarms) for row in whole.owed),
        "alarms": sum(len(row.alarms) for row in whole.owed),
        "alarms_withdrawn": whole.withdrawn,
        "open": sum(row.state == "open" for row in whole.owed),
    }
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    return Checked(digest, year.done, year.suffered, wrong, figures)


def _answered(year: Year, place: Neighbourhood) -> bool:
    """Whether its chief, whoever covers, or the next above answers for a place today."""
    world = year.world
    return any(world.posts.get(path) in world.duty for path in prefixes(place.path))
