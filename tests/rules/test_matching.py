"""The matching of people and chiefs: exact, proven for all pairs, and steady."""

import random
from copy import deepcopy
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from youlin.domains.care.rules.matching import (
    UNIT,
    Chief,
    Costs,
    Matched,
    Nearness,
    Seating,
    Terms,
    Ward,
    alternatives,
    choice,
    chosen,
    match,
    shared_place,
    shortages,
)
from youlin.domains.care.rules.matching.costs import FORBIDDEN
from youlin.domains.care.rules.matching.prices import LEFT, LEFT_COST, NOWHERE

CENTRE = (29.4, 110.5)
DEGREE = 1 / 111_195  # of a metre north
COMMUNITY = "c" * 36


def place(area: int, group: int, neighbourhood: int) -> str:
    return f"{COMMUNITY}{area:012x}{group:012x}{neighbourhood:012x}"


def at(north: float, east: float = 0.0) -> tuple[float, float]:
    return CENTRE[0] + north * DEGREE, CENTRE[1] + east * DEGREE


def dense(costs: Costs) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Every pair's cost, with no thought of which may matter."""
    wards, chiefs = len(costs.wards), len(costs.chiefs)
    ward, chief = np.repeat(np.arange(wards), chiefs), np.tile(np.arange(chiefs), wards)
    cost = costs.of(ward, chief)
    units = np.where(cost == FORBIDDEN, 2 * LEFT_COST, costs.units(ward, chief, cost))
    return units.reshape(wards, chiefs)


def referee(costs: Costs) -> tuple[int, int]:
    """What an independent solver finds: (people left out, the cost of the others in UNITs)."""
    table = dense(costs)
    seats = np.repeat(np.arange(len(costs.chiefs)), [one.seats for one in costs.chiefs])
    square = np.hstack([table[:, seats], np.full((len(costs.wards), len(costs.wards)), LEFT_COST)])
    rows, columns = linear_sum_assignment(square)
    taken = [int(square[row, column]) for row, column in zip(rows, columns, strict=True) if column < len(seats)]
    return len(costs.wards) - len(taken), sum(taken)


def proven(found: Matched) -> None:
    """Complementary slackness over ALL pairs, listed or not: the certificate that what stands is an optimum."""
    seating, table = found.seating, dense(found.costs)
    prices = np.array(seating.price, dtype=np.int64)
    assert (prices >= 0).all()
    for person, chief in enumerate(seating.at):
        paid = seating.worth(person)
        assert (table[person] + prices >= paid).all(), "somebody could be had cheaper"
        assert paid <= LEFT_COST
        assert chief == LEFT or table[person, chief] == seating.cost[person]
    for chief, held in enumerate(seating.held):
        assert len(held) <= seating.seats[chief]
        assert len(held) == seating.seats[chief] or prices[chief] == 0, "a seat that stands free costs nothing"
    assert seating.total() == seating.bound()


skills = st.frozensets(st.sampled_from(["nursing", "sign", "lifting"]), max_size=2)


@st.composite
def towns(draw: st.DrawFn) -> tuple[list[Ward], list[Chief]]:
    """Small towns: points known or not, wishes, needs, refusals, too few seats or too many."""
    spots = st.one_of(st.none(), st.tuples(st.integers(-900, 900), st.integers(-900, 900)).map(lambda one: at(*one)))
    homes = st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 1)).map(lambda one: place(*one))
    chiefs = [
        Chief(str(number), draw(homes), draw(st.integers(0, 3)), draw(spots), draw(st.sampled_from("12")), draw(skills))
        for number in range(draw(st.integers(1, 6)))
    ]
    numbers = st.integers(0, len(chiefs) - 1)
    wards = [
        Ward(
            str(number),
            draw(homes),
            draw(spots),
            draw(st.one_of(st.none(), numbers)),
            draw(st.integers(0, 20)),
            draw(st.sampled_from([frozenset[str](), frozenset({"sign"})])),
            draw(skills),
            draw(st.sampled_from(["", "", "2"])),
            draw(st.frozensets(numbers, max_size=1)),
        )
        for number in range(draw(st.integers(0, 9)))
    ]
    return wards, chiefs


