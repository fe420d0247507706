"""What calls for care: noting it, ending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.residents.actions.fetching import person_to_change, refuse_future
from youlin.domains.residents.events import CircumstancesEnded
from youlin.domains.residents.models import Circumstance, Resident
from youlin.domains.residents.rules.disabilities import disability_in
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal

DISABLED = Circumstance.Kinds.DISABLED


@dataclass(frozen=True, slots=True)
class NewCircumstance:
    """What was found to call for care, and since when; of a disability its kind and grade, as the certificate has them.

    Where these are not said, they are read from the detail ("肢体四级").
    """

    resident: UUID
    kind: str
    since: date
    source: str
    detail: str = ""
    disability: str = ""
    grade: int | None = None


def note_circumstance(*, actor: Actor, found: NewCircumstance, now: datetime) -> Circumstance:
    """Write down what calls for care. Raises NotThere, Invalid, Refusal `circumstance_known`."""
    with transaction.atomic():
        person = person_to_change(actor, found.resident)
        row = _row(actor, person, found, now)
        if Circumstance.objects.filter(resident=person, kind=found.kind, until__isnull=True).exists():
            raise _known(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise _known(row) from error
        _record([row], actor, now)
    return row


def note_circumstances(*, actor: Actor, found: Sequence[NewCircumstance], now: datetime) -> list[Circumstance]:
    """Write down many at once, in a fixed number of statements; what is known already stays as it is.

    Gives those that are new; people out of sight are left out. Raises Invalid.
    """
    with transaction.atomic():
        allowed = scope(actor, Can.EDIT_HOUSEHOLDS, "household__neighbourhood__path")
        rows = Resident.objects.filter(allowed, pk__in={one.resident for one in found}).select_related("household")
        people = {person.pk: person for person in rows}
        known = set(
            Circumstance.objects.filter(resident__in=people, until__isnull=True).values_list("resident", "kind")
        )
        fresh = {
            (one.resident, one.kind): _row(actor, people[one.resident], one, now)
            for one in found
            if one.resident in people and (one.resident, one.kind) not in known
        }
        Circumstance.objects.bulk_create(fresh.values(), batch_size=500, ignore_conflicts=True)
        ours = set(Circumstance.objects.filter(pk__in=[row.pk for row in fresh.values()]).values_list("pk", flat=True))
        made = [row for row in fresh.values() if row.pk in ours]
        _record(made, actor, now)
    return made


def end_circumstance(
    *, actor: Actor, circumstance: UUID, reason: str, now: datetime, because: str = Circumstance.Endings.CHANGED
) -> Circumstance:
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
        if because not in Circumstance.Endings.values:
            raise Invalid("because_unknown", _("请选为什么结束。"), field="because")
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句原因。"), field="reason")
        if row.until is not None:
            return row
        row.until, row.end_because, row.end_reason = clock.day_of(now), because, reason.strip()[:100]
        row.save(update_fields=["until", "end_because", "end_reason"])
        changes = {"kind": [row.kind, None], "because": because}
        audit.record(
            [audit.Deed("circumstance.end", "resident", row.resident_id, place.pk, changes)], actor=actor, now=now
        )
        outbox.announce([CircumstancesEnded(residents=(row.resident_id,))], now=now)
    return row


def end_all_of(person: Resident, *, because: str, day: date) -> None:
    """Let everything that called for care of somebody who left be over. In the caller's transaction."""
    Circumstance.objects.filter(resident=person, until__isnull=True).update(until=day, end_because=because)


def _row(actor: Actor, person: Resident, found: NewCircumstance, now: datetime) -> Circumstance:
    if found.kind not in Circumstance.Kinds.values:
        raise Invalid("circumstance_unknown", _("请选一种情形。"), field="kind")
    refuse_future(found.since, now, "since")
    disability, grade = "", None
    if found.kind == DISABLED:
        read = disability_in(found.detail)
        disability, grade = found.disability or read[0], found.grade or read[1]
        if disability not in ("", *Circumstance.Disabilities.values):
            raise Invalid("disability_unknown", _("请选残疾的类别。"), field="disability")
        if grade is not None and not 1 <= grade <= 4:
            raise Invalid("grade_unknown", _("残疾等级是一级到四级。"), field="grade")
    return Circumstance(
        subdistrict_id=person.subdistrict_id,
        resident=person,
        kind=found.kind,
        detail=found.detail.strip(),
        disability=disability,
        grade=grade,
        since=found.since,
        source=found.source.strip() or actor.name,
    )


def _record(rows: Sequence[Circumstance], actor: Actor, now: datetime) -> None:
    audit.record(
        [
            audit.Deed(
                "circumstance.note",
                "resident",
                row.resident_id,
                row.resident.household.neighbourhood_id,
                {"kind": [None, row.kind]},
            )
            for row in rows
        ],
        actor=actor,
        now=now,
    )


def _known(row: Circumstance) -> Refusal:
    return Refusal(
        "circumstance_known",
        _("%(name)s的“%(kind)s”已经记过了。") % {"name": row.resident.name, "kind": row.get_kind_display()},
        field="kind",
    )
