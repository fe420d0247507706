"""Records that make one wonder: each a question to the one who knows, never a finding.

Most have a plain answer, such as paper that was typed in later. Nothing is measured but what was noted anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from uuid import UUID
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
BURST_VISITS = 8  # at as many doors
BURST_WITHIN = timedelta(minutes=5)
DISTANT_METRES = 500
DAY_END_FROM = time(23, 50)
DAY_END_AT_LEAST = 5
KEPT_FOR = timedelta(days=90)


class Pattern(StrEnum):
    """What makes one wonder."""

    BURST = "burst"
    SAME_MINUTE = "same_minute"
    DAY_END = "day_end"


@dataclass(frozen=True, slots=True)
class Trace:
    """One contact of one chief, as far as this goes. `spot` is latitude and longitude, where the door has a pin."""

    key: UUID
    visit: bool
    at: datetime
    household: UUID
    place: UUID  # the neighbourhood
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about: which contacts, from when to when."""

    pattern: Pattern
    day: date
    keys: tuple[UUID, ...]
    first: datetime
    last: datetime


def questions(traces: Iterable[Trace]) -> list[Question]:
    """What there is to ask about the contacts of one chief: at most one question of a kind for a day."""
    days: dict[date, list[Trace]] = defaultdict(list)
    for trace in traces:
        days[trace.at.astimezone(SHANGHAI).date()].append(trace)
    found = []
    for day, rows in sorted(days.items()):
        rows.sort(key=lambda row: (row.at, row.key))
        for pattern, some in (
            (Pattern.BURST, burst(rows)),
            (Pattern.SAME_MINUTE, same_minute(rows)),
            (Pattern.DAY_END, day_end(rows)),
        ):
            if some:
                found.append(Question(pattern, day, tuple(row.key for row in some), some[0].at, some[-1].at))
    return found


def burst(rows: Sequence[Trace]) -> list[Trace]:
    """The longest run of visits to many doors within five minutes; empty where there is none. Rows in order of time."""
    visits = [row for row in rows if row.visit]
    best: list[Trace] = []
    start = 0
    for end, row in enumerate(visits):
        while row.at - visits[start].at > BURST_WITHIN:
            start += 1
        run = visits[start : end + 1]
        if len({one.household for one in run}) >= BURST_VISITS and len(run) > len(best):
            best = run
    return best


def same_minute(rows: Sequence[Trace]) -> list[Trace]:
    """Visits that were noted for one minute at homes far apart. Rows in order of time."""
    minutes: dict[datetime, list[Trace]] = defaultdict(list)
    for row in rows:
        if row.visit:
            minutes[row.at.replace(second=0, microsecond=0)].append(row)
    found: list[Trace] = []
    for together in minutes.values():
        if any(distant(one, other) for place, one in enumerate(together) for other in together[place + 1 :]):
            found += together
    return found


def day_end(rows: Sequence[Trace]) -> list[Trace]:
    """All that was noted for a day, where it all stands in its last ten minutes. Rows in order of time."""
    late = all(row.at.astimezone(SHANGHAI).time() >= DAY_END_FROM for row in rows)
    return list(rows) if late and len(rows) >= DAY_END_AT_LEAST else []


def distant(one: Trace, other: Trace) -> bool:
    """Whether two homes are too far apart for one minute: by their pins, else in two neighbourhoods."""
    if one.household == other.household:
        return False
    if one.spot is not None and other.spot is not None:
        return metres(one.spot, other.spot) > DISTANT_METRES
    return one.place != other.place


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way as the crow flies.

    >>> round(metres((29.0, 110.0), (29.0, 110.01)))
    973
    """
    (north, east), (north2, east2) = [(radians(lat), radians(lon)) for lat, lon in (one, other)]
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(half))