@given(town=towns(), nearest=st.integers(1, 4))
@settings(max_examples=60)
def test_what_stands_is_the_cheapest_there_is(town: tuple[list[Ward], list[Chief]], nearest: int) -> None:
    wards, chiefs = town
    found = match(wards, chiefs, Terms(), nearest=nearest)
    left, cost = referee(found.costs)
    assert len(found.left) == left
    assert found.seating.total() - left * LEFT_COST == cost
    assert found.bound == found.objective
    proven(found)


@given(town=towns(), seed=st.integers(0, 9999))
@settings(max_examples=40)
def test_after_any_event_it_is_what_solving_anew_would_find(town: tuple[list[Ward], list[Chief]], seed: int) -> None:
    wards, chiefs = town
    dice = random.Random(seed)
    costs = Costs(wards, chiefs, Terms())
    table = dense(costs)
    pairs = [[(chief, int(cost)) for chief, cost in enumerate(row) if cost < LEFT_COST] for row in table]
    seating = Seating.empty([one.seats for one in chiefs])
    for listed in pairs:
        seating.joins(listed)
    for _event in range(10):
        person, chief = dice.randrange(max(len(wards), 1)), dice.randrange(len(chiefs))
        kind = dice.choice(["comes or goes", "opens", "closes"])
        before = list(seating.at)
        if kind == "comes or goes" and wards:
            (seating.returns if seating.at[person] == NOWHERE else seating.leaves)(person)
        elif kind == "opens":
            seating.opens(chief)
        elif kind == "closes" and seating.seats[chief]:
            seating.closes(chief)
        anew = Seating.empty(seating.seats)
        for one, listed in enumerate(pairs):
            anew.joins(listed)
            if seating.at[one] == NOWHERE:
                anew.leaves(one)
        assert seating.total() == anew.total() == seating.bound()
        changed = [one for one, (was, now) in enumerate(zip(before, seating.at, strict=True)) if was != now]
        seats = {chief for one in changed for chief in (before[one], seating.at[one])}
        assert len(seats) >= len(changed), "one chain of moves, through no seat twice"


def test_a_chief_who_leaves_and_one_who_comes_cost_one_chain_each() -> None:
    seating = Seating.empty([1, 1])
    seating.joins([(0, 10 * UNIT), (1, 50 * UNIT)])
    seating.joins([(0, 30 * UNIT), (1, 40 * UNIT)])
    assert seating.at == [0, 1]
    seating.closes(0)
    assert seating.at.count(LEFT) == 1
    chief = seating.arrives([(0, 5 * UNIT), (1, 90 * UNIT)], seats=1)
    assert seating.at == [chief, 1]
    assert seating.total() == seating.bound() == 45 * UNIT


def test_a_tie_moves_nobody() -> None:
    chiefs = [Chief("a", place(0, 0, 0), 5, at(100)), Chief("b", place(0, 0, 1), 5, at(-100))]
    free = Terms(known_face=0, known_visit=0)
    for present in (0, 1):
        found = match([Ward(str(n), place(0, 0, 0), at(0), present) for n in range(6)], chiefs, free)
        assert found.seating.at.count(present) == 5, "one has to go, for there are five seats"
        assert len(found.moved) == 1


def test_a_known_face_stays_unless_the_gain_is_large() -> None:
    near, far = Chief("near", place(0, 0, 1), 3, at(0)), Chief("far", place(0, 0, 0), 3, at(110))
    stays = match([Ward("w", place(0, 0, 0), at(0), present=1, visits=10)], [near, far], Terms())
    assert stays.seating.at == [1], "143 metres nearer are not worth ten visits"
    goes = match([Ward("w", place(0, 0, 0), at(0), present=1, visits=0)], [near, far], Terms())
    assert goes.seating.at == [0]


