"""Rounds: the shortest walk, and days that are even and never too late."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import permutations
from math import hypot
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyvrp import Model
from pyvrp.stop import MaxIterations

from youlin.domains.care.rules.rounds import EXACT, Due, length, spread, tree, walk

MONDAY = date(2026, 11, 2)
spots = st.tuples(st.integers(0, 900), st.integers(0, 900))


def between(places: list[tuple[int, int]]) -> list[list[float]]:
    return [[hypot(x - right, y - up) for right, up in places] for x, y in places]


@settings(max_examples=40)
@given(st.lists(spots, min_size=1, max_size=6), st.none() | spots)
def test_a_short_round_is_the_best_there_is(places: list[tuple[int, int]], home: tuple[int, int] | None) -> None:
    metres = between(places)
    start = [hypot(x - home[0], y - home[1]) for x, y in places] if home else None
    order = walk(metres, start)
    assert sorted(order) == list(range(len(places)))
    best = min(length(tried, metres, start) for tried in permutations(range(len(places))))
    assert length(order, metres, start) <= best + 1e-6


def strewn(many: int, seed: int) -> list[tuple[int, int]]:
    dice = Random(seed)
    return [(dice.randrange(1000), dice.randrange(1000)) for _stop in range(many)]


def referee(metres: list[list[float]], start: list[float]) -> float:
    """PyVRP on the same walk: out from home, and back for nothing."""
    model = Model()
    home, clients = model.add_location(0, 0), [model.add_location(0, 0) for _stop in metres]
    model.add_depot(home)
    for client in clients:
        model.add_client(client)
    model.add_vehicle_type(1)
    for here, row in zip(clients, metres, strict=True):
        for there, far in zip(clients, row, strict=True):
            if here is not there:
                model.add_edge(here, there, distance=round(1000 * far))
    for client, far in zip(clients, start, strict=True):
        model.add_edge(home, client, distance=round(1000 * far))
        model.add_edge(client, home, distance=0)
    return model.solve(stop=MaxIterations(400), seed=1, display=False).cost() / 1000


@pytest.mark.parametrize(("many", "worse"), [(EXACT, 1.0), (18, 1.02), (26, 1.03)])
def test_a_referee_finds_no_round_much_shorter(many: int, worse: float) -> None:
    places = strewn(many, many)
    metres, start = between(places), [hypot(x, y) for x, y in places]
    ours = length(walk(metres, start), metres, start)
    assert ours <= worse * referee(metres, start) + 0.1


def test_nobody_to_visit_is_no_walk() -> None:
    assert walk([]) == []
    assert walk([[0.0]], [5.0]) == [0]
    assert length([], []) == 0


dues = st.builds(
    lambda opened, days: Due(MONDAY - timedelta(opened), MONDAY - timedelta(opened) + timedelta(days), days),
    st.integers(0, 10),
    st.sampled_from((3, 7, 7, 7, 14)),
)
weekdays = st.frozensets(st.integers(1, 7))


@given(st.dictionaries(st.integers(0, 40), dues, max_size=20), weekdays)
def test_no_visit_is_planned_after_it_is_due(visits: dict[int, Due], chosen: frozenset[int]) -> None:
    found = spread(visits, MONDAY, chosen)
    assert found.keys() == visits.keys()
    for key, day in found.items():
        assert MONDAY <= day <= max(MONDAY, visits[key].due_on)
        assert day in visits[key].may_be_on(MONDAY, chosen or range(1, 8))


@given(st.dictionaries(st.integers(0, 12), dues, min_size=1, max_size=9), weekdays)
def test_no_day_is_fuller_than_dues_ask(visits: dict[int, Due], chosen: frozenset[int]) -> None:
    """By Hall: the fullest day is as full as the tightest set of days forces it to be."""
    found = spread(visits, MONDAY, chosen)
    fullest = max(Counter(found.values()).values())
    open_to = [set(due.may_be_on(MONDAY, chosen or range(1, 8))) for due in visits.values()]
    days = sorted(set().union(*open_to))
    needed = 1
    for mask in range(1, 1 << min(len(days), 10)):
        some = {day for place, day in enumerate(days[:10]) if mask >> place & 1}
        needed = max(needed, -(-sum(days_of <= some for days_of in open_to) // len(some)))
    assert fullest == needed or len(days) > 10


def test_seven_people_a_week_on_three_days() -> None:
    visits = {person: Due(MONDAY - timedelta(1), MONDAY + timedelta(6), 7) for person in range(7)}
    found = spread(visits, MONDAY, {2, 4, 6})
    assert {day.isoweekday() for day in found.values()} <= {2, 4, 6}
    assert sorted(Counter(found.values()).values()) in ([2, 5], [3, 4], [2, 2, 3])


def test_who_cannot_wait_for_the_chiefs_day_is_visited_in_time() -> None:
    found = spread({"王": Due(MONDAY - timedelta(6), MONDAY + timedelta(1), 7)}, MONDAY, {6})
    assert found["王"] == MONDAY + timedelta(1)


def test_who_is_overdue_is_for_today() -> None:
    assert spread({"王": Due(MONDAY - timedelta(9), MONDAY - timedelta(2), 7)}, MONDAY, {6}) == {"王": MONDAY}


def test_near_ones_go_on_one_day() -> None:
    places = {number: (number // 4 * 800 + number * 5, 0) for number in range(8)}  # two hamlets
    visits = {number: Due(MONDAY - timedelta(1), MONDAY + timedelta(6), 7) for number in places}

    def away(one: int, other: int) -> float:
        return abs(places[one][0] - places[other][0])

    plain, near = spread(visits, MONDAY, {4, 6}), spread(visits, MONDAY, {4, 6}, away)
    assert Counter(plain.values()) == Counter(near.values())
    far = [sum(tree(found, day, away) for day in set(found.values())) for found in (plain, near)]
    assert far[1] < far[0] / 3
