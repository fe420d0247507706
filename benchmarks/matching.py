"""Matching: a street, a county, a city; with its proof, beside OR-Tools' min-cost flow and greedy in the same run."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from youlin.domains.care.rules.matching import UNIT, Chief, Costs, Matched, Seating, Terms, Ward, match
from youlin.domains.care.rules.matching.costs import FORBIDDEN
from youlin.domains.care.rules.matching.facts import LEFT_OUT
from youlin.domains.care.rules.matching.prices import NOWHERE

if TYPE_CHECKING:
    from benchmarks.figures import Figure

METRE = 1 / 111_195
SIZES = (("street 500 x 124", 500, 124, 0.05), ("county 20k x 5k", 20_000, 5_000, 3.0))
CITY = ("city 200k x 40k", 200_000, 40_000, None)
EVENTS = 1_500


def matching(_street: object) -> "Iterator[Figure]":
    """Wall and CPU, gap, moves with and without continuity, and what one event costs; of the city, time and gap."""
    from benchmarks.figures import Figure

    match(*town(50, 12), Terms())  # numpy and scipy are loaded, as in a program that runs
    for name, people, seats, aim in (*SIZES, CITY):
        wards, chiefs = town(people, seats)
        wall, cpu, found = timed(lambda wards=wards, chiefs=chiefs: match(wards, chiefs, Terms()))  # type: ignore[misc]
        yield Figure(f"matching: {name}, wall", wall, "s", at_most=aim)
        yield Figure(f"matching: {name}, CPU", cpu, "s")
        yield Figure(f"matching: {name}, objective less bound", found.objective - found.bound, "m", at_most=0)
        yield Figure(f"matching: {name}, left without a chief", len(found.left), "")
        yield from referee(name, chiefs, found)
        if people > SIZES[-1][1]:
            yield Figure(f"matching: {name}, most memory of all", peak(), "MB")
            continue
        yield from simple(name, found)
        yield from steadiness(name, wards, chiefs, found)
        yield from events(name, found)


def town(people: int, seats: int, seed: int = 20261122) -> tuple[list[Ward], list[Chief]]:
    """Hamlets on a plain, ten chiefs each; nine in ten people have a chief of their hamlet.

    A chief has time for two people less than there are to each, up to three more: nine seats in ten are needed.
    """
    least = round(people / seats) - 2
    dice = random.Random(seed)
    hamlets = max(1, seats // 10)
    side = 600 * hamlets**0.5
    middles = [(dice.uniform(0, side), dice.uniform(0, side)) for _ in range(hamlets)]

    def near(hamlet: int) -> tuple[float, float]:
        north, east = middles[hamlet]
        return 29.4 + dice.gauss(north, 220) * METRE, 110.5 + dice.gauss(east, 220) * METRE

    def path(hamlet: int, chief: int) -> str:
        return f"{0:036x}{hamlet // 10:012x}{hamlet:012x}{chief:012x}"

    skills = ("nursing", "sign", "lifting")
    chiefs = [
        Chief(
            str(at),
            path(at % hamlets, at),
            dice.randint(least, least + 5),
            near(at % hamlets),
            dice.choice("12"),
            frozenset(skill for skill in skills if dice.random() < 0.2),
        )
        for at in range(seats)
    ]
    wards = []
    for at in range(people):
        hamlet = dice.randrange(hamlets)
        own = dice.randrange(hamlet, seats, hamlets)
        wards.append(
            Ward(
                str(at),
                chiefs[own].place,
                near(hamlet),
                own if dice.random() < 0.9 else None,
                dice.randrange(15),
                frozenset({"sign"}) if dice.random() < 0.01 else frozenset(),
                frozenset({"lifting"}) if dice.random() < 0.1 else frozenset(),
                "2" if dice.random() < 0.05 else "",
            )
        )
    return wards, chiefs


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """(wall seconds, CPU seconds, what it gives)."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - wall, time.process_time() - cpu, found


