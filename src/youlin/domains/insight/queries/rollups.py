"""Figures that were added up: over any span, as known on any day, with what was corrected; and where care is thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.insight.indicators import INDICATORS
from youlin.domains.insight.models import MonthTally, PlaceStanding, RollupRun, Tally, TallyChange
from youlin.domains.insight.queries.figures import figures
from youlin.domains.insight.rules import Key, days_of
from youlin.domains.insight.rules.rollups import COMES_BACK, LEVELS, ROLLED, Care, fold, in_months, last_of, month_of
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT, Level
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import Period

STREET_PATH = 2 * SEGMENT  # a street lies right below its county
MOST_MIDDLES = 600  # more would not be told apart on a sheet
ByDay = dict[Key, dict[date, int]]


def _require(actor: Actor, place: Territory) -> None:
    if not actor.can_at(Can.SEE_FIGURES, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))


def _of(place: Territory) -> Q:
    """The tallies of a place: its own, and of a county those of its streets."""
    if Level(place.level) in LEVELS:
        return Q(territory=place)
    return Q(territory__in=Territory.objects.filter(under("path", place.path), level=Level.SUBDISTRICT).values("pk"))


def by_day(actor: Actor, place: Territory, period: Period) -> ByDay:
    """Each figure day by day. From what was added up; of a group and below, from its few records. Raises NotThere."""
    _require(actor, place)
    found: ByDay = {key: {} for key in ROLLED}
    if place.level > Level.AREA:
        for key in ROLLED:
            found[key] = _counted(key, place, period)
        return found
    first, last = days_of(period)
    rows = Tally.objects.filter(_of(place), day__gte=first, day__lte=last).order_by()
    for name, day, value in rows.values("key", "day").annotate(n=Sum("value")).values_list("key", "day", "n"):
        found[Key(name)][day] = value
    return found


def by_month(actor: Actor, place: Territory, months: Sequence[date]) -> ByDay:
    """Each figure of consecutive months, named by their first days, as far as it was added up. Raises NotThere.

    As `by_day`, from sums of months: a year of a county is a few rows.
    """
    _require(actor, place)
    found: ByDay = {key: {} for key in ROLLED}
    if place.level > Level.AREA:
        span = Period(months[0], last_of(months[-1]))
        for key in ROLLED:
            for day, n in _counted(key, place, span).items():
                found[key][month_of(day)] = found[key].get(month_of(day), 0) + n
        return found
    rows = MonthTally.objects.filter(_of(place), month__gte=months[0], month__lte=months[-1]).order_by()
    for name, month, value in rows.values("key", "month").annotate(n=Sum("value")).values_list("key", "month", "n"):
        found[Key(name)][month] = value
    return found


def sums(actor: Actor, place: Territory, period: Period) -> dict[Key, int]:
    """Each figure of a span as it was added up: its whole months, and the days at its ends. Raises NotThere."""
    _require(actor, place)
    if place.level > Level.AREA:
        return {key: sum(_counted(key, place, period).values()) for key in ROLLED}
    found: dict[Key, int] = dict.fromkeys(ROLLED, 0)
    months, days = in_months(*days_of(period))
    kept: list[QuerySet[Any]] = [MonthTally.objects.filter(_of(place), month__in=months)] if months else []
    kept += [Tally.objects.filter(_of(place), day__gte=first, day__lte=last) for first, last in days]
    for rows in kept:
        for name, value in rows.order_by().values("key").annotate(n=Sum("value")).values_list("key", "n"):
            found[Key(name)] += value
    return found


def _counted(key: Key, place: Territory, period: Period) -> dict[date, int]:
    found: dict[date, int] = {}
    for _path, day, n in INDICATORS[key].cells(period, Q(), place.path):
        found[day] = found.get(day, 0) + n
    return found


def by_part(actor: Actor, place: Territory, period: Period) -> list[tuple[Territory, dict[Key, int]]]:
    """Each figure of the places next below, in their order. Two queries, or one a figure below the area."""
    _require(actor, place)
    parts = list(Territory.objects.filter(parent=place, closed_on__isnull=True).order_by("rank", "name"))
    first, last = days_of(period)
    values: dict[UUID, dict[Key, int]] = {part.pk: dict.fromkeys(ROLLED, 0) for part in parts}
    if place.level < Level.AREA:
        rows = Tally.objects.filter(territory__in=parts, day__gte=first, day__lte=last).order_by()
        for where, key, n in (
            rows.values("territory", "key").annotate(n=Sum("value")).values_list("territory", "key", "n")
        ):
            values[where][Key(key)] = n
    else:
        at = {part.path: part.pk for part in parts}
        for key in ROLLED:
            for (where, _day), n in fold(INDICATORS[key].cells(period, Q(), place.path), at).items():
                values[where][key] += n
    return [(part, values[part.pk]) for part in parts]


def as_known(actor: Actor, place: Territory, period: Period, *, on: date) -> dict[Key, int]:
    """Each figure of a span as it stood at the end of a day, without later corrections. Raises NotThere."""
    first, last = days_of(period)
    if first > on:
        return dict.fromkeys(ROLLED, 0)
    found = sums(actor, place, Period(first, min(last, on)))
    later = TallyChange.objects.filter(
        _of(place), day__gte=first, day__lte=min(last, on), noticed_at__gte=clock.end_of(on)
    )
    rows = later.order_by().values("key").annotate(n=Sum(F("became") - F("was"))).values_list("key", "n")
    for key, difference in rows:
        found[Key(key)] -= difference
    return found


def changes(actor: Actor, place: Territory, period: Period, key: Key | None = None) -> QuerySet[TallyChange]:
    """What was corrected in a span after it had been added up, the latest first. Raises NotThere."""
    _require(actor, place)
    first, last = days_of(period)
    rows = TallyChange.objects.filter(_of(place), day__gte=first, day__lte=last)
    return (rows.filter(key=key.value) if key else rows).order_by("-noticed_at", "-day", "key")


@dataclass(frozen=True, slots=True)
class Stood:
    """A place with what it has to care for."""

    place: Territory
    care: Care


def standings(actor: Actor, place: Territory) -> list[Stood]:
    """The places next below as they stood last night, where care is thinnest first. Two queries. Raises NotThere."""
    _require(actor, place)
    rows = PlaceStanding.objects.filter(territory__parent=place).select_related("territory")
    found = [
        Stood(row.territory, Care(row.homes, row.in_care, row.late, row.posts, row.seated))
        for row in rows.order_by("territory__rank", "territory__name")
    ]
    return sorted(found, key=lambda one: (not one.care.thin, -one.care.late, -one.care.each))


def middles(actor: Actor, place: Territory) -> list[tuple[str, float, float]]:
    """Path, latitude and longitude of the groups in a place (of a county: its communities) that lie somewhere known.

    One query; never a home, nor a single neighbourhood. Raises NotThere.
    """
    _require(actor, place)
    level = Level.COMMUNITY if place.level < Level.SUBDISTRICT else Level.GROUP
    rows = PlaceStanding.objects.filter(under("territory__path", place.path), territory__level=level)
    told = rows.order_by("territory__path").values_list("territory__path", "latitude", "longitude")[:MOST_MIDDLES]
    return [(path, north, east) for path, north, east in told if north is not None and east is not None]


@dataclass(frozen=True, slots=True)
class Returning:
    """A need that came up in several months at one place."""

    place: Territory
    key: Key
    months: int
    times: int


def coming_back(actor: Actor, place: Territory, months: Sequence[date], most: int = 12) -> list[Returning]:
    """Needs that come back: a figure that came up at a place in three of the months or more, most often first.

    Of the places one or two levels below. Two queries. Raises NotThere.
    """
    _require(actor, place)
    level = {Level.COUNTY: Level.COMMUNITY, Level.SUBDISTRICT: Level.AREA}.get(Level(place.level), Level.AREA)
    rows = MonthTally.objects.filter(
        under("territory__path", place.path),
        territory__level=level,
        month__gte=months[0],
        month__lte=months[-1],
        key__in=(Key.PROBLEMS_FOUND, Key.APPEALS_HANDLED),
        value__gt=0,
    )
    often = rows.order_by().values("territory", "key").annotate(months=Count("pk"), times=Sum("value"))
    ranked = list(often.filter(months__gte=COMES_BACK).order_by("-months", "-times", "territory", "key")[:most])
    names = Territory.objects.in_bulk([row["territory"] for row in ranked])
    return [Returning(names[row["territory"]], Key(row["key"]), row["months"], row["times"]) for row in ranked]


def last_added_up(place: Territory) -> tuple[datetime | None, date | None]:
    """When the streets of a place were last added up (the one furthest behind), and through which day."""
    streets = Territory.objects.filter(under("path", place.path), level=Level.SUBDISTRICT).values("pk")
    if place.level >= Level.SUBDISTRICT:
        streets = Territory.objects.filter(path=place.path[:STREET_PATH]).values("pk")
    runs = (
        RollupRun.objects.filter(subdistrict__in=streets).values("subdistrict").annotate(a=Max("at"), t=Max("through"))
    )
    found = list(runs.values_list("a", "t"))
    return (min(at for at, _through in found), min(through for _at, through in found)) if found else (None, None)


def compared(actor: Actor, place: Territory, period: Period) -> dict[Key, tuple[int, int]]:
    """Each figure of a span as it was added up and as its records say now, through the last night. Raises NotThere.

    Empty where nothing is added up: below the area, before the first night, and for a span that is younger than it.
    """
    _require(actor, place)
    first, last = days_of(period)
    _at, through = last_added_up(place)
    if place.level > Level.AREA or through is None or first > through:
        return {}
    known = Period(first, min(last, through))
    added, counted = sums(actor, place, known), figures(actor, place, known)
    return {key: (added[key], counted[key]) for key in ROLLED}
