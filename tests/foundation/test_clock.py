"""Shanghai days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from youlin.foundation import clock


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert clock.day_of(datetime(2026, 11, 21, 15, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert clock.day_of(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_day_is_over_at_the_first_instant_of_the_next() -> None:
    day = date(2026, 2, 28)
    assert clock.end_of(day) == clock.start_of(date(2026, 3, 1))
    assert clock.day_of(clock.end_of(day) - timedelta(microseconds=1)) == day
