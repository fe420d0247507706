"""Working days by the official calendar, with its moved holidays and make-up days (调休).

Source: the State Council's yearly notice. Its days stand in a table of the database (`workdays`), which is filled from
the `holidays` library and can be corrected at the desk; where no table is at hand, the library is asked itself. A year
that has not been published yet falls back to weekdays, and `published` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from youlin.foundation import clock

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """What makes a year's days differ from its weekdays; a name by each day."""

    off: dict[date, str]
    made_up: dict[date, str]

    @property
    def published(self) -> bool:
        """Every published year moves some days; one with none is a guess."""
        return bool(self.made_up)


@lru_cache(maxsize=64)
def library(year: int) -> Year:
    """A year as the library knows it."""
    table = holidays.country_holidays("CN", years=year, language="zh_CN")
    off = {day: name for day, name in table.items() if day.year == year}
    made_up = {day: "" for day in getattr(table, "weekend_workdays", set()) if day.year == year}
    return Year(off, made_up)


# Where years come from; the database's table puts itself here when Django is up.
source: Callable[[int], Year] = library


def published(year: int) -> bool:
    """Whether the official arrangement of a year is known."""
    return source(year).published


def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    year = source(day.year)
    return day in year.made_up or (day.weekday() < SATURDAY and day not in year.off)


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (`count` ≥ 0; 0 gives the day itself)."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def deadline(start: datetime, hours: int, *, working: bool) -> datetime:
    """When a clock of `hours` that starts now runs out; a working clock stands still on days off."""
    return ends(start, timedelta(hours=hours), working=working)


def ends(start: datetime, span: timedelta, *, working: bool) -> datetime:
    """When a span that starts now is over; a working one stands still on days off."""
    if not working:
        return start + span
    for begins, closes in _open_from(start):
        if begins + span <= closes:
            return begins + span
        span -= closes - begins
    raise AssertionError("time does not end")


def between(start: datetime, end: datetime, *, working: bool) -> timedelta:
    """How much of a clock runs between two instants; nothing where the second comes first."""
    if end <= start:
        return timedelta(0)
    if not working:
        return end - start
    ran = timedelta(0)
    for begins, closes in _open_from(start):
        if begins >= end:
            break
        ran += min(closes, end) - begins
    return ran


def skipped(start: datetime, end: datetime) -> list[date]:
    """The days off on which a working clock stood still between two instants, in order."""
    first, last = clock.day_of(start), clock.day_of(end)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if not is_working_day(day)]


def _open_from(instant: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches from an instant on in which a working clock runs, day by day, without end."""
    while True:
        day = clock.day_of(instant)
        closes = clock.end_of(day)
        if is_working_day(day):
            yield instant, closes
        instant = closes
