"""Stations as residents may know them: where, when, and who is there on which day of the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.chiefs.models import Post, Station, StationShift
from youlin.domains.chiefs.queries.holding import holders
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Shift:
    """One line of a roster: who is there is read from the appointments of the day."""

    key: UUID
    weekday: int
    starts: time
    ends: time
    post_name: str
    names: tuple[str, ...]
    is_desk: bool


@dataclass(frozen=True, slots=True)
class StationPage:
    """A station with its roster, Monday first."""

    station: Station
    shifts: list[Shift]

    def on(self, weekday: int) -> list[Shift]:
        """Who is there on a day of the week, 1 is Monday."""
        return [shift for shift in self.shifts if shift.weekday == weekday]


def stations(path: str = "") -> QuerySet[Station]:
    """Stations at or below a place, or all, in the order of the tree. For pages without log-in."""
    rows = Station.objects.select_related("territory")
    return (rows.filter(under("territory__path", path)) if path else rows).order_by("territory__path")


def station_page(key: UUID, *, day: date) -> StationPage:
    """A station by its key, with its roster as it is on a day. Three queries. Raises NotThere."""
    found = Station.objects.select_related("territory").filter(pk=key).first()
    if found is None:
        raise NotThere("station_unknown", _("没有这个阵地。"))
    return StationPage(found, _shifts(found.territory, day))


def station_at(place: Territory, *, day: date) -> StationPage | None:
    """The station of a place itself, with its roster."""
    found = Station.objects.select_related("territory").filter(territory=place).first()
    return StationPage(found, _shifts(place, day)) if found else None


def stations_of_places(places: Iterable[Territory]) -> list[tuple[Territory, Station | None, bool]]:
    """For each place the station that serves it (its own, else the nearest above), and whether it is its own."""
    wanted = list(places)
    paths = {above for place in wanted for above in prefixes(place.path)}
    known = {row.territory.path: row for row in stations().filter(territory__path__in=paths)}
    found = []
    for place in wanted:
        serving = next((known[path] for path in reversed(prefixes(place.path)) if path in known), None)
        found.append((place, serving, serving is not None and serving.territory_id == place.pk))
    return found


def posts_near(place: Territory) -> list[tuple[UUID, str]]:
    """Posts that may sit at the station of a place: at and below it, and those above it."""
    rows = Post.objects.filter(under("territory__path", place.path), role__in=CHIEF_ROLES) | Post.objects.filter(
        territory__path__in=prefixes(place.path), territory__level__gte=Level.SUBDISTRICT, department=""
    )
    return [(post.pk, post_name(post)) for post in rows.select_related("territory").order_by("territory__path")]


def _shifts(place: Territory, day: date) -> list[Shift]:
    rows = list(
        StationShift.objects.filter(territory=place)
        .select_related("post__territory")
        .order_by("weekday", "starts", "post__territory__path")
    )
    present = holders({row.post_id for row in rows if row.post.role in CHIEF_ROLES}, day=day)
    return [
        Shift(
            row.pk,
            row.weekday,
            row.starts,
            row.ends,
            post_name(row.post),
            # A desk's staff come and go by the hour; only chiefs are known by name.
            tuple(dict.fromkeys(one.name for one in present.get(row.post_id, ()))),
            row.post.role not in CHIEF_ROLES,
        )
        for row in rows
    ]
