"""A campaign at one door: what was said of it, how it stands, and whose door comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import cos, hypot, radians

NEAR_METRES = 500  # no rule says how near water is near; a street that knows better chooses the homes itself
ADULT = 18
METRES_A_DEGREE = 111_320
# A sweep's own clock, from its first second. Configuration of ours; no rule and no published case gives such figures.
REMIND_AFTER = timedelta(minutes=20)  # a place from which nothing was heard: its chief is told once more
HAND_ON_AFTER = timedelta(minutes=45)  # still nothing: its doors stand on the next chief's phone too
REMIND_AGAIN_AFTER = timedelta(minutes=90)  # doors still missing, wherever they are


class Outcome(StrEnum):
    """What came of going to a door."""

    TOLD = "told"
    ABSENT = "absent"
    REFUSED = "refused"
    AGAIN = "again"  # come again, they said


class DoorState(StrEnum):
    """How a door stands."""

    WAITING = "waiting"
    TOLD = "told"
    REFUSED = "refused"
    ABSENT = "absent"
    AGAIN = "again"


MISSING = frozenset({DoorState.WAITING, DoorState.ABSENT, DoorState.AGAIN})


@dataclass(frozen=True, slots=True)
class Mark:
    """One going to a door."""

    outcome: Outcome
    happened_at: datetime


def standing(marks: Iterable[Mark]) -> DoorState:
    """How a door stands after whatever was noted, in whatever order it arrived: who was told stays told.

    >>> standing([]).value
    'waiting'
    """
    known = sorted(marks, key=lambda mark: mark.happened_at)
    if not known:
        return DoorState.WAITING
    told = any(mark.outcome is Outcome.TOLD for mark in known)
    return DoorState.TOLD if told else DoorState(known[-1].outcome.value)


@dataclass(frozen=True, slots=True)
class Point:
    """Where something stands, in degrees."""

    latitude: float
    longitude: float


def near(one: Point, other: Point, metres: int = NEAR_METRES) -> bool:
    """Whether two points are so near, on the flat that a street is."""
    across = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(across, one.latitude - other.latitude) * METRES_A_DEGREE <= metres


def rank(*, children: bool, by_water: bool, about_water: bool) -> int:
    """Whose door comes first, 0 before 1 before 2: where it is about water, homes with children near it.

    >>> [rank(children=True, by_water=near, about_water=True) for near in (True, False)]
    [0, 1]
    """
    if not about_water:
        return 0
    if children:
        return 0 if by_water else 1
    return 2


class Push(StrEnum):
    """What a sweep does by itself where doors stay missing."""

    SILENT = "silent"  # tell the chief of a silent place again
    HANDED = "handed"  # ask the next above to go to the doors of a silent place
    MISSING = "missing"  # tell whoever has doors left


def pushes(age: timedelta) -> list[Push]:
    """What is due in a sweep of this age; each is done once, so a tick that comes late does them all.

    >>> [one.value for one in pushes(timedelta(minutes=50))]
    ['silent', 'handed']
    """
    due = {Push.SILENT: REMIND_AFTER, Push.HANDED: HAND_ON_AFTER, Push.MISSING: REMIND_AGAIN_AFTER}
    return [one for one, after in due.items() if age >= after]


def progress(
    told: Iterable[tuple[datetime, int]], *, start: datetime, end: datetime, steps: int
) -> list[tuple[datetime, int]]:
    """How many were told by each of so many instants between two; `told`: instants and how many at each."""
    known = sorted(told)
    span = max((end - start) / steps, timedelta(minutes=1))
    found, total, place = [], 0, 0
    for step in range(1, steps + 1):
        until = end if step == steps else start + span * step  # a span that was rounded must lose nobody
        while place < len(known) and known[place][0] <= until:
            total += known[place][1]
            place += 1
        found.append((until, total))
        if until >= end:
            break
    return found