def test_solving_again_what_was_accepted_moves_nobody() -> None:
    dice = random.Random(7)
    chiefs = [Chief(str(n), place(0, 0, n), 4, at(dice.uniform(-800, 800), dice.uniform(-800, 800))) for n in range(20)]
    wards = [
        Ward(str(n), place(0, 0, n % 20), at(dice.uniform(-800, 800), dice.uniform(-800, 800)), n % 20)
        for n in range(70)
    ]
    first = match(wards, chiefs, Terms())
    assert first.moved
    accepted = [
        Ward(one.key, one.place, one.point, first.seating.at[number], one.visits if number not in first.moved else 0)
        for number, one in enumerate(wards)
    ]
    assert match(accepted, chiefs, Terms()).moved == []


def test_a_need_that_must_be_met_goes_before_nearness_and_a_good_one_is_weighed() -> None:
    plain, signing = (
        Chief("plain", place(0, 0, 0), 3, at(0)),
        Chief("signs", place(0, 0, 1), 3, at(400), skills=frozenset({"sign"})),
    )
    needs = Ward("deaf", place(0, 0, 0), at(0), must=frozenset({"sign"}))
    likes = Ward("likes", place(0, 0, 0), at(0), good=frozenset({"sign"}))
    found = match([needs, likes], [plain, signing], Terms())
    assert found.seating.at == [1, 0], "400 metres to walk are 520, more than the 300 of a skill that would be good"
    assert chosen(found, 1).parts.missing == {"sign"}  # type: ignore[union-attr]


def test_a_wish_for_the_same_sex_and_a_no_are_kept() -> None:
    chiefs = [Chief("m", place(0, 0, 0), 3, at(0), "1"), Chief("f", place(0, 0, 1), 3, at(300), "2")]
    assert match([Ward("w", place(0, 0, 0), at(0), sex="2")], chiefs, Terms()).seating.at == [1]
    assert match([Ward("w", place(0, 0, 0), at(0), declined=frozenset({0}))], chiefs, Terms()).seating.at == [1]


@pytest.mark.parametrize(
    ("one", "other", "nearness", "metres"),
    [
        (place(0, 0, 0), place(0, 0, 0), Nearness.NEIGHBOURHOOD, 150),
        (place(0, 0, 0), place(0, 0, 1), Nearness.GROUP, 400),
        (place(0, 0, 0), place(0, 1, 1), Nearness.AREA, 1200),
        (place(0, 0, 0), place(1, 1, 1), Nearness.COMMUNITY, 3000),
    ],
)
def test_without_a_point_nearness_is_told_by_the_places(one: str, other: str, nearness: Nearness, metres: int) -> None:
    assert shared_place(one, other) == nearness
    costs = Costs([Ward("w", one)], [Chief("c", other, 1, at(0))], Terms())
    assert costs.metres(np.array([0]), np.array([0])).tolist() == [metres]


def test_an_infeasible_street_says_where_and_how_many_are_missing() -> None:
    chiefs = [Chief("full", place(0, 0, 0), 2, at(0)), Chief("elsewhere", place(0, 1, 0), 9, at(9_000))]
    wards = [Ward(str(n), place(0, 0, 0), at(10 * n)) for n in range(8)] + [Ward("there", place(0, 1, 0), at(9_000))]
    found = match(wards, chiefs, Terms())
    [want] = shortages(found)
    assert (want.place, want.short, len(want.people), want.chiefs, want.seats) == (place(0, 0, 0), 6, 8, (0,), 2)


@pytest.mark.parametrize(("seats", "more"), [(1, 6), (4, 2), (6, 1), (8, 1)])
def test_and_how_many_more_chiefs_with_time_would_do(seats: int, more: int) -> None:
    full = Chief("full", place(0, 0, 0), 2, at(0))
    wards = [Ward(str(n), place(0, 0, 0), at(10 * n)) for n in range(8)]
    [want] = shortages(match(wards, [full], Terms(seats=seats)))
    assert (want.short, want.more) == (6, more)
    fresh = [Chief(str(n), place(0, 0, 0), seats, at(0)) for n in range(more)]
    assert shortages(match(wards, [full, *fresh], Terms(seats=seats))) == []
    assert shortages(match(wards, [full, *fresh[1:]], Terms(seats=seats))) != []


