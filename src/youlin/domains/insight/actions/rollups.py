"""Adding up what the records say, every night from the first day on: what reads otherwise now is kept as a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from youlin.domains.care.models import CarePlan, Obligation
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.queries import in_office, located
from youlin.domains.insight.indicators import INDICATORS
from youlin.domains.insight.models import MonthTally, PlaceStanding, RollupRun, Tally, TallyChange
from youlin.domains.insight.rules import Key
from youlin.domains.insight.rules.rollups import BEGINNING, LEVELS, ROLLED, fold, of_months
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation import clock
from youlin.foundation.db import add_rows, set_rows
from youlin.foundation.values import Period

STANDING_LEVELS = (*LEVELS, Level.GROUP)
Counted = dict[tuple[UUID, date], int]


def roll_up(*, subdistrict: UUID, now: datetime) -> RollupRun:
    """Add one street up, through yesterday. Twice gives the same; returns what it corrected of what stood there."""
    through = clock.day_of(now) - timedelta(days=1)
    with transaction.atomic():
        places = {place.path: place.pk for place in _places(subdistrict, LEVELS)}
        before = RollupRun.objects.filter(subdistrict=subdistrict).order_by("-at").first()
        corrected, span = 0, Period(BEGINNING, through)
        for key in ROLLED:
            fresh = fold(INDICATORS[key].cells(span, Q(subdistrict=subdistrict)), places)
            corrected += _keep(subdistrict, key, fresh, before.through if before else None, now)
        _stand(subdistrict, now)
        return RollupRun.objects.create(subdistrict_id=subdistrict, at=now, through=through, corrected=corrected)


def _places(subdistrict: UUID, levels: tuple[Level, ...]) -> QuerySet[Territory]:
    return Territory.objects.filter(subdistrict=subdistrict, level__in=levels)


def _keep(subdistrict: UUID, key: Key, fresh: Counted, known_through: date | None, now: datetime) -> int:
    """Write what differs; of days that were added up before, also that it differs. Returns how many of these."""
    changes = [
        TallyChange(
            subdistrict_id=subdistrict, territory_id=where, key=key.value, day=day, was=was, became=became,
            noticed_at=now,
        )
        for (where, day), was, became in _write(Tally, "day", subdistrict, key, fresh)
        if known_through is not None and day <= known_through
    ]  # fmt: skip
    add_rows(changes)
    _write(MonthTally, "month", subdistrict, key, of_months(fresh))
    return len(changes)


def _write(
    sums: type[Tally | MonthTally], span: str, subdistrict: UUID, key: Key, fresh: Counted
) -> list[tuple[tuple[UUID, date], int, int]]:
    """Make the sums of one kind what they are now. Returns what read otherwise: place and day, before, after."""
    rows = sums.objects.filter(subdistrict=subdistrict, key=key.value)
    stored = {(row.territory_id, getattr(row, span)): row for row in rows}
    added, changed, differing = [], [], []
    for at in fresh.keys() | stored.keys():
        row, value = stored.get(at), fresh.get(at, 0)
        was = row.value if row else 0
        if was == value:
            continue
        differing.append((at, was, value))
        if row is None:
            made = {"subdistrict_id": subdistrict, "territory_id": at[0], "key": key.value, span: at[1], "value": value}
            added.append(sums(**made))
        else:
            row.value = value
            changed.append(row)
    add_rows(added)
    set_rows(changed, ["value"])
    return differing


def _stand(subdistrict: UUID, now: datetime) -> None:
    """Count who is there for whom, place by place, in a query each kind."""
    today = clock.day_of(now)
    places = {place.path: place.pk for place in _places(subdistrict, STANDING_LEVELS)}
    homes = Household.objects.filter(subdistrict=subdistrict, residence="permanent")
    plans = CarePlan.objects.filter(subdistrict=subdistrict, ends_on__isnull=True)
    late = Obligation.objects.filter(subdistrict=subdistrict, state=Obligation.States.OPEN, due_on__lt=today)
    posts = Post.objects.filter(subdistrict=subdistrict, territory__level=Level.NEIGHBOURHOOD)
    held = Appointment.objects.filter(in_office(today)).values("post")
    counted = {
        "homes": _by_path(homes, "neighbourhood__path", "pk"),
        "in_care": _by_path(plans, "neighbourhood__path", "pk"),
        "late": _by_path(late, "neighbourhood__path", "plan"),
        "posts": _by_path(posts, "territory__path", "pk"),
        "seated": _by_path(posts.filter(pk__in=held), "territory__path", "pk"),
    }
    folded = {name: fold(((path, today, n) for path, n in rows), places) for name, rows in counted.items()}
    middles = _middles(subdistrict, places)
    rows = [
        PlaceStanding(
            subdistrict_id=subdistrict,
            territory_id=place,
            counted_at=now,
            latitude=middles[place][0] if place in middles else None,
            longitude=middles[place][1] if place in middles else None,
            **{name: found.get((place, today), 0) for name, found in folded.items()},
        )
        for place in places.values()
    ]
    PlaceStanding.objects.filter(subdistrict=subdistrict).delete()
    add_rows(rows)


def _middles(subdistrict: UUID, places: Mapping[str, UUID]) -> dict[UUID, tuple[float, float]]:
    """Where each place lies, as roughly as a map of neighbours may tell. Two queries."""
    street = Territory.objects.values_list("path", flat=True).get(pk=subdistrict)
    sums: dict[UUID, located.Spot] = {}
    for path, spot in located.spots([street]).items():
        for prefix in prefixes(path):
            if prefix in places:
                sums.setdefault(places[prefix], located.Spot()).add(spot)
    return {key: (round(one.latitude / one.homes, 3), round(one.longitude / one.homes, 3)) for key, one in sums.items()}


def _by_path(rows: QuerySet[Any], path: str, what: str) -> list[tuple[str, int]]:
    grouped = rows.order_by().values(path).annotate(n=Count(what, distinct=True))
    return [(str(row[path]), row["n"]) for row in grouped if row[path]]
