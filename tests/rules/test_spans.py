"""Bending a clock on plain data: a pause costs no time and wins none, a return wins none either."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules.spans import Bounds, longest_extension, nearest, pause_problem, returned_due
from youlin.foundation import calendar, clock

NINE = clock.at(date(2026, 11, 2), 9)  # a Monday
DAY = timedelta(days=1)
instants = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda since: clock.at(date(2025, 1, 1), 0) + since)
spans = st.timedeltas(timedelta(minutes=1), timedelta(days=40))


@given(start=instants, span=spans, working=st.booleans())
def test_what_ran_between_start_and_end_of_a_clock_is_its_span(start: datetime, span: timedelta, working: bool) -> None:
    end = calendar.ends(start, span, working=working)
    assert calendar.between(start, end, working=working) == span


@given(start=instants, hours=st.integers(1, 200), stop=spans, pause=spans, working=st.booleans())
def test_a_pause_leaves_just_what_was_left(
    start: datetime, hours: int, stop: timedelta, pause: timedelta, working: bool
) -> None:
    due = calendar.deadline(start, hours, working=working)
    now = start + min(stop, due - start)
    left = calendar.between(now, due, working=working)
    wakes = now + pause
    again = calendar.ends(wakes, left, working=working)
    assert calendar.between(wakes, again, working=working) == left
    assert again >= due


def test_days_off_are_named_and_made_up_saturdays_are_not() -> None:
    start, end = clock.at(date(2026, 9, 30), 17), clock.at(date(2026, 10, 12), 9)
    off = calendar.skipped(start, end)
    assert date(2026, 10, 1) in off
    assert date(2026, 10, 10) not in off, "a Saturday that is worked for the holiday"


@pytest.mark.parametrize(
    ("until", "used", "pauses", "said"),
    [
        (NINE, timedelta(0), 0, "pause_backwards"),
        (NINE + 15 * DAY, timedelta(0), 0, ""),
        (NINE + 15 * DAY, timedelta(hours=1), 1, "pause_too_long"),
        (NINE + DAY, timedelta(0), 2, "paused_enough"),
    ],
)
def test_how_long_a_clock_may_stand_still(until: datetime, used: timedelta, pauses: int, said: str) -> None:
    assert pause_problem(now=NINE, until=until, used=used, pauses=pauses, bounds=Bounds()) == said


def test_the_nearest_territory_says_how_far_clocks_bend() -> None:
    known = [Bounds(pause_days=5, path="01"), Bounds(pause_days=9, path="0102")]
    assert nearest(known, "010203").pause_days == 9
    assert nearest(known, "0199").pause_days == 5
    assert nearest(known, "02") == Bounds()


@given(kept=instants, fresh=instants)
def test_sending_back_wins_no_time(kept: datetime, fresh: datetime) -> None:
    assert returned_due(kept=kept, fresh=fresh) <= kept


def test_an_extension_is_at_most_the_share_that_is_allowed() -> None:
    assert (longest_extension(24, Bounds()), longest_extension(24, Bounds(extension_percent=0))) == (24, 0)
