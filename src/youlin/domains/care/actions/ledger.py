"""Bringing obligations and their alarms in line with what is now known. Part of the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from youlin.domains.care import rules
from youlin.domains.care.events import SilenceWithdrawn
from youlin.domains.care.models import Alarm, CarePlan, Contact, Obligation
from youlin.domains.care.rules import Kind, Owed
from youlin.foundation import clock, outbox
from youlin.foundation.db import set_rows

Line = tuple[UUID, str]  # a plan and a kind
BATCH = 500
State = Obligation.States


@dataclass
class Ledger:
    """The obligations of some plans from some day on, locked, by line in order of opening."""

    plans: Mapping[UUID, CarePlan]
    rows: dict[Line, dict[date, Obligation]] = field(default_factory=dict)

    def chain(self, line: Line) -> list[Owed]:
        """What a line says now."""
        valid = (row for row in self.rows.get(line, {}).values() if row.state != State.VOID)
        return [Owed(row.opens_on, row.due_on, row.days, row.kept_on) for row in valid]


def read(plans: Mapping[UUID, CarePlan], *, since: date | None = None) -> Ledger:
    """Lock and read what is open, and what was kept since a day. One query."""
    known = Q(kept_on__isnull=True) if since is None else Q(kept_on__isnull=True) | Q(kept_on__gte=since)
    found = Ledger(plans)
    rows: QuerySet[Obligation] = Obligation.objects.filter(known, plan__in=list(plans))
    for row in rows.select_for_update().order_by("opens_on", "id"):
        found.rows.setdefault((row.plan_id, row.kind), {})[row.opens_on] = row
    return found


def new_row(plan: CarePlan, kind: str, link: Owed) -> Obligation:
    """An obligation as yet unwritten."""
    row = Obligation(
        subdistrict_id=plan.subdistrict_id,
        neighbourhood_id=plan.neighbourhood_id,
        plan=plan,
        kind=kind,
        opens_on=link.opens_on,
        days=link.days,
    )
    fit(row, plan, link)
    return row


def fit(row: Obligation, plan: CarePlan, link: Owed) -> None:
    """Let a row say what a link says; its alarms are the caller's."""
    row.kept_on, row.days, row.due_on = link.kept_on, link.days, link.due_on
    row.state = State.KEPT if link.kept_on else State.ENDED if plan.ends_on else State.OPEN
    if row.state == State.OPEN and plan.paused_until is not None:
        row.due_on = max(link.due_on, plan.paused_until)
    set_rise(row)


def set_rise(row: Obligation) -> None:
    """When the silence of a row rises next."""
    day = rules.rises_on(row.due_on, row.raised) if row.state == State.OPEN else None
    row.rises_at = clock.start_of(day) if day else None


def write(
    ledger: Ledger,
    wanted: Mapping[Line, list[Owed]],
    *,
    contacts: Mapping[tuple[UUID, str, date], Contact] | None = None,
    now: datetime,
) -> None:
    """Make lines say what is wanted, in a fixed number of statements; withdraw and append the alarms that follow."""
    made: list[Obligation] = []
    changed: list[Obligation] = []
    for line, links in wanted.items():
        rows, plan = ledger.rows.get(line, {}), ledger.plans[line[0]]
        opened = {link.opens_on for link in links}
        for row in rows.values():
            if row.opens_on not in opened and row.state != State.VOID:
                row.state, row.kept_on, row.contact, row.rises_at = State.VOID, None, None, None
                changed.append(row)
        for link in links:
            row = rows.get(link.opens_on) or new_row(plan, line[1], link)
            is_new = link.opens_on not in rows
            if not is_new and row.state != State.VOID and _same(row, link):
                continue
            fit(row, plan, link)
            if link.kept_on is None:
                row.contact = None
            elif contacts and (keeper := contacts.get((line[0], line[1], link.kept_on))):
                row.contact = keeper
            (made if is_new else changed).append(row)
    withdrawn, raised = _alarms(ledger, made, changed, now)
    # What closes goes before what opens: a line has one open row at a time.
    closing = [row for row in changed if row.state != State.OPEN]
    opening = [row for row in changed if row.state == State.OPEN]
    fields = ["due_on", "days", "state", "kept_on", "contact", "raised", "rises_at"]
    for rows_now in (closing, opening):
        set_rows(rows_now, fields)
    Obligation.objects.bulk_create(made, batch_size=BATCH)
    Alarm.objects.bulk_update(withdrawn, ["withdrawn_at", "withdrawn_by"], batch_size=BATCH)
    Alarm.objects.bulk_create(raised, batch_size=BATCH)
    if withdrawn:
        outbox.announce([SilenceWithdrawn(alarms=tuple(alarm.pk for alarm in withdrawn))], now=now)


def _same(row: Obligation, link: Owed) -> bool:
    return (row.kept_on, row.due_on, row.days) == (link.kept_on, link.due_on, link.days)


def _alarms(
    ledger: Ledger, made: Iterable[Obligation], changed: list[Obligation], now: datetime
) -> tuple[list[Alarm], list[Alarm]]:
    """(to withdraw, to append) for rows that changed; an open row's own rise is left to the sweep."""
    standing: dict[UUID, list[Alarm]] = {}
    told = [row.pk for row in changed if row.raised]
    if told:
        for alarm in Alarm.objects.filter(obligation__in=told, withdrawn_at__isnull=True).select_for_update():
            standing.setdefault(alarm.obligation_id, []).append(alarm)
    withdrawn: list[Alarm] = []
    raised: list[Alarm] = []
    for row in (*made, *changed):
        plan = ledger.plans[row.plan_id]
        allowed = _true_level(row, plan, clock.day_of(now))
        levels = set()
        for alarm in standing.get(row.pk, []):
            if alarm.level > allowed:
                alarm.withdrawn_at, alarm.withdrawn_by_id = now, row.contact_id
                withdrawn.append(alarm)
            else:
                levels.add(alarm.level)
        if row.state in (State.KEPT, State.ENDED):
            missing = [level for level in range(1, allowed + 1) if level not in levels]
            raised += [alarm_of(row, level, now) for level in missing]
            levels.update(missing)
        row.raised = max(levels, default=0)
        set_rise(row)
    return withdrawn, raised


def _true_level(row: Obligation, plan: CarePlan, today: date) -> int:
    """How high the silence of a row truly stood at its end, or stands today."""
    if row.state == State.VOID:
        return 0
    return rules.level_on(row.due_on, row.kept_on or plan.ends_on or today)


def alarm_of(row: Obligation, level: int, now: datetime) -> Alarm:
    """The alarm of a level, with the exact instant at which it became true."""
    day = rules.rises_on(row.due_on, level - 1)
    if day is None:
        raise ValueError(f"no silence rises to level {level}")
    return Alarm(
        subdistrict_id=row.subdistrict_id,
        neighbourhood_id=row.neighbourhood_id,
        obligation=row,
        level=level,
        raised_at=clock.start_of(day),
        seen_at=now,
    )


def days_of(plan: CarePlan, kind: str) -> int:
    """A plan's cadence of a kind."""
    return plan.greeting_days if kind == Kind.GREETING else plan.visit_days
