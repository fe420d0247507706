"""The letter of a refusal reaches the applicant: in writing, with reasons (社会救助法 art. 45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits.actions import fetch
from youlin.domains.benefits.models import Application, ApplicationStep
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, Refusal


@dataclass(frozen=True, slots=True)
class Delivery:
    """When the letter was handed over, and how. `client_id` sent twice is one delivery."""

    client_id: UUID
    told_on: date
    how: str


def deliver_letter(*, actor: Actor, application: UUID, delivery: Delivery, now: datetime) -> Application:
    """Write down that the applicant has the letter; the days for an appeal count from then.

    Raises NotThere, Refusal where nobody refused or the letter was delivered already, Invalid.
    """
    if actor.user_id is None:
        raise ValueError("a delivery is written down by somebody")
    with transaction.atomic():
        row = fetch.take(actor, application)
        if row.steps.filter(client_id=delivery.client_id).exists():
            return row
        if not actor.can(Can.MANAGE_CARE):
            raise Refusal("not_yours", _("这一步由社区或街道的工作人员记录。"))
        refused = row.steps.filter(stage=Application.Stages.REFUSED).order_by("recorded_at", "id").last()
        if row.stage != Application.Stages.REFUSED or refused is None:
            raise Refusal("not_refused", _("主管部门没有作出不同意的决定，没有告知书可以送。"))
        if row.told_on is not None:
            raise Refusal("told_already", _("告知书已经记过送达。"))
        if not refused.happened_on <= delivery.told_on <= clock.day_of(now):
            raise Invalid("told_day", _("送达在决定之后、今天以前，请核对日期。"), field="told_on")
        ApplicationStep.objects.create(
            subdistrict_id=row.subdistrict_id,
            application=row,
            stage=ApplicationStep.TOLD,
            happened_on=delivery.told_on,
            due_on=row.due_on,
            note=delivery.how.strip()[:500],
            recorded_at=now,
            by=actor.user_id,
            by_name=actor.name,
            client_id=delivery.client_id,
        )
        row.told_on, row.due_on = delivery.told_on, None
        row.save(update_fields=["told_on", "due_on"])
        changes = {"told_on": [None, delivery.told_on.isoformat()]}
        deed = audit.Deed("application.told", "application", row.pk, row.subdistrict_id, changes)
        audit.record([deed], actor=actor, now=now)
    return row
