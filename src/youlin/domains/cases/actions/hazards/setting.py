"""A street's own days for hazards."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import HazardTerms, Severities
from youlin.domains.cases.rules.terms import MOST_DAYS
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid

FIELDS = ("order_days", "fix_days", "recheck_days")


def set_terms(
    *,
    actor: Actor,
    territory: UUID,
    severity: str,
    order_days: int | None,
    fix_days: int | None,
    recheck_days: int | None,
    now: datetime,
) -> HazardTerms:
    """Set the days for hazards of one severity, in a territory and below it; None takes them back to 未配置.

    What runs already keeps its day. Raises NotThere, NotAllowed, Invalid.
    """
    place = territory_queries.get(territory)
    actor.require(Can.CONFIGURE, place.path)
    if place.subdistrict_id is None:
        raise Invalid("territory_above_street", _("时限按街道、社区或更小的辖区来定。"), field="territory")
    if severity not in Severities.values:
        raise Invalid("severity_unknown", _("请选一下有多严重。"), field="severity")
    days = dict(zip(FIELDS, (order_days, fix_days, recheck_days), strict=True))
    for name, number in days.items():
        if number is not None and not 0 <= number <= MOST_DAYS:
            raise Invalid("days_bad", _("天数要在 0 到 %(n)d 之间，0 是当天。") % {"n": MOST_DAYS}, field=name)
    with transaction.atomic():
        before = HazardTerms.objects.filter(territory=place, severity=severity).values(*FIELDS).first() or {}
        row, _made = HazardTerms.objects.update_or_create(
            subdistrict_id=place.subdistrict_id, territory=place, severity=severity, defaults=days
        )
        changes = {name: [before.get(name), number] for name, number in days.items()}
        audit.record([audit.Deed("hazard.terms", "hazard_terms", row.pk, place.pk, changes)], actor=actor, now=now)
    return row
