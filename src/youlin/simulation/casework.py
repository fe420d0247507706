"""Cases, from the first word to the thanks: reported, settled or sent up, answered, handed down, confirmed."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases import actions as cases
from youlin.domains.cases import codes
from youlin.domains.cases import queries as case_queries
from youlin.domains.cases.queries import Case
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status
from youlin.foundation import clock
from youlin.simulation import words
from youlin.simulation.words import Matter
from youlin.simulation.world import Dweller, Neighbourhood, World

# Of ninety days and fifteen hundred households, as in the report; reported are a few more than get settled.
REPORTED = {"problem": 189, "appeal": 94, "dispute": 24, "hazard": 13, "question": 34}
PERIOD_DAYS, PERIOD_HOUSEHOLDS = 90, 1500
AT_HOME = 0.5  # of what chiefs report is about a household, the rest about a place
FROM_THE_STREET = 0.14  # residents report these themselves
NEGLECTED = 0.035  # of the times somebody holds a case, its clock runs out
RETURNED = 0.03
TOLD_AT_ONCE = 0.7  # of those settled on the spot
CONFIRMED = {"dispute": 0.95, "hazard": 0.95}
USUALLY_CONFIRMED = 0.86
ASKED_AGAIN = 0.03
OPENING_HOUR, CLOSING_HOUR = 8, 20


@dataclass(slots=True)
class Errand:
    """A case on its way. `waits_at`: nobody there has taken it up when the demo ends."""

    matter: Matter
    place: Neighbourhood
    person: Dweller
    rung: Rung
    identity: UUID
    public: bool = False
    urgent: bool = False
    waits_at: Rung | None = None
    case: Case | None = None  # as it was after the last step
    returned: bool = False
    asked_again: bool = False
    neglected_at: Rung | None = None


@dataclass(slots=True)
class Casework:
    """All errands, each with the instant at which somebody takes it up next."""

    world: World
    agenda: list[tuple[datetime, int, Errand]] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)
    taken_up: set[UUID] = field(default_factory=set)

    def plan(self, households: int, days: int) -> None:
        """Spread what will come up over the days; one of each kind early, so that a short life has seen it settled."""
        rng, world = self.world.rng, self.world
        scale = households * days / (PERIOD_HOUSEHOLDS * PERIOD_DAYS)
        for kind, usual in REPORTED.items():
            matters = [matter for matter in words.MATTERS if matter.kind == kind]
            wanted = max(2, round(usual * scale * rng.uniform(0.97, 1.03)))
            for number in range(wanted):
                first = number == 0
                day = world.first_day + timedelta(
                    days=rng.randrange(1, max(2, days // 3)) if first else rng.randrange(days)
                )
                matter = (
                    next(one for one in matters if one.rung is Rung.NEIGHBOURHOOD) if first else rng.choice(matters)
                )
                self.put(world.minute(day, OPENING_HOUR, CLOSING_HOUR), self._errand(matter, sure=first))

    def leave_open(self) -> None:
        """At the end a case waits on every rung and at every department, and one is overdue at the top."""
        last = self.world.last_day
        for rung, days_ago in zip(Rung, (0, 0, 0, 1, 2, 3), strict=True):
            matter = next(
                one for one in words.MATTERS if one.rung is (Rung.DEPARTMENT if rung is Rung.DEPARTMENT else rung)
            )
            errand = self._errand(matter, sure=True)
            errand.waits_at = rung
            self.put(clock.at(last - timedelta(days=days_ago), 14) + timedelta(minutes=int(rung)), errand)
        for number, matter in enumerate(one for one in words.MATTERS if one.rung is Rung.DEPARTMENT):
            errand = self._errand(matter, sure=True)
            errand.waits_at = Rung.DEPARTMENT
            self.put(clock.at(last - timedelta(days=1 + number % 3), 9) + timedelta(minutes=7 * number), errand)
        late = self._errand(next(one for one in words.MATTERS if one.rung is Rung.SUBDISTRICT), sure=True)
        late.urgent, late.waits_at = True, Rung.SUBDISTRICT
        self.put(clock.at(last - timedelta(days=3), 9), late)

    def take_up_urgent(self, now: datetime) -> None:
        """Cases that care opened by itself: the chief sees to them within the hour."""
        places = {place.key: place for place in self.world.neighbourhoods}
        wanted = case_queries.Wanted(status=Status.OPEN.value, source="care")
        for case in case_queries.cases(SYSTEM, wanted, now=now):
            if case.pk not in self.taken_up:
                self.taken_up.add(case.pk)
                place = places[case.territory_id]
                matter = Matter(case.kind, case.text, Rung.NEIGHBOURHOOD, self.world.rng.choice(words.RESCUES))
                errand = Errand(matter, place, place.people[0], matter.rung, self.world.identity(), urgent=True)
                errand.case, errand.asked_again, errand.neglected_at = case, True, Rung.NEIGHBOURHOOD
                self.put(now + timedelta(minutes=self.world.rng.randint(10, 60)), errand)

    def put(self, instant: datetime, errand: Errand) -> None:
        """Note when somebody takes an errand up."""
        heapq.heappush(self.agenda, (instant, next(self.numbers), errand))

    def until(self, instant: datetime) -> None:
        """Take up everything that is due by an instant, in order."""
        while self.agenda and self.agenda[0][0] <= instant:
            now, _number, errand = heapq.heappop(self.agenda)
            hours = self._step(errand, now)
            if hours is not None:
                later = now + timedelta(hours=hours)
                self.put(later if errand.urgent else self._open_hours(later), errand)

    # -------------------------------------------------------------------------------------------- one step
    def _step(self, errand: Errand, now: datetime) -> float | None:
        """Do what comes next; returns in how many hours it goes on, None where it is over or left lying."""
        case = errand.case
        if case is None:
            return self._report(errand, now)
        if case.due_at is not None and case.due_at <= now:  # a clock ran out since: see what the sweep made of it
            cases.escalate_overdue(now=now)
            case = errand.case = case_queries.get(SYSTEM, case.pk)
        holder = self.world.answering(case.holder_id)
        if case.status == Status.OPEN:
            return self._work(errand, case, holder, now)
        if case.status == Status.ANSWERED:
            return self._hand_on(errand, case, holder, now)
        if case.status == Status.TOLD:
            return self._hear(errand, case, now)
        return None

    def _report(self, errand: Errand, now: datetime) -> float:
        rng = self.world.rng
        new = cases.NewCase(
            text=errand.matter.text,
            kind=errand.matter.kind,
            urgency="urgent" if errand.urgent else "normal",
            place=errand.person.address,
            territory=errand.place.key,
            household=errand.person.household if not errand.public and rng.random() < AT_HOME else None,
            source="meeting" if rng.random() < 0.1 else "phone",
            reporter_name=errand.person.name,
            reporter_phone=errand.person.phone,
        )
        if errand.public:
            errand.case = cases.report_public(case=new, now=now, client_id=errand.identity)
        else:
            chief = self.world.answering(errand.place.post)
            errand.case = cases.report(actor=chief, case=new, now=now, client_id=errand.identity)
        return 0.2 if errand.waits_at else rng.uniform(0.3, 5)

    def _work(self, errand: Errand, case: Case, holder: Actor, now: datetime) -> float | None:
        rng, rung = self.world.rng, Rung(case.rung)
        if errand.waits_at is not None:
            if rung >= errand.waits_at:
                return None
        elif errand.neglected_at != rung and rng.random() < NEGLECTED and case.due_at is not None:
            errand.neglected_at = rung
            return (case.due_at - now).total_seconds() / 3600 + rng.uniform(0.5, 4)
        elif rung > Rung.NEIGHBOURHOOD and not errand.returned and rng.random() < RETURNED:
            errand.returned = True
            reason = rng.choice(words.REASONS_BACK)
            errand.case = cases.return_down(actor=holder, case=case.pk, reason=reason, now=now)
            return rng.uniform(1, 6)
        if rung < errand.rung:
            department = self.world.departments[errand.matter.department] if rung is Rung.SUBDISTRICT else None
            reason = rng.choice(words.REASONS_UP)
            errand.case = cases.escalate(actor=holder, case=case.pk, reason=reason, now=now, department=department)
            return 0.3 if errand.waits_at else rng.uniform(1, 9)
        text = errand.matter.answer if rung is errand.matter.rung else rng.choice(words.ON_THE_SPOT)
        told = rung is Rung.NEIGHBOURHOOD and (errand.urgent or rng.random() < TOLD_AT_ONCE)
        errand.case = cases.answer(actor=holder, case=case.pk, text=text, now=now, told=told)
        return rng.uniform(0.2, 1.5)

    def _hand_on(self, errand: Errand, case: Case, holder: Actor, now: datetime) -> float:
        if case.rung == Rung.NEIGHBOURHOOD:
            errand.case = cases.tell_resident(actor=holder, case=case.pk, now=now)
            return self.world.rng.uniform(1, 30)
        errand.case = cases.pass_down(actor=holder, case=case.pk, now=now)
        return self.world.rng.uniform(0.2, 1.5)

    def _hear(self, errand: Errand, case: Case, now: datetime) -> float | None:
        rng = self.world.rng
        if not errand.asked_again and rng.random() < ASKED_AGAIN:
            errand.asked_again = True
            errand.rung = Rung(min(Rung.SUBDISTRICT, errand.rung + 1))
            self._ask_again(errand, case, now)
            return rng.uniform(2, 9)
        if rng.random() < CONFIRMED.get(errand.matter.kind, USUALLY_CONFIRMED):
            self._thank(errand, case, now)
        return None

    def _ask_again(self, errand: Errand, case: Case, now: datetime) -> None:
        reason = self.world.rng.choice(words.REASONS_AGAIN)
        if errand.public:
            code = codes.code_for(errand.identity)
            errand.case = cases.reopen_public(number=case.number, code=code, reason=reason, now=now)
        else:
            chief = self.world.answering(errand.place.post)
            errand.case = cases.reopen(actor=chief, case=case.pk, reason=reason, now=now)

    def _thank(self, errand: Errand, case: Case, now: datetime) -> None:
        rng = self.world.rng
        rating, thanks = rng.choices((5, 4, 3, 2), (70, 22, 6, 2))[0], rng.choice(words.THANKS)
        if errand.public:
            code = codes.code_for(errand.identity)
            cases.confirm_public(number=case.number, code=code, rating=rating, text=thanks, now=now)
        else:
            chief = self.world.answering(errand.place.post)
            cases.confirm(actor=chief, case=case.pk, rating=rating, text=thanks, now=now)

    # ----------------------------------------------------------------------------------------------- helpers
    def _errand(self, matter: Matter, *, sure: bool) -> Errand:
        rng = self.world.rng
        place = rng.choice([one for one in self.world.neighbourhoods if one.people])
        return Errand(
            matter,
            place,
            rng.choice(place.people),
            matter.rung,
            self.world.identity(),
            public=not sure and rng.random() < FROM_THE_STREET,
            asked_again=sure,
        )

    def _open_hours(self, instant: datetime) -> datetime:
        """The instant itself by day; at night, the next morning."""
        local = instant.astimezone(clock.SHANGHAI)
        if OPENING_HOUR <= local.hour < CLOSING_HOUR:
            return instant
        day: date = clock.day_of(instant) + timedelta(days=local.hour >= CLOSING_HOUR)
        return self.world.minute(day, OPENING_HOUR, OPENING_HOUR + 2)
