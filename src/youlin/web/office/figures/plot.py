"""The map of the board: each place next below as it lies, north above, drawn from where its groups lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import dist

from youlin.domains.insight.queries.rollups import Stood
from youlin.domains.residents.rules.positions import Point, plane
from youlin.domains.territory.rules import SEGMENT
from youlin.web.office.drawing.picture import hull, spread

WIDE, TALL, EDGE = 960.0, 520.0, 96.0
# How far a group reaches on the sheet, half-way to the next one: its middle is all that is told.
LEAST_ROUND, MOST_ROUND = 22.0, 90.0
LEAST_TALL, FOOT = 240.0, 56.0  # the scale stands below the places


@dataclass(frozen=True, slots=True)
class Area:
    """A place on the map; its number is that of its line in the table."""

    number: int
    stood: Stood
    url: str
    outline: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """What the template draws, in the sheet's own units; `bar` units are `metres`."""

    width: float
    height: float
    areas: list[Area]
    bar: float
    metres: int

    @property
    def foot(self) -> float:
        """Where the scale stands."""
        return self.height - 18


def plot(stood: Sequence[tuple[Stood, str]], middles: Iterable[tuple[str, float, float]], depth: int) -> Plot | None:
    """The map of places with the addresses of their boards; `depth` is the length of the path above them.

    None where fewer than two points are known: a single one is no map.
    """
    numbers = {one.place.path: number for number, (one, _url) in enumerate(stood, 1)}
    known = [(path[: depth + SEGMENT], Point(north, east)) for path, north, east in middles]
    known = [(path, point) for path, point in known if path in numbers]
    if len({point for _path, point in known}) < 2:
        return None
    spots, scale, height = _laid([point for _path, point in known])
    reach = _reach(spots)
    inside: dict[str, list[tuple[float, float]]] = {}
    for (path, _point), spot in zip(known, spots, strict=True):
        inside.setdefault(path, []).append(spot)
    areas = [
        Area(
            number,
            one,
            url,
            " ".join(f"{x:.0f},{y:.0f}" for x, y in hull(spread(inside[one.place.path], reach))),
            round(sum(x for x, _y in inside[one.place.path]) / len(inside[one.place.path]), 1),
            round(sum(y for _x, y in inside[one.place.path]) / len(inside[one.place.path]), 1),
        )
        for number, (one, url) in enumerate(stood, 1)
        if one.place.path in inside
    ]
    metres = next((size for size in (10_000, 5_000, 2_000, 1_000, 500, 200, 100) if size * scale < WIDE / 4), 50)
    return Plot(WIDE, height + FOOT, areas, round(metres * scale, 1), metres)


def _reach(spots: Sequence[tuple[float, float]]) -> float:
    """Half of the smallest way between two spots that are not one."""
    apart = min(dist(one, other) for number, one in enumerate(spots) for other in spots[:number] if one != other)
    return min(max(apart / 2, LEAST_ROUND), MOST_ROUND)


def _laid(points: Sequence[Point]) -> tuple[list[tuple[float, float]], float, float]:
    """Points on the sheet, units a metre, and how high the sheet is."""
    flat = plane(points)
    west, east = min(x for x, _y in flat), max(x for x, _y in flat)
    south, north = min(y for _x, y in flat), max(y for _x, y in flat)
    scale = min((WIDE - 2 * EDGE) / max(east - west, 1.0), (TALL - 2 * EDGE) / max(north - south, 1.0))
    height = max(LEAST_TALL, (north - south) * scale + 2 * EDGE)
    aside, down = (WIDE - (east - west) * scale) / 2, (height - (north - south) * scale) / 2
    return [(aside + (x - west) * scale, down + (north - y) * scale) for x, y in flat], scale, round(height, 1)