def test_who_competes_for_a_full_chief_a_little_farther_is_in_the_same_knot() -> None:
    chiefs = [*(Chief(str(n), place(0, 0, 0), 0, at(0)) for n in range(2)), Chief("full", place(0, 0, 0), 1, at(132))]
    wards = [Ward("0", place(0, 0, 0)), Ward("1", place(0, 0, 0)), Ward("2", place(0, 0, 1), at(0))]
    found = match(wards, chiefs, Terms(), nearest=2)
    assert [one for one, _cost in found.seating.pairs[2]] == [0, 1], "the full one was never looked at"
    [want] = shortages(found)
    assert (want.people, want.chiefs, want.seats, want.short) == ((0, 1, 2), (0, 1, 2), 1, 2)


@given(town=towns())
@settings(max_examples=50)
def test_a_shortage_is_one_that_nobody_could_mend(town: tuple[list[Ward], list[Chief]]) -> None:
    """Hall: the people of a knot may go nowhere but to its chiefs, and these have fewer seats."""
    wards, chiefs = town
    found = match(wards, chiefs, Terms(), nearest=2)
    table = dense(found.costs)
    wants = shortages(found)
    assert sum(want.short for want in wants) == len(found.left)
    for want in wants:
        for person, chief in product(want.people, range(len(chiefs))):
            assert chief in want.chiefs or table[person, chief] >= LEFT_COST
        assert want.seats == sum(chiefs[chief].seats for chief in want.chiefs)
        assert len(want.people) - want.seats == want.short


@given(town=towns())
@settings(max_examples=25)
def test_what_another_choice_would_cost_is_what_it_costs(town: tuple[list[Ward], list[Chief]]) -> None:
    wards, chiefs = town
    found = match(wards, chiefs, Terms())
    before = deepcopy(found.seating)
    for person in range(len(wards)):
        for other in alternatives(found, person):
            assert other.allowed
            pair = np.array([person]), np.array([other.chief])
            cost = int(found.costs.units(*pair, found.costs.of(*pair))[0])
            rest = [one for number, one in enumerate(wards) if number != person]
            fewer = [
                Chief(one.key, one.place, one.seats - (number == other.chief), one.point, one.sex, one.skills)
                for number, one in enumerate(chiefs)
            ]
            if min(one.seats for one in fewer) < 0:
                assert other.dearer is None
                continue
            left, without = referee(Costs(rest, fewer, Terms()))
            if left > len(found.left):
                assert other.dearer is None
            else:
                assert other.dearer == round((without + cost + left * LEFT_COST - found.seating.total()) / UNIT)
    assert found.seating == before, "to ask changes nothing: no seat, no price, no order of who sits where"


def test_the_price_of_a_full_chief_is_what_a_seat_there_would_save() -> None:
    chiefs = [Chief("near", place(0, 0, 0), 1, at(0)), Chief("far", place(0, 0, 1), 9, at(200))]
    wards = [Ward(str(n), place(0, 0, 0), at(0)) for n in range(2)]
    found = match(wards, chiefs, Terms())
    out = found.seating.at.index(1)
    told = choice(found, out, 0)
    assert told.full
    roomier = [Chief("near", place(0, 0, 0), 2, at(0)), chiefs[1]]
    assert told.worth == found.objective - match(wards, roomier, Terms()).objective == 261
    assert told.dearer == 0, "the two could change places at no cost"


def test_nobody_in_care_and_nobody_to_care_are_no_trouble() -> None:
    assert match([], [], Terms()).objective == 0
    alone = match([Ward("w", place(0, 0, 0))], [], Terms())
    assert alone.left == [0]
    [want] = shortages(alone)
    assert (want.short, want.seats, want.chiefs) == (1, 0, ())
