"""What a store may promise: pure, so tried on anything."""

import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.cast import START
from youlin.domains.care.rules import supplies
from youlin.domains.care.rules.supplies import Shelf, Stock, missing, receipt_problem, share_problem, shelf

TODAY = date(2026, 11, 22)
numbers = st.integers(0, 500)


def test_the_examples_in_the_rules_are_true() -> None:
    assert doctest.testmod(supplies).failed == 0


@given(left=numbers, promised=numbers, each=st.integers(1, 9), doors=st.integers(0, 200))
def test_nothing_is_missing_just_where_what_is_free_is_enough(left: int, promised: int, each: int, doors: int) -> None:
    stock = Stock(left + promised, left + promised, promised)
    short = missing({"rice": stock}, {"rice": each}, doors)
    assert (short == {}) == (each * doors <= stock.free)
    assert short.get("rice", 0) == max(0, each * doors - left)


@given(st.integers(-400, 400))
def test_a_lot_is_good_then_soon_then_expired_and_never_back(days: int) -> None:
    order = [Shelf.GOOD, Shelf.SOON, Shelf.EXPIRED]
    day = TODAY + timedelta(days)
    assert order.index(shelf(TODAY, day)) <= order.index(shelf(TODAY, day + timedelta(1)))


def test_a_quilt_keeps() -> None:
    assert shelf(None, TODAY) is Shelf.GOOD


def test_somebody_else_says_their_name() -> None:
    said = {"happened_at": START, "now": START}
    assert receipt_problem(receiver="self", name="", **said) is None
    assert receipt_problem(receiver="neighbour", name=" ", **said) == "receiver_name_missing"
    assert receipt_problem(receiver="neighbour", name="赵大伯", **said) is None
    assert receipt_problem(receiver="dog", name="阿黄", **said) == "receiver_unknown"
    assert receipt_problem(receiver="self", name="", happened_at=START + timedelta(hours=1), now=START) is not None


def test_a_door_gets_something_and_not_a_lorry() -> None:
    assert share_problem({}) == "share_missing"
    assert share_problem({"rice": 0}) == share_problem({"rice": 1001}) == "share_bad"
    assert share_problem({"rice": 2, "oil": 1}) is None
