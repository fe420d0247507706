"""What calls for care: noting it, ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.actions.fetching import person_to_change, refuse_future
from youlin.domains.residents.models import Circumstance
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewCircumstance:
    """What was found to call for care, and since when."""

    resident: UUID
    kind: str
    since: date
    source: str
    detail: str = ""


def note_circumstance(*, actor: Actor, found: NewCircumstance, now: datetime) -> Circumstance:
    """Write down what calls for care. Raises NotThere, Invalid, Refusal `circumstance_known`."""
    with transaction.atomic():
        person = person_to_change(actor, found.resident)
        if found.kind not in Circumstance.Kinds.values:
            raise Invalid("circumstance_unknown", _("请选一种情形。"), field="kind")
        refuse_future(found.since, now, "since")
        row = Circumstance(
            subdistrict_id=person.subdistrict_id,
            resident=person,
            kind=found.kind,
            detail=found.detail.strip(),
            since=found.since,
            source=found.source.strip() or actor.name,
        )
        if Circumstance.objects.filter(resident=person, kind=found.kind, until__isnull=True).exists():
            raise _known(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise _known(row) from error
        place = person.household.neighbourhood_id
        audit.record(
            [audit.Deed("circumstance.note", "resident", person.pk, place, {"kind": [None, row.kind]})],
            actor=actor,
            now=now,
        )
    return row


def end_circumstance(*, actor: Actor, circumstance: UUID, reason: str, now: datetime) -> Circumstance:
    """Say that a circumstance is over, and why. Over already: nothing changes. Raises NotThere, Invalid."""
    with transaction.atomic():
        row = (
            Circumstance.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .filter(pk=circumstance)
            .select_related("resident__household__neighbourhood")
            .first()
        )
        if row is None:
            raise NotThere("circumstance_unknown", _("没有这条情形。"))
        place = row.resident.household.neighbourhood
        actor.require(Can.EDIT_HOUSEHOLDS, place.path)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句原因。"), field="reason")
        if row.until is not None:
            return row
        row.until, row.end_reason = clock.day_of(now), reason.strip()[:100]
        row.save(update_fields=["until", "end_reason"])
        audit.record(
            [audit.Deed("circumstance.end", "resident", row.resident_id, place.pk, {"kind": [row.kind, None]})],
            actor=actor,
            now=now,
        )
    return row


def _known(row: Circumstance) -> Refusal:
    return Refusal(
        "circumstance_known",
        _("%(name)s的“%(kind)s”已经记过了。") % {"name": row.resident.name, "kind": row.get_kind_display()},
        field="kind",
    )
