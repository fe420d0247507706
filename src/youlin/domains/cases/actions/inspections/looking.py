"""Somebody looked: one small form a place. What failed is a hazard from that second; nobody in is no inspection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import hazard_wording
from youlin.domains.cases.actions.hazards import finding, watch
from youlin.domains.cases.models import (
    ChecklistItem,
    Hazard,
    Inspection,
    InspectionAnswer,
    InspectionDoor,
)
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.cases.rules.hazards import HazardStatus, HazardStep
from youlin.domains.cases.rules.inspecting import Answer, DoorState, outcome, unanswered
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewInspection:
    """What was found at one place: the answer to each question by its key. `happened_at` is the phone's clock."""

    client_id: UUID
    door: UUID
    answers: Mapping[UUID, str]
    happened_at: datetime
    note: str = ""


def inspect(*, actor: Actor, inspection: NewInspection, now: datetime) -> Inspection:
    """Note what was found at a door; the same `client_id` twice is one. Each no opens a hazard.

    Raises NotThere, NotAllowed, Invalid `unanswered`, Refusal `inspected_already` where somebody else was first.
    """
    with transaction.atomic():
        door = _fetch(actor, inspection.door)
        known = Inspection.objects.filter(subdistrict=door.subdistrict_id, client_id=inspection.client_id).first()
        if known is not None:
            return _same(known, door)
        items = queries.questions(door)
        missing = unanswered([item.pk for item in items], inspection.answers)
        if missing:
            raise Invalid(
                "unanswered", _("还有 %(n)d 个问题没有点，点完再记下。") % {"n": len(missing)}, field=f"q_{missing[0]}"
            )
        _refuse_second(door)
        answers = {item.pk: inspection.answers[item.pk] for item in items}
        row = _append(actor, door, inspection, absent=False, now=now)
        add_rows(
            [
                InspectionAnswer(subdistrict_id=door.subdistrict_id, inspection=row, item_id=key, answer=answer)
                for key, answer in answers.items()
            ]
        )
        state = outcome(answers)
        InspectionDoor.objects.filter(pk=door.pk).update(state=state.value, changed_at=row.happened_at)
        failed = [item for item in items if answers[item.pk] == Answer.FAILED]
        if failed:
            rows = [_hazard(actor, door, row, item, now) for item in failed]
            finding.open_all(actor=actor, rows=rows, now=now)
        _record(actor, door, "inspection.record", {"state": ["waiting", state.value]}, now)
    return row


def note_absent(*, actor: Actor, inspection: NewInspection, now: datetime) -> Inspection:
    """Nobody was in: the door waits on, and it is written how often. The same `client_id` twice is one."""
    with transaction.atomic():
        door = _fetch(actor, inspection.door)
        known = Inspection.objects.filter(subdistrict=door.subdistrict_id, client_id=inspection.client_id).first()
        if known is not None:
            return _same(known, door)
        _refuse_second(door)
        row = _append(actor, door, inspection, absent=True, now=now)
        InspectionDoor.objects.filter(pk=door.pk).update(absences=F("absences") + 1, absent_at=row.happened_at)
        _record(actor, door, "inspection.absent", {}, now)
    return row


def take_back(*, actor: Actor, inspection: UUID, now: datetime) -> InspectionDoor:
    """It was noted by mistake: the door waits again, and hazards that nobody has touched yet leave the list.

    By who noted it, within a day. Raises NotThere, Refusal `too_late_to_undo`, `hazard_moved`.
    """
    with transaction.atomic():
        row = Inspection.objects.filter(pk=inspection, by=actor.user_id).first() if actor.user_id else None
        if row is None:
            raise NotThere("inspection_unknown", _("没有这次检查的记录。"))
        door = _fetch(actor, row.door_id)
        if row.taken_back_at is not None:
            return door
        if now - row.received_at > UNDO_WITHIN:
            raise Refusal("too_late_to_undo", _("过了一天，不能再自己撤回。请告诉社区，由社区来改。"))
        _drop_hazards(actor, row, now)
        Inspection.objects.filter(pk=row.pk).update(taken_back_at=now, taken_back_by=actor.user_id)
        if row.absent:
            InspectionDoor.objects.filter(pk=door.pk, absences__gt=0).update(absences=F("absences") - 1)
        else:
            InspectionDoor.objects.filter(pk=door.pk).update(state=DoorState.WAITING.value, changed_at=None)
        _record(actor, door, "inspection.take_back", {}, now)
    return queries.door(actor, row.door_id)


