"""Bending a clock: it stands still for a reason outside, goes on, or gets longer once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import ClockChanged
from youlin.domains.cases.models import Case, CaseBounds
from youlin.domains.cases.rules.spans import Bounds, Why, longest_extension, pause_problem
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.cases.wording import PAUSES
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit, calendar, clock
from youlin.foundation.refusal import Invalid, Refusal

MOST = Bounds(pause_days=90, pauses=9, extension_percent=300, silence_days=90)


def pause(
    *,
    actor: Actor,
    case: UUID,
    why: Why,
    until: date,
    now: datetime,
    text: str = "",
    client_id: UUID | None = None,
) -> Case:
    """Stop the clock until the morning of a day, for a reason that lies outside the holder's hands.

    What is left of the clock is left when it goes on. Raises NotThere, NotAllowed, Invalid, Refusal `paused_already`,
    `paused_enough`, `nothing_left`.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.PAUSE)
        take.require_holder(bench, actor, now=now)
        row, wakes = bench.case, clock.start_of(until)
        if row.paused_until is not None and row.paused_until > now:
            raise Refusal("paused_already", _("已经停在那里了，先恢复计时再改。"))
        due = _running(bench, now)
        used = timedelta(seconds=row.paused_seconds)
        _refuse_pause(pause_problem(now=now, until=wakes, used=used, pauses=row.pauses, bounds=bench.bounds), bench)
        working = bench.clock_of(Status.OPEN, bench.rung).working
        left = calendar.between(now, due, working=working)
        said = f"{PAUSES[why]}。{text.strip()[:500]}"
        started = row.clock_started_at
        bench.step(
            Step.PAUSE,
            at=now,
            doer=actor,
            due_at=calendar.ends(wakes, left, working=working),
            text=said,
            client_id=client_id,
        )
        row.clock_started_at = started  # the same clock, only stopped
        row.paused_at, row.paused_until = now, wakes
        row.paused_seconds += int((wakes - now).total_seconds())
        row.pauses += 1
        return take.put(bench, lambda steps: ClockChanged(steps=steps), actor=actor, now=now)


def resume(*, actor: Actor, case: UUID, now: datetime, client_id: UUID | None = None) -> Case:
    """Let the clock go on before its day; what the pause did not use is given back to the case's allowance.

    Raises NotThere, NotAllowed, Refusal `not_paused`.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.RESUME)
        take.require_holder(bench, actor, now=now)
        row = bench.case
        if row.paused_until is None or row.paused_until <= now or row.due_at is None:
            raise Refusal("not_paused", _("计时没有停，不用恢复。"))
        working = bench.clock_of(Status.OPEN, bench.rung).working
        left = calendar.between(row.paused_until, row.due_at, working=working)
        started = row.clock_started_at
        due = calendar.ends(now, left, working=working)
        bench.step(Step.RESUME, at=now, doer=actor, due_at=due, client_id=client_id)
        row.clock_started_at = started
        return take.put(bench, lambda steps: ClockChanged(steps=steps), actor=actor, now=now)


def extend(*, actor: Actor, case: UUID, hours: int, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """More time at this rung, once, with the reason, which the rung above reads.

    Raises NotThere, NotAllowed, Invalid, Refusal `extended_already`, `nothing_left`.
    """
    said = take.words(reason, field="reason", missing=_("请写清楚为什么要延长。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.EXTEND)
        take.require_holder(bench, actor, now=now)
        row = bench.case
        if row.extended:
            raise Refusal("extended_already", _("在您这一级已经延长过一次，不能再延长。请答复，或者上报。"))
        clock_ = bench.clock_of(Status.OPEN, bench.rung)
        most = longest_extension(clock_.hours, bench.bounds)
        if not 1 <= hours <= most:
            raise Invalid("hours_bad", _("最多延长 %(n)d 小时。") % {"n": most}, field="hours")
        started, paused = row.clock_started_at, (row.paused_at, row.paused_until, row.paused_seconds)
        due = calendar.deadline(_running(bench, now), hours, working=clock_.working)
        bench.step(Step.EXTEND, at=now, doer=actor, due_at=due, text=said, client_id=client_id)
        row.clock_started_at, row.extended = started, True
        row.paused_at, row.paused_until, row.paused_seconds = paused
        return take.put(bench, lambda steps: ClockChanged(steps=steps), actor=actor, now=now)


def set_bounds(*, actor: Actor, territory: UUID, bounds: Bounds, now: datetime) -> CaseBounds:
    """Set how far clocks bend in a territory and everything below it. Raises NotThere, NotAllowed, Invalid."""
    place = territory_queries.get(territory)
    actor.require(Can.CONFIGURE, place.path)
    if place.subdistrict_id is None:
        raise Invalid("territory_above_street", _("时限按街道、社区或更小的辖区来定。"), field="territory")
    values = {name: getattr(bounds, name) for name in ("pause_days", "pauses", "extension_percent", "silence_days")}
    for name, value in values.items():
        if not (1 if name == "silence_days" else 0) <= value <= getattr(MOST, name):
            raise Invalid("bounds_bad", _("最多写 %(n)d。") % {"n": getattr(MOST, name)}, field=name)
    with transaction.atomic():
        row, _made = CaseBounds.objects.update_or_create(
            subdistrict_id=place.subdistrict_id, territory=place, defaults=values
        )
        deed = audit.Deed("case_bounds.set", "case_bounds", row.pk, place.subdistrict_id, values)
        audit.record([deed], actor=actor, now=now)
    return row


def _running(bench: Bench, now: datetime) -> datetime:
    """The deadline that is still to come."""
    due = bench.case.due_at
    if due is None or due <= now:
        raise Refusal("nothing_left", _("时限已经过了，没有可以停、可以延长的时间。请答复，或者上报。"))
    return due


def _refuse_pause(code: str, bench: Bench) -> None:
    bounds = bench.bounds
    if code == "pause_backwards":
        raise Invalid(code, _("请选今天以后的一天。"), field="until")
    if code == "paused_enough":
        raise Refusal(code, _("这件事已经停过 %(n)d 次，不能再停。请答复，或者上报。") % {"n": bounds.pauses})
    if code:
        text = _("停得太久了：一件事前后最多停 %(n)d 天。请选近一点的日子。")
        raise Invalid(code, text % {"n": bounds.pause_days}, field="until")
