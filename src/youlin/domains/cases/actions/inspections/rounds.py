"""A round of inspections: a checklist, a place, a time, and who carries it. Made in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions.inspections.checklists import in_force
from youlin.domains.cases.events import InspectionOpened
from youlin.domains.cases.models import InspectionDoor, InspectionRound
from youlin.domains.cases.queries import duty
from youlin.domains.cases.queries.inspections import homes_of, round_of, sites_of
from youlin.domains.cases.rules.inspecting import Target, Topic
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.messaging import actions as messaging
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST_DOORS = 20_000
CARRIERS = (Rung.NEIGHBOURHOOD, Rung.GROUP, Rung.AREA, Rung.COMMUNITY)


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to open. `code` is the checklist's; both days belong to it."""

    client_id: UUID
    territory: UUID
    code: str
    name: str
    carried_by: Rung
    starts_on: date
    ends_on: date


def open_round(*, actor: Actor, new: NewRound, now: datetime) -> InspectionRound:
    """Open a round to every permanent home, or every site that its topic is about; the same `client_id` twice is one.

    Raises NotThere, NotAllowed, Invalid, Refusal `nothing_there`, `too_many_doors`.
    """
    with transaction.atomic():
        place = Territory.objects.filter(pk=new.territory).first()
        if place is None or not actor.can_at(Can.RUN_INSPECTIONS, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
        street = place.subdistrict_id
        if street is None:
            raise Invalid("territory_above_street", _("一轮检查最大到一个街道。"), field="territory")
        known = InspectionRound.objects.filter(subdistrict=street, client_id=new.client_id).first()
        if known is not None:
            return known
        _refuse_bad(new, place, clock.day_of(now))
        checklist = in_force(actor=actor, subdistrict=street, code=new.code, now=now)
        row = InspectionRound.objects.create(
            subdistrict_id=street,
            territory=place,
            checklist=checklist,
            name=new.name.strip()[:60],
            carried_by=new.carried_by,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            by=actor.user_id,
            by_name=actor.name,
            made_at=now,
            client_id=new.client_id,
        )
        doors = _doors(row, place)
        if not doors:
            raise _nothing(Target(checklist.target))
        if len(doors) > MOST_DOORS:
            raise Refusal("too_many_doors", _("一轮检查最多两万处，请分几轮来做。"))
        add_rows(doors)
        # At each neighbourhood, so that a chief's phone sees that there is news.
        changes = {"name": [None, row.name], "doors": [0, len(doors)]}
        places = sorted({place.pk, *(one.territory_id for one in doors)})
        audit.record([Deed("inspection.open", "inspection_round", row.pk, key, changes) for key in places],
                     actor=actor, now=now)  # fmt: skip
        outbox.announce([InspectionOpened(round=row.pk)], now=now)
    return row


def close_round(*, actor: Actor, round_key: UUID, now: datetime) -> InspectionRound:
    """End a round: doors that wait are left as they are and asked for no more; twice is once. Raises NotThere."""
    with transaction.atomic():
        row = round_of(actor, round_key)
        actor.require(Can.RUN_INSPECTIONS, row.territory.path)
        if InspectionRound.objects.filter(pk=row.pk, closed_at__isnull=True).update(closed_at=now):
            deed = Deed("inspection.close", "inspection_round", row.pk, row.territory_id)
            audit.record([deed], actor=actor, now=now)
    return round_of(actor, round_key)


def _refuse_bad(new: NewRound, place: Territory, today: date) -> None:
    if not new.name.strip():
        raise Invalid("name_missing", _("请给这一轮检查起个名字，例如冬季家庭消防检查。"), field="name")
    if new.carried_by not in CARRIERS:
        raise Invalid("carrier_unknown", _("请选一下由谁去查。"), field="carried_by")
    if new.ends_on < new.starts_on or new.ends_on < today:
        raise Invalid("period_backwards", _("结束的日子要在开始以后，也不能已经过去。"), field="ends_on")
    levels = {Rung.COMMUNITY: Level.COMMUNITY, Rung.AREA: Level.AREA, Rung.GROUP: Level.GROUP}
    if place.level > levels.get(new.carried_by, Level.NEIGHBOURHOOD):
        raise Invalid("carrier_above", _("这个地方比去查的那一级还小，请换一级，或者换一个地方。"), field="carried_by")


def _nothing(target: Target) -> Refusal:
    if target is Target.HOUSEHOLD:
        return Refusal("nothing_there", _("这里没有常住户。换一个地方，或者先登记住户。"))
    return Refusal("nothing_there", _("这里还没有这一类的地点。请先在“要查的地点”里登记。"))


def _doors(row: InspectionRound, place: Territory) -> list[InspectionDoor]:
    if row.checklist.target == Target.HOUSEHOLD:
        found = homes_of(place).order_by("neighbourhood__path", "number").values_list("neighbourhood", "pk")
        return [_door(row, territory, household=key) for territory, key in found]
    sites = sites_of(place, Topic(row.checklist.topic))
    listed = sites.order_by("territory__path", "name").values_list("territory", "pk")
    return [_door(row, territory, site=key) for territory, key in listed]


def _door(
    row: InspectionRound, territory: UUID, household: UUID | None = None, site: UUID | None = None
) -> InspectionDoor:
    return InspectionDoor(
        subdistrict_id=row.subdistrict_id, round=row, territory_id=territory, household_id=household, site_id=site
    )


def tell_carriers(*, round_key: UUID, link: Callable[[bool], str], now: datetime) -> None:
    """Tell whoever carries a round how many doors are theirs; telling twice is telling once."""
    row = InspectionRound.objects.filter(pk=round_key).first()
    if row is None:
        return
    doors = InspectionDoor.objects.filter(round=row)
    sums = duty.carrying(doors, row.subdistrict_id, Rung(row.carried_by), today=clock.day_of(now))
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=row.subdistrict_id,
                user=user,
                template="inspections.open",
                dedupe=f"inspections.open:{row.pk}",
                params={"title": row.name, "n": number, "until": row.ends_on.isoformat()},
                url=link(chief),
            )
            for (user, chief), number in sums.items()
        ],
        now=now,
    )
