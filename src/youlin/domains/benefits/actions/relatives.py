"""近亲属备案: whether an applicant or receiver is a near relative of somebody who works on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits.actions import fetch
from youlin.domains.benefits.models import Application, StaffRelative
from youlin.domains.benefits.queries import own
from youlin.domains.residents.models import Resident
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere

NONE = StaffRelative.Standings.NONE.value


@dataclass(frozen=True, slots=True)
class Declared:
    """What was said: what the relative is, who, where they work, and what they are to the applicant."""

    client_id: UUID
    standing: str
    declared_at: datetime
    name: str = ""
    office: str = ""
    relation: str = ""


def declare_relative(*, actor: Actor, application: UUID, said: Declared, now: datetime) -> StaffRelative:
    """Register what was declared with an application; the latest word counts, and the same one twice is one.

    Raises NotThere, Refusal `closed`, Invalid.
    """
    with transaction.atomic():
        row = fetch.take_open(actor, application)
        known = StaffRelative.objects.filter(subdistrict_id=row.subdistrict_id, client_id=said.client_id).first()
        if known is not None:
            return known
        StaffRelative.objects.filter(application=row, ended_at__isnull=True).update(ended_at=now)
        made = _register(actor, row.applicant, row.programme, said, now, row)
        row.staff_relative = said.standing != NONE
        row.save(update_fields=["staff_relative"])
    return made


def register_receiver(*, actor: Actor, resident: UUID, programme: str, said: Declared, now: datetime) -> StaffRelative:
    """Register somebody who receives a programme already. The same one twice is one. Raises NotThere, Invalid."""
    with transaction.atomic():
        rows = Resident.objects.visible_to(actor).select_related("household__neighbourhood")
        person = rows.filter(pk=resident).first()
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        if not actor.can_at(Can.MANAGE_CARE, person.household.neighbourhood.path):
            raise NotAllowed("not_yours", _("备案由社区或街道的工作人员登记。"))
        if own.programme(programme, person.subdistrict_id) is None:
            raise Invalid("programme_unknown", _("没有这项政策，请从列表里选。"), field="programme")
        if said.standing == NONE:
            raise Invalid("standing_missing", _("请选是哪一种人员。"), field="standing")
        known = StaffRelative.objects.filter(subdistrict_id=person.subdistrict_id, client_id=said.client_id).first()
        return known or _register(actor, person, programme, said, now, None)


def _register(
    actor: Actor, person: Resident, programme: str, said: Declared, now: datetime, row: Application | None
) -> StaffRelative:
    if actor.user_id is None:
        raise ValueError("a declaration is taken by somebody")
    named = said.standing != NONE
    if said.standing not in StaffRelative.Standings.values:
        raise Invalid("standing_missing", _("请选是哪一种人员。"), field="standing")
    if named and not said.name.strip():
        raise Invalid("relative_name_missing", _("请写这位工作人员或干部的姓名。"), field="name")
    if named and said.relation not in StaffRelative.Relations.values:
        raise Invalid("relation_missing", _("请选是申请人的什么人。"), field="relation")
    made = StaffRelative.objects.create(
        subdistrict_id=person.subdistrict_id,
        household_id=person.household_id,
        resident=person,
        application=row,
        programme=programme,
        standing=said.standing,
        name=said.name.strip()[:60] if named else "",
        office=said.office.strip()[:60] if named else "",
        relation=said.relation if named else "",
        declared_at=min(said.declared_at, now),
        by=actor.user_id,
        by_name=actor.name,
        recorded_at=now,
        client_id=said.client_id,
    )
    kind, target = ("application", row.pk) if row else ("resident", person.pk)
    deed = audit.Deed(
        "staff_relative.declare", kind, target, person.subdistrict_id, {"standing": [None, said.standing]}
    )
    audit.record([deed], actor=actor, now=now)
    return made
