"""Where neighbourhoods lie: the middle of their households, told only as roughly as a map of neighbours may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from youlin.domains.chiefs.queries.living import PERMANENT, here, quoted
from youlin.domains.territory.models import Territory

_MIDDLES = """
SELECT place.path, spot.homes, spot.latitude, spot.longitude FROM (
    SELECT home.neighbourhood_id AS place_id, COUNT(*) AS homes,
           SUM(home.latitude) AS latitude, SUM(home.longitude) AS longitude
    FROM {home} home
    WHERE home.residence = %s AND home.latitude IS NOT NULL AND home.longitude IS NOT NULL
      AND home.neighbourhood_id IN ({here})
    GROUP BY home.neighbourhood_id
) spot JOIN {place} place ON place.id = spot.place_id
"""


@dataclass(slots=True)
class Spot:
    """The households of a place whose position is known: how many, and the sums of their degrees."""

    homes: int = 0
    latitude: float = 0.0
    longitude: float = 0.0

    def add(self, other: Spot) -> None:
        """Take another place's households in."""
        self.homes += other.homes
        self.latitude += other.latitude
        self.longitude += other.longitude


def spots(paths: Sequence[str]) -> dict[str, Spot]:
    """The located permanent households of the neighbourhoods below some places, by path. One query."""
    below, values = here(paths)
    with connection.cursor() as cursor:
        cursor.execute(quoted(_MIDDLES.replace("{here}", below)), [PERMANENT, *values])
        return {path: Spot(int(homes), float(north), float(east)) for path, homes, north, east in cursor.fetchall()}


def places_at(paths: Sequence[str]) -> dict[str, Territory]:
    """Places by their paths. One query."""
    return {place.path: place for place in Territory.objects.filter(path__in=list(paths))}
