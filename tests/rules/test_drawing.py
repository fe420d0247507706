"""Drawing neighbourhoods: nobody twice, nobody missing, nothing cut that belongs together, and a bound that holds."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from youlin.domains.chiefs.rules.drawing.ground import survey
from youlin.domains.chiefs.rules.drawing.naming import carried_on
from youlin.domains.chiefs.rules.drawing.plan import Drawing, Home, Sizes
from youlin.domains.chiefs.rules.drawing.regions import in_order, regions
from youlin.domains.chiefs.rules.drawing.solve import draw


def home(key: int, spot: tuple[float, float] | None, *, group: str = "g", hamlet: str = "", building: str = "") -> Home:
    return Home(key, group, hamlet, building or f"{hamlet}{key}号", ((1, 0, hamlet), (0, key, "")), spot)


def village(many: int, seed: int, *, known: float = 1.0) -> list[Home]:
    """One hamlet, strewn in three clumps."""
    dice = Random(seed)
    clumps = [(dice.uniform(0, 400), dice.uniform(0, 400)) for _clump in range(3)]
    found = []
    for key in range(many):
        x, y = dice.choice(clumps)
        spot = (x + dice.gauss(0, 40), y + dice.gauss(0, 40)) if dice.random() < known else None
        found.append(home(key, spot))
    return found


@st.composite
def communities(draw: st.DrawFn) -> list[Home]:
    """Groups with hamlets with buildings, some larger than a neighbourhood, some without a point."""
    found: list[Home] = []
    for group in range(draw(st.integers(1, 2))):
        for hamlet in range(draw(st.integers(1, 3))):
            for building in range(draw(st.integers(1, 5))):
                spot = draw(st.none() | st.tuples(st.floats(0, 900), st.floats(0, 900)))
                for _flat in range(draw(st.sampled_from((1, 1, 1, 2, 4, 9, 17)))):
                    name = f"寨{hamlet}" if hamlet else ""
                    found.append(
                        home(len(found), spot, group=f"组{group}", hamlet=name, building=f"{group}-{hamlet}-{building}")
                    )
    return found


sizes = st.sampled_from((Sizes(5, 15), Sizes(3, 8), Sizes(6, 12), Sizes(10, 20)))


@settings(max_examples=12)
@given(communities(), sizes)
def test_everybody_is_drawn_once_and_nothing_is_cut_that_need_not_be(homes: list[Home], asked: Sizes) -> None:
    drawn = draw(homes, asked)
    by_key = {one.key: one for one in homes}
    assert Counter(key for part in drawn.parts for key in part.homes) == Counter(by_key.keys())
    assert all(part.size <= asked.largest for part in drawn.parts)
    assert all(len({by_key[key].group for key in part.homes}) == 1 for part in drawn.parts)
    part_of = {key: number for number, part in enumerate(drawn.parts) for key in part.homes}
    for together in (lambda one: (one.group, one.hamlet), lambda one: (one.group, one.hamlet, one.building)):
        members: dict[object, list[Home]] = {}
        for one in homes:
            members.setdefault(together(one), []).append(one)
        for some in members.values():
            if len(some) <= asked.largest:
                assert len({part_of[one.key] for one in some}) == 1


@settings(max_examples=6)
@given(communities(), sizes, st.randoms())
def test_the_same_homes_in_any_order_are_drawn_alike(homes: list[Home], asked: Sizes, dice: Random) -> None:
    mixed = list(homes)
    dice.shuffle(mixed)
    assert draw(homes, asked) == draw(mixed, asked)


@pytest.mark.parametrize("seed", range(2))
def test_a_village_is_cut_into_sizes_asked_for_that_hang_together(seed: int) -> None:
    homes = village(70, seed)
    drawn = draw(homes, Sizes())
    assert all(5 <= part.size <= 15 for part in drawn.parts)
    assert drawn.bound <= drawn.cost + 1e-6
    assert drawn.gap < 0.03
    ground = survey(regions(homes, Sizes())[0])
    place = {one.key: number for number, one in enumerate(ground.homes)}
    assert all(ground.hangs_together([place[key] for key in part.homes]) for part in drawn.parts)


def exact(homes: list[Home], asked: Sizes) -> float:
    """The best drawing there is, by trying every neighbourhood: OR-Tools chooses among all of them."""
    ground = survey(regions(homes, asked)[0])
    many = len(ground.homes)
    metres = ground.metres(range(many), range(many))
    model = cp_model.CpModel()
    covering: list[list[cp_model.IntVar]] = [[] for _home in range(many)]
    costs = []
    for size in range(asked.smallest, asked.largest + 1):
        for some in combinations(range(many), size):
            chosen = model.new_bool_var("")
            walk = float(metres[np.ix_(some, some)].sum(axis=0).min())
            costs.append(round(1000 * (walk + asked.cost(size))) * chosen)
            for one in some:
                covering[one].append(chosen)
    for variables in covering:
        model.add_exactly_one(variables)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver.objective_value / 1000


@pytest.mark.parametrize("seed", range(2))
def test_the_bound_holds_and_the_drawing_is_near_the_best_there_is(seed: int) -> None:
    homes, asked = village(11, seed), Sizes(3, 6)
    drawn, best = draw(homes, asked), exact(homes, asked)
    assert drawn.bound <= best + 0.01  # a bound above the best drawing would be a lie
    assert drawn.cost <= best * 1.02


def test_a_group_too_small_for_a_neighbourhood_is_one_all_the_same() -> None:
    drawn = draw([home(key, (key, 0.0)) for key in range(3)], Sizes())
    assert [part.size for part in drawn.parts] == [3]
    assert drawn.missing > 0
    assert drawn.gap < 0.001  # what cannot be helped is no fault of the drawing


def test_without_points_doors_follow_one_another() -> None:
    drawn = draw([home(key, None) for key in range(30)], Sizes())
    assert drawn.by_doors == 30
    for part in drawn.parts:
        keys = sorted(key for key in part.homes if isinstance(key, int))
        assert keys == list(range(keys[0], keys[-1] + 1))


def test_a_door_without_a_point_stands_between_its_neighbours() -> None:
    homes = [home(1, (0.0, 0.0)), home(2, None), home(3, (40.0, 20.0))]
    ground = survey(regions(homes, Sizes())[0])
    assert ground.spots[1][:2].tolist() == [20.0, 10.0]
    assert ground.by_doors == 1


def test_a_block_larger_than_a_neighbourhood_is_cut_inside_itself() -> None:
    block = [home(key, (0.0, 0.0), building="3栋") for key in range(32)]
    around = [home(100 + key, (50.0 + key, 0.0)) for key in range(12)]
    drawn = draw([*block, *around], Sizes())
    for part in drawn.parts:
        assert len({key in range(32) for key in part.homes}) == 1
    assert [one.key for one in in_order(block)] == list(range(32))


def test_a_large_region_has_a_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    homes = village(120, 3)
    whole: Drawing = draw(homes, Sizes())
    monkeypatch.setattr("youlin.domains.chiefs.rules.drawing.bound.ALL", 20)
    monkeypatch.setattr("youlin.domains.chiefs.rules.drawing.bound.NEAR", 60)
    near = draw(homes, Sizes())  # as where only the nearest are looked at one by one
    assert near.bound <= whole.cost + 1e-6
    assert near.bound > 0.97 * whole.bound


def test_a_part_carries_on_the_neighbourhood_that_most_of_it_comes_from() -> None:
    standing = {"邻1": [1, 2, 3, 4], "邻2": [5, 6]}
    assert carried_on([[1, 2, 5, 6], [3, 4, 7], [8]], standing) == ["邻1", None, None]
    assert carried_on([[1, 2, 3], [4, 5, 6], [8]], standing) == ["邻1", "邻2", None]
