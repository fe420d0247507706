"""Whether what was added up is what the records say: everything counted again, for who keeps the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from youlin.domains.insight.indicators import INDICATORS
from youlin.domains.insight.models import MonthTally, Tally
from youlin.domains.insight.queries.rollups import last_added_up
from youlin.domains.insight.rules.rollups import BEGINNING, LEVELS, ROLLED, fold, of_months
from youlin.domains.territory.models import Territory
from youlin.foundation.db import under
from youlin.foundation.values import Period

ByMonth = dict[tuple[UUID, date], int]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many sums of a place and a month are not what the records say, and when these were last added up."""

    at: datetime | None
    through: date | None
    differences: int

    @property
    def good(self) -> bool:
        """Nothing differs."""
        return self.differences == 0


def reconciled(place: Territory) -> Reconciled:
    """Count the records again; compare the sums of days and those of months, by street, community and area."""
    at, through = last_added_up(place)
    if through is None:
        return Reconciled(None, None, 0)
    levels = Territory.objects.filter(under("path", place.path), level__in=LEVELS)
    places = {one.path: one.pk for one in levels}
    period, differences = Period(BEGINNING, through), 0
    for key in ROLLED:
        counted = of_months(fold(INDICATORS[key].cells(period, Q(), place.path), places))
        known = Q(key=key.value, territory__in=list(places.values()))
        days = Tally.objects.filter(known, day__lte=through).annotate(in_month=TruncMonth("day"))
        months = MonthTally.objects.filter(known, month__lte=through)
        for kept in (_kept(days, "in_month"), _kept(months, "month")):
            differences += sum(counted.get(one, 0) != kept.get(one, 0) for one in counted.keys() | kept.keys())
    return Reconciled(at, through, differences)


def _kept(rows: QuerySet[Tally] | QuerySet[MonthTally], month: str) -> ByMonth:
    added = rows.order_by().values("territory", month).annotate(n=Sum("value"))
    return {(where, when): n for where, when, n in added.values_list("territory", month, "n")}
