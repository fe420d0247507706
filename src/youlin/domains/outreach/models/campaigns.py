"""Campaigns: one message taken to a set of households, door by door, and what was said of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.cases.models import Case, Rungs
from youlin.domains.outreach.rules.campaigns import DoorState, Outcome
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class CampaignQuerySet(ScopedQuerySet["Campaign"]):
    """Campaigns by the place they were begun for."""

    path_field = "territory__path"
    capability = Can.LOG_SERVICE


class Campaign(Row):
    """One message, the homes it goes to, and who carries it. A sweep is one that is over in hours."""

    class Topics(models.TextChoices):
        """What it is about."""

        DROWNING = "drowning", _("防溺水")
        DRUGS = "drugs", _("禁毒")
        FRAUD = "fraud", _("防电信诈骗")
        ELECTRICITY = "electricity", _("冬季用电")
        FIRE = "fire", _("防火")
        EMERGENCY = "emergency", _("紧急通知")
        OTHER = "other", pgettext_lazy("topic", "其他")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=Topics.choices)
    title = models.CharField(max_length=60)
    message = models.TextField()
    sweep = models.BooleanField(default=False)
    circumstances = models.JSONField(default=list)  # the codes it was narrowed to; none: every permanent home
    carried_by = models.PositiveSmallIntegerField(choices=Rungs.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="campaign_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_forwards"),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "ends_on"], name="campaign_by_end")]

    def __str__(self) -> str:
        return self.title


class CampaignMaterial(Row):
    """A picture or a short sound that goes with the message."""

    class Kinds(models.TextChoices):
        """What it is."""

        PICTURE = "picture", _("图片")
        AUDIO = "audio", _("录音")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="materials")
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    form = models.CharField(max_length=4)  # jpg, mp3, m4a, ogg, wav: how the file ends
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by_name = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "campaign", "digest"], name="campaign_material_once"),
        ]


class CampaignDoorQuerySet(ScopedQuerySet["CampaignDoor"]):
    """Doors by the neighbourhood they lie in."""

    path_field = "territory__path"
    capability = Can.LOG_SERVICE


class CampaignDoor(Row):
    """A household in a campaign. Who holds the campaign's rung above `territory` carries it, whoever that is today."""

    class States(models.TextChoices):
        """How it stands."""

        WAITING = DoorState.WAITING.value, _("还没去")
        TOLD = DoorState.TOLD.value, _("说过了")
        REFUSED = DoorState.REFUSED.value, _("不愿意听")
        ABSENT = DoorState.ABSENT.value, _("没人在")
        AGAIN = DoorState.AGAIN.value, _("改天再来")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="doors", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=0)  # 0 comes first
    state = models.CharField(max_length=10, choices=States.choices, default=States.WAITING)
    changed_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=60, blank=True)

    objects = CampaignDoorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "campaign", "household"], name="campaign_door_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["territory", "state"], name="campaign_door_by_place"),
            models.Index(fields=["campaign", "state", "territory"], name="campaign_door_by_campaign"),
        ]


class CampaignMark(Row):
    """Somebody went to a door. Appended; what was noted by mistake is taken back and stays to be seen."""

    class Outcomes(models.TextChoices):
        """What came of it."""

        TOLD = Outcome.TOLD.value, _("说过了")
        ABSENT = Outcome.ABSENT.value, _("没人在")
        REFUSED = Outcome.REFUSED.value, _("不愿意听")
        AGAIN = Outcome.AGAIN.value, _("改天再来")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    door = models.ForeignKey(CampaignDoor, on_delete=models.PROTECT, related_name="marks", db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcomes.choices)
    note = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")  # of what they asked
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="campaign_mark_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["door", "happened_at"], name="campaign_mark_by_door")]
