"""Adding up by month loses no day and counts none twice."""

import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.insight.rules import rollups

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_its_examples_hold() -> None:
    assert doctest.testmod(rollups).failed == 0


@given(DAYS, st.integers(0, 800))
def test_whole_months_and_what_is_left_are_the_span_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    months, left = rollups.in_months(first, last)
    covered = [(month, rollups.last_of(month)) for month in months] + left
    days = [start + timedelta(days=n) for start, end in covered for n in range((end - start).days + 1)]
    assert sorted(days) == [first + timedelta(days=n) for n in range(length + 1)]
    assert len(left) <= 2, "only at the ends"


@given(st.dictionaries(st.tuples(st.sampled_from(["片", "街道"]), DAYS), st.integers(1, 9), max_size=30))
def test_months_add_up_to_the_days(counts: dict[tuple[str, date], int]) -> None:
    months = rollups.of_months(counts)
    assert sum(months.values()) == sum(counts.values())
    assert all(month.day == 1 for _place, month in months)
