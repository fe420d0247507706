"""Pure rules of effort: what a chief's phone says of one piece of work, and what many of them say together.

A sum over a whole subdistrict, never about a person: a sample says nothing of who sent it, and what is too little to
hide one chief is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What the office may take of a volunteer's day, all its wishes together (docs/decisions/0039).
BUDGET_MINUTES = 10
# Fewer samples than this, or fewer chiefs, would speak of somebody.
LEAST_SAMPLES = 20
LEAST_CHIEFS = 5
# Longer than this and the phone was laid down with the page open.
LONGEST_SECONDS = 600
MOST_TAPS = 300
MOST_FIELDS = 99
# Upper edges in seconds; the median of a month is told from these sixteen counts, to within a part.
EDGES = (3, 5, 8, 12, 18, 25, 35, 50, 70, 100, 140, 200, 280, 380, 480, LONGEST_SECONDS)
UNMEASURED = -1


class Job(StrEnum):
    """A kind of work that a chief sends from the phone."""

    GREET = "greet"
    VISIT = "visit"
    REPORT = "report"
    CASE = "case"
    SERVICE = "service"
    CHECK = "check"
    SUPPLY = "supply"
    KNOWN = "known"
    POLICY = "policy"
    INSPECTION = "inspection"
    CAMPAIGN = "campaign"
    MEETING = "meeting"
    LEDGER = "ledger"
    OWN = "own"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Effort:
    """What one piece of work took: seconds in sight, taps, and how many fields the form asked."""

    seconds: int
    taps: int
    fields: int

    @property
    def part(self) -> int:
        """Which of `EDGES` it lies below."""
        return next(place for place, edge in enumerate(EDGES) if self.seconds <= edge)


def read(said: str) -> Effort | None:
    """What the phone's script wrote, "seconds,taps,fields"; None for anything else, which counts as not measured.

    >>> read("12,2,1")
    Effort(seconds=12, taps=2, fields=1)
    >>> read("0,0,0") is None
    True
    """
    found = re.fullmatch(r"(\d{1,6}),(\d{1,5}),(\d{1,4})", said)
    if found is None or int(found[2]) == 0:  # a form that nobody tapped was not sent by a thumb
        return None
    return Effort(
        seconds=min(int(found[1]), LONGEST_SECONDS),
        taps=min(int(found[2]), MOST_TAPS),
        fields=min(int(found[3]), MOST_FIELDS),
    )


def median_seconds(parts: Mapping[int, int]) -> float:
    """The middle of the samples, drawn evenly within its part. Raises ValueError for none.

    >>> median_seconds({1: 10})
    4.0
    """
    middle = sum(parts.values()) / 2
    if not middle:
        raise ValueError("no sample")
    before, place = 0, min(parts)
    for place in sorted(parts):
        if before + parts[place] >= middle:
            break
        before += parts[place]
    low = EDGES[place - 1] if place else 0
    return low + (EDGES[place] - low) * (middle - before) / parts[place]


def minutes_a_day(seconds: float, *, chiefs: int, days: int) -> float:
    """What each chief gave on a usual day, in minutes; 0 where there is no chief."""
    return seconds / 60 / chiefs / days if chiefs and days else 0.0
