"""An independent check of care: walks the days one by one with the plans, what was said, and the evidence.

It shares no code with the engine: no chain, no ledger, no sweep. What it expects is compared with what stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from youlin.domains.care.queries.whole import ContactRecord, PaceRecord, PlanRecord, Whole
from youlin.foundation import clock

Record = TypeVar("Record", PaceRecord, ContactRecord)

DAY = timedelta(days=1)
REACHING = {"met", "spoke"}
KINDS = ("greeting", "visit")
TOP = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that was due: since when, by when, what became of it, and the instants at which silence rose."""

    opens_on: date
    due_on: date
    state: str
    kept_on: date | None
    alarms: tuple[tuple[int, datetime], ...]


@dataclass(slots=True)
class _Waiting:
    """Somebody who is being waited for, while the days go by; `asked` is what closer care asked: day, and spell."""

    since: date
    due: date
    asked: list[tuple[date, PaceRecord]] = field(default_factory=list)

    def by(self) -> date:
        """The day by which, as the words stand now."""
        return min([self.due, *(day for day, _spell in self.asked)])


def violations(whole: Whole, *, now: datetime) -> Iterator[str]:
    """Everything in which care differs from what plans and evidence say, in words."""
    today = clock.day_of(now)
    found: dict[tuple[object, str], list[Expected]] = {}
    for row in whole.owed:
        line = Expected(row.opens_on, row.due_on, row.state, row.kept_on, row.alarms)
        found.setdefault((row.plan, row.kind), []).append(line)
    paces = _by_plan(whole.paces)
    contacts = _by_plan(whole.contacts)
    for plan in whole.plans:
        who = f"{plan.name} ({plan.starts_on})"
        for kind in KINDS:
            met = {
                clock.day_of(one.happened_at)
                for one in contacts.get(plan.key, [])
                if not one.taken_back and one.outcome in REACHING and (kind == "greeting" or one.kind == "visit")
            }
            expected = list(_walk(plan, kind, paces.get(plan.key, []), met, today))
            yield from _compare(who, kind, expected, found.get((plan.key, kind), []))
        yield from (f"{who}: {what}" for what in _astray(plan))
    homes = {plan.key: plan.neighbourhood for plan in whole.plans}
    for row in whole.owed:
        if row.state == "open" and row.neighbourhood != homes[row.plan]:
            yield f"an obligation of {row.opens_on} belongs to another neighbourhood than its plan"


def _astray(plan: PlanRecord) -> Iterator[str]:
    """What is wrong with where a plan stands."""
    if plan.ends_on is not None:
        if plan.matched is not None:
            yield "out of care, and still matched"
        return
    if plan.neighbourhood != (plan.matched or plan.home):
        yield "the plan did not go with the household, or with whom the person was matched to"
    if plan.entrusted != plan.matched:
        yield "entrusted to another chief than the matched one"
    if not plan.lives_here or plan.residence in ("moved", "registered_only", "empty"):
        yield "in care though no longer here"


def _compare(who: str, kind: str, expected: list[Expected], found: Sequence[Expected]) -> Iterator[str]:
    want, have = {one.opens_on: one for one in expected}, {one.opens_on: one for one in found}
    for opens_on in sorted(want.keys() | have.keys()):
        due, is_ = want.get(opens_on), have.get(opens_on)
        if is_ is None:
            yield f"{who}, {kind} since {opens_on}: lost"
        elif due is None:
            yield f"{who}, {kind} since {opens_on}: due, though nothing says so"
        elif due != is_:
            missing, wrong = set(due.alarms) - set(is_.alarms), set(is_.alarms) - set(due.alarms)
            if missing:
                yield f"{who}, {kind} since {opens_on}: missed and not raised {sorted(missing)}"
            if wrong:
                yield f"{who}, {kind} since {opens_on}: raised though the evidence contradicts it {sorted(wrong)}"
            if not missing and not wrong:
                yield f"{who}, {kind} since {opens_on}: stands as {is_}, and should as {due}"


def _walk(plan: PlanRecord, kind: str, paces: Sequence[PaceRecord], met: set[date], today: date) -> Iterator[Expected]:
    """Day by day: who is waited for, by when, and what happened."""
    days = _Days(plan, kind, paces)
    waiting: _Waiting | None = None
    day = plan.starts_on
    while True:
        over = plan.ends_on is not None and day >= plan.ends_on
        if waiting is not None:
            days.hear(waiting, day)
            if day in met:
                yield _line(waiting, "kept", day)
                waiting = None
            elif over or days.rests(day):
                yield _line(waiting, "ended" if over else "paused", day)
                waiting = None
        if over:
            return
        if waiting is None and not days.rests(day):
            waiting = days.open(day)
        if waiting is not None and day >= today:
            yield _line(waiting, "open", today)
            return
        day += DAY


class _Days:
    """What was said, looked up for one day at a time."""

    def __init__(self, plan: PlanRecord, kind: str, paces: Sequence[PaceRecord]) -> None:
        self.usual = _of(plan, kind) or 0
        self.before = [(pace.last, _of(pace, kind) or 0) for pace in paces if pace.kind == "held"]
        self.spells = [pace for pace in paces if pace.kind in ("tighter", "surge") and _of(pace, kind)]
        self.pauses = [pace for pace in paces if pace.kind == "pause"]
        self.kind = kind

    def cadence(self, day: date) -> int:
        return next((days for last, days in sorted(self.before) if day <= last), self.usual)

    def rests(self, day: date) -> bool:
        return any(one.first <= day <= one.last and _holds(one, day) for one in self.pauses)

    def open(self, day: date) -> _Waiting:
        """Somebody is waited for from today on."""
        waiting = _Waiting(day, day + DAY * self.cadence(day))
        for spell in self.spells:
            if spell.first <= day:
                self._ask(waiting, spell, day)
        return waiting

    def hear(self, waiting: _Waiting, day: date) -> None:
        """What is said today about somebody who is waited for."""
        if any(last + DAY == day for last, _days in self.before):
            fresh = waiting.since + DAY * self.cadence(day)
            waiting.due = fresh if fresh >= day else min(waiting.due, day)
        for spell in self.spells:
            if spell.first == day:
                self._ask(waiting, spell, day)
            if spell.cut_on == day:
                waiting.asked = [(by, one) for by, one in waiting.asked if one is not spell or by < day]

    def _ask(self, waiting: _Waiting, spell: PaceRecord, day: date) -> None:
        by = max(spell.first, waiting.since + DAY * (_of(spell, self.kind) or 0))
        if by <= spell.last and _holds(spell, day):
            waiting.asked.append((by, spell))


def _holds(pace: PaceRecord, day: date) -> bool:
    return pace.cut_on is None or day < pace.cut_on


def _of(row: PlanRecord | PaceRecord, kind: str) -> int | None:
    return row.greeting_days if kind == "greeting" else row.visit_days


def _line(waiting: _Waiting, state: str, end: date) -> Expected:
    due = waiting.by()
    late = min(TOP, max(0, (end - due).days))
    alarms = tuple((level, clock.start_of(due + DAY * level)) for level in range(1, late + 1))
    return Expected(waiting.since, due, state, end if state == "kept" else None, alarms)


def _by_plan(rows: Iterable[Record]) -> dict[UUID, list[Record]]:
    found: dict[UUID, list[Record]] = {}
    for row in rows:
        found.setdefault(row.plan, []).append(row)
    return found
