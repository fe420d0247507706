"""Adding figures up by place: what is kept, how it folds upwards, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from youlin.domains.insight.rules.figures import Key
from youlin.domains.territory.rules import Level, prefixes

ROLLED = tuple(key for key in Key if key is not Key.CHIEFS)  # who is in office is of a day, and is counted
LEVELS = (Level.SUBDISTRICT, Level.COMMUNITY, Level.AREA)  # below, a figure is counted from its few records
BEGINNING = date(2000, 1, 1)  # before anything that can have happened here
MONTHS_BACK = 6  # in which a need is looked for that comes back
COMES_BACK = 3  # of these months or more
THIN = 12  # people in care for one 邻长 in office: more than ten minutes a day can hold (cadence of 3 and 7 days)

ONE_DAY = timedelta(days=1)

P = TypeVar("P")


def fold(counts: Iterable[tuple[str, date, int]], places: Mapping[str, P]) -> dict[tuple[P, date], int]:
    """Counts by path and day, added up to every place above that is kept.

    >>> fold([("ab" * 6 + "cd" * 6, date(2026, 11, 2), 2)], {"ab" * 6: "street"})
    {('street', datetime.date(2026, 11, 2)): 2}
    """
    found: dict[tuple[P, date], int] = {}
    for path, day, count in counts:
        for prefix in prefixes(path):
            if prefix in places:
                key = (places[prefix], day)
                found[key] = found.get(key, 0) + count
    return found


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def of_months(days: Mapping[tuple[P, date], int]) -> dict[tuple[P, date], int]:
    """Sums of days as sums of their months.

    >>> of_months({("街道", date(2026, 11, 2)): 2, ("街道", date(2026, 11, 30)): 3})
    {('街道', datetime.date(2026, 11, 1)): 5}
    """
    found: dict[tuple[P, date], int] = {}
    for (place, day), count in days.items():
        at = place, month_of(day)
        found[at] = found.get(at, 0) + count
    return found


def in_months(first: date, last: date) -> tuple[list[date], list[tuple[date, date]]]:
    """A span as its whole months (their first days), and the spans of days that are left at its ends.

    >>> months, days = in_months(date(2026, 1, 30), date(2026, 2, 28))
    >>> [f"{one:%m}" for one in months], [(one.day, other.day) for one, other in days]
    (['02'], [(30, 31)])
    """
    months, days = [], []
    at = first
    while at <= last:
        ends = min(last, last_of(at))
        if at.day == 1 and ends == last_of(at):
            months.append(at)
        else:
            days.append((at, ends))
        at = ends + ONE_DAY
    return months, days


def last_of(day: date) -> date:
    """The last day of a day's month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - ONE_DAY


def months_until(day: date, count: int) -> list[date]:
    """The first days of `count` months, the last one that of `day`.

    >>> [f"{one:%m}" for one in months_until(date(2026, 2, 9), 3)]
    ['12', '01', '02']
    """
    serial = day.year * 12 + day.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(serial - count + 1, serial + 1)]


@dataclass(frozen=True, slots=True)
class Care:
    """What a place has to care for, and with whom."""

    homes: int
    in_care: int
    late: int
    posts: int
    seated: int

    @property
    def each(self) -> float:
        """People in care for one 邻长 in office; all of them where nobody is."""
        return self.in_care / max(self.seated, 1)

    @property
    def thin(self) -> bool:
        """Whether care is thin: nobody there, too many for one, or one in ten late."""
        return bool(self.in_care) and (not self.seated or self.each > THIN or self.late * 10 > self.in_care)
