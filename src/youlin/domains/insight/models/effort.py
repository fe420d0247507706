"""What work on the phone took, added up as it comes in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class EffortTally(Row):
    """All work of one kind in a subdistrict on a day, by how long it took. Nobody's name, post or place is in it."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    job = models.CharField(max_length=20)
    part = models.SmallIntegerField()  # an index into rules.effort.EDGES, or UNMEASURED
    times = models.PositiveIntegerField(default=0)
    seconds = models.PositiveBigIntegerField(default=0)
    taps = models.PositiveBigIntegerField(default=0)
    fields = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "day", "job", "part"], name="effort_added_up_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.job} {self.times}"
