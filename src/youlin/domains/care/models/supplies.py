"""Supplies: lots in stock, lists of doors to bring them to, and who received what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care import rules
from youlin.domains.care.rules.supplies import Receiver
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class SupplyLotQuerySet(ScopedQuerySet["SupplyLot"]):
    """Lots by the place that keeps them."""

    path_field = "territory__path"
    capability = Can.MANAGE_CARE


class SupplyLot(Row):
    """So much of one thing, come in on one day from one giver. `left` is what stands there, `promised` a part of it.

    The three numbers change only together with the rows that explain them, each by one conditional statement.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)  # whose store
    goods = models.CharField(max_length=40)  # 大米
    unit = models.CharField(max_length=10)  # 袋
    came_from = models.CharField(max_length=60, blank=True)
    received_on = models.DateField()
    expires_on = models.DateField(null=True)  # the last good day
    quantity = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    promised = models.PositiveIntegerField(default=0)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = SupplyLotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="supply_lot_once"),
            models.CheckConstraint(
                condition=Q(left__gte=0) & Q(promised__gte=0) & Q(left__gte=F("promised")), name="supply_never_below"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["territory", "received_on"], name="supply_lot_by_place")]

    def __str__(self) -> str:
        return self.goods


class SupplyListQuerySet(ScopedQuerySet["SupplyList"]):
    """Lists by the place they were made for."""

    path_field = "territory__path"
    capability = Can.MANAGE_CARE


class SupplyList(Row):
    """A round of deliveries made from circumstances: a winter list."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    circumstances = models.JSONField(default=list)  # the codes it was made from
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = SupplyListQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="supply_list_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryQuerySet(ScopedQuerySet["Delivery"]):
    """Deliveries by the neighbourhood they go to."""

    path_field = "neighbourhood__path"
    capability = Can.SEE_CARE


class Delivery(Row):
    """What one door gets: promised, then received or no longer needed. Without a list it was given on the spot."""

    class States(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("还没送到")
        RECEIVED = "received", _("收到了")
        CANCELLED = "cancelled", _("不用送了")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(SupplyList, on_delete=models.PROTECT, null=True, related_name="deliveries")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")  # for whom
    state = models.CharField(max_length=10, choices=States.choices, default=States.WAITING)
    reason = models.CharField(max_length=100, blank=True)  # why it is no longer needed
    created_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "list", "household"],
                condition=Q(list__isnull=False),
                name="delivery_once_a_door",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["neighbourhood", "state"], name="delivery_by_place"),
            models.Index(fields=["household"], name="delivery_by_household"),
        ]


class DeliveryItem(Row):
    """So much of one lot for one door."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="items")
    lot = models.ForeignKey(SupplyLot, on_delete=models.PROTECT, related_name="items")
    quantity = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "delivery", "lot"], name="delivery_item_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="delivery_item_something"),
        ]


class Receipt(Row):
    """Who received it, by name. Appended; one that was noted by mistake is taken back and stays to be seen."""

    class Receivers(models.TextChoices):
        """Who took it, in words."""

        SELF = Receiver.SELF.value, _("本人")
        RELATIVE = Receiver.RELATIVE.value, _("家里人")
        NEIGHBOUR = Receiver.NEIGHBOUR.value, _("邻居代收")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="receipts")
    receiver = models.CharField(max_length=10, choices=Receivers.choices)
    receiver_name = models.CharField(max_length=40)
    note = models.CharField(max_length=rules.NOTE_LENGTH, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="receipt_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "delivery"],
                condition=Q(taken_back_at__isnull=True),
                name="one_standing_receipt_per_delivery",
            ),
        ]
