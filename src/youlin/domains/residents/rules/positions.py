"""Where a household lives, and how far it is: points, buildings, the order of doors.

Points are WGS-84, as a phone's own receiver gives them. What is shown on a Chinese map is shifted by some hundred
metres (GCJ-02); a workbook that took its figures from such a map says so in the column's head, and is put right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

EARTH: Final = 6_371_008.8  # metres, mean radius
# Paths bend: measured street networks need 1.2 to 1.4 times the straight line. One figure for all keeps every order
# of near and far as it is; it only makes the metres that people read more honest.
DETOUR: Final = 1.3
# No household of a street lies outside these; what does was typed wrong.
SOUTH, NORTH, WEST, EAST = 3.0, 54.0, 73.0, 136.0
PIN, ROSTER, BUILDING = "pin", "roster", "building"  # how a position is known

_NUMBER: Final = re.compile(r"(?<![\d.])-?\d{1,3}(?:\.\d+)?(?![\d.])")
_BLOCK: Final = re.compile(r"^.*?\d+(?:号楼|[栋幢座楼])")
_DOOR: Final = re.compile(r"^.*?\d+号")
_RUNS: Final = re.compile(r"[0-9]+|[^0-9]+")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A place on the ground, in degrees."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.6f}, {self.longitude:.6f}"


@dataclass(frozen=True, slots=True)
class Spot:
    """What is written of where one household lives: its address folded, its own point, and how that is known."""

    address_key: str
    point: Point | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a household lives as far as is known: `pin`, `roster`, or `building`, the middle of its neighbours'."""

    point: Point
    source: str


def is_plausible(point: Point) -> bool:
    """Whether a household could live there.

    >>> is_plausible(Point(29.35, 110.47)), is_plausible(Point(110.47, 29.35))
    (True, False)
    """
    return SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST


def read_point(written: str) -> Point | None:
    """The point that somebody wrote, in either order: here latitudes and longitudes cannot be taken for one another.

    None where it is no point, or none where anybody could live.

    >>> read_point("110.470123, 29.35"), read_point("北纬29.35 东经110.47"), read_point("29.35")
    (Point(latitude=29.35, longitude=110.470123), Point(latitude=29.35, longitude=110.47), None)
    """
    figures = [float(found) for found in _NUMBER.findall(written)]
    if len(figures) != 2:
        return None
    for point in (Point(figures[0], figures[1]), Point(figures[1], figures[0])):
        if is_plausible(point):
            return Point(round(point.latitude, 6), round(point.longitude, 6))
    return None


def metres(here: Point, there: Point) -> float:
    """The straight line between two points of one street, in metres.

    On so short a way the earth is flat: against the great circle the error stays below a metre in ten kilometres.

    >>> round(metres(Point(29.35, 110.47), Point(29.36, 110.47)))
    1112
    """
    middle = math.radians((here.latitude + there.latitude) / 2)
    north = math.radians(there.latitude - here.latitude)
    east = math.radians(there.longitude - here.longitude) * math.cos(middle)
    return EARTH * math.hypot(north, east)


def walking_metres(here: Point, there: Point) -> float:
    """About how far one walks between two points."""
    return DETOUR * metres(here, there)


def plane(points: Iterable[Point]) -> list[tuple[float, float]]:
    """The points as metres east and north of the first: a flat map of a street."""
    known = list(points)
    if not known:
        return []
    origin = known[0]
    east = EARTH * math.cos(math.radians(origin.latitude))
    return [
        (
            east * math.radians(point.longitude - origin.longitude),
            EARTH * math.radians(point.latitude - origin.latitude),
        )
        for point in known
    ]


def middle(points: Collection[Point]) -> Point:
    """The mean of some points; there must be one."""
    many = len(points)
    return Point(sum(one.latitude for one in points) / many, sum(one.longitude for one in points) / many)


def building_of(address_key: str) -> str:
    """The building of a folded address: up to its 栋, else up to its 号; empty where the address names neither.

    >>> (
    ...     building_of("溪布社区3栋2单元101室"),
    ...     building_of("老屋场组12号"),
    ...     building_of("12号楼301"),
    ...     building_of("老屋场组"),
    ... )
    ('溪布社区3栋', '老屋场组12号', '12号楼', '')
    """
    found = _BLOCK.match(address_key) or _DOOR.match(address_key)
    return found[0] if found else ""


def door_order(address_key: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts addresses as doors follow one another: 2号 before 10号.

    >>> sorted(["老屋场组10号", "老屋场组2号"], key=door_order)
    ['老屋场组2号', '老屋场组10号']
    """
    runs = _RUNS.findall(address_key)
    return tuple((0, int(run), "") if run.isdecimal() else (1, 0, run) for run in runs)


def positions(spots: Mapping[Key, Spot]) -> dict[Key, Position]:
    """Where each household lives: its own point, else the middle of its building's known ones, else it is left out."""
    known: dict[str, list[Point]] = {}
    for spot in spots.values():
        building = building_of(spot.address_key)
        if spot.point is not None and building:
            known.setdefault(building, []).append(spot.point)
    middles = {building: middle(points) for building, points in known.items()}
    found: dict[Key, Position] = {}
    for key, spot in spots.items():
        building = building_of(spot.address_key)
        if spot.point is not None:
            found[key] = Position(spot.point, spot.source or PIN)
        elif building in middles:
            found[key] = Position(middles[building], BUILDING)
    return found


_A: Final = 6_378_245.0  # Krasovsky 1940, on which the shift is defined
_E2: Final = 0.00669342162296594323


def from_chinese_map(shown: Point) -> Point:
    """The point on the ground of a point read from a Chinese map (GCJ-02), to within a metre.

    The shift is known in one direction only; walking back along it three times is enough.
    """
    guess = shown
    for _step in range(3):
        drawn = on_chinese_map(guess)
        guess = Point(
            guess.latitude + shown.latitude - drawn.latitude, guess.longitude + shown.longitude - drawn.longitude
        )
    return Point(round(guess.latitude, 6), round(guess.longitude, 6))


def on_chinese_map(ground: Point) -> Point:
    """Where a Chinese map (GCJ-02) shows a point of the ground."""
    x, y = ground.longitude - 105.0, ground.latitude - 35.0
    waves = (20 * math.sin(6 * math.pi * x) + 20 * math.sin(2 * math.pi * x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + waves
    north += (20 * math.sin(math.pi * y) + 40 * math.sin(math.pi * y / 3)) * 2 / 3
    north += (160 * math.sin(math.pi * y / 12) + 320 * math.sin(math.pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + waves
    east += (20 * math.sin(math.pi * x) + 40 * math.sin(math.pi * x / 3)) * 2 / 3
    east += (150 * math.sin(math.pi * x / 12) + 300 * math.sin(math.pi * x / 30)) * 2 / 3
    angle = math.radians(ground.latitude)
    magic = 1 - _E2 * math.sin(angle) ** 2
    north_degrees = math.degrees(north) / ((_A * (1 - _E2)) / (magic * math.sqrt(magic)))
    east_degrees = math.degrees(east) / (_A / math.sqrt(magic) * math.cos(angle))
    return Point(ground.latitude + north_degrees, ground.longitude + east_degrees)
