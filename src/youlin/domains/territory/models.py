"""The tree, as a materialised path."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.territory.rules import Level
from youlin.foundation.db import Row


class Territory(Row):
    """A node. `path` is its ancestors' and its own segments; a range over it is a subtree."""

    class Levels(models.IntegerChoices):
        """Level, as stored."""

        COUNTY = Level.COUNTY.value, _("县区")
        SUBDISTRICT = Level.SUBDISTRICT.value, _("街道")
        COMMUNITY = Level.COMMUNITY.value, _("社区")
        AREA = Level.AREA.value, _("片")
        GROUP = Level.GROUP.value, _("组")
        NEIGHBOURHOOD = Level.NEIGHBOURHOOD.value, _("邻")

    level = models.PositiveSmallIntegerField(choices=Levels.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False)
    subdistrict = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    path = models.CharField(max_length=96, unique=True)
    name = models.CharField(max_length=60)
    full_name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    door_code = models.CharField(max_length=6, blank=True)
    rank = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True)  # merged away: nobody lives there from this day on

    class Meta:
        ordering: ClassVar = ["level", "rank", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="territory_name_once_per_parent"),
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="territory_code_once"),
            models.UniqueConstraint(
                fields=["door_code"], condition=~models.Q(door_code=""), name="territory_door_code_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "level"], name="territory_by_level")]

    def __str__(self) -> str:
        return self.full_name
