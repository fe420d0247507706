"""A surge: everybody of some circumstances in a place is greeted each day, until it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import ledger
from youlin.domains.care.events import SurgeCalled, SurgeEnded
from youlin.domains.care.models import CarePlan, Pace, Surge
from youlin.domains.care.queries.surges import members_wanted
from youlin.domains.residents.models import Circumstance
from youlin.domains.territory import queries as territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import Invalid, NotThere

LONGEST_SURGE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class NewSurge:
    """What has come, for whom (no circumstances: everybody), up to which day; `client_id` sent twice is one surge."""

    client_id: UUID
    place: UUID
    kind: str
    last: date
    circumstances: Sequence[str] = ()
    note: str = ""


def call_surge(*, actor: Actor, surge: NewSurge, now: datetime) -> Surge:
    """Put a same-day greeting on everybody in care whom it concerns, today and each day up to the last.

    Raises NotThere, NotAllowed, Invalid.
    """
    where = territory.get(surge.place)
    if where.subdistrict_id is None or not actor.can_at(Can.SEE_CARE, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    actor.require(Can.MANAGE_CARE, where.path)
    today = clock.day_of(now)
    if surge.kind not in Surge.Kinds.values:
        raise Invalid("surge_unknown", _("请选是什么情况。"), field="kind")
    if set(surge.circumstances) - set(Circumstance.Kinds.values):
        raise Invalid("circumstance_unknown", _("请选一种情形。"), field="circumstances")
    if not today <= surge.last <= today + LONGEST_SURGE:
        raise Invalid("surge_too_long", _("请选今天或以后、一个月以内的日子。"), field="last")
    with transaction.atomic():
        row, fresh = Surge.objects.get_or_create(
            subdistrict_id=where.subdistrict_id,
            client_id=surge.client_id,
            defaults={
                "territory": where,
                "kind": surge.kind,
                "circumstances": sorted(set(surge.circumstances)),
                "note": surge.note.strip()[:200],
                "first": today,
                "last": surge.last,
                "called_at": now,
                "by": actor.user_id,
                "by_name": actor.name,
            },
        )
        if fresh:
            called = _join(row, members_wanted(row), now)
            changes = {"kind": row.kind, "circumstances": row.circumstances, "people": called}
            audit.record([Deed("care.surge", "territory", where.pk, where.pk, changes)], actor=actor, now=now)
            outbox.announce([SurgeCalled(surge=row.pk)], now=now)
    return row


def end_surge(*, actor: Actor, surge: UUID, now: datetime) -> Surge:
    """Say that it is over: nobody need be greeted for its sake any more. Over already: nothing changes.

    What was missed on earlier days stays on record. Raises NotThere.
    """
    with transaction.atomic():
        row = Surge.objects.visible_to(actor).filter(pk=surge).select_for_update(of=("self",)).first()
        if row is None:
            raise NotThere("surge_unknown", _("没有这次应急问候。"))
        today = clock.day_of(now)
        if row.ended_at is not None or row.last < today:
            return row
        row.ended_at, row.ended_by_name = now, actor.name
        row.save(update_fields=["ended_at", "ended_by_name"])
        row.paces.update(cut_on=today, cut_by_name=actor.name)
        plans = CarePlan.objects.filter(paces__surge=row).order_by("id").select_for_update(of=("self",))
        ledger.settle({plan.pk: plan for plan in plans}, since=today, now=now)
        deed = Deed("care.surge_end", "territory", row.territory_id, row.territory_id, {"kind": row.kind})
        audit.record([deed], actor=actor, now=now)
        outbox.announce([SurgeEnded(surge=row.pk)], now=now)
    return row


def keep_surges(*, now: datetime) -> int:
    """Let whoever came into care or into the place since a surge began be greeted too: how many. Idempotent."""
    today, joined = clock.day_of(now), 0
    for surge in Surge.objects.filter(ended_at__isnull=True, last__gte=today).order_by("id"):
        if members_wanted(surge).exists():
            with transaction.atomic():
                joined += _join(surge, members_wanted(surge), now)
    return joined


def _join(surge: Surge, wanted: QuerySet[CarePlan], now: datetime) -> int:
    today = clock.day_of(now)
    plans = list(wanted.order_by("id").select_for_update(of=("self",)))
    Pace.objects.bulk_create(
        [
            Pace(
                subdistrict_id=plan.subdistrict_id,
                plan=plan,
                kind=Pace.Kinds.SURGE,
                first=max(today, plan.starts_on),
                last=surge.last,
                greeting_days=1,
                surge=surge,
                said_at=now,
                by=surge.by,
                by_name=surge.by_name,
            )
            for plan in plans
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    ledger.settle({plan.pk: plan for plan in plans}, since=today, now=now)
    return len(plans)
