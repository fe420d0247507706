"""Bringing obligations and their alarms in line with what is now known. Part of the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from youlin.domains.care import rules
from youlin.domains.care.actions.courses import course_of, paces_of
from youlin.domains.care.events import SilenceWithdrawn
from youlin.domains.care.models import Alarm, CarePlan, Contact, Obligation, Pace
from youlin.domains.care.rules import Owed
from youlin.foundation import clock, outbox
from youlin.foundation.db import add_rows, set_rows

Line = tuple[UUID, str]  # a plan and a kind
Keepers = Mapping[tuple[UUID, str, date], Contact]
PLANS_AT_A_TIME = 5000
State = Obligation.States
CLOSED_BY_A_REST = (State.PAUSED, State.ENDED)


@dataclass
class Ledger:
    """The obligations of some plans that were not settled before a day, locked, by line in order of opening."""

    plans: Mapping[UUID, CarePlan]
    since: date
    paces: Mapping[UUID, list[Pace]]
    rows: dict[Line, dict[date, Obligation]] = field(default_factory=dict)
    kept: dict[Line, date] = field(default_factory=dict)  # of lines that rested on `since`: the last day before

    def start(self, line: Line) -> date:
        """The day from which a line is read anew: where what was open on `since` opened.

        Where nothing was, because the line rested, the day on which somebody was last met before, or on which what the
        rest closed had opened.
        """
        last = self._last(line)
        known = [day for day in (last.opens_on if last else None, self.kept.get(line)) if day is not None]
        return max(known, default=self.plans[line[0]].starts_on)

    def resting(self) -> list[Line]:
        """Lines of which nothing that was read was open until `since`, though their plan had begun."""
        begun = (plan.pk for plan in self.plans.values() if plan.starts_on < self.since)
        lines = ((plan, str(kind)) for plan in begun for kind in rules.Kind)
        return [line for line in lines if (last := self._last(line)) is None or last.state in CLOSED_BY_A_REST]

    def _last(self, line: Line) -> Obligation | None:
        """The latest that was read and opened before `since`."""
        rows = (row for row in self.rows.get(line, {}).values() if row.state != State.VOID)
        return max((row for row in rows if row.opens_on < self.since), key=lambda row: row.opens_on, default=None)

    def chain(self, line: Line, *, met: Collection[date] = (), lost: Collection[date] = ()) -> list[Owed]:
        """What a line should say, with days that became known and without those that were taken back."""
        plan = self.plans[line[0]]
        first = self.start(line)
        known = {row.kept_on for row in self.rows.get(line, {}).values() if row.kept_on and row.opens_on >= first}
        days = (known | set(met)) - set(lost)
        return course_of(plan, line[1], self.paces.get(plan.pk, ())).chain(days, since=first)


@dataclass
class _Change:
    """A row and the link it is to say; no link: it says nothing any more."""

    row: Obligation
    link: Owed | None

    @property
    def end(self) -> date | None:
        """The day on which it was settled."""
        return (self.link.kept_on or self.link.closed_on) if self.link else None


def read(plans: Mapping[UUID, CarePlan], *, since: date) -> Ledger:
    """Lock and read what is open, and what was kept since a day; two queries, and one where somebody rested then."""
    found = Ledger(plans, since, paces_of(plans))
    known = Q(kept_on__isnull=True) | Q(kept_on__gte=since)
    rows: QuerySet[Obligation] = Obligation.objects.filter(known, plan__in=list(plans))
    for row in rows.select_for_update().order_by("opens_on", "id"):
        found.rows.setdefault((row.plan_id, row.kind), {})[row.opens_on] = row
    if resting := found.resting():
        before = Obligation.objects.filter(plan__in={plan for plan, _kind in resting}, kept_on__lt=since)
        last = before.values_list("plan", "kind").annotate(last=Max("kept_on")).order_by()
        found.kept = {(plan, kind): day for plan, kind, day in last}
    return found


def settle(plans: Mapping[UUID, CarePlan], *, since: date, now: datetime) -> None:
    """Let all that is not settled before `since` follow what now holds for these plans."""
    keys = list(plans)
    for start in range(0, len(keys), PLANS_AT_A_TIME):
        book = read({key: plans[key] for key in keys[start : start + PLANS_AT_A_TIME]}, since=since)
        write(book, {line: book.chain(line) for line in book.rows}, now=now)


def new_row(plan: CarePlan, kind: str, link: Owed) -> Obligation:
    """An obligation as yet unwritten."""
    row = Obligation(
        subdistrict_id=plan.subdistrict_id,
        neighbourhood_id=plan.neighbourhood_id,
        plan=plan,
        kind=kind,
        opens_on=link.opens_on,
    )
    fit(row, plan, link)
    return row


def fit(row: Obligation, plan: CarePlan, link: Owed | None) -> None:
    """Let a row say what a link says; its alarms are the caller's."""
    if link is None:
        row.state, row.kept_on, row.contact = State.VOID, None, None
    else:
        row.kept_on, row.days, row.due_on = link.kept_on, link.days, link.due_on
        row.state = _state(plan, link)
    set_rise(row)


