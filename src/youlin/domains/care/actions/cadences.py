"""Saying how often: for a place, and for one person by a tier."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import rules
from youlin.domains.care.actions.plans import HOME, plan_to_change, refuse_ended, retime
from youlin.domains.care.models import CadenceRule, CarePlan, Tiers
from youlin.domains.residents.models import Circumstance
from youlin.domains.territory import queries as territory
from youlin.foundation import audit
from youlin.foundation.audit import Deed
from youlin.foundation.db import under
from youlin.foundation.refusal import Invalid, NotThere


def set_cadence(
    *,
    actor: Actor,
    place: UUID,
    circumstance: str,
    greeting_days: int,
    visit_days: int,
    now: datetime,
    tier: str = "",
) -> CadenceRule:
    """Say how often people of a place are greeted and visited; an empty circumstance is any, an empty tier the usual.

    Where somebody lives decides, whoever looks after them: a match changes nobody's days. Plans there follow at once:
    what is open is due by the new cadence, what was kept or missed is not judged anew.
    Raises NotThere, NotAllowed, Invalid.
    """
    where = territory.get(place)
    if where.subdistrict_id is None or not actor.can_at(Can.SEE_CARE, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    actor.require(Can.CONFIGURE, where.path)
    if circumstance not in ("", *Circumstance.Kinds.values):
        raise Invalid("circumstance_unknown", _("请选一种情形。"), field="circumstance")
    if tier not in ("", *Tiers.values):
        raise Invalid("tier_unknown", _("请选一个档次。"), field="tier")
    if tier and circumstance:
        raise Invalid("tier_of_any", _("档次不分情形，请把情形选成“所有情形”。"), field="circumstance")
    for name, days in (("greeting_days", greeting_days), ("visit_days", visit_days)):
        if not 1 <= days <= rules.LONGEST_CADENCE:
            raise Invalid(
                "cadence_bad", _("请写 1 到 %(most)d 之间的天数。") % {"most": rules.LONGEST_CADENCE}, field=name
            )
    with transaction.atomic():
        key: dict[str, Any] = {"territory": where, "circumstance": circumstance, "tier": tier}
        before = CadenceRule.objects.filter(**key).first()
        said = {"greeting_days": greeting_days, "visit_days": visit_days, "set_by": actor.user_id, "set_at": now}
        row, _made = CadenceRule.objects.update_or_create(subdistrict_id=where.subdistrict_id, **key, defaults=said)
        plans = CarePlan.objects.filter(under(f"{HOME}__path", where.path), ends_on__isnull=True, tier=tier)
        retime(plans.select_related(HOME).order_by("id").select_for_update(of=("self",)), now=now)
        changes = {
            "circumstance": circumstance,
            "tier": tier,
            "greeting_days": [before and before.greeting_days, greeting_days],
            "visit_days": [before and before.visit_days, visit_days],
        }
        audit.record([Deed("care.cadence", "territory", where.pk, where.pk, changes)], actor=actor, now=now)
    return row


def set_tier(*, actor: Actor, plan: UUID, tier: str, reason: str, now: datetime) -> CarePlan:
    """Put somebody into a tier, or back into the usual (empty). Said again it changes nothing.

    Raises NotThere, NotAllowed, Invalid, Refusal `already_ended`.
    """
    with transaction.atomic():
        row = plan_to_change(actor, plan, Can.MANAGE_CARE)
        refuse_ended(row)
        if tier not in ("", *Tiers.values):
            raise Invalid("tier_unknown", _("请选一个档次。"), field="tier")
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句原因。"), field="reason")
        if row.tier == tier:
            return row
        before, row.tier = row.tier, tier
        row.save(update_fields=["tier"])
        retime([row], now=now)
        changes = {"tier": [before, tier], "reason": reason.strip()[:100]}
        deed = Deed("care.tier", "resident", row.resident_id, row.neighbourhood_id, changes)
        audit.record([deed], actor=actor, now=now)
    return row
