"""Pure rules of figures: which there are, and with which span one is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from youlin.foundation.values import Period


class Key(StrEnum):
    """The figures, in the order in which pages show them."""

    PROBLEMS_FOUND = "problems_found"
    APPEALS_HANDLED = "appeals_handled"
    DISPUTES_SETTLED = "disputes_settled"
    HAZARDS_FOUND = "hazards_found"
    HAZARDS_REMOVED = "hazards_removed"
    MICRO_SERVICES = "micro_services"
    CHIEFS = "chiefs"


# Those of the report, in its order: the interface of `youlin stats`.
REPORTED = (
    Key.PROBLEMS_FOUND,
    Key.APPEALS_HANDLED,
    Key.DISPUTES_SETTLED,
    Key.HAZARDS_REMOVED,
    Key.MICRO_SERVICES,
    Key.CHIEFS,
)


class Share(StrEnum):
    """How well cases were answered; each is so many of so many."""

    ANSWERED = "answered"
    ON_TIME = "on_time"
    FINISHED = "finished"
    CONTENT = "content"


CONTENT_FROM = 4  # of five


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. `of` is 0 where there is nothing to say yet."""

    share: Share
    good: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all of them.

        >>> Rate(Share.ON_TIME, 199, 200).percent
        99
        """
        return self.good * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside that of the span before."""

    key: Key
    value: int
    before: int

    @property
    def change(self) -> int:
        """How many more, or fewer where negative."""
        return self.value - self.before


def days_of(period: Period) -> tuple[date, date]:
    """First and last day. Raises ValueError for a span without an end."""
    if period.end is None:
        raise ValueError("a figure is of a span that ends")
    return period.start, period.end


def before(period: Period) -> Period:
    """The span that ends the day before: for whole months as many whole months, else of the same length.

    >>> str(before(Period(date(2026, 11, 1), date(2026, 11, 30))).start)
    '2026-10-01'
    >>> str(before(Period(date(2026, 11, 9), date(2026, 11, 15))).start)
    '2026-11-02'
    """
    first, last = days_of(period)
    following, ends = last + timedelta(days=1), first - timedelta(days=1)
    if first.day == following.day == 1:
        months = 12 * (following.year - first.year) + following.month - first.month
        serial = 12 * first.year + first.month - 1 - months
        return Period(date(serial // 12, serial % 12 + 1, 1), ends)
    return Period(first - timedelta(days=period.length), ends)


def by_week(period: Period, counts: Mapping[date, int]) -> list[tuple[date, int]]:
    """Counts of days as counts of weeks, each named by its first day.

    Weeks are counted back from the last day, so that the latest is a whole one and a line does not fall at its end.
    """
    first, last = days_of(period)
    weeks = -(-period.length // 7)
    starts = [max(first, last - timedelta(days=7 * week - 1)) for week in range(weeks, 0, -1)]
    found = dict.fromkeys(starts, 0)
    for day, count in counts.items():
        found[starts[-1 - (last - day).days // 7]] += count
    return list(found.items())


def compare(now: Mapping[Key, int], then: Mapping[Key, int], keys: Iterable[Key] = tuple(Key)) -> list[Compared]:
    """Figures beside those of the span before, in the report's order."""
    return [Compared(key, now[key], then[key]) for key in keys]
