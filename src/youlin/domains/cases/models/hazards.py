"""Hazards, every step they took, each order to remove one and the look of somebody else, and a street's own days."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet, scope
from youlin.domains.cases.models.cases import Case, Rungs
from youlin.domains.cases.models.inspections import Inspection, Severities, Site, Topics
from youlin.domains.cases.rules.hazards import LISTED, HazardStatus, HazardStep
from youlin.domains.chiefs.models import Post
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row

_LISTED = sorted(status.value for status in LISTED)


class HazardQuerySet(ScopedQuerySet["Hazard"]):
    """Hazards by their place, and by the post that was told to remove them."""

    path_field = "territory__path"
    capability = Can.SEE_CASES

    def visible_to(self, actor: Actor) -> Self:
        """Hazards of the actor's subtrees, and those that a post of the actor must remove."""
        if actor.everywhere:
            return self.all()
        if actor.user_id is None:
            return self.none()
        return self.filter(scope(actor, self.capability, self.path_field) | Q(fixer_post__in=actor.posts()))


class Hazard(Row):
    """Something dangerous at a place. Listed until somebody other than its fixer finds it gone."""

    class Statuses(models.TextChoices):
        """Where it stands."""

        FOUND = HazardStatus.FOUND.value, _("待安排整改")
        ORDERED = HazardStatus.ORDERED.value, _("整改中")
        FIXED = HazardStatus.FIXED.value, _("待复查")
        REMOVED = HazardStatus.REMOVED.value, _("已消除")
        DISMISSED = HazardStatus.DISMISSED.value, _("不是隐患")

    class Fixers(models.TextChoices):
        """Who is to remove it."""

        HOUSEHOLD = "household", _("住户自己")
        OWNER = "owner", _("业主、单位")
        CHIEFS = "chiefs", _("三长和社区")
        DEPARTMENT = "department", _("部门")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=16)
    topic = models.CharField(max_length=20, choices=Topics.choices)
    severity = models.CharField(max_length=10, choices=Severities.choices)
    text = models.CharField(max_length=500)
    at_once = models.CharField(max_length=300, blank=True)  # what to do on the spot
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    where = models.CharField(max_length=200, blank=True)  # in words
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, related_name="hazards")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="hazards"
    )  # reported as, or raised
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeated")
    status = models.CharField(max_length=10, choices=Statuses.choices, default=Statuses.FOUND)
    rung = models.PositiveSmallIntegerField(choices=Rungs.choices)
    holder = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")  # who watches over it now
    fixer_kind = models.CharField(max_length=10, choices=Fixers.choices, blank=True)
    fixer_name = models.CharField(max_length=60, blank=True)
    fixer_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=0)  # of its orders, the last
    due_at = models.DateTimeField(null=True)  # the end of the day by which this state should be left; None: 未配置
    rises_at = models.DateTimeField(null=True)  # when it goes up a rung if nothing happens
    overdue_since = models.DateTimeField(null=True)
    extended = models.BooleanField(default=False)
    found_at = models.DateTimeField()  # by the finder's clock
    received_at = models.DateTimeField()
    found_by = models.UUIDField(null=True)
    found_by_name = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)  # of the last event; every change compares and sets it
    client_id = models.UUIDField()

    objects = HazardQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="hazard_number_once"),
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="hazard_client_once"),
            models.CheckConstraint(
                condition=Q(status=HazardStatus.REMOVED.value, removed_at__isnull=False)
                | (~Q(status=HazardStatus.REMOVED.value) & Q(removed_at__isnull=True)),
                name="hazard_removed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_LISTED) | Q(rises_at__isnull=True, due_at__isnull=True),
                name="hazard_clock_while_listed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "status", "due_at"], name="hazard_by_status"),
            models.Index(fields=["subdistrict", "-found_at"], name="hazard_by_day"),
            models.Index(fields=["territory", "status"], name="hazard_by_place"),
            models.Index(fields=["household"], name="hazard_by_home", condition=Q(household__isnull=False)),
            models.Index(fields=["site"], name="hazard_by_site", condition=Q(site__isnull=False)),
            models.Index(fields=["rises_at"], name="hazard_rising", condition=Q(rises_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number


class Rectification(Row):
    """One order to remove a hazard: who, by when, who says it is done, and who else looked."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="orders")
    attempt = models.PositiveSmallIntegerField()
    fixer_kind = models.CharField(max_length=10, choices=Hazard.Fixers.choices, blank=True)
    fixer_name = models.CharField(max_length=60, blank=True)
    fixer_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField()
    ordered_by_name = models.CharField(max_length=60)
    due_on = models.DateField(null=True)
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.UUIDField(null=True)
    fixed_by_name = models.CharField(max_length=60, blank=True)
    fixed_how = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.UUIDField(null=True)
    checked_by_name = models.CharField(max_length=60, blank=True)
    checked_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    passed = models.BooleanField(null=True)
    checked_how = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "hazard", "attempt"], name="rectification_in_order"),
            # Nobody passes the own work: not the account, not the post, not the name.
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(fixed_by__isnull=True) | ~Q(checked_by=F("fixed_by")),
                name="rechecked_by_another_account",
            ),
            models.CheckConstraint(
                condition=Q(checked_post__isnull=True) | Q(fixer_post__isnull=True) | ~Q(checked_post=F("fixer_post")),
                name="rechecked_by_another_post",
            ),
            models.CheckConstraint(
                condition=Q(checked_by_name="") | ~Q(checked_by_name=F("fixer_name")),
                name="rechecked_by_another_name",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(fixed_at__isnull=False, passed__isnull=False),
                name="rechecked_after_fixed",
            ),
        ]


class HazardEvent(Row):
    """One step of a hazard: who, when, from, to, why. Appended, never edited."""

    class Steps(models.TextChoices):
        """What happened."""

        FIND = HazardStep.FIND.value, pgettext_lazy("hazard step", "发现")
        RAISE = HazardStep.RAISE.value, pgettext_lazy("hazard step", "发现，直接报上一级")
        ORDER = HazardStep.ORDER.value, pgettext_lazy("hazard step", "安排整改")
        EXTEND = HazardStep.EXTEND.value, pgettext_lazy("hazard step", "延期")
        FIX = HazardStep.FIX.value, pgettext_lazy("hazard step", "整改好了")
        PASS = HazardStep.PASS.value, pgettext_lazy("hazard step", "复查合格")
        FAIL = HazardStep.FAIL.value, pgettext_lazy("hazard step", "复查不合格")
        CLIMB = HazardStep.CLIMB.value, pgettext_lazy("hazard step", "过了期，自动报上一级")
        OVERDUE = HazardStep.OVERDUE.value, pgettext_lazy("hazard step", "过了期")
        DISMISS = HazardStep.DISMISS.value, pgettext_lazy("hazard step", "看过，不是隐患")
        NOTE = HazardStep.NOTE.value, pgettext_lazy("hazard step", "补充")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Steps.choices)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60)
    from_rung = models.PositiveSmallIntegerField(choices=Rungs.choices, null=True)
    to_rung = models.PositiveSmallIntegerField(choices=Rungs.choices)
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10)
    due_at = models.DateTimeField(null=True)  # the day that this step set
    text = models.CharField(max_length=500, blank=True)
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "hazard", "seq"], name="hazard_event_in_order"),
            models.UniqueConstraint(
                fields=["subdistrict", "hazard", "client_id"],
                condition=Q(client_id__isnull=False),
                name="hazard_event_client_once",
            ),
        ]


class HazardPhoto(Row):
    """A picture of a place before, or after, without the data of who took it where. Never required."""

    class Moments(models.TextChoices):
        """Of what moment."""

        BEFORE = "before", _("整改前")
        AFTER = "after", _("整改后")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="photos")
    moment = models.CharField(max_length=10, choices=Moments.choices)
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    by = models.UUIDField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "hazard", "digest"], name="hazard_photo_once"),
        ]


class HazardTerms(Row):
    """The days that a territory allows for hazards of one severity; a state without a number has none."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=10, choices=Severities.choices)
    order_days = models.PositiveSmallIntegerField(null=True)
    fix_days = models.PositiveSmallIntegerField(null=True)
    recheck_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory", "severity"], name="hazard_terms_once_a_place"),
        ]


class HazardNumber(Row):
    """The last number given in a subdistrict in a year."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "year"], name="hazard_number_one_series_a_year"),
        ]
