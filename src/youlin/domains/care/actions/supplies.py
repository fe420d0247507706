"""Supplies come in, are counted, and are promised to doors. No number falls below zero, however many ask at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.events import SupplyListMade
from youlin.domains.care.models import Delivery, DeliveryItem, SupplyList, SupplyLot
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.rules import supplies as rules
from youlin.domains.care.wording import supply_refusal
from youlin.domains.residents.models import Circumstance
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST_DOORS = 20_000


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot to take in; `expires_on` is its last good day."""

    client_id: UUID
    territory: UUID
    goods: str
    unit: str
    quantity: int
    received_on: date
    came_from: str = ""
    expires_on: date | None = None


def stock_in(*, actor: Actor, lot: NewLot, now: datetime) -> SupplyLot:
    """Take a lot in; the same `client_id` twice is one. Raises NotThere, NotAllowed, Invalid."""
    code = rules.lot_problem(
        goods=lot.goods,
        unit=lot.unit,
        quantity=lot.quantity,
        received_on=lot.received_on,
        expires_on=lot.expires_on,
        today=clock.day_of(now),
    )
    if code:
        raise supply_refusal(code)
    with transaction.atomic():
        place = _place(actor, lot.territory)
        row, fresh = SupplyLot.objects.get_or_create(
            subdistrict_id=place.subdistrict_id or place.pk,
            client_id=lot.client_id,
            defaults={
                "territory": place,
                "goods": lot.goods.strip(),
                "unit": lot.unit.strip(),
                "came_from": lot.came_from.strip(),
                "received_on": lot.received_on,
                "expires_on": lot.expires_on,
                "quantity": lot.quantity,
                "left": lot.quantity,
                "by": actor.user_id,
                "by_name": actor.name,
                "created_at": now,
            },
        )
        if fresh:
            changes = {"goods": [None, row.goods], "quantity": [0, row.quantity]}
            audit.record([Deed("supply.in", "supply_lot", row.pk, place.pk, changes)], actor=actor, now=now)
    return row


def recount(*, actor: Actor, lot: UUID, left: int, reason: str, now: datetime) -> SupplyLot:
    """Say how much really stands there: damaged, gone off, miscounted. Said again it changes nothing.

    Raises NotThere, Invalid, Refusal `promised_more` where doors were promised more than that.
    """
    with transaction.atomic():
        row = SupplyLot.objects.visible_to(actor).filter(pk=lot).select_for_update(of=("self",)).first()
        if row is None:
            raise NotThere("lot_unknown", _("没有这批物资。"))
        if not reason.strip():
            raise supply_refusal("reason_missing")
        if not 0 <= left <= rules.MOST:
            raise supply_refusal("quantity_bad")
        if left < row.promised:
            raise Refusal(
                "promised_more",
                _("已经答应出去 %(promised)s%(unit)s。先在清单里划掉几户，或者等送完再盘。")
                % {"promised": row.promised, "unit": row.unit},
                field="left",
            )
        if left != row.left:
            changes = {"left": [row.left, left], "reason": reason.strip()[:100]}
            row.left = left
            row.save(update_fields=["left"])
            audit.record(
                [Deed("supply.recount", "supply_lot", row.pk, row.territory_id, changes)], actor=actor, now=now
            )
    return row


@dataclass(frozen=True, slots=True)
class NewList:
    """A list to make: where, for whom, and how much of each lot a door gets."""

    client_id: UUID
    territory: UUID
    name: str
    circumstances: tuple[str, ...]
    each: Mapping[UUID, int]


