"""Figures added up by day, month and place, what was corrected in them since, and where each place stood last night."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Tally(Row):
    """One figure of one place on one day, as its records say; only places above the group, and only what is not 0."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=20)
    day = models.DateField()
    value = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory", "key", "day"], name="tally_once_a_day"),
        ]
        # With all that a board reads, so that it reads the index and no rows.
        indexes: ClassVar = [models.Index(fields=["territory", "day", "key", "value"], name="tally_by_place")]

    def __str__(self) -> str:
        return f"{self.key} {self.day} {self.value}"


class MonthTally(Row):
    """One figure of one place in one month: its days added up, so that a year of a county is a few rows."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=20)
    month = models.DateField()  # its first day
    value = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory", "key", "month"], name="tally_once_a_month"),
        ]
        indexes: ClassVar = [models.Index(fields=["territory", "month"], name="month_tally_by_place")]

    def __str__(self) -> str:
        return f"{self.key} {self.month:%Y-%m} {self.value}"


class TallyChange(Row):
    """A day that was added up already and reads otherwise now: a late report, a withdrawal, a case taken up again."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=20)
    day = models.DateField()
    was = models.IntegerField()
    became = models.IntegerField()
    noticed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["territory", "noticed_at"], name="tally_change_by_place")]


class PlaceStanding(Row):
    """How a place stood when it was last counted: its homes, its people in care, and who is there for them."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    homes = models.PositiveIntegerField(default=0)
    in_care = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)  # people in care whom nobody reached by their day
    posts = models.PositiveIntegerField(default=0)  # of 邻长
    seated = models.PositiveIntegerField(default=0)
    # The middle of its permanent homes whose door is known, to a thousandth of a degree; none: nobody knows one.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory"], name="standing_once_a_place"),
        ]


class RollupRun(Row):
    """One adding-up of a street: up to which day, and how much of what stood there already read otherwise."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    through = models.DateField()  # the last day that was added up
    corrected = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subdistrict", "-at"], name="rollup_by_street")]
