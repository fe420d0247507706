"""Working days, with the official make-up days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.foundation import calendar, clock

FRIDAY = date(2026, 11, 20)


def test_a_weekend_in_november_is_not_worked() -> None:
    assert calendar.is_working_day(FRIDAY)
    assert not calendar.is_working_day(FRIDAY + timedelta(days=1))


def test_the_national_day_week_is_off_and_its_make_up_saturday_is_worked() -> None:
    assert not calendar.is_working_day(date(2026, 10, 1))
    assert calendar.is_working_day(date(2026, 10, 10))


def test_a_year_without_a_notice_says_so_and_counts_weekdays() -> None:
    assert calendar.published(2026)
    assert not calendar.published(2060)
    assert calendar.is_working_day(date(2060, 3, 1))


def test_a_working_clock_stands_still_over_the_weekend() -> None:
    start = clock.at(FRIDAY, 18)
    assert calendar.deadline(start, 24, working=True) == clock.at(date(2026, 11, 23), 18)
    assert calendar.deadline(start, 24, working=False) == clock.at(date(2026, 11, 21), 18)


def test_a_working_clock_that_starts_on_a_sunday_starts_on_monday() -> None:
    assert calendar.deadline(clock.at(date(2026, 11, 22), 9), 2, working=True) == clock.at(date(2026, 11, 23), 2)


@given(st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(1, 40))
def test_counting_working_days_lands_on_a_working_day_and_passes_the_right_number(day: date, count: int) -> None:
    end = calendar.add_working_days(day, count)
    passed = sum(calendar.is_working_day(day + timedelta(days=n)) for n in range(1, (end - day).days + 1))
    assert calendar.is_working_day(end)
    assert passed == count
