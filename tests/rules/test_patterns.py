"""Records that make one wonder: which do, and that ordinary days never do."""

import doctest
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.care.rules import patterns
from youlin.domains.care.rules.patterns import Pattern, Trace, questions
from youlin.foundation import clock

DAY = date(2026, 11, 5)
HERE, THERE = UUID(int=1), UUID(int=2)


def trace(number: int, at: datetime, *, home: int | None = None, place: UUID = HERE, visit: bool = True) -> Trace:
    return Trace(UUID(int=1000 + number), visit, at, UUID(int=home if home is not None else number), place)


def kinds(traces: list[Trace]) -> list[Pattern]:
    return [found.pattern for found in questions(traces)]


def test_the_examples_in_the_rules_are_true() -> None:
    assert doctest.testmod(patterns).failed == 0


def test_twenty_visits_in_five_minutes_are_a_question_with_all_twenty_behind_it() -> None:
    rows = [trace(n, clock.at(DAY, 9) + timedelta(seconds=15 * n)) for n in range(20)]
    [found] = questions(rows)
    assert found.pattern is Pattern.BURST
    assert len(found.keys) == 20
    assert (found.first, found.last) == (rows[0].at, rows[-1].at)


def test_greetings_may_come_quickly_and_so_may_tries_at_one_door() -> None:
    start = clock.at(DAY, 9)
    assert kinds([trace(n, start + timedelta(seconds=15 * n), visit=False) for n in range(20)]) == []
    assert kinds([trace(n, start + timedelta(seconds=15 * n), home=7) for n in range(20)]) == []


def test_one_minute_in_two_neighbourhoods() -> None:
    at = clock.at(DAY, 9)
    assert kinds([trace(1, at), trace(2, at + timedelta(seconds=20), place=THERE)]) == [Pattern.SAME_MINUTE]
    assert kinds([trace(1, at), trace(2, at + timedelta(seconds=20))]) == []  # neighbours


def test_where_the_doors_have_pins_the_pins_decide() -> None:
    at = clock.at(DAY, 9)
    near = [Trace(UUID(int=n), True, at, UUID(int=n), place, (29.0, 110.0)) for n, place in ((1, HERE), (2, THERE))]
    assert questions(near) == []
    far = [Trace(UUID(int=n), True, at, UUID(int=n), HERE, (29.0, 110.0 + n / 100)) for n in (1, 2)]
    assert kinds(far) == [Pattern.SAME_MINUTE]


def test_a_day_that_was_all_noted_at_its_last_minute() -> None:
    last = clock.at(DAY, 23, 59)
    rows = [trace(n, last, visit=False) for n in range(6)]
    assert kinds(rows) == [Pattern.DAY_END]
    assert kinds([*rows, trace(9, clock.at(DAY, 10))]) == []  # that one was noted in time
    assert kinds(rows[:4]) == []


ordinary = st.lists(st.integers(0, 140), unique=True, max_size=40)


@given(ordinary, st.randoms(use_true_random=False))
def test_an_ordinary_day_is_never_a_question_in_whatever_order_it_comes(slots: list[int], chance: Random) -> None:
    """Visits four minutes apart and more, between 8:00 and 17:20."""
    rows = [trace(slot, clock.at(DAY, 8) + timedelta(minutes=4 * slot), place=HERE) for slot in slots]
    chance.shuffle(rows)
    assert questions(rows) == []


@given(st.lists(st.integers(0, 3600), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_question(seconds: list[int], chance: Random) -> None:
    rows = [trace(n, clock.at(DAY, 9) + timedelta(seconds=at)) for n, at in enumerate(seconds)]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert questions(shuffled) == questions(rows)
