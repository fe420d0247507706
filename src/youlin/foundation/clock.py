"""The only reader of time. Everything below the edge is handed `now`.

Business days are days in Shanghai, which has known no daylight saving since 1991.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, aware, in UTC. For views, commands and jobs only."""
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The Shanghai day an aware instant falls on."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first instant of a Shanghai day, aware."""
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def end_of(day: date) -> datetime:
    """The instant at which a Shanghai day is over: the first one of the next day."""
    return start_of(day + timedelta(days=1))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A wall-clock instant of a Shanghai day, aware."""
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)
