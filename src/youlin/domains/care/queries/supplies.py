"""Reading supplies: what is in stock, which lists there are, which doors are still missing, and who received what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.care.models import Delivery, DeliveryItem, Receipt, SupplyList, SupplyLot
from youlin.domains.care.rules.supplies import SOON
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "Board",
    "Delivery",
    "Door",
    "Receipt",
    "SupplyList",
    "SupplyLot",
    "board",
    "brought",
    "deliveries",
    "delivery",
    "doors",
    "given_of",
    "list_of",
    "lists",
    "lot",
    "lots",
    "received_by",
    "shares",
    "to_bring",
    "to_bring_count",
    "usable",
]

WAITING, RECEIVED = Delivery.States.WAITING, Delivery.States.RECEIVED


def lots(actor: Actor, *, shelf: str = "", today: date | None = None) -> QuerySet[SupplyLot]:
    """Lots in sight with `free`, what goes off first before what keeps. `shelf`: soon (to go off), empty, or all."""
    rows = SupplyLot.objects.visible_to(actor).annotate(free=F("left") - F("promised")).select_related("territory")
    if shelf == "soon" and today is not None:
        rows = rows.filter(expires_on__lte=today + SOON, left__gt=0)
    elif shelf == "empty":
        rows = rows.filter(left=0)
    return rows.order_by("goods", F("expires_on").asc(nulls_last=True), "received_on", "id")


def usable(actor: Actor, *, today: date) -> QuerySet[SupplyLot]:
    """Lots of which something is free and still good."""
    good = Q(expires_on__isnull=True) | Q(expires_on__gte=today)
    return lots(actor).filter(good, left__gt=F("promised"))


def lot(actor: Actor, key: UUID) -> SupplyLot:
    """One lot in sight. Raises NotThere."""
    found = lots(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("lot_unknown", _("没有这批物资。"))
    return found


def given_of(actor: Actor, lot: UUID) -> QuerySet[DeliveryItem]:
    """Where a lot went or is promised to, the latest first."""
    rows = DeliveryItem.objects.filter(lot=lot, delivery__in=Delivery.objects.visible_to(actor))
    return (
        rows.exclude(delivery__state=Delivery.States.CANCELLED)
        .select_related("delivery__household", "delivery__resident", "delivery__neighbourhood")
        .prefetch_related(
            Prefetch("delivery__receipts", Receipt.objects.filter(taken_back_at__isnull=True), "standing")
        )
        .order_by("-delivery__created_at", "delivery__household__address_key", "pk")
    )


@dataclass(frozen=True, slots=True)
class Door:
    """A household that a list would go to, with the one in it for whose sake."""

    household: Household
    resident: Resident
    circumstances: tuple[str, ...]


def doors(actor: Actor, *, territory: UUID, circumstances: Sequence[str]) -> list[Door]:
    """Permanent households at a place with somebody in one of these circumstances, one door each. One query and one.

    Of several people in a household the first one known stands for it.
    """
    path = Territory.objects.filter(pk=territory).values_list("path", flat=True).first()
    if path is None:
        return []
    rows = Circumstance.objects.filter(
        scope(actor, Can.MANAGE_CARE, "resident__household__neighbourhood__path"),
        under("resident__household__neighbourhood__path", path),
        kind__in=list(circumstances),
        until__isnull=True,
        resident__lives_here=True,
        resident__household__residence=Household.Residence.PERMANENT,
    ).select_related("resident__household__neighbourhood")
    found: dict[UUID, tuple[Resident, list[str]]] = {}
    for row in rows.order_by("resident__household__neighbourhood__path", "resident__household__number", "resident_id"):
        _person, kinds = found.setdefault(row.resident.household_id, (row.resident, []))
        if row.kind not in kinds:
            kinds.append(row.kind)
    return [Door(person.household, person, tuple(kinds)) for person, kinds in found.values()]


def lists(actor: Actor) -> QuerySet[SupplyList]:
    """Lists in sight with `doors`, `received` and `waiting`, the latest first. Counted by the database."""
    counted = Q(deliveries__state__in=(WAITING, RECEIVED))
    return (
        SupplyList.objects.visible_to(actor)
        .select_related("territory")
        .annotate(
            doors=Count("deliveries", filter=counted),
            received=Count("deliveries", filter=Q(deliveries__state=RECEIVED)),
            waiting=Count("deliveries", filter=Q(deliveries__state=WAITING)),
        )
        .order_by("-created_at", "-id")
    )


def list_of(actor: Actor, key: UUID) -> SupplyList:
    """One list in sight, counted. Raises NotThere."""
    found = lists(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("supply_list_unknown", _("没有这份清单。"))
    return found


def shares(list_key: UUID) -> list[tuple[str, str, int]]:
    """What a list takes of each thing: goods, unit, and the sum over all its doors. One query."""
    rows = DeliveryItem.objects.filter(delivery__list=list_key).exclude(delivery__state=Delivery.States.CANCELLED)
    return list(rows.values_list("lot__goods", "lot__unit").annotate(number=Sum("quantity")).order_by("lot__goods"))


def deliveries(actor: Actor, *, list_key: UUID | None = None, state: str = "") -> QuerySet[Delivery]:
    """Deliveries in sight with their things and the receipt that stands, in the order of the street."""
    rows = Delivery.objects.visible_to(actor).select_related("household", "resident", "neighbourhood", "list")
    if list_key is not None:
        rows = rows.filter(list=list_key)
    if state in Delivery.States.values:
        rows = rows.filter(state=state)
    return rows.prefetch_related(
        Prefetch("items", DeliveryItem.objects.select_related("lot").order_by("lot__goods", "pk"), "things"),
        Prefetch("receipts", Receipt.objects.filter(taken_back_at__isnull=True), "standing"),
    ).order_by("neighbourhood__path", "household__number", "pk")


def delivery(actor: Actor, key: UUID) -> Delivery:
    """One delivery in sight. Raises NotThere."""
    found = deliveries(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("delivery_unknown", _("没有这次送东西的记录。"))
    return found


@dataclass(frozen=True, slots=True)
class Board:
    """How a list stands in one neighbourhood."""

    place: Territory
    doors: int
    received: int

    @property
    def waiting(self) -> int:
        """Doors that still have nothing."""
        return self.doors - self.received


def board(actor: Actor, list_key: UUID) -> list[Board]:
    """How a list stands, neighbourhood by neighbourhood in the order of the street. Two queries."""
    rows = Delivery.objects.visible_to(actor).filter(list=list_key).exclude(state=Delivery.States.CANCELLED)
    counts = (
        rows.order_by()
        .values("neighbourhood")
        .annotate(doors=Count("pk"), received=Count("pk", filter=Q(state=RECEIVED)))
    )
    known = {row["neighbourhood"]: row for row in counts}
    places = Territory.objects.filter(pk__in=known).order_by("path")
    return [Board(place, known[place.pk]["doors"], known[place.pk]["received"]) for place in places]


def to_bring(actor: Actor, *, limit: int = 200) -> list[Delivery]:
    """What waits to be brought in the actor's own neighbourhoods; with none of their own, in all that they see."""
    return list(_own(actor, deliveries(actor, state=WAITING))[:limit])


