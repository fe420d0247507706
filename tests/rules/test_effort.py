"""What work took is read from the phone, added up, and told as a middle."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.insight.rules.effort import EDGES, LONGEST_SECONDS, Effort, median_seconds, minutes_a_day, read

said = st.tuples(st.integers(0, 99_999), st.integers(1, 9_999), st.integers(0, 999))


@given(said)
def test_what_the_phone_says_is_read_and_a_phone_laid_aside_is_capped(numbers: tuple[int, int, int]) -> None:
    effort = read(",".join(map(str, numbers)))
    assert effort is not None
    assert effort.seconds == min(numbers[0], LONGEST_SECONDS)
    assert 0 <= effort.part < len(EDGES)
    assert effort.seconds <= EDGES[effort.part]


@pytest.mark.parametrize(
    "words", ["", "12", "12,2", "-3,1,1", "1.5,2,1", "十,二,一", "12,0,3", "9999999,1,1", "1,2,3,4"]
)
def test_anything_else_counts_as_not_measured(words: str) -> None:
    assert read(words) is None


@given(st.lists(st.integers(0, LONGEST_SECONDS), min_size=1, max_size=200))
def test_the_middle_lies_in_the_part_of_the_true_one(seconds: list[int]) -> None:
    parts: dict[int, int] = {}
    for one in seconds:
        part = Effort(one, 1, 1).part
        parts[part] = parts.get(part, 0) + 1
    true = Effort(statistics.median_low(seconds), 1, 1).part
    low = EDGES[true - 1] if true else 0
    assert low <= median_seconds(parts) <= EDGES[true]


def test_no_sample_has_no_middle() -> None:
    with pytest.raises(ValueError, match="no sample"):
        median_seconds({})


def test_minutes_are_shared_by_all_chiefs_and_days() -> None:
    assert minutes_a_day(6_000, chiefs=10, days=2) == 5
    assert minutes_a_day(6_000, chiefs=0, days=2) == 0
