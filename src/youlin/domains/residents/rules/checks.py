"""Pure rules of residence checks: which signs make one ask, and when a settled doubt comes up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

TIMES_NOT_HOME = 3  # visits in a row with nobody home
QUIET_DAYS = 30  # nobody of a home in care was reached for so long
LONGEST_AWAY_DAYS = 730


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit at a home: the day, and whether anybody was met."""

    day: date
    nobody_home: bool


def not_home_on(visits: Iterable[Visit]) -> date | None:
    """The day of the latest visit, where it and the ones before it make three in a row with nobody home.

    >>> not_home_on([Visit(date(2026, 11, day), True) for day in (1, 8, 15)])
    datetime.date(2026, 11, 15)
    """
    last = sorted(visits, key=lambda visit: visit.day)[-TIMES_NOT_HOME:]
    if len(last) < TIMES_NOT_HOME or not all(visit.nobody_home for visit in last):
        return None
    return last[-1].day


def quiet_on(since: date, settled: date | None, today: date) -> date | None:
    """The day on which thirty days without a word were full, counted anew from when the last doubt was settled."""
    day = max(since, settled or since) + timedelta(days=QUIET_DAYS)
    return day if day <= today else None


def is_news(seen_on: date, settled: date | None) -> bool:
    """Whether a sign is later than what settled the doubts before: an old one does not come up again."""
    return settled is None or seen_on > settled
