"""What may be told outside: nothing small, and nothing from which something small follows."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.insight.rules.publishing import LEAST, published, split

COUNTS = st.lists(st.integers(0, 60), max_size=9)


@given(COUNTS, st.booleans())
def test_no_small_count_is_told_and_what_is_told_is_true(values: list[int], above: bool) -> None:
    shown, total = split(values, total_told=above)
    for value, told in zip([*values, sum(values)], [*shown, total], strict=True):
        assert told in (None, value)
        assert not (told is not None and 0 < told < LEAST)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=4))
def test_whoever_adds_and_subtracts_finds_no_small_number(values: list[int]) -> None:
    """Every table that reads the same is tried: no hidden cell is small in all of them with one value."""
    shown, total = split(values)
    if total is None:
        return
    hidden = [place for place, told in enumerate(shown) if told is None]
    rest = total - sum(told for told in shown if told is not None)
    could = [one for one in product(range(1, rest + 1), repeat=len(hidden)) if sum(one) == rest]
    for at in range(len(hidden)):
        assert len({one[at] for one in could}) > 1


@given(COUNTS)
def test_a_total_held_back_above_is_not_found_by_adding(values: list[int]) -> None:
    shown, total = split(values, total_told=False)
    assert total is None
    assert None in shown or not any(values)


def test_a_small_total_is_held_back_and_nothing_is_told_as_nothing() -> None:
    assert split([2, 1]) == ([None, None], None)
    assert split([0, 0]) == ([0, 0], 0)
    assert published([0, 0, 30]) == [0, 0, 30]
    assert published([1, 1, 40, 50]) == [None, None, None, 50]  # two ones could be nothing else