def make_list(*, actor: Actor, new: NewList, now: datetime) -> SupplyList:
    """Promise so much of some lots to every door in a circumstance, and give each to its chief to bring. All or none.

    A fixed number of statements. The same `client_id` twice is one list. Raises NotThere, NotAllowed, Invalid, Refusal
    `supplies_short` that says how much is missing of what.
    """
    _refuse_bad_list(new)
    with transaction.atomic():
        place = _place(actor, new.territory)
        street = place.subdistrict_id or place.pk
        known = SupplyList.objects.filter(subdistrict=street, client_id=new.client_id).first()
        if known is not None:
            return known
        doors = queries.doors(actor, territory=place.pk, circumstances=new.circumstances)
        if not doors:
            raise Refusal("nobody_there", _("这里没有这些情形的常住户。换一处，或多选几种情形。"))
        if len(doors) > MOST_DOORS:
            raise Refusal("too_many_doors", _("一份清单最多两万户，请分几份来做。"))
        _promise(actor, {key: number * len(doors) for key, number in new.each.items()}, place, clock.day_of(now))
        row = SupplyList.objects.create(
            subdistrict_id=street,
            territory=place,
            name=new.name.strip(),
            circumstances=list(new.circumstances),
            by=actor.user_id,
            by_name=actor.name,
            created_at=now,
            client_id=new.client_id,
        )
        rows = [_delivery(street, door.household, door.resident.pk, row.pk, now) for door in doors]
        add_rows(rows)
        add_rows(
            [
                DeliveryItem(subdistrict_id=street, delivery_id=one.pk, lot_id=lot, quantity=number)
                for one in rows
                for lot, number in new.each.items()
            ]
        )
        # At each neighbourhood, so that a chief's phone sees that there is news.
        changes = {"name": [None, row.name], "doors": [0, len(rows)]}
        places = {place.pk, *(one.neighbourhood_id for one in rows)}
        audit.record(
            [Deed("supply.list", "supply_list", row.pk, where, changes) for where in sorted(places)],
            actor=actor,
            now=now,
        )
        outbox.announce([SupplyListMade(supply_list=row.pk)], now=now)
    return row


def cancel_delivery(*, actor: Actor, delivery: UUID, reason: str, now: datetime) -> Delivery:
    """Say that a door need not get it; what was promised is free again. Twice is once.

    Raises NotThere, NotAllowed, Invalid, Refusal `received_already`.
    """
    with transaction.atomic():
        row = queries.delivery(actor, delivery)
        actor.require(Can.MANAGE_CARE, row.neighbourhood.path)
        if not reason.strip():
            raise supply_refusal("reason_missing")
        waiting = Delivery.objects.filter(pk=row.pk, state=Delivery.States.WAITING)
        if waiting.update(state=Delivery.States.CANCELLED, reason=reason.strip()[:100]):
            for item in sorted(row.items.all(), key=lambda item: item.lot_id):  # few: what one door gets
                SupplyLot.objects.filter(pk=item.lot_id).update(promised=F("promised") - item.quantity)
            changes = {"state": ["waiting", "cancelled"], "reason": reason.strip()[:100]}
            deed = Deed("supply.cancel", "delivery", row.pk, row.neighbourhood_id, changes)
            audit.record([deed], actor=actor, now=now)
        elif Delivery.objects.filter(pk=row.pk, state=Delivery.States.RECEIVED).exists():
            raise Refusal("received_already", _("这一户已经收到了。记错了的话，先撤回签收。"))
    return Delivery.objects.get(pk=row.pk)


def _refuse_bad_list(new: NewList) -> None:
    if not new.name.strip():
        raise supply_refusal("list_name_missing")
    if not new.circumstances or not set(new.circumstances) <= set(Circumstance.Kinds.values):
        raise supply_refusal("circumstances_missing")
    code = rules.share_problem(new.each)
    if code:
        raise supply_refusal(code)


def _place(actor: Actor, key: UUID) -> Territory:
    place = Territory.objects.filter(pk=key).first()
    if place is None or not actor.can_at(Can.MANAGE_CARE, place.path):
        raise NotThere("territory_unknown", _("没有这个地方，请重新选择。"), field="territory")
    return place


def _promise(actor: Actor, wanted: Mapping[UUID, int], place: Territory, today: date) -> None:
    """Set aside so much of each lot, or say what is missing; in the order of the keys, so two never lock crosswise."""
    rows = {row.pk: row for row in queries.usable(actor, today=today).filter(pk__in=list(wanted))}
    if len(rows) < len(wanted):
        raise Invalid("lot_unknown", _("有一批物资已经发完或过了期，请重新选择。"))
    short = []
    for key in sorted(wanted):
        enough = SupplyLot.objects.filter(pk=key, left__gte=F("promised") + wanted[key])
        if not enough.update(promised=F("promised") + wanted[key]):
            row = rows[key]
            lacking = wanted[key] - (row.left - row.promised)
            short.append(_("%(goods)s还差 %(n)s%(unit)s") % {"goods": row.goods, "n": lacking, "unit": row.unit})
    if short:
        raise Refusal("supplies_short", _("%(what)s。少选几户，或先入库。") % {"what": _("，").join(short)})


def _delivery(street: UUID, household: object, resident: UUID | None, list_key: UUID | None, now: datetime) -> Delivery:
    return Delivery(
        subdistrict_id=street,
        list_id=list_key,
        neighbourhood_id=household.neighbourhood_id,  # type: ignore[attr-defined]
        household_id=household.pk,  # type: ignore[attr-defined]
        resident_id=resident,
        created_at=now,
    )
