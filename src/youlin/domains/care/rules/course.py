"""What was ever due to one person in one way: a pure function of the plan, what was said about it, and the evidence.

Neither the order in which anything became known nor the hour at which a sweep came by is part of it. Everything is
counted in Shanghai days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Owed:
    """One contact that is due: open since a day, due on a day, kept on a day, closed unkept on a day, or open still.

    `days` is the cadence that it was judged by; closed unkept is what a pause or the plan's end broke off.
    """

    opens_on: date
    due_on: date
    days: int
    kept_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A cadence that was in force up to and with a day; what ended by then is judged by it."""

    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Spell:
    """Some days of a plan, first and last included, `days` the cadence in them. `cut_on`: from here on it is off."""

    first: date
    last: date
    days: int = 0
    cut_on: date | None = None

    def last_for(self, end: date | None) -> date:
        """The last day of the spell, as it holds for what ended on `end` (None: for what is open)."""
        if self.cut_on is None or (end is not None and end < self.cut_on):
            return self.last
        return min(self.last, self.cut_on - timedelta(1))


@dataclass(frozen=True, slots=True)
class Course:
    """All that decides what is due in one way: when the plan runs, how often, and where it rests or is tightened.

    `held` are earlier cadences, the earliest first; `tighter` shortens the wait for some days, `pauses` stop the clock.
    """

    starts_on: date
    days: int
    ends_on: date | None = None  # the first day out of care
    held: tuple[Held, ...] = ()
    tighter: tuple[Spell, ...] = ()
    pauses: tuple[Spell, ...] = ()

    def due_on(self, opens_on: date, end: date | None) -> date:
        """The day by which somebody met on `opens_on` must be met again; `end` is when that was settled, if it was.

        A new cadence holds for what is not settled before its first day, and makes nothing late before that day.
        A tighter spell asks for somebody on its first day at the earliest.
        """
        due = opens_on + timedelta(self._days_on(opens_on))
        for first, days in self._changes():
            if opens_on < first and (end is None or first <= end):
                fresh = opens_on + timedelta(days)
                due = fresh if fresh >= first else min(due, first)
        for spell in self.tighter:
            if end is None or spell.first <= end:
                sooner = max(spell.first, opens_on + timedelta(spell.days))
                if sooner <= spell.last_for(end):
                    due = min(due, sooner)
        return due

    def chain(self, met_on: Collection[date], *, since: date | None = None) -> list[Owed]:
        """All that was ever due, what is open last; from a day on which one of them opened, if it is given.

        A day on which the person was met keeps what was open on it and opens the next. A pause closes what is open on
        its first day, and the clock starts anew on the first day after it; so does the plan's end, for good.
        """
        found: list[Owed] = []
        days = sorted(set(met_on))
        rests = self._rests()
        opens_on = self.starts_on if since is None else since
        while True:
            opens_on = _awake(opens_on, rests)
            if self.ends_on is not None and opens_on >= self.ends_on:
                return found
            stop = min(
                (day for day in (self.ends_on, *(rest.first for rest in rests)) if day and day > opens_on), default=None
            )
            kept_on = next((day for day in days if day > opens_on), None)
            if kept_on is not None and stop is not None and kept_on > stop:
                kept_on = None
            end = kept_on or stop
            closed_on = None if kept_on else stop
            found.append(Owed(opens_on, self.due_on(opens_on, end), self._days_on(end), kept_on, closed_on))
            if end is None:
                return found
            opens_on = end

    def _changes(self) -> list[tuple[date, int]]:
        """(first day, days) of every cadence that followed another."""
        after = [*(held.days for held in self.held[1:]), self.days]
        return [(held.last + timedelta(1), days) for held, days in zip(self.held, after, strict=False)]

    def _days_on(self, day: date | None) -> int:
        """The cadence in force on a day; None: now."""
        return next((held.days for held in self.held if day is not None and day <= held.last), self.days)

    def _rests(self) -> list[Spell]:
        """The pauses as they hold now, in order."""
        rests = [Spell(pause.first, pause.last_for(None)) for pause in self.pauses]
        return sorted((rest for rest in rests if rest.first <= rest.last), key=lambda rest: rest.first)


def owed(starts_on: date, days: int, met_on: Iterable[date]) -> list[Owed]:
    """All that was ever due of one kind by one cadence, the open one last: each `days` after the day of the one before.

    Days before the plan began are history, and keep nothing.
    """
    return Course(starts_on, days).chain(set(met_on))


def _awake(day: date, rests: list[Spell]) -> date:
    """The day itself, or the first one after the pauses that it lies in."""
    for rest in rests:
        if rest.first <= day <= rest.last:
            day = rest.last + timedelta(1)
    return day