def to_bring_at(actor: Actor, place: UUID, *, limit: int = 200) -> list[Delivery]:
    """What waits to be brought at a place in sight, for whoever takes it over. A fixed number of queries."""
    path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
    rows = deliveries(actor, state=WAITING)
    return list(rows.filter(under("neighbourhood__path", path))[:limit]) if path else []


def to_bring_count(actor: Actor) -> int:
    """How many doors wait. One query."""
    return _own(actor, Delivery.objects.visible_to(actor).filter(state=WAITING)).count()


def brought(actor: Actor, *, limit: int = 20) -> list[Delivery]:
    """What the actor noted as received, the latest first."""
    if actor.user_id is None:
        return []
    mine = Receipt.objects.filter(delivery=OuterRef("pk"), by=actor.user_id, taken_back_at__isnull=True)
    rows = deliveries(actor, state=RECEIVED).filter(Exists(mine), receipts__taken_back_at__isnull=True)
    return list(rows.order_by("-receipts__received_at", "-pk")[:limit])


def received_by(actor: Actor, households: Iterable[UUID], *, limit: int = 50) -> list[Delivery]:
    """What these households received, the latest first."""
    rows = deliveries(actor, state=RECEIVED).filter(household__in=list(households))
    return list(rows.order_by("-created_at", "-pk")[:limit])


def _own(actor: Actor, rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    own = [grant.path for grant in actor.grants if grant.role == Role.NEIGHBOURHOOD_CHIEF]
    if not own:
        return rows
    found = Q(pk__in=())
    for path in own:
        found |= under("neighbourhood__path", path)
    return rows.filter(found)
