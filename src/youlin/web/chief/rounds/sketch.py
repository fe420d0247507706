"""Today's walk as a small sketch: the stops, numbered, and the line that joins them. North is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from youlin.domains.care.queries.rounds import Stop
from youlin.domains.residents.queries.positions import Point
from youlin.domains.residents.rules.positions import plane

WIDE, TALL, EDGE = 320.0, 220.0, 26.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One stop on the sketch."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the template draws."""

    width: float
    height: float
    line: str
    marks: list[Mark]
    home: Mark | None


def sketch(stops: Sequence[Stop], home: Point | None) -> Sketch | None:
    """The sketch of a walk; None with fewer than two places to draw."""
    points = [stop.point for stop in stops if stop.point is not None]
    if len(points) < len(stops) or len(points) + (home is not None) < 2:
        return None
    flat = plane([home, *points] if home is not None else points)
    west, east = min(x for x, _y in flat), max(x for x, _y in flat)
    south, north = min(y for _x, y in flat), max(y for _x, y in flat)
    scale = min((WIDE - 2 * EDGE) / max(east - west, 1.0), (TALL - 2 * EDGE) / max(north - south, 1.0), 4.0)
    height = (north - south) * scale + 2 * EDGE
    aside = (WIDE - (east - west) * scale) / 2
    placed = [(aside + (x - west) * scale, EDGE + (north - y) * scale) for x, y in flat]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)
    start = Mark(0, *placed[0]) if home is not None else None
    marks = [Mark(number, x, y) for number, (x, y) in enumerate(placed[1:] if start else placed, 1)]
    return Sketch(WIDE, height, line, marks, start)