def _fetch(actor: Actor, key: UUID) -> InspectionDoor:
    """A door in sight, locked: whoever serves there may look. Raises NotThere, NotAllowed."""
    actor.require(Can.WORK_CASES)
    rows = InspectionDoor.objects.visible_to(actor).filter(pk=key).select_for_update(of=("self",))
    door = rows.select_related("territory", "household", "site", "round__checklist").first()
    if door is None:
        raise NotThere("door_unknown", _("没有这一处要查的。"))
    return door


def _same(known: Inspection, door: InspectionDoor) -> Inspection:
    """What this very write noted before; another door's is none of it."""
    if known.door_id != door.pk:
        raise NotThere("door_unknown", _("没有这一处要查的。"))
    return known


def _refuse_second(door: InspectionDoor) -> None:
    if door.round.closed_at is not None:
        raise Refusal("round_closed", _("这一轮检查已经结束了，不用再查。"))
    first = Inspection.objects.filter(door=door, absent=False, taken_back_at__isnull=True).first()
    if first is not None:
        said = {"name": first.by_name, "at": f"{first.happened_at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"}
        raise Refusal("inspected_already", _("%(name)s在 %(at)s 已经查过这一处，不用再查。") % said)


def _append(actor: Actor, door: InspectionDoor, new: NewInspection, *, absent: bool, now: datetime) -> Inspection:
    return Inspection.objects.create(
        subdistrict_id=door.subdistrict_id,
        door=door,
        absent=absent,
        note=" ".join(new.note.replace("\0", "").split())[:300],
        happened_at=min(new.happened_at, now),
        received_at=now,
        by=actor.user_id,
        by_name=actor.name,
        client_id=new.client_id,
    )


def _hazard(actor: Actor, door: InspectionDoor, row: Inspection, item: ChecklistItem, now: datetime) -> Hazard:
    home, site = door.household, door.site
    where = (home.address or home.number) if home else f"{site.name} {site.where}".strip() if site else ""
    return finding.row_of(
        actor=actor,
        client_id=uuid5(row.client_id, str(item.pk)),
        topic=door.round.checklist.topic,
        severity=item.severity,
        text=hazard_wording.what_is_wrong(item),
        at_once=item.at_once,
        territory=door.territory,
        household=home,
        site=site,
        where=where,
        found_at=row.happened_at,
        now=now,
        inspection=row,
    )


def _drop_hazards(actor: Actor, row: Inspection, now: datetime) -> None:
    """Hazards of a mistaken inspection, unless somebody has begun to do something about one."""
    opened = Hazard.objects.filter(inspection=row).exclude(status=HazardStatus.DISMISSED.value)
    rows = list(opened.select_for_update(of=("self",)).select_related("territory", "holder"))
    begun = (HazardStatus.FOUND.value, HazardStatus.ORDERED.value)
    if any(one.status not in begun or one.case_id is not None or one.attempt > 1 for one in rows):
        raise Refusal("hazard_moved", _("查出来的隐患已经有人在办了，不能撤回。请告诉社区，由社区来改。"))
    watched = watch.lay(rows)
    for one in watched:
        one.step(HazardStep.DISMISS, at=now, doer=actor, text=_("检查记错了，撤回。"))
        one.run(None)
    if watched:
        watch.write(watched, actor=actor, now=now)


def _record(actor: Actor, door: InspectionDoor, verb: str, changes: dict[str, object], now: datetime) -> None:
    deed = Deed(verb, "inspection_door", door.pk, door.territory_id, changes)
    audit.record([deed], actor=actor, now=now)
