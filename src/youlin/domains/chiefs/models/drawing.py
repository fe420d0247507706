"""Drawings of neighbourhoods: what was asked for, what was proposed, and what a household left for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class DrawingQuerySet(ScopedQuerySet["Drawing"]):
    """Drawings by the place that is drawn."""

    path_field = "place__path"
    capability = Can.APPOINT


class Drawing(Row):
    """One proposal for a place. `beat_at` is the last sign of life of whoever works on it."""

    class Stages(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("正在划")
        PROPOSED = "proposed", _("等待确认")
        ACCEPTED = "accepted", _("已采用")
        UNDONE = "undone", _("已撤回")
        CANCELLED = "cancelled", _("没有采用")
        FAILED = "failed", _("没有划成")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    smallest = models.PositiveSmallIntegerField()
    largest = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stages.choices, default=Stages.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    bound = models.FloatField(default=0)  # metres; no drawing of this place and these sizes costs less
    by_doors = models.PositiveIntegerField(default=0)  # households without a point
    problem = models.CharField(max_length=300, blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # accepted, undone or cancelled

    objects = DrawingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subdistrict", "started_at"], name="drawing_by_street")]


class DrawnPart(Row):
    """A neighbourhood of a drawing. Once accepted it has its place in the tree, new or there before."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawing = models.ForeignKey(Drawing, on_delete=models.CASCADE, related_name="parts")
    group = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # in the order of the drawing, from 1
    name = models.CharField(max_length=60)
    size = models.PositiveSmallIntegerField()
    walk = models.FloatField()  # metres from the centre to all
    widest = models.FloatField()  # metres to the one furthest off
    centre = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    # No foreign keys: a place that was made for this drawing goes when it is undone.
    neighbourhood = models.UUIDField(null=True)
    made = models.BooleanField(default=False)  # the neighbourhood is new with this drawing
    called = models.CharField(max_length=60, blank=True)  # what a neighbourhood that was there before was called

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "drawing", "number"], name="drawn_part_number_once"),
            models.UniqueConstraint(fields=["subdistrict", "drawing", "group", "name"], name="drawn_part_name_once"),
        ]


class DrawnHome(Row):
    """A household in a part: once in each drawing. `counted` is false for who goes along without living there."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawing = models.ForeignKey(Drawing, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(DrawnPart, on_delete=models.CASCADE, related_name="homes", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    left = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")  # where it belonged before
    rank = models.PositiveIntegerField()  # as one walks
    counted = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "drawing", "household"], name="drawn_home_once_per_drawing"),
        ]
        indexes: ClassVar = [models.Index(fields=["part", "rank"], name="drawn_home_by_part")]
