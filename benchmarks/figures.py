"""What every work yields: a figure, with its aim; how long something takes; and how large the works are made."""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks.peers.processor import processor_seconds

SHARE = "YOULIN_BENCH_SHARE"  # `--share 0.1` makes a tenth of what is measured: to see that a work works


class Figure(NamedTuple):
    """Something measured: what, how much, in which unit, and what it should be at most (or, below zero, at least)."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def good(self) -> bool:
        """Whether the aim is met."""
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )


class Took(NamedTuple):
    """One piece of work: seconds of the clock, and of the processor, ours and the database's."""

    wall: float
    cpu: float


def size(count: int) -> int:
    """So many rows, or the share of them that was asked for."""
    return max(10, round(count * float(os.environ.get(SHARE, "1"))))


def seconds(work: Callable[[], object]) -> tuple[float, Any]:
    """How long `work` takes, and what it returns."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def timed(work: Callable[[], object], times: int = 1) -> list[Took]:
    """The work, so many times over."""
    found = []
    for _each in range(times):
        wall, cpu = time.perf_counter(), processor_seconds()
        work()
        found.append(Took(time.perf_counter() - wall, processor_seconds() - cpu))
    return found


def quantile(times: Sequence[float], share: float) -> float:
    """The time (ms) within which `share` of all were done."""
    return statistics.quantiles(times, n=100)[round(share * 100) - 1] * 1000


def spread(what: str, values: Sequence[float], unit: str, **aim: float | None) -> Iterator[Figure]:
    """The median of some values, and from where to where they went."""
    yield Figure(what, statistics.median(values), unit, **aim)
    yield Figure(f"  from, of {len(values)}", min(values), unit)
    yield Figure("  to", max(values), unit)
