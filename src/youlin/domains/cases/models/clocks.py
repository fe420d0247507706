"""A territory's own clocks, and how far they bend."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.models.cases import Case, Rungs, Urgencies
from youlin.domains.cases.rules.clocks import Purpose
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class ClockRule(Row):
    """A territory's own clock for a rung; without one the defaults of `rules.clocks` hold."""

    class Purposes(models.TextChoices):
        """What the clock measures."""

        ANSWER = Purpose.ANSWER.value, _("答复")
        HAND_ON = Purpose.HAND_ON.value, _("转告")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purposes.choices, default=Purposes.ANSWER)
    rung = models.PositiveSmallIntegerField(choices=Rungs.choices)
    urgency = models.CharField(max_length=10, choices=Urgencies.choices)
    kind = models.CharField(max_length=20, choices=Case.Kinds.choices, blank=True)  # of case; empty: any
    hours = models.PositiveIntegerField()
    working = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "territory", "purpose", "rung", "urgency", "kind"], name="clock_once_per_place"
            ),
            models.CheckConstraint(condition=Q(hours__gte=1), name="clock_runs"),
        ]


class CaseBounds(Row):
    """A territory's own bounds for stopping and lengthening clocks; without one the defaults of `rules.spans` hold."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    pause_days = models.PositiveSmallIntegerField()
    pauses = models.PositiveSmallIntegerField()
    extension_percent = models.PositiveSmallIntegerField()
    silence_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory"], name="case_bounds_once_per_place"),
        ]
