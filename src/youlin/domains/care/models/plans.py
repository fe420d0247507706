"""How often, and for whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care import rules
from youlin.domains.residents.models import Circumstance, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Tiers(models.TextChoices):
    """Steps that somebody is put into by hand; the empty one is the usual."""

    CLOSE = "close", _("密切")
    WEEKLY = "weekly", _("每周")
    FORTNIGHTLY = "fortnightly", _("每两周")
    MONTHLY = "monthly", _("每月")


class Endings(models.TextChoices):
    """Why somebody is no longer in care, where no desk said it in words of its own."""

    NO_CONSENT = "no_consent", _("不同意列入关照")
    DIED = "died", _("已过世")
    NOT_HERE = "not_here", _("已不在这里居住")
    NO_NEED = "no_need", _("需要关照的情形已经结束")


class CadenceRule(Row):
    """How often people of a place are greeted and visited; an empty circumstance is any, an empty tier the usual."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    circumstance = models.CharField(max_length=30, choices=Circumstance.Kinds.choices, blank=True)
    tier = models.CharField(max_length=20, choices=Tiers.choices, blank=True, default="", db_default="")
    greeting_days = models.PositiveSmallIntegerField()
    visit_days = models.PositiveSmallIntegerField()
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "territory", "circumstance", "tier"], name="cadence_once_per_place_and_tier"
            ),
            models.CheckConstraint(
                condition=Q(greeting_days__range=(1, rules.LONGEST_CADENCE))
                & Q(visit_days__range=(1, rules.LONGEST_CADENCE)),
                name="cadence_in_days",
            ),
        ]


class CarePlanQuerySet(ScopedQuerySet["CarePlan"]):
    """Plans by the neighbourhood that answers for them."""

    path_field = "neighbourhood__path"
    entrusted_field = "resident__household__neighbourhood__path"  # at home, too, one knows who looks after them
    capability = Can.SEE_CARE


class CarePlan(Row):
    """Somebody in care from a day to a day. It belongs to a neighbourhood's post, so no absence loses it.

    The neighbourhood is the household's own, or the one to whose chief the person was matched (see `matching`).
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)  # answers
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", db_index=False)
    circumstance = models.CharField(max_length=30, choices=Circumstance.Kinds.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day out of care
    end_because = models.CharField(max_length=20, choices=Endings.choices, blank=True, default="", db_default="")
    end_reason = models.CharField(max_length=100, blank=True)  # in the words of the desk that ended it
    greeting_days = models.PositiveSmallIntegerField()
    visit_days = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=20, choices=Tiers.choices, blank=True, default="", db_default="")
    paused_until = models.DateField(null=True)  # the clock starts anew on this day; what decides is the pause itself
    created_at = models.DateTimeField()

    objects = CarePlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "resident"], condition=Q(ends_on__isnull=True), name="one_open_plan_per_resident"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="plan_not_backwards"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["neighbourhood", "ends_on"], name="plan_by_place"),
            models.Index(fields=["resident"], name="plan_by_resident"),
        ]
