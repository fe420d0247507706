"""What a street set up for its departments: what goes to which, and how long each has."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.cases.models.cases import Case, Urgencies
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class DepartmentRoute(Row):
    """A line of the table: matters of a kind, a danger or with these words go to this department."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Case.Kinds.choices, blank=True)
    danger = models.CharField(max_length=20, choices=Case.Dangers.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)  # as typed
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "kind", "danger", "words"],
                condition=Q(ended_at__isnull=True),
                name="department_route_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="") | ~Q(danger="") | ~Q(words=""), name="department_route_says_what"
            ),
        ]


class DepartmentClock(Row):
    """How long one department has, before the street's clock for departments."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgencies.choices)
    hours = models.PositiveIntegerField()
    working = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "post", "urgency"], name="department_clock_once"),
            models.CheckConstraint(condition=Q(hours__gte=1), name="department_clock_runs"),
        ]
