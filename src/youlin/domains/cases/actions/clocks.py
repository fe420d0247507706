"""A territory's own clocks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import Case, ClockRule
from youlin.domains.cases.rules.clocks import Clock, Purpose, Urgency
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid

LONGEST_HOURS = 24 * 90


def set_clock(
    *,
    actor: Actor,
    territory: UUID,
    rung: Rung,
    urgency: Urgency,
    clock: Clock,
    now: datetime,
    purpose: Purpose = Purpose.ANSWER,
    kind: str = "",
) -> ClockRule:
    """Set how long a rung has, in a territory and everything below it; clocks already running keep their deadline.

    `kind` of case: "" for any; a clock for one kind wins over that of any kind in the same territory.

    Raises NotThere, NotAllowed, Invalid.
    """
    place = territory_queries.get(territory)
    actor.require(Can.CONFIGURE, place.path)
    if not 1 <= clock.hours <= LONGEST_HOURS:
        raise Invalid("hours_bad", _("时限要在 1 小时到 90 天之间。"), field="hours")
    if kind and kind not in Case.Kinds.values:
        raise Invalid("kind_unknown", _("请从列出的类别里选一个。"), field="kind")
    if place.subdistrict_id is None:
        raise Invalid("territory_above_street", _("时限按街道、社区或更小的辖区来定。"), field="territory")
    with transaction.atomic():
        same = ClockRule.objects.filter(territory=place, purpose=purpose, rung=rung, urgency=urgency, kind=kind)
        was = same.values_list("hours", flat=True).first()
        rule, _made = ClockRule.objects.update_or_create(
            subdistrict_id=place.subdistrict_id,
            territory=place,
            purpose=purpose,
            rung=rung,
            urgency=urgency,
            kind=kind,
            defaults={"hours": clock.hours, "working": clock.working},
        )
        audit.record(
            [audit.Deed("clock.set", "clock", rule.pk, place.subdistrict_id, {"hours": [was, clock.hours]})],
            actor=actor,
            now=now,
        )
    return rule
