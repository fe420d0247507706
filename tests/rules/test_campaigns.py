"""A campaign on plain data: who was told stays told, in whatever order it arrives; children near water come first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.outreach.rules.campaigns import (
    MISSING,
    DoorState,
    Mark,
    Outcome,
    Point,
    near,
    progress,
    rank,
    standing,
)

NINE = datetime(2026, 11, 2, 1, tzinfo=UTC)
marks = st.builds(Mark, st.sampled_from(Outcome), st.datetimes(timezones=st.just(UTC)))


@given(st.lists(marks, unique_by=lambda mark: mark.happened_at), st.randoms())
def test_the_order_of_arrival_changes_nothing_and_told_stays_told(known: list[Mark], dice: object) -> None:
    state = standing(known)
    shuffled = list(known)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(shuffled) is state
    assert (state is DoorState.TOLD) is any(mark.outcome is Outcome.TOLD for mark in known)
    assert standing([*known, Mark(Outcome.TOLD, NINE)]) is DoorState.TOLD


def test_nobody_in_is_still_missing_and_a_refusal_is_not() -> None:
    assert standing([Mark(Outcome.ABSENT, NINE)]) in MISSING
    assert standing([Mark(Outcome.AGAIN, NINE), Mark(Outcome.REFUSED, NINE + timedelta(hours=1))]) not in MISSING


def test_homes_with_children_near_water_come_first() -> None:
    order = [
        rank(children=children, by_water=water, about_water=True)
        for children, water in ((True, True), (True, False), (False, True), (False, False))
    ]
    assert order == [0, 1, 2, 2]
    assert rank(children=False, by_water=False, about_water=False) == 0


def test_near_is_half_a_kilometre() -> None:
    pond = Point(29.35, 110.55)
    assert near(pond, Point(29.3540, 110.55))
    assert not near(pond, Point(29.3550, 110.55))
    assert near(pond, Point(29.35, 110.5551))
    assert not near(pond, Point(29.35, 110.5560))


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 9)), max_size=40), st.integers(1, 30))
def test_the_course_only_rises_and_ends_at_the_sum(noted: list[tuple[int, int]], steps: int) -> None:
    told = [(NINE + timedelta(minutes=minute), number) for minute, number in noted]
    found = progress(told, start=NINE, end=NINE + timedelta(minutes=600), steps=steps)
    numbers = [number for _at, number in found]
    assert numbers == sorted(numbers)
    assert numbers[-1] == sum(number for _minute, number in noted)
