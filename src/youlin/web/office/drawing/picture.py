"""A drawing as a picture: each neighbourhood an area with a hatching of its own, its households as dots, its number.

Colour is never the only sign: neighbours differ in hatching too, and each bears its number. No inline style: the
classes are in drawing.css.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from youlin.domains.residents.rules.positions import Point, plane

Spot: TypeAlias = tuple[float, float]
WIDE, TALL, EDGE = 960.0, 620.0, 26.0
LOOKS = 6  # hatchings, each with a tint of its own
MOST_DOTS = 1500


@dataclass(frozen=True, slots=True)
class Area:
    """One neighbourhood on the picture."""

    number: int
    look: int  # which hatching
    outline: str
    dots: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws."""

    width: float
    height: float
    areas: list[Area]
    bar: float  # length of the scale bar
    bar_metres: int


def picture(spots: Iterable[tuple[int, float, float]]) -> Picture | None:
    """The picture of households (number of the neighbourhood, latitude, longitude); None where there is none."""
    told = list(spots)
    if not told:
        return None
    flat = plane([Point(north, east) for _number, north, east in told])
    scale, placed, height = _fitted(flat)
    homes: dict[int, list[Spot]] = {}
    for (number, _north, _east), spot in zip(told, placed, strict=True):
        homes.setdefault(number, []).append(spot)
    outlines = {number: hull(spread(members)) for number, members in homes.items()}
    looks = _looks(outlines)
    metres = next((size for size in (1000, 500, 200, 100, 50, 20) if size * scale < WIDE / 4), 10)
    areas = [
        Area(
            number,
            looks[number],
            " ".join(f"{x:.1f},{y:.1f}" for x, y in outlines[number]),
            "".join(f"M{x:.1f} {y:.1f}h0" for x, y in members) if len(told) <= MOST_DOTS else "",
            sum(x for x, _y in members) / len(members),
            sum(y for _x, y in members) / len(members),
        )
        for number, members in homes.items()
    ]
    return Picture(WIDE, height, areas, metres * scale, metres)


def _fitted(flat: Sequence[Spot]) -> tuple[float, list[Spot], float]:
    """Metres to picture units, north up."""
    west, east = min(x for x, _y in flat), max(x for x, _y in flat)
    south, north = min(y for _x, y in flat), max(y for _x, y in flat)
    scale = min((WIDE - 2 * EDGE) / max(east - west, 1.0), (TALL - 2 * EDGE) / max(north - south, 1.0), 4.0)
    height = max(160.0, (north - south) * scale + 2 * EDGE)
    aside = (WIDE - (east - west) * scale) / 2
    down = (height - (north - south) * scale) / 2
    return scale, [(aside + (x - west) * scale, down + (north - y) * scale) for x, y in flat], height


def spread(homes: Iterable[Spot], wide: float = 7.0) -> list[Spot]:
    """Each home as the corners of a small octagon around it, so that one home and a row of homes have an area too."""
    slant = wide * 0.7
    around = (
        (wide, 0),
        (slant, slant),
        (0, wide),
        (-slant, slant),
        (-wide, 0),
        (-slant, -slant),
        (0, -wide),
        (slant, -slant),
    )
    return [(x + right, y + down) for x, y in homes for right, down in around]


def hull(points: Iterable[Spot]) -> list[Spot]:
    """The outline of some points, as a string drawn tight around them.

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    found: list[Spot] = []
    for walk in (ordered, ordered[::-1]):
        start = len(found)
        for point in walk:
            while len(found) - start >= 2 and _turn(found[-2], found[-1], point) <= 0:
                found.pop()
            found.append(point)
        found.pop()
    return found


def _turn(one: Spot, two: Spot, three: Spot) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _looks(outlines: dict[int, list[Spot]]) -> dict[int, int]:
    """A hatching for each that none of those near it has, as long as six are enough."""
    boxes = {
        number: (min(x for x, _y in line), min(y for _x, y in line), max(x for x, _y in line), max(y for _x, y in line))
        for number, line in outlines.items()
    }
    found: dict[int, int] = {}
    for number, box in boxes.items():
        near = [found[other] for other in found if _apart(box, boxes[other]) < 30]
        found[number] = min(range(LOOKS), key=lambda look: (near.count(look), (look - number) % LOOKS))
    return found


def _apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])
