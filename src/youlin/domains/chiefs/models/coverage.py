"""Alarms: a neighbourhood in which households live and nobody answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class CoverageGapQuerySet(ScopedQuerySet["CoverageGap"]):
    """Alarms by their neighbourhood."""

    path_field = "neighbourhood__path"
    capability = Can.SEE_POSTS


class CoverageGap(Row):
    """A time in which permanent households of a neighbourhood had nobody. It closes once; the next one is a new row.

    `opened_at` and `closed_at` are the instants at which it became so, `noticed_at` is when the check saw it.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=20)
    about = models.DateField(null=True)  # the day that the reason speaks of
    households = models.PositiveIntegerField()
    occasion = models.CharField(max_length=100, blank=True)  # the letter that told of it; many at once share one
    opened_at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=20, blank=True)

    objects = CoverageGapQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "neighbourhood"], condition=Q(closed_at__isnull=True), name="one_open_gap"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")), name="gap_not_backwards"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["occasion"], name="gap_by_occasion")]
