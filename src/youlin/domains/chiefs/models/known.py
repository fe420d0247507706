"""What makes chiefs known: station hours, cards made anew, portraits, groups of neighbours, what was handed out.

A card itself is no row: it follows from the appointment, so it ends with it at the same instant.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.models.posts import Appointment, Post
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class StationShift(Row):
    """A post is at the station of a place on a day of the week, from an hour to an hour."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()  # 1 is Monday
    starts = models.TimeField()
    ends = models.TimeField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="shifts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "territory", "post", "weekday", "starts"], name="shift_once"
            ),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="shift_on_a_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="shift_not_backwards"),
        ]


class CardReissue(Row):
    """A card made anew: from now on only the one with this serial is good. The first card has serial 1 and no row."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="reissues")
    serial = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)
    client_id = models.UUIDField(null=True)  # of the form that asked for it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "appointment", "serial"], name="card_serial_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "client_id"], condition=Q(client_id__isnull=False), name="card_reissue_once"
            ),
        ]


class Portrait(Row):
    """The photograph on a card, if its holder gave one; the last row counts, an empty digest takes it away."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="portraits", db_index=False)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["appointment", "-at"], name="portrait_by_appointment")]


class GroupChatQuerySet(ScopedQuerySet["GroupChat"]):
    """Groups by the place whose neighbours are in them."""

    path_field = "territory__path"
    capability = Can.SEE_POSTS


class GroupChat(Row):
    """A WeChat group of neighbours. The register says whose and who runs it; the way in is the chief, never a code."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    run_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    closed_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = GroupChatQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="group_chat_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "territory", "name"],
                condition=Q(closed_on__isnull=True),
                name="group_chat_name_once_per_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupChatCount(Row):
    """How many households were in a group on a day, as its keeper counted. Appended; the last one counts."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    chat = models.ForeignKey(GroupChat, on_delete=models.PROTECT, related_name="counts")
    households = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)


class HandoutQuerySet(ScopedQuerySet["Handout"]):
    """What was handed out, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_HOUSEHOLDS


class Handout(Row):
    """A household was handed the card or the poster of its chief. A press may hand out many: they share `batch`."""

    class Kinds(models.TextChoices):
        """What it was."""

        CARD = "card", _("联系卡")
        POSTER = "poster", _("门牌贴")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    chief = models.UUIDField()  # whose name it bears: when another sits there, the household must be told anew
    batch = models.UUIDField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)
    taken_back_at = models.DateTimeField(null=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "household", "kind", "chief"],
                condition=Q(taken_back_at__isnull=True),
                name="handed_out_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["batch"], name="handout_by_batch")]