def peak() -> float:
    """The most memory that this process has had, the referee's included."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def referee(name: str, chiefs: list[Chief], found: Matched) -> "Iterator[Figure]":
    """The same pairs for OR-Tools."""
    from benchmarks.figures import Figure

    pairs = [(person, chief, cost) for person, some in enumerate(found.seating.pairs) for chief, cost in some]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    wall, cpu, cost = timed(lambda: flow(len(found.seating.at), chiefs, table))
    yield Figure(f"OR-Tools min-cost flow: {name}, wall", wall, "s")
    yield Figure(f"OR-Tools min-cost flow: {name}, CPU", cpu, "s")
    ours = sum(found.seating.cost) // UNIT
    yield Figure(f"OR-Tools min-cost flow: {name}, less ours", cost - ours, "m", at_most=0, at_least=0)


def simple(name: str, found: Matched) -> "Iterator[Figure]":
    """Who takes the nearest free chief, one after the other."""
    from benchmarks.figures import Figure

    _wall, cpu, (cost, left) = timed(lambda: greedy(found.costs))
    yield Figure(f"greedy: {name}, CPU", cpu, "s")
    yield Figure(f"greedy: {name}, left without a chief", left, "")
    yield Figure(f"greedy: {name}, metres a person, of ours", cost / max(found.objective, 1), "x")


def flow(people: int, chiefs: list[Chief], table: "np.ndarray[Any, np.dtype[np.int64]]") -> int:
    """The least cost by OR-Tools, in metres; who has no seat costs as much as with us."""
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    count, sink = len(chiefs), people + len(chiefs)
    # Metres, not our fractions of them: 64 bits must hold its sums. A person left out costs more than any way.
    left = 10_000_000
    tails = np.concatenate([table[:, 0], np.arange(people), people + np.arange(count)])
    heads = np.concatenate([people + table[:, 1], np.full(people, sink), np.full(count, sink)])
    rooms = np.concatenate([np.ones(len(table) + people, dtype=np.int64), [one.seats for one in chiefs]])
    costs = np.concatenate([table[:, 2] // UNIT, np.full(people, left), np.zeros(count, dtype=np.int64)])
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, rooms, costs)
    solver.set_nodes_supplies(np.arange(sink + 1), np.concatenate([np.ones(people), np.zeros(count), [-people]]))
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the referee found no flow")
    # Counted by what flows past every chief: a city's metres add up to more than one who is left out costs.
    without = int(solver.flows(np.arange(len(table), len(table) + people)).sum())
    return int(solver.optimal_cost()) - without * left + without * LEFT_OUT


def greedy(costs: Costs) -> tuple[int, int]:
    """(metres, people left out) where one after the other takes the cheapest free seat."""
    free = np.array([one.seats for one in costs.chiefs])
    every = np.arange(len(costs.chiefs))
    total = left = 0
    for person in range(len(costs.wards)):
        cost = costs.of(np.full(len(every), person), every)
        open_ = (cost != FORBIDDEN) & (free > 0)
        if not open_.any():
            left += 1
            continue
        best = int(np.where(open_, cost, LEFT_OUT).argmin())
        free[best] -= 1
        total += int(cost[best])
    return total, left


def steadiness(name: str, wards: list[Ward], chiefs: list[Chief], found: Matched) -> "Iterator[Figure]":
    """How many change their chief with continuity and without it, a season after all was accepted."""
    from benchmarks.figures import Figure

    dice = random.Random(7)
    seated = [replace(ward, present=at if at >= 0 else None) for ward, at in zip(wards, found.seating.at, strict=True)]
    again = match(seated, chiefs, Terms())
    yield Figure(f"matching: {name}, moves without any change", len(again.moved), "", at_most=0)
    # A season: one in twenty chiefs has one seat less or more, one person in thirty has moved to another's door.
    later = [
        replace(one, seats=max(0, one.seats + dice.choice((-1, 1)))) if dice.random() < 0.05 else one for one in chiefs
    ]
    gone = [replace(ward, point=dice.choice(seated).point) if dice.random() < 1 / 30 else ward for ward in seated]
    steady, restless = match(gone, later, Terms()), match(gone, later, Terms(known_face=0, known_visit=0))
    yield Figure(f"matching: {name}, a season's moves with continuity", len(steady.moved), "")
    yield Figure(f"matching: {name}, a season's moves without", len(restless.moved), "")


def events(name: str, found: Matched) -> "Iterator[Figure]":
    """People come and go, seats open and close, each one augmenting path; at the end it is what a full solve finds."""
    from benchmarks.figures import Figure

    dice, seating, times = random.Random(11), found.seating, []
    gc.collect()
    gc.freeze()  # what stands is not looked through again at every event
    for _event in range(EVENTS):
        kind, person, chief = dice.randrange(4), dice.randrange(len(seating.at)), dice.randrange(len(seating.seats))
        began = time.process_time()
        if kind < 2:
            (seating.returns if seating.at[person] == NOWHERE else seating.leaves)(person)
        elif kind == 2:
            seating.opens(chief)
        elif seating.seats[chief]:
            seating.closes(chief)
        times.append(time.process_time() - began)
    gc.unfreeze()
    away = {person for person, at in enumerate(seating.at) if at == NOWHERE}
    cuts = statistics.quantiles(times, n=100)
    yield Figure(f"matching: {name}, an event, median, CPU", cuts[49] * 1000, "ms")
    yield Figure(f"matching: {name}, an event, p99, CPU", cuts[98] * 1000, "ms", at_most=5)
    anew = Seating.empty(seating.seats)
    for person, pairs in enumerate(seating.pairs):
        anew.joins([] if person in away else list(pairs))
        if person in away:
            anew.leaves(person)
    yield Figure(
        f"matching: {name}, after {EVENTS} events less a full solve",
        (seating.total() - anew.total()) // UNIT,
        "m",
        at_most=0,
        at_least=0,
    )
