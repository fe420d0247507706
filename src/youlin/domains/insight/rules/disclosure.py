"""What all that was ever told gives away together: spans that overlap can be subtracted from one another.

A figure of a span is the difference of two running totals, one at each edge. Told figures are therefore equations in
running totals, and what follows from them is what linear algebra says, neither more nor less.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from youlin.domains.insight.rules.publishing import LEAST

Total = tuple[date, str]  # the running total of a place up to an edge
Number = int | Fraction  # whole as long as it can be: that is quicker
Sum = dict[Total, Number]
SMALL = (1 << LEAST) - 2  # bits 1 to LEAST - 1


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


def given_away(told: Collection[Cell], world: World) -> set[Given]:
    """Every small count that follows from what was told: of a place, of those held back together, over any span.

    Also of what a span leaves when spans within it are taken away.
    """
    if not told:
        return set()
    edges = sorted({cell.first for cell in told} | {cell.end for cell in told})
    equations = _Equations()
    for cell in sorted(told, key=lambda one: (one.place in world.below, one.end, one.first, one.place)):
        parts = world.undivided(cell.place)
        sums: Sum = {(cell.end, part): 1 for part in parts}
        equations.learn(sums | {(cell.first, part): -1 for part in parts})
    found: set[Given] = set()
    groups = _groups(told, world)
    counts = {part: _between(world, part, edges) for parts in groups.values() for part in parts}
    for name, parts in groups.items():
        gaps = [sum(each) for each in zip(*(counts[part] for part in parts), strict=True)]
        known: dict[frozenset[tuple[Total, Number]], int] = {}
        classes = []
        for edge in edges:
            reads = equations.normal({(edge, part): 1 for part in parts})
            classes.append(known.setdefault(frozenset(reads.items()), len(known)))
        found |= {Given(name, edges[a], edges[b], count) for a, b, count in _small(classes, gaps)}
    return found


def _groups(told: Iterable[Cell], world: World) -> dict[str, list[str]]:
    """Whatever could be found out about: each place, and in each table those that are held back in it together."""
    places = {cell.place for cell in told} | {part for parts in world.below.values() for part in parts}
    groups = {place: world.undivided(place) for place in places}
    spans: defaultdict[tuple[date, date], set[str]] = defaultdict(set)
    for cell in told:
        spans[cell.first, cell.end].add(cell.place)
    for shown in spans.values():
        for place in shown & world.below.keys():
            held = [part for part in world.below[place] if part not in shown]
            if 1 < len(held) < len(world.below[place]):
                groups["+".join(held)] = [least for part in held for least in world.undivided(part)]
    return groups


def _between(world: World, place: str, edges: Sequence[date]) -> list[int]:
    """How much of a place falls between each edge and the next."""
    found = [0] * (len(edges) - 1)
    for day, count in world.days.get(place, {}).items():
        at = bisect_right(edges, day) - 1
        if 0 <= at < len(found):
            found[at] += count
    return found


def _small(classes: Sequence[int], gaps: Sequence[int]) -> set[tuple[int, int, int]]:
    """Edges between which a small count follows: edges of one class have a known difference.

    From each edge onwards: a gap adds what it holds, a known span may be taken away whole. Bit n: n can be left.
    """
    found = set()
    for start, kind in enumerate(classes):
        if kind not in classes[start + 1 :]:
            continue
        left = 1
        seen = {kind: left}
        for at in range(start + 1, len(classes)):
            left = (left << gaps[at - 1]) & (SMALL | 1) if gaps[at - 1] < LEAST else 0
            if classes[at] == kind:
                found |= {(start, at, count) for count in range(1, LEAST) if left >> count & 1}
            left |= seen.get(classes[at], 0)
            seen[classes[at]] = seen.get(classes[at], 0) | left
    return found


def tellable(wanted: Sequence[Cell], told: Collection[Cell], world: World) -> list[Cell]:
    """Those that may be told beside what was told before, the first ones first; the others give something away."""
    known, already = set(told), given_away(told, world)
    found: list[Cell] = []
    waiting = [list(wanted)]  # halved wherever something among them gives something away
    while waiting:
        cells = waiting.pop()
        if given_away(known | set(cells), world) <= already:
            known |= set(cells)
            found += cells
        elif len(cells) > 1:
            half = len(cells) // 2
            waiting += [cells[half:], cells[:half]]
    return found
