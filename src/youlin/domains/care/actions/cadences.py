"""Saying how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries, rules
from youlin.domains.care.actions import ledger
from youlin.domains.care.models import CadenceRule, CarePlan
from youlin.domains.care.rules import Owed
from youlin.domains.residents.models import Circumstance
from youlin.domains.territory import queries as territory
from youlin.foundation import audit
from youlin.foundation.audit import Deed
from youlin.foundation.db import under
from youlin.foundation.refusal import Invalid, NotThere


def set_cadence(
    *, actor: Actor, place: UUID, circumstance: str, greeting_days: int, visit_days: int, now: datetime
) -> CadenceRule:
    """Say how often people of a place are greeted and visited; an empty circumstance is any.

    Plans below follow at once: what is open is due by the new cadence, what was kept or missed is not judged anew.
    Raises NotThere, NotAllowed, Invalid.
    """
    where = territory.get(place)
    if where.subdistrict_id is None or not actor.can_at(Can.SEE_CARE, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    actor.require(Can.CONFIGURE, where.path)
    if circumstance not in ("", *Circumstance.Kinds.values):
        raise Invalid("circumstance_unknown", _("请选一种情形。"), field="circumstance")
    for name, days in (("greeting_days", greeting_days), ("visit_days", visit_days)):
        if not 1 <= days <= rules.LONGEST_CADENCE:
            raise Invalid(
                "cadence_bad", _("请写 1 到 %(most)d 之间的天数。") % {"most": rules.LONGEST_CADENCE}, field=name
            )
    with transaction.atomic():
        before = CadenceRule.objects.filter(territory=where, circumstance=circumstance).first()
        row, _made = CadenceRule.objects.update_or_create(
            subdistrict_id=where.subdistrict_id,
            territory=where,
            circumstance=circumstance,
            defaults={
                "greeting_days": greeting_days,
                "visit_days": visit_days,
                "set_by": actor.user_id,
                "set_at": now,
            },
        )
        _apply(where.path, now)
        changes = {
            "circumstance": circumstance,
            "greeting_days": [before and before.greeting_days, greeting_days],
            "visit_days": [before and before.visit_days, visit_days],
        }
        audit.record([Deed("care.cadence", "territory", where.pk, where.pk, changes)], actor=actor, now=now)
    return row


def _apply(path: str, now: datetime) -> None:
    """Give the open plans under a path the cadence that now holds for them."""
    known = queries.cadences()
    changed = []
    plans = CarePlan.objects.filter(under("neighbourhood__path", path), ends_on__isnull=True)
    for plan in plans.select_related("neighbourhood").order_by("id").select_for_update(of=("self",)):
        cadence = rules.cadence_for(plan.neighbourhood.path, plan.circumstance, known)
        if (plan.greeting_days, plan.visit_days) != (cadence.greeting_days, cadence.visit_days):
            plan.greeting_days, plan.visit_days = cadence.greeting_days, cadence.visit_days
            changed.append(plan)
    CarePlan.objects.bulk_update(changed, ["greeting_days", "visit_days"], batch_size=500)
    for start in range(0, len(changed), 5000):
        portion = {plan.pk: plan for plan in changed[start : start + 5000]}
        book = ledger.read(portion)
        wanted = {}
        for line in book.rows:
            days = ledger.days_of(portion[line[0]], line[1])
            wanted[line] = [Owed(link.opens_on, link.opens_on + timedelta(days), days) for link in book.chain(line)]
        ledger.write(book, wanted, now=now)
