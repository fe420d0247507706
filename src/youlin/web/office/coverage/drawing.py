"""How coverage is drawn: dots where positions are known, boxes by size where they are not. Numbers in, numbers out.

Everything is laid out in per cent of the drawing, so that it stretches while words and signs keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

GRID = 1000  # positions are told to a thousandth of a degree, about a hundred metres: no single door
SMALLEST, LARGEST = 4.0, 16.0  # radius in pixels
MARGIN = 6.0  # per cent
SHAPE = 4 / 3  # width by height of the drawing


@dataclass(frozen=True, slots=True)
class Dot:
    """A sign on the map: where, in per cent, and how large, in pixels."""

    x: float
    y: float
    radius: float


def dots(spots: Sequence[tuple[float, float, int]]) -> list[Dot]:
    """Lay out (latitude, longitude, households), the north above, one scale for both directions."""
    if not spots:
        return []
    rounded = [(round(north * GRID) / GRID, round(east * GRID) / GRID, homes) for north, east, homes in spots]
    north, south = max(spot[0] for spot in rounded), min(spot[0] for spot in rounded)
    east, west = max(spot[1] for spot in rounded), min(spot[1] for spot in rounded)
    narrow = math.cos(math.radians((north + south) / 2))  # a degree of longitude is shorter than one of latitude
    span = max((east - west) * narrow, (north - south) * SHAPE, 1 / GRID)
    most = max(spot[2] for spot in rounded)
    room = 100 - 2 * MARGIN
    return [
        Dot(
            round(50 + room * (long - (east + west) / 2) * narrow / span, 2),
            round(50 - room * SHAPE * (lat - (north + south) / 2) / span, 2),
            round(max(SMALLEST, LARGEST * math.sqrt(homes / most)), 1) if most else SMALLEST,
        )
        for lat, long, homes in rounded
    ]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the tree map, in per cent."""

    x: float
    y: float
    width: float
    height: float


def boxes(sizes: Sequence[float], *, shape: float = SHAPE) -> list[Box]:
    """Boxes of these areas (largest first) that fill the drawing, each as square as can be (squarified rows)."""
    total = sum(sizes)
    if total <= 0:
        return []
    areas = [size / total * shape for size in sizes]  # the drawing is `shape` wide and 1 high
    left, top, width, height = 0.0, 0.0, shape, 1.0
    made: list[Box] = []
    rest = areas
    while rest:
        side = min(width, height)
        count = _row(rest, side)
        row, rest = rest[:count], rest[count:]
        deep = sum(row) / side if side else 0.0
        along = 0.0
        for area in row:
            length = area / deep if deep else 0.0
            across = width >= height
            x, y = (left, top + along) if across else (left + along, top)
            made.append(_percent(x, y, deep if across else length, length if across else deep, shape))
            along += length
        if width >= height:
            left, width = left + deep, width - deep
        else:
            top, height = top + deep, height - deep
    return made


def _row(areas: Sequence[float], side: float) -> int:
    """How many of the next boxes go into one row before they become less square."""
    best, count = _worst(areas[:1], side), 1
    while count < len(areas) and (worse := _worst(areas[: count + 1], side)) <= best:
        best, count = worse, count + 1
    return count


def _worst(row: Sequence[float], side: float) -> float:
    """The most stretched box of a row."""
    deep = sum(row) / side if side else 0.0
    if not deep or not min(row):
        return math.inf
    return max(max(deep * deep / area, area / (deep * deep)) for area in row)


def _percent(x: float, y: float, width: float, height: float, shape: float) -> Box:
    return Box(*(round(100 * value, 2) for value in (x / shape, y, width / shape, height)))
