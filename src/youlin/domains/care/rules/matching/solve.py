"""From people and chiefs to a proven optimum: a few near chiefs for each first, then more until no pair is missing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from youlin.domains.care.rules.matching.costs import FORBIDDEN, Costs
from youlin.domains.care.rules.matching.facts import LEFT_OUT, UNIT, Chief, Terms, Ward
from youlin.domains.care.rules.matching.prices import LEFT, Seating
from youlin.domains.residents.rules.positions import EARTH

if TYPE_CHECKING:
    from youlin.domains.care.rules.matching.costs import Real, Whole

NEAREST = 12
BEATS = 500  # persons between two signs of progress
Beat = Callable[[int], None]


@dataclass
class Matched:
    """A proven assignment. All money here is metres of walking."""

    costs: Costs
    seating: Seating
    search: Search
    looked_at: int = 0  # pairs whose cost was worked out; the others are too far to matter, which the prices prove
    rounds: int = 0

    @property
    def objective(self) -> int:
        """Metres of all who have a chief, with what missing skills and changes weigh."""
        return sum(cost for cost, at in zip(self.seating.cost, self.seating.at, strict=True) if at >= 0) // UNIT

    @property
    def bound(self) -> int:
        """What no assignment of as many people can fall below."""
        return (self.seating.bound() - len(self.left) * LEFT_OUT * UNIT) // UNIT

    @property
    def left(self) -> list[int]:
        """People for whom there is no seat."""
        return [person for person, at in enumerate(self.seating.at) if at == LEFT]

    @property
    def moved(self) -> list[int]:
        """People whose chief changes."""
        return [
            person
            for person, (at, ward) in enumerate(zip(self.seating.at, self.costs.wards, strict=True))
            if at >= 0 and at != ward.present
        ]


def match(
    wards: Sequence[Ward],
    chiefs: Sequence[Chief],
    terms: Terms,
    *,
    nearest: int = NEAREST,
    beat: Beat = lambda _done: None,
) -> Matched:
    """Seat everybody at the least cost, and prove it for all pairs. Deterministic. `beat` hears how many are seated."""
    with _collector_at_rest():
        return _solve(Costs(wards, chiefs, terms), nearest, beat)


def _solve(costs: Costs, nearest: int, beat: Beat) -> Matched:
    wards, chiefs = costs.wards, costs.chiefs
    search = Search(costs, nearest)
    found = Matched(costs, Seating.empty([one.seats for one in chiefs]), search)
    listed = search.first()
    found.looked_at = sum(len(pairs) for pairs in listed)
    for pairs in listed:
        found.seating.expects(pairs)
    # Neighbours one after the other: their chains of moves go through the same chiefs, which are at hand then.
    for done, person in enumerate(sorted(range(len(wards)), key=lambda at: wards[at].place)):
        found.seating.returns(person)
        if done % BEATS == 0:
            beat(done)
    while longer := search.missing(found.seating):
        found.rounds += 1
        found.looked_at += sum(len(pairs) for pairs in longer.values())
        for person, pairs in longer.items():
            found.seating.look_again(person, pairs)
    beat(len(wards))
    return found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Millions of small lists are made, and no circle among them: to look for one again and again takes a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass
class Search:
    """Which chiefs each person looks at so far, and up to how far every chief was looked at."""

    costs: Costs
    nearest: int
    _reached: Real = field(init=False)  # on the sphere: all located chiefs nearer than this are listed

    def first(self) -> list[list[tuple[int, int]]]:
        """The nearest chiefs of each person, whoever has no position, the own neighbourhood, and the present one."""
        import numpy as np
        from scipy.spatial import cKDTree

        wards, chiefs = self.costs.wards, self.costs.chiefs
        here = np.flatnonzero(~np.isnan(self.costs.ward_at[:, 0]))
        self._there = np.flatnonzero(~np.isnan(self.costs.chief_at[:, 0]))
        self._reached = np.full(len(wards), np.inf)
        several = min(self.nearest, len(self._there))
        pairs: list[tuple[Whole, Whole]] = [self._whole(here), self._unlocated(here)]
        if several:
            self._tree = cKDTree(self.costs.chief_at[self._there])
            away, which = (np.asarray(side) for side in self._tree.query(self.costs.ward_at[here], k=several))
            pairs.append((np.repeat(here, several), self._there[which.reshape(-1)]))
            if several < len(self._there):
                self._reached[here] = away.reshape(len(here), several)[:, -1]
        known = [(at, one.present) for at, one in enumerate(wards) if one.present is not None]
        by_place: dict[str, list[int]] = {}
        for at, sits in enumerate(chiefs):
            by_place.setdefault(sits.place, []).append(at)
        own = [(at, there) for at, one in enumerate(wards) for there in by_place.get(one.place, ())]
        pairs.append(_two([*known, *own]))
        ward, chief = (np.concatenate(side) for side in zip(*pairs, strict=True))
        code = np.sort(ward * max(len(chiefs), 1) + chief)  # sorting is quicker here than `unique`, which hashes
        code = code[np.flatnonzero(np.diff(code, prepend=-1))]
        return self._lists(code // max(len(chiefs), 1), code % max(len(chiefs), 1))

    def _whole(self, located: Whole) -> tuple[Whole, Whole]:
        """Whoever has no position looks at every chief."""
        import numpy as np

        lost = np.setdiff1d(np.arange(len(self.costs.wards)), located, assume_unique=True)
        count = len(self.costs.chiefs)
        return np.repeat(lost, count), np.tile(np.arange(count), len(lost))

    def _unlocated(self, located: Whole) -> tuple[Whole, Whole]:
        """Whoever has a position looks at every chief who has none."""
        import numpy as np

        lost = np.setdiff1d(np.arange(len(self.costs.chiefs)), self._there, assume_unique=True)
        return np.repeat(located, len(lost)), np.tile(lost, len(located))

    def _lists(self, ward: Whole, chief: Whole) -> list[list[tuple[int, int]]]:
        """Pairs that may be, as each person's list, the cheapest first."""
        import numpy as np

        cost = self.costs.of(ward, chief)
        may = cost != FORBIDDEN
        ward, chief, cost = ward[may], chief[may], cost[may]
        order = np.lexsort((chief, cost, ward))
        units = self.costs.units(ward, chief, cost)[order].tolist()
        found: list[list[tuple[int, int]]] = [[] for _ward in self.costs.wards]
        for person, one, price in zip(ward[order].tolist(), chief[order].tolist(), units, strict=True):
            found[person].append((one, price))
        return found

    def missing(self, seating: Seating) -> dict[int, list[tuple[int, int]]]:
        """Pairs that were not looked at and would be better at today's prices; none is the proof.

        A chief farther away than what a person pays now, price of the seat included, can never be better: so only a
        circle around each person is asked for, and none farther than anybody may walk.
        """
        import numpy as np

        count = len(self.costs.wards)
        paid = np.array([seating.worth(person) for person in range(count)], dtype=np.float64)
        ward, chief, cost = self._around(np.arange(count), paid / UNIT)
        units = self.costs.units(ward, chief, cost)
        better = units + np.array(seating.price, dtype=np.int64)[chief] < paid.astype(np.int64)[ward]
        found: dict[int, list[tuple[int, int]]] = {}
        for person, one, price in zip(
            ward[better].tolist(), chief[better].tolist(), units[better].tolist(), strict=True
        ):
            found.setdefault(person, []).append((one, price))
        return found

    def reachable(self, people: Sequence[int]) -> tuple[Whole, Whole]:
        """Pairs of these people that may be and are farther than what was listed first."""
        import numpy as np

        ward, chief, _cost = self._around(
            np.array(people, dtype=np.int64), np.full(len(people), self.costs.terms.reach)
        )
        return ward, chief

    def _around(self, people: Whole, metres: Real) -> tuple[Whole, Whole, Whole]:
        """Pairs that may be, with their cost, within so many metres of each; nothing for whom all such are listed."""
        import numpy as np

        terms = self.costs.terms
        farthest = np.minimum(metres, terms.reach) * 100 / terms.detour
        radius = 2 * np.sin(np.minimum(farthest / (2 * EARTH), np.pi / 2)) * (1 + 1e-9)
        open_ = self._reached[people] < radius
        here, radius = people[open_], radius[open_]
        if not len(here):
            nobody = np.zeros(0, dtype=np.int64)
            return nobody, nobody, nobody
        near = self._tree.query_ball_point(self.costs.ward_at[here], radius, return_sorted=True)
        ward = np.repeat(here, np.array([len(some) for some in near], dtype=np.int64))
        chief = self._there[np.concatenate([np.asarray(some, dtype=np.int64) for some in near])]
        cost = self.costs.of(ward, chief)
        may = cost != FORBIDDEN
        return ward[may], chief[may], cost[may]


def _two(pairs: list[tuple[int, int]]) -> tuple[Whole, Whole]:
    import numpy as np

    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