def _state(plan: CarePlan, link: Owed) -> State:
    if link.kept_on:
        return State.KEPT
    if link.closed_on is None:
        return State.OPEN
    return State.ENDED if link.closed_on == plan.ends_on else State.PAUSED


def set_rise(row: Obligation) -> None:
    """When the silence of a row rises next."""
    day = rules.rises_on(row.due_on, row.raised) if row.state == State.OPEN else None
    row.rises_at = clock.start_of(day) if day else None


def write(ledger: Ledger, wanted: Mapping[Line, list[Owed]], *, keepers: Keepers | None = None, now: datetime) -> None:
    """Make lines say what is wanted, in a fixed number of statements; withdraw and append the alarms that follow."""
    made: list[_Change] = []
    changed: list[_Change] = []
    for line, links in wanted.items():
        rows, plan = ledger.rows.get(line, {}), ledger.plans[line[0]]
        told = {row.kept_on: row.contact_id for row in rows.values() if row.kept_on}
        opened = {link.opens_on for link in links}
        first = ledger.start(line)
        gone = (row for row in rows.values() if row.opens_on not in opened and row.opens_on >= first)
        changed += [_Change(row, None) for row in gone if row.state != State.VOID]
        for link in links:
            row = rows.get(link.opens_on) or new_row(plan, line[1], link)
            if link.opens_on in rows and _same(row, plan, link):
                continue
            keeper = (keepers or {}).get((line[0], line[1], link.kept_on)) if link.kept_on else None
            row.contact_id = keeper.pk if keeper else told.get(link.kept_on) if link.kept_on else None
            (changed if link.opens_on in rows else made).append(_Change(row, link))
    for change in (*made, *changed):
        fit(change.row, ledger.plans[change.row.plan_id], change.link)
    withdrawn, raised = _alarms(made, changed, now)
    # What closes goes before what opens: a line has one open row at a time.
    closing = [change.row for change in changed if change.row.state != State.OPEN]
    opening = [change.row for change in changed if change.row.state == State.OPEN]
    fields = ["due_on", "days", "state", "kept_on", "contact", "raised", "rises_at"]
    for rows_now in (closing, opening):
        set_rows(rows_now, fields)
    add_rows([change.row for change in made])
    set_rows(withdrawn, ["withdrawn_at", "withdrawn_by"])
    add_rows(raised)
    if withdrawn:
        outbox.announce([SilenceWithdrawn(alarms=tuple(alarm.pk for alarm in withdrawn))], now=now)


def _same(row: Obligation, plan: CarePlan, link: Owed) -> bool:
    said = (row.state, row.kept_on, row.due_on, row.days)
    return said == (_state(plan, link), link.kept_on, link.due_on, link.days)


def _alarms(made: Iterable[_Change], changed: list[_Change], now: datetime) -> tuple[list[Alarm], list[Alarm]]:
    """(to withdraw, to append) for rows that changed; an open row's own rise is left to the sweep."""
    standing: dict[UUID, list[Alarm]] = {}
    told = [change.row.pk for change in changed if change.row.raised]
    if told:
        for alarm in Alarm.objects.filter(obligation__in=told, withdrawn_at__isnull=True).select_for_update():
            standing.setdefault(alarm.obligation_id, []).append(alarm)
    withdrawn: list[Alarm] = []
    raised: list[Alarm] = []
    today = clock.day_of(now)
    for change in (*made, *changed):
        row, told_of = change.row, standing.get(change.row.pk, [])
        allowed = rules.level_on(row.due_on, change.end or today) if change.link else 0
        right = {one.level for one in told_of if one.level <= allowed and one.raised_at == rose_at(row, one.level)}
        if change.end is None:  # the sweep goes on from the level up to which all are right
            right = {level for level in right if right >= set(range(1, level))}
        for alarm in told_of:
            if alarm.level not in right:
                alarm.withdrawn_at, alarm.withdrawn_by_id = now, row.contact_id
                withdrawn.append(alarm)
        if change.end is not None:
            missing = [level for level in range(1, allowed + 1) if level not in right]
            raised += [alarm_of(row, level, now) for level in missing]
            right.update(missing)
        row.raised = max(right, default=0)
        set_rise(row)
    return withdrawn, raised


def rose_at(row: Obligation, level: int) -> datetime:
    """The instant at which the silence of a row reaches a level, by the day on which it now is due."""
    return clock.start_of(row.due_on + timedelta(level))


def alarm_of(row: Obligation, level: int, now: datetime) -> Alarm:
    """The alarm of a level, with the exact instant at which it became true."""
    return Alarm(
        subdistrict_id=row.subdistrict_id,
        neighbourhood_id=row.neighbourhood_id,
        obligation=row,
        level=level,
        raised_at=rose_at(row, level),
        seen_at=now,
    )
