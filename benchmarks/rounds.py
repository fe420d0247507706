"""Rounds: how quickly twelve stops are put in order, and how much less is walked than in the order of the roster."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from math import hypot
from random import Random
from statistics import mean
from typing import TYPE_CHECKING

from youlin.domains.care.rules.rounds import EXACT, Due, length, spread, walk

if TYPE_CHECKING:
    from benchmarks.figures import Figure

CHIEFS = 40
MONDAY = date(2026, 11, 2)
DAYS = (2, 4, 6)


def rounds(_street: object) -> "Iterator[Figure]":
    """Forty chiefs with ten people each, strewn over a hamlet; a week on three days."""
    from benchmarks.figures import Figure

    dice = Random(20261122)
    times, ours, naive = [], [], []
    for _chief in range(CHIEFS):
        places = [(dice.gauss(0, 220), dice.gauss(0, 220)) for _home in range(EXACT)]
        metres = [[hypot(x - right, y - up) for right, up in places] for x, y in places]
        start = [hypot(x, y) for x, y in places]
        began = time.process_time()
        walk(metres, start)
        times.append(time.process_time() - began)
        visits = {home: Due(MONDAY - timedelta(1), MONDAY + timedelta(6), 7) for home in range(10)}

        def away(one: int, other: int, metres: list[list[float]] = metres) -> float:
            return metres[one][other]

        days = spread(visits, MONDAY, DAYS, away)
        ours.append(sum(_week(days, day, metres, start, best=True) for day in set(days.values())))
        listed = {home: MONDAY + timedelta(1 + 2 * (home * 3 // 10)) for home in visits}  # a third of the list a day
        naive.append(sum(_week(listed, day, metres, start, best=False) for day in set(listed.values())))
    yield Figure(f"rounds: {EXACT} stops in the best order, processor", mean(times) * 1000, "ms", at_most=200)
    yield Figure("rounds: a week in the order of the list", mean(naive), "m")
    yield Figure("rounds: the same week, spread and walked as proposed", mean(ours), "m")
    yield Figure("rounds: the list's order walks more by", (mean(naive) / mean(ours) - 1) * 100, "%", at_least=24)


def _week(days: dict[int, date], day: date, metres: list[list[float]], start: list[float], *, best: bool) -> float:
    homes = sorted(home for home, on in days.items() if on == day)
    some, first = [[metres[one][other] for other in homes] for one in homes], [start[home] for home in homes]
    order = walk(some, first) if best else list(range(len(homes)))
    return length(order, some, first)
