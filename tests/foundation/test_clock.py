"""Shanghai days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from youlin.foundation import clock


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert clock.day_of(datetime(2026, 11, 21, 15, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert clock.day_of(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_day_is_over_at_the_first_instant_of_the_next() -> None:
    day = date(2026, 2, 28)
    assert clock.end_of(day) == clock.start_of(date(2026, 3, 1))
    assert clock.day_of(clock.end_of(day) - timedelta(microseconds=1)) == day


@given(some.dates(date(1992, 1, 1), date(2199, 12, 30)))
def test_no_day_is_longer_or_shorter_than_another(day: date) -> None:
    """Shanghai has kept no summer time since September 1991: a day after a day is 24 hours later, also by UTC."""
    assert clock.end_of(day).astimezone(UTC) - clock.start_of(day).astimezone(UTC) == timedelta(hours=24)


@given(some.integers(0, 200 * 365 * 86_400))
def test_every_instant_is_of_one_day_whoever_tells_it(seconds: int) -> None:
    instant = datetime(1992, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    day = clock.day_of(instant)
    assert clock.start_of(day) <= instant < clock.end_of(day)
    assert clock.day_of(instant.astimezone(clock.SHANGHAI)) == day
