"""What all that was ever told gives away together: spans that overlap can be subtracted from one another.

A figure of a span is the difference of two running totals, one at each edge. Told figures are therefore equations in
running totals, and what follows from them is what linear algebra says, neither more nor less.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise, repeat

from youlin.domains.insight.rules.publishing import LEAST

Total = tuple[date, str]  # the running total of a place up to an edge
Number = int | Fraction  # whole as long as it can be: that is quicker
Sum = dict[Total, Number]
SMALL = (1 << LEAST) - 2  # bits 1 to LEAST - 1
PRIME = (1 << 127) - 1
POINT = 0x5A827999_6ED9EBA1_8F1BBCDC_CA62C1D6 % PRIME  # any number without a pattern


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """The figure of a place from one day until the day before another."""

    place: str
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Given:
    """What could be found: a place, a span less what is known within it, and how many."""

    place: str
    first: date
    end: date
    count: int


@dataclass(frozen=True, slots=True)
class World:
    """Places with the places they are the sum of, and the counts by day of those that are not divided further."""

    below: Mapping[str, Sequence[str]]
    days: Mapping[str, Mapping[date, int]]

    def undivided(self, place: str) -> list[str]:
        """What a place is the sum of in the end; itself where it is not divided."""
        if place not in self.below:
            return [place]
        return [least for part in self.below[place] for least in self.undivided(part)]


@dataclass(slots=True)
class _Equations:
    """Equations between sums of unknowns, solved as they come: each solved unknown as a sum of free ones."""

    solved: dict[Total, Sum] = field(default_factory=dict)
    used: defaultdict[Total, set[Total]] = field(default_factory=lambda: defaultdict(set))

    def normal(self, wanted: Mapping[Total, Number]) -> Sum:
        """A sum in free unknowns only; two sums whose difference is known read the same."""
        found: Sum = {}
        for unknown, times in wanted.items():
            for free, each in self.solved.get(unknown, {unknown: 1}).items():
                found[free] = found.get(free, 0) + times * each
        return {free: times for free, times in found.items() if times}

    def marks(self, unknowns: Iterable[Total]) -> dict[Total, int]:
        """A number for each unknown, so that sums whose difference is known have one number, modulo PRIME.

        Each free unknown has a power of POINT. Adding numbers is twenty times as quick as adding sums. That two sums
        differ and their numbers do not is as good as impossible, and would hold back too much, never too little.
        """
        powers = accumulate(repeat(POINT), lambda power, point: power * point % PRIME)
        own: dict[Total, int] = defaultdict(lambda: next(powers))
        found = {}
        for unknown in unknowns:
            row = self.solved.get(unknown)
            found[unknown] = (
                own[unknown] if row is None else sum(_whole(each) * own[free] for free, each in row.items())
            )
        return found

    def learn(self, told: Mapping[Total, Number]) -> None:
        """The value of a sum was told."""
        rest = self.normal(told)
        if not rest:
            return
        latest = max(rest)
        by = rest.pop(latest)
        meaning: Sum = {free: -times * by if by in (1, -1) else Fraction(-times) / by for free, times in rest.items()}
        self.solved[latest] = meaning
        for free in meaning:
            self.used[free].add(latest)
        for other in self.used.pop(latest, ()):
            self._put_in(other, latest, meaning)

    def _put_in(self, other: Total, known: Total, meaning: Sum) -> None:
        row = self.solved[other]
        times = row.pop(known)
        for free, each in meaning.items():
            row[free] = row.get(free, 0) + times * each
            if row[free]:
                self.used[free].add(other)
            else:
                del row[free]
                self.used[free].discard(other)


def _whole(number: Number) -> int:
    """A number modulo PRIME."""
    return number if isinstance(number, int) else number.numerator * pow(number.denominator, -1, PRIME)


def given_away(told: Collection[Cell], world: World) -> set[Given]:
    """Every small count that follows from what was told: of a place, of those held back together, over any span.

    Also of what a span leaves when spans within it are taken away.
    """
    return _Reader(world, told).given_away(told)


class _Reader:
    """Reads out of told cells what follows from them; the counts between their edges are added up once."""

    def __init__(self, world: World, cells: Collection[Cell]) -> None:
        """`cells`: all that could be told."""
        self.world = world
        self.edges = sorted({cell.first for cell in cells} | {cell.end for cell in cells})
        self.parts: dict[str, list[str]] = {}
        self.counts: dict[str, list[int]] = {}

    def given_away(self, told: Collection[Cell]) -> set[Given]:
        """As the function of that name."""
        if not told:
            return set()
        equations = _Equations()
        for cell in sorted(told, key=lambda one: (one.place in self.world.below, one.end, one.first, one.place)):
            parts = self._parts(cell.place)
            sums: Sum = {(cell.end, part): 1 for part in parts}
            equations.learn(sums | {(cell.first, part): -1 for part in parts})
        groups = self._groups(told)
        places = {part for parts in groups.values() for part in parts}
        marks = equations.marks((edge, part) for part in sorted(places) for edge in self.edges)
        found: set[Given] = set()
        for name, parts in groups.items():
            gaps = [sum(each) for each in zip(*(self._between(part) for part in parts), strict=True)]
            classes = [sum(marks[edge, part] for part in parts) % PRIME for edge in self.edges]
            found |= {Given(name, self.edges[a], self.edges[b], count) for a, b, count in _small(classes, gaps)}
        return found

    def _groups(self, told: Iterable[Cell]) -> dict[str, list[str]]:
        """Whatever could be found out about: each place, and in each table those that are held back in it together."""
        below = self.world.below
        places = {cell.place for cell in told} | {part for parts in below.values() for part in parts}
        groups = {place: self._parts(place) for place in places}
        spans: defaultdict[tuple[date, date], set[str]] = defaultdict(set)
        for cell in told:
            spans[cell.first, cell.end].add(cell.place)
        for shown in spans.values():
            for place in shown & below.keys():
                held = [part for part in below[place] if part not in shown]
                if 1 < len(held) < len(below[place]):
                    groups["+".join(held)] = [least for part in held for least in self._parts(part)]
        return groups

    def _parts(self, place: str) -> list[str]:
        if place not in self.parts:
            self.parts[place] = self.world.undivided(place)
        return self.parts[place]

    def _between(self, place: str) -> list[int]:
        """How much of a place falls between each edge and the next."""
        if place not in self.counts:
            found = [0] * (len(self.edges) - 1)
            for day, count in self.world.days.get(place, {}).items():
                at = bisect_right(self.edges, day) - 1
                if 0 <= at < len(found):
                    found[at] += count
            self.counts[place] = found
        return self.counts[place]


def _small(classes: Sequence[int], gaps: Sequence[int]) -> set[tuple[int, int, int]]:
    """Edges between which a small count follows: edges of one class have a known difference.

    From each edge onwards: a gap adds what it holds, a known span may be taken away whole. Bit n: n can be left.
    """
    found: set[tuple[int, int, int]] = set()
    if not _any_small(classes, gaps):
        return found
    for start, kind in enumerate(classes):
        left = 1
        seen = {kind: left}
        for at in range(start + 1, len(classes)):
            left = (left << gaps[at - 1]) & (SMALL | 1) if gaps[at - 1] < LEAST else 0
            if classes[at] == kind:
                found |= {(start, at, count) for count in range(1, LEAST) if left >> count & 1}
            left |= seen.get(classes[at], 0)
            seen[classes[at]] = seen.get(classes[at], 0) | left
    return found


def _any_small(classes: Sequence[int], gaps: Sequence[int]) -> bool:
    """Whether a small count follows anywhere; nearly always not, and that is soon said.

    What can be left from any edge of a class can be left from its first: the way there is known, and taken away.
    """
    often = {kind for kind, times in Counter(classes).items() if times > 1}
    at = [number for number, kind in enumerate(classes) if kind in often]
    sums = [0, *accumulate(gaps)]
    between = [sums[b] - sums[a] for a, b in pairwise(at)]
    if not any(0 < gap < LEAST for gap in between):
        return False
    kinds = [classes[number] for number in at]
    for kind in often:
        start = kinds.index(kind)
        left, seen = 1, {kind: 1}
        for gap, other in zip(between[start:], kinds[start + 1 :], strict=True):
            left = (left << gap) & (SMALL | 1) if gap < LEAST else 0
            if other == kind and left & SMALL:
                return True
            left |= seen.get(other, 0)
            seen[other] = left
    return False


def _touching(wanted: Iterable[Cell], told: Collection[Cell]) -> set[Cell]:
    """What was told of spans that overlap with what is wanted, or with one of those.

    The others say nothing of any day in question: sums of other days neither help nor hide.
    """
    spans = sorted({(cell.first, cell.end) for cell in told} | {(cell.first, cell.end) for cell in wanted})
    run: dict[tuple[date, date], int] = {}
    reached, number = date.min, 0
    for first, end in spans:
        if first >= reached:
            number += 1
        reached = max(reached, end)
        run[first, end] = number
    asked = {run[cell.first, cell.end] for cell in wanted}
    return {cell for cell in told if run[cell.first, cell.end] in asked}


def tellable(wanted: Sequence[Cell], told: Collection[Cell], world: World) -> list[Cell]:
    """Those that may be told beside what was told before, the first ones first; the others give something away."""
    known = _touching(wanted, told)
    reader = _Reader(world, known | set(wanted))
    already = reader.given_away(known)
    found: list[Cell] = []
    waiting = [list(wanted)]  # halved wherever something among them gives something away
    while waiting:
        cells = waiting.pop()
        if reader.given_away(known | set(cells)) <= already:
            known |= set(cells)
            found += cells
        elif len(cells) > 1:
            half = len(cells) // 2
            waiting += [cells[half:], cells[:half]]
    return found
