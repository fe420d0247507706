"""What the roster suggests, and what the community said to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care import rules
from youlin.domains.residents.models import Circumstance, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class FindingRule(Row):
    """From which age on somebody counts as an elder, and up to which as a child, in one street."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    elder_from = models.PositiveSmallIntegerField(default=rules.ELDER_FROM)
    child_under = models.PositiveSmallIntegerField(default=rules.CHILD_UNDER)
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict"], name="finding_rule_once"),
            models.CheckConstraint(
                condition=Q(elder_from__range=(50, 100)) & Q(child_under__range=(6, 18)), name="finding_ages_plausible"
            ),
        ]


class DeclinedQuerySet(ScopedQuerySet["Declined"]):
    """What was declined, by where the person lives."""

    path_field = "resident__household__neighbourhood__path"
    capability = Can.MANAGE_CARE


class Declined(Row):
    """A suggestion that was looked at and declined. Remembered until its ground is another one."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=Circumstance.Kinds.choices)
    ground = models.CharField(max_length=200)
    reason = models.CharField(max_length=100)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)

    objects = DeclinedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "resident", "kind", "ground"], name="declined_once"),
        ]
