"""What was brought is received, by name; a slip is taken back; something is given on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care.models import Delivery, DeliveryItem, Receipt, SupplyLot
from youlin.domains.care.queries import supplies as queries
from youlin.domains.care.rules import supplies as rules
from youlin.domains.care.wording import supply_refusal
from youlin.domains.residents.models import Household, Resident
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.refusal import NotThere, Refusal

WAITING, RECEIVED = Delivery.States.WAITING, Delivery.States.RECEIVED


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """Who received a delivery. The name may be left out where it is the person."""

    client_id: UUID
    delivery: UUID
    receiver: str
    happened_at: datetime
    receiver_name: str = ""
    note: str = ""


def receive(*, actor: Actor, receipt: NewReceipt, now: datetime) -> Receipt:
    """Note who received what was brought; the same `client_id` twice is one receipt.

    Of two who note the same door one is first. Raises NotThere, NotAllowed, Invalid, Refusal `received_already`,
    `not_needed`.
    """
    happened_at = min(receipt.happened_at, now)
    code = rules.receipt_problem(
        receiver=receipt.receiver, name=receipt.receiver_name, happened_at=happened_at, now=now
    )
    if code:
        raise supply_refusal(code)
    with transaction.atomic():
        row = queries.delivery(actor, receipt.delivery)
        actor.require(Can.LOG_CONTACT, row.neighbourhood.path)
        ours = Receipt.objects.filter(subdistrict=row.subdistrict_id, client_id=receipt.client_id)
        if (known := ours.first()) is not None:
            return _same(known, row)
        if not Delivery.objects.filter(pk=row.pk, state=WAITING).update(state=RECEIVED):
            if (known := ours.first()) is not None:  # the same letter was quicker than itself
                return _same(known, row)
            raise _no_longer(Delivery.objects.get(pk=row.pk), actor)
        # What was promised leaves the store: the constraint holds both numbers above zero.
        for item in row.items.order_by("lot_id"):  # few: what one door gets
            SupplyLot.objects.filter(pk=item.lot_id).update(
                left=F("left") - item.quantity, promised=F("promised") - item.quantity
            )
        return _write(actor, row, receipt, happened_at, now)


def take_back(*, actor: Actor, delivery: UUID, now: datetime) -> Delivery:
    """Take a receipt back: the door waits again, and what was brought stands in the store. Twice is once.

    The one who noted it within a day, the desk at any time; what was given on the spot is back in the store for good.
    Raises NotThere, Refusal `too_late_to_undo`.
    """
    with transaction.atomic():
        row = queries.delivery(actor, delivery)
        standing = Receipt.objects.filter(delivery=row.pk, taken_back_at__isnull=True).first()
        if standing is None:
            return row
        desk = actor.can_at(Can.MANAGE_CARE, row.neighbourhood.path)
        if not desk and standing.by != actor.user_id:
            raise NotThere("delivery_unknown", _("没有这次送东西的记录。"))
        if not desk and now - standing.received_at > rules.UNDO_WITHIN:
            raise Refusal("too_late_to_undo", _("过了一天，不能再自己撤回。请告诉社区，由社区来改。"))
        if not Receipt.objects.filter(pk=standing.pk, taken_back_at__isnull=True).update(
            taken_back_at=now, taken_back_by=actor.user_id
        ):
            return row
        listed = row.list_id is not None
        after = WAITING if listed else Delivery.States.CANCELLED
        Delivery.objects.filter(pk=row.pk).update(state=after)
        for item in row.items.order_by("lot_id"):
            back = {"left": F("left") + item.quantity}
            if listed:
                back["promised"] = F("promised") + item.quantity
            SupplyLot.objects.filter(pk=item.lot_id).update(**back)
        deed = Deed("supply.take_back", "delivery", row.pk, row.neighbourhood_id, {"state": ["received", str(after)]})
        audit.record([deed], actor=actor, now=now)
    return queries.delivery(actor, delivery)


@dataclass(frozen=True, slots=True)
class NewGift:
    """Something given on the spot, at the desk or at a door."""

    client_id: UUID
    lot: UUID
    quantity: int
    household: UUID
    receiver: str
    happened_at: datetime
    resident: UUID | None = None
    receiver_name: str = ""


def give(*, actor: Actor, gift: NewGift, now: datetime) -> Delivery:
    """Give something to a household at once; the same `client_id` twice is one.

    Raises NotThere, Invalid, Refusal `supplies_short` where less is free than that.
    """
    happened_at = min(gift.happened_at, now)
    code = rules.share_problem({gift.lot: gift.quantity}) or rules.receipt_problem(
        receiver=gift.receiver, name=gift.receiver_name, happened_at=happened_at, now=now
    )
    if code:
        raise supply_refusal(code)
    with transaction.atomic():
        lot = queries.lot(actor, gift.lot)
        known = Receipt.objects.filter(subdistrict=lot.subdistrict_id, client_id=gift.client_id).first()
        if known is not None:
            return queries.delivery(actor, known.delivery_id)
        home = _home(actor, gift.household)
        if rules.shelf(lot.expires_on, clock.day_of(now)) is rules.Shelf.EXPIRED:
            raise Refusal("lot_expired", _("这批已经过了保质期，不能再发。请盘点时划掉。"))
        enough = SupplyLot.objects.filter(pk=lot.pk, left__gte=F("promised") + gift.quantity)
        if not enough.update(left=F("left") - gift.quantity):
            free = lot.left - lot.promised
            raise Refusal(
                "supplies_short",
                _("这批能发的只有 %(n)s%(unit)s。") % {"n": free, "unit": lot.unit},
                field="quantity",
            )
        row = Delivery.objects.create(
            subdistrict_id=home.subdistrict_id,
            neighbourhood_id=home.neighbourhood_id,
            household=home,
            resident=_person(home, gift.resident),
            state=RECEIVED,
            created_at=now,
        )
        DeliveryItem.objects.create(
            subdistrict_id=home.subdistrict_id, delivery=row, lot_id=lot.pk, quantity=gift.quantity
        )
        receipt = NewReceipt(gift.client_id, row.pk, gift.receiver, happened_at, gift.receiver_name)
        _write(actor, row, receipt, happened_at, now)
    return queries.delivery(actor, row.pk)


def _home(actor: Actor, key: UUID) -> Household:
    rows = Household.objects.filter(scope(actor, Can.MANAGE_CARE, "neighbourhood__path"), pk=key)
    found = rows.first()
    if found is None:
        raise NotThere("household_unknown", _("没有这一户。"))
    return found


def _person(home: Household, key: UUID | None) -> Resident | None:
    """The one it is for, if they live there; else whoever the household knows first."""
    rows = Resident.objects.filter(household=home, lives_here=True).order_by("created_at", "pk")
    return (rows.filter(pk=key).first() if key else None) or rows.first()


def _write(actor: Actor, row: Delivery, receipt: NewReceipt, happened_at: datetime, now: datetime) -> Receipt:
    own = row.resident.name if row.resident is not None else ""
    made = Receipt.objects.create(
        subdistrict_id=row.subdistrict_id,
        delivery_id=row.pk,
        receiver=receipt.receiver,
        receiver_name=receipt.receiver_name.strip()[:40] or own,
        note=receipt.note.strip(),
        happened_at=happened_at,
        received_at=now,
        by=actor.user_id,
        by_name=actor.name,
        client_id=receipt.client_id,
    )
    changes = {"state": ["waiting", "received"], "receiver": made.receiver}
    audit.record([Deed("supply.receive", "delivery", row.pk, row.neighbourhood_id, changes)], actor=actor, now=now)
    return made


def _same(known: Receipt, row: Delivery) -> Receipt:
    if known.delivery_id != row.pk:
        raise Refusal("identity_taken", _("这份记录和以前的一份编号相同，请重新打开页面再记一次。"))
    return known


def _no_longer(row: Delivery, actor: Actor) -> Refusal:
    if row.state == RECEIVED:
        standing = row.receipts.filter(taken_back_at__isnull=True).first()
        who = standing.by_name if standing else actor.name
        return Refusal("received_already", _("这一户已经收到了，是%(who)s记的。") % {"who": who})
    return Refusal("not_needed", _("社区说这一户不用送了。已经送去的话，请告诉社区。"))
