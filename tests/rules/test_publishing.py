"""What may be told outside: nothing small, and nothing from which something small follows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.insight.rules.publishing import LEAST, published, published_total

COUNTS = st.lists(st.integers(0, 60), max_size=9)


@given(COUNTS)
def test_no_small_count_is_told_and_what_is_told_is_true(values: list[int]) -> None:
    for value, shown in zip(values, published(values), strict=True):
        assert shown in (None, value)
        assert not (shown is not None and 0 < shown < LEAST)


@given(COUNTS)
def test_a_total_never_gives_a_small_part_away(values: list[int]) -> None:
    shown, total = published(values), published_total(values)
    hidden = [value for value, told in zip(values, shown, strict=True) if told is None]
    if total is not None and hidden:
        rest = total - sum(told for told in shown if told is not None)
        assert len(hidden) > 1 or rest >= LEAST


def test_a_small_total_is_held_back_and_nothing_is_told_as_nothing() -> None:
    assert published_total([2, 1]) is None
    assert published_total([0, 0]) == 0
    assert published([0, 0, 30]) == [0, 0, 30]
