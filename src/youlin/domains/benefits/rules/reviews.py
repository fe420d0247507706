"""When somebody who receives is looked at again, and how long an exit may be softened. Months of the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

AHEAD: Final = timedelta(days=30)  # a review shows this long before it is due, so that a visit can be planned


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last.

    >>> months_later(date(2026, 8, 31), 6).isoformat(), months_later(date(2025, 12, 1), 12).isoformat()
    ('2027-02-28', '2026-12-01')
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_review(since: date, last_done: date | None, months: int) -> date:
    """The day of the next review: so many months after the last, or after the beginning.

    >>> next_review(date(2025, 3, 1), None, 12).isoformat()
    '2026-03-01'
    """
    return months_later(last_done or since, months)


def grace_end(stopped: date, months: int) -> date:
    """The first day on which nothing is paid any more, after a grace of so many months.

    >>> grace_end(date(2026, 11, 1), 3).isoformat()
    '2027-02-01'
    """
    return months_later(stopped, months)
