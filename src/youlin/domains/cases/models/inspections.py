"""What is looked at: checklists with versions, sites, rounds with their doors, and what was found at each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.cases.models.cases import Rungs
from youlin.domains.cases.rules.hazards import Severity
from youlin.domains.cases.rules.inspecting import Answer, DoorState, SiteKind, Target, Topic
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Topics(models.TextChoices):
    """What it is about."""

    FIRE = Topic.FIRE.value, _("消防")
    GAS = Topic.GAS.value, _("燃气")
    ELECTRICITY = Topic.ELECTRICITY.value, _("用电")
    SLOPE = Topic.SLOPE.value, _("边坡和防汛")
    WATER = Topic.WATER.value, _("防溺水")
    FOOD = Topic.FOOD.value, _("食品安全")
    SANITATION = Topic.SANITATION.value, _("环境卫生")
    COVENANT = Topic.COVENANT.value, _("村规民约")
    OTHER = Topic.OTHER.value, pgettext_lazy("topic", "其他")


class Severities(models.TextChoices):
    """How bad it is."""

    GENERAL = Severity.GENERAL.value, pgettext_lazy("severity", "一般")
    SERIOUS = Severity.SERIOUS.value, pgettext_lazy("severity", "严重")
    AT_ONCE = Severity.AT_ONCE.value, pgettext_lazy("severity", "马上处理")


class Targets(models.TextChoices):
    """What a round goes to."""

    HOUSEHOLD = Target.HOUSEHOLD.value, _("一户一户")
    SITE = Target.SITE.value, _("一处一处")


class Checklist(Row):
    """One version of a checklist. A change is a new version; what was checked by an older one stays as it was asked."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=40)  # the same for every version: fire, or a street's own
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    topic = models.CharField(max_length=20, choices=Topics.choices)
    target = models.CharField(max_length=10, choices=Targets.choices)
    source = models.CharField(max_length=200, blank=True)  # of the standard, where one is known
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "code", "version"], name="checklist_version_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ChecklistItem(Row):
    """One question, put so that yes is fine; how bad a no is, and what to do about it on the spot."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    seq = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    wrong = models.CharField(max_length=200, blank=True)  # what a no means, as the hazard is called
    severity = models.CharField(max_length=10, choices=Severities.choices)
    at_once = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "checklist", "seq"], name="checklist_item_in_order"),
        ]

    def __str__(self) -> str:
        return self.text


class SiteQuerySet(ScopedQuerySet["Site"]):
    """Sites by their place."""

    path_field = "territory__path"
    capability = Can.SEE_CASES


class Site(Row):
    """A public place to look at: a pond, a slope, a noodle shop, a stairwell. Known to everybody who serves there."""

    class Kinds(models.TextChoices):
        """What it is."""

        WATER = SiteKind.WATER.value, _("水边")
        SLOPE = SiteKind.SLOPE.value, _("边坡、低洼处")
        FOOD = SiteKind.FOOD.value, _("餐饮、食品店")
        BUILDING = SiteKind.BUILDING.value, _("楼栋、公共房屋")
        ROAD = SiteKind.ROAD.value, _("道路、桥")
        OTHER = SiteKind.OTHER.value, pgettext_lazy("site", "其他")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    name = models.CharField(max_length=60)
    where = models.CharField(max_length=200, blank=True)
    keeper = models.CharField(max_length=60, blank=True)  # who answers for it: an owner, a company
    note = models.CharField(max_length=200, blank=True)  # what is dangerous there, what stands ready
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    closed_on = models.DateField(null=True)  # filled up, torn down: it is looked at no more
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    objects = SiteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory", "name"], name="site_name_once_a_place"),
        ]

    def __str__(self) -> str:
        return self.name


class InspectionRoundQuerySet(ScopedQuerySet["InspectionRound"]):
    """Rounds by the place they were opened for."""

    path_field = "territory__path"
    capability = Can.SEE_CASES


class InspectionRound(Row):
    """One checklist taken to every home or site of a place, by one rung of chiefs or the desk, until a day."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    carried_by = models.PositiveSmallIntegerField(choices=Rungs.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True)  # ended before its last day, or after it
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = InspectionRoundQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="inspection_round_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="inspection_round_forwards"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "ends_on"], name="inspection_round_by_end"),
        ]

    def __str__(self) -> str:
        return self.name


class InspectionDoorQuerySet(ScopedQuerySet["InspectionDoor"]):
    """Doors of rounds by their place."""

    path_field = "territory__path"
    capability = Can.SEE_CASES


class InspectionDoor(Row):
    """A home or a site in a round. Who holds the round's rung above `territory` carries it, whoever that is today."""

    class States(models.TextChoices):
        """How it stands."""

        WAITING = DoorState.WAITING.value, _("还没查")
        FINE = DoorState.FINE.value, _("没有问题")
        FAILED = DoorState.FAILED.value, _("查出隐患")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(InspectionRound, on_delete=models.PROTECT, related_name="doors", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=States.choices, default=States.WAITING)
    absences = models.PositiveSmallIntegerField(default=0)  # how often nobody was in
    absent_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    objects = InspectionDoorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "round", "household"],
                condition=Q(household__isnull=False),
                name="inspection_door_once_a_home",
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "round", "site"],
                condition=Q(site__isnull=False),
                name="inspection_door_once_a_site",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False, site__isnull=True) | Q(household__isnull=True, site__isnull=False),
                name="inspection_door_is_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["territory", "state"], name="inspection_door_by_place"),
            models.Index(fields=["round", "state"], name="inspection_door_by_round"),
        ]


class Inspection(Row):
    """Somebody looked, or found nobody in. Appended; what was noted by mistake is taken back and stays to be seen."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    door = models.ForeignKey(InspectionDoor, on_delete=models.PROTECT, related_name="inspections")
    absent = models.BooleanField(default=False)  # nobody in: the door waits on
    note = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="inspection_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "door"],
                condition=Q(absent=False, taken_back_at__isnull=True),
                name="inspection_one_stands_a_door",
            ),
        ]


class InspectionAnswer(Row):
    """What was found of one question."""

    class Answers(models.TextChoices):
        """Yes, no, or there is no such thing."""

        FINE = Answer.FINE.value, _("是的，没问题")
        FAILED = Answer.FAILED.value, _("不是，有问题")
        ABSENT = Answer.ABSENT.value, _("这里没有")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answers.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "inspection", "item"], name="inspection_answer_once"),
        ]
