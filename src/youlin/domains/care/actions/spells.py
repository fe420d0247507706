"""What holds for one person for a while: care that rests, and closer care. Each ends by itself, or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import rules
from youlin.domains.care.actions import ledger
from youlin.domains.care.actions.plans import plan_to_change, refuse_ended
from youlin.domains.care.events import PlanPaused
from youlin.domains.care.models import CarePlan, Pace
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid

LONGEST_PAUSE = LONGEST_SPELL = timedelta(days=92)
ONE_DAY = timedelta(days=1)
LATEST = timedelta(days=7)  # so long a phone may have been without signal


def pause_plan(
    *,
    actor: Actor,
    plan: UUID,
    until: date,
    reason: str,
    now: datetime,
    note: str = "",
    client_id: UUID | None = None,
    happened_at: datetime | None = None,
) -> CarePlan:
    """Let care rest until a day, on which the clock starts anew by itself; a pause before it is over.

    From today, or from the day on which a phone without signal was told it. What was late stays late, and rises no
    higher. Sent twice it is one pause. By the chief or the desk. Raises NotThere, NotAllowed, Invalid.
    """
    with transaction.atomic():
        row = plan_to_change(actor, plan, Can.LOG_CONTACT)
        if client_id and Pace.objects.filter(subdistrict=row.subdistrict_id, client_id=client_id).exists():
            return row
        refuse_ended(row)
        day, first = clock.day_of(now), _told_on(row, happened_at, now)
        if reason not in Pace.Reasons.values:
            raise Invalid("reason_missing", _("请选一个暂停的原因。"), field="reason")
        if reason == Pace.Reasons.OTHER and not note.strip():
            raise Invalid("note_missing", _("请写一句暂停的原因。"), field="note")
        if not day < until <= day + LONGEST_PAUSE:
            raise Invalid("pause_bad", _("请选今天以后、三个月以内的日子。"), field="until")
        _cut(row, Pace.Kinds.PAUSE, actor, first)
        _say(
            row,
            Pace.Kinds.PAUSE,
            actor,
            now,
            first=first,
            last=until - ONE_DAY,
            reason=reason,
            note=note,
            client_id=client_id,
        )
        before, row.paused_until = row.paused_until, until
        row.save(update_fields=["paused_until"])
        ledger.settle({row.pk: row}, since=first, now=now)
        changes = {"paused_until": [before and before.isoformat(), until.isoformat()], "reason": reason}
        _record(row, "care.pause", changes, actor, now)
        outbox.announce([PlanPaused(plan=row.pk)], now=now)
    return row


def resume_plan(
    *,
    actor: Actor,
    plan: UUID,
    now: datetime,
    client_id: UUID | None = None,
    happened_at: datetime | None = None,
) -> CarePlan:
    """Let care go on before the pause would have ended: from today, or from the day a phone was told.

    Not paused: nothing changes; nor does a letter that comes again after the next pause. Raises NotThere, NotAllowed,
    Refusal.
    """
    with transaction.atomic():
        row = plan_to_change(actor, plan, Can.LOG_CONTACT)
        if client_id and Pace.objects.filter(plan=row, cut_client_id=client_id).exists():
            return row
        refuse_ended(row)
        day = _told_on(row, happened_at, now)
        if not _cut(row, Pace.Kinds.PAUSE, actor, day, client_id):
            return row
        before, row.paused_until = row.paused_until, None
        row.save(update_fields=["paused_until"])
        ledger.settle({row.pk: row}, since=day, now=now)
        _record(row, "care.resume", {"paused_until": [before and before.isoformat(), None]}, actor, now)
    return row


def _told_on(row: CarePlan, happened_at: datetime | None, now: datetime) -> date:
    """From which day on something holds: the day it was told, within a week back and the plan's days; else today."""
    today = clock.day_of(now)
    told = clock.day_of(min(happened_at, now)) if happened_at else today
    return max(told, today - LATEST, row.starts_on)


def tighten_plan(
    *, actor: Actor, plan: UUID, greeting_days: int, visit_days: int | None, last: date, reason: str, now: datetime
) -> CarePlan:
    """Ask for somebody more often from today up to and with a day; afterwards the usual holds again by itself.

    No `visit_days` leaves visits as they are. A tighter spell before it is over. Raises NotThere, NotAllowed, Invalid.
    """
    with transaction.atomic():
        row = plan_to_change(actor, plan, Can.LOG_CONTACT)
        refuse_ended(row)
        today = clock.day_of(now)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句原因。"), field="reason")
        for name, days in (("greeting_days", greeting_days), ("visit_days", visit_days)):
            if days is not None and not 1 <= days <= rules.LONGEST_CADENCE:
                most = {"most": rules.LONGEST_CADENCE}
                raise Invalid("cadence_bad", _("请写 1 到 %(most)d 之间的天数。") % most, field=name)
        if not today <= last <= today + LONGEST_SPELL:
            raise Invalid("spell_bad", _("请选今天或以后、三个月以内的日子。"), field="last")
        _cut(row, Pace.Kinds.TIGHTER, actor, today)
        _say(
            row,
            Pace.Kinds.TIGHTER,
            actor,
            now,
            first=today,
            last=last,
            note=reason,
            greeting_days=greeting_days,
            visit_days=visit_days,
        )
        ledger.settle({row.pk: row}, since=today, now=now)
        changes = {"greeting_days": greeting_days, "visit_days": visit_days, "last": last.isoformat()}
        _record(row, "care.tighten", changes, actor, now)
    return row


def loosen_plan(*, actor: Actor, plan: UUID, now: datetime) -> CarePlan:
    """Let a tighter spell end today. None there: nothing changes. Raises NotThere, NotAllowed, Refusal."""
    with transaction.atomic():
        row = plan_to_change(actor, plan, Can.LOG_CONTACT)
        refuse_ended(row)
        if _cut(row, Pace.Kinds.TIGHTER, actor, clock.day_of(now)):
            ledger.settle({row.pk: row}, since=clock.day_of(now), now=now)
            _record(row, "care.loosen", {}, actor, now)
    return row


def _cut(row: CarePlan, kind: Pace.Kinds, actor: Actor, day: date, client_id: UUID | None = None) -> int:
    """What of a kind still runs holds no more from a day on."""
    running = Pace.objects.filter(plan=row, kind=kind, last__gte=day, cut_on__isnull=True)
    return running.update(cut_on=day, cut_by_name=actor.name, cut_client_id=client_id)


def _say(
    row: CarePlan,
    kind: Pace.Kinds,
    actor: Actor,
    now: datetime,
    *,
    first: date,
    last: date,
    reason: str = "",
    note: str = "",
    greeting_days: int | None = None,
    visit_days: int | None = None,
    client_id: UUID | None = None,
) -> None:
    Pace.objects.create(
        subdistrict_id=row.subdistrict_id,
        plan=row,
        kind=kind,
        first=first,
        last=last,
        greeting_days=greeting_days,
        visit_days=visit_days,
        reason=reason,
        note=note.strip()[:100],
        said_at=now,
        by=actor.user_id,
        by_name=actor.name,
        client_id=client_id,
    )


def _record(row: CarePlan, verb: str, changes: Mapping[str, object], actor: Actor, now: datetime) -> None:
    audit.record([Deed(verb, "resident", row.resident_id, row.neighbourhood_id, changes)], actor=actor, now=now)
