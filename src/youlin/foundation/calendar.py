"""Working days by the official calendar, with its moved holidays and make-up days (调休).

Source: the State Council's yearly notice, as kept by the `holidays` library. A year that has not been
published yet falls back to weekdays, and `published` says so.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from youlin.foundation import clock

SATURDAY = 5


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[frozenset[date], frozenset[date], bool]:
    """Days off, make-up working days, and whether the year's notice is known."""
    table = holidays.country_holidays("CN", years=year)
    off = frozenset(day for day in table if day.year == year)
    made_up = frozenset(day for day in getattr(table, "weekend_workdays", set()) if day.year == year)
    # Every published year moves some days; a year with none is a guess of the library.
    return off, made_up, bool(made_up)


def published(year: int) -> bool:
    """Whether the official arrangement of a year is known."""
    return _year(year)[2]


def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    off, made_up, _known = _year(day.year)
    if day in made_up:
        return True
    return day.weekday() < SATURDAY and day not in off


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (`count` ≥ 0; 0 gives the day itself)."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def deadline(start: datetime, hours: int, *, working: bool) -> datetime:
    """When a clock of `hours` that starts now runs out; a working clock stands still on days off."""
    end = start + timedelta(hours=hours)
    if not working:
        return end
    remaining = timedelta(hours=hours)
    instant = start
    while True:
        day = clock.day_of(instant)
        day_end = clock.end_of(day)
        if is_working_day(day):
            if instant + remaining <= day_end:
                return instant + remaining
            remaining -= day_end - instant
        instant = day_end
