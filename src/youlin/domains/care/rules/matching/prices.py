"""The exact solver: a transportation problem by shortest augmenting paths, with a price on every chief's seats.

Each person takes one seat; a chief has so many. `price[j]` is what one more seat at chief j would save, 0 while one is
free. At all times no listed pair is cheaper than the one that stands, prices counted: so what stands is an optimum, and
every change (somebody comes or goes, a seat opens or closes) is one more augmenting path, which moves the fewest.

A person for whom there is no seat stands at LEFT, a place with room for all at a cost above everything.
Successive shortest paths after Tomizawa (1971) and Edmonds and Karp (1972), written from the optimality conditions.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from youlin.domains.care.rules.matching.facts import LEFT_OUT, UNIT

NOWHERE, LEFT = -2, -1
LEFT_COST = LEFT_OUT * UNIT

Pair = tuple[int, int]  # chief, cost in UNITs of a metre
_by_cost = itemgetter(1)


@dataclass
class Seating:
    """Who sits where, and what every seat is worth. All costs and prices are whole numbers of 1/UNIT metre."""

    seats: list[int]
    pairs: list[list[Pair]] = field(default_factory=list)  # of each person: the chiefs looked at, the cheapest first
    at: list[int] = field(default_factory=list)  # of each person: the chief, LEFT, or NOWHERE while not in care
    cost: list[int] = field(default_factory=list)  # of each person, where they sit
    price: list[int] = field(default_factory=list)
    held: list[list[int]] = field(default_factory=list)  # of each chief: who sits there
    asked: list[list[Pair]] = field(default_factory=list)  # of each chief: (person, cost) who look at them
    kept: _Kept | None = None  # while one only asks: how it stood, of whatever the answer touches

    @classmethod
    def empty(cls, seats: Sequence[int]) -> Seating:
        """Chiefs with their seats, and nobody in care yet."""
        count = len(seats)
        return cls(list(seats), price=[0] * count, held=[[] for _ in seats], asked=[[] for _ in seats])

    def joins(self, pairs: Sequence[Pair]) -> int:
        """A person comes into care; returns their number."""
        person = self.expects(pairs)
        self._seat(person)
        return person

    def expects(self, pairs: Sequence[Pair]) -> int:
        """A person is known and sits nowhere yet; returns their number."""
        person = len(self.pairs)
        self.pairs.append([])
        self.at.append(NOWHERE)
        self.cost.append(0)
        self.look_at(person, pairs)
        return person

    def leaves(self, person: int) -> None:
        """A person is no longer in care; the seat goes to whom it helps most."""
        chief = self.at[person]
        self.at[person] = NOWHERE
        if chief >= 0:
            self.held[chief].remove(person)
            self._fill(chief)

    def returns(self, person: int) -> None:
        """A person who sat nowhere is in care again, or for the first time."""
        self._seat(person)

    def look_at(self, person: int, pairs: Sequence[Pair]) -> None:
        """More chiefs for a person who sits nowhere."""
        mine = self.pairs[person]
        mine += pairs
        mine.sort(key=_by_cost)
        for chief, cost in pairs:
            self.asked[chief].append((person, cost))

    def look_again(self, person: int, pairs: Sequence[Pair]) -> None:
        """More chiefs for a person: they stand up, and sit down again with a longer list."""
        left = self.at[person]
        if left >= 0:
            self.held[left].remove(person)
        self.look_at(person, pairs)
        self._seat(person)
        if left >= 0 and len(self.held[left]) < self.seats[left]:
            self._fill(left)

    def arrives(self, asked: Iterable[Pair], seats: int) -> int:
        """A chief comes, for these people (person, cost), with so many seats; returns the number of the chief."""
        chief = len(self.seats)
        wanted = list(asked)
        # So dear at first that nobody is drawn there; then the price falls, seat by seat.
        self.price.append(max([0, *(self.worth(person) - cost for person, cost in wanted)]))
        self.seats.append(0)
        self.held.append([])
        self.asked.append(wanted)
        for person, cost in wanted:
            self.pairs[person].append((chief, cost))
            self.pairs[person].sort(key=_by_cost)
        for _seat in range(seats):
            self.opens(chief)
        return chief

    def opens(self, chief: int) -> None:
        """A chief has time for one more."""
        self.seats[chief] += 1
        if len(self.held[chief]) < self.seats[chief]:
            self._fill(chief)

    def closes(self, chief: int) -> None:
        """A chief has time for one less; whoever can go elsewhere at the least cost goes."""
        self.seats[chief] -= 1
        if len(self.held[chief]) > self.seats[chief]:
            self._augment(_Search({chief: 0}))

    def worth(self, person: int) -> int:
        """What a person pays where they sit: the cost and the price of the seat."""
        chief = self.at[person]
        return self.cost[person] + (self.price[chief] if chief >= 0 else 0)

    def total(self) -> int:
        """The cost of what stands."""
        return sum(cost for cost, chief in zip(self.cost, self.at, strict=True) if chief != NOWHERE)

    def bound(self) -> int:
        """What no assignment can fall below, by the prices alone; equal to `total` where what stands is optimal."""
        paid = sum(
            min([LEFT_COST, *(cost + self.price[chief] for chief, cost in self.pairs[person])])
            for person, chief in enumerate(self.at)
            if chief != NOWHERE
        )
        return paid - sum(seats * price for seats, price in zip(self.seats, self.price, strict=True))

    def costs_to_choose(self, person: int, chief: int, cost: int) -> int | None:
        """How much dearer everything becomes if a human seats a person with a chief, all others seated at their best.

        None where that would leave one more person without a chief. Nothing is changed by asking.
        """
        if self.at[person] == chief:
            return 0
        if self.seats[chief] < 1:
            return None
        self.kept = kept = _Kept()
        kept.seats[chief] = self.seats[chief]
        kept.person(self, person)
        self.leaves(person)
        self.closes(chief)
        now = sum(self.cost[one] for one in kept.at if self.at[one] != NOWHERE)
        before = sum(cost for one, cost in kept.cost.items() if kept.at[one] != NOWHERE)
        self.kept = None
        kept.put_back(self)
        dearer = now + cost - before
        return dearer if dearer < LEFT_COST // 2 else None

    def _seat(self, person: int) -> None:
        """Seat a person who sits nowhere, by the cheapest chain of moves."""
        search = _Search({}, bound=LEFT_COST, end=LEFT, came={LEFT: (person, NOWHERE, LEFT_COST)})
        for chief, cost in self.pairs[person]:
            away = cost + self.price[chief]
            if away >= search.bound or away >= search.found.get(chief, LEFT_COST):
                continue
            search.came[chief] = (person, NOWHERE, cost)
            if len(self.held[chief]) < self.seats[chief]:
                search.bound, search.end = away, chief
            else:
                search.found[chief] = away
                heapq.heappush(search.heap, (away, chief))
        self._augment(search)

    def _augment(self, search: _Search) -> None:  # noqa: C901  # one tight loop
        """Find the cheapest way to a free seat, raise the prices on it, and let everybody on it move up by one."""
        found, heap, price, seats, held, came = (
            search.found,
            search.heap,
            self.price,
            self.seats,
            self.held,
            search.came,
        )
        bound, end = search.bound, search.end
        while heap and heap[0][0] < bound:
            distance, chief = heapq.heappop(heap)
            if distance > found[chief]:
                continue
            for person in held[chief]:
                base = distance - self.cost[person] - price[chief]
                if base + LEFT_COST < bound:
                    bound, end, came[LEFT] = base + LEFT_COST, LEFT, (person, chief, LEFT_COST)
                for other, cost in self.pairs[person]:
                    if base + cost >= bound:
                        break  # what follows is dearer still, for no price is below nothing
                    away = base + cost + price[other]
                    if away >= bound or (other in found and away >= found[other]):
                        continue
                    came[other] = (person, chief, cost)
                    if len(held[other]) < seats[other]:
                        bound, end = away, other
                    else:
                        found[other] = away
                        heapq.heappush(heap, (away, other))
        search.bound, search.end = bound, end
        if self.kept is not None:
            self.kept.prices(self, found)
        for chief, distance in found.items():
            if distance < search.bound:
                price[chief] += search.bound - distance
        to = search.end
        while to in search.came:
            person, here, cost = search.came.pop(to)
            self._move(person, here, to, cost)
            to = here

    def _move(self, person: int, here: int, to: int, cost: int) -> None:
        if self.kept is not None:
            self.kept.person(self, person)
            self.kept.lists(self, here, to)
        if here >= 0:
            self.held[here].remove(person)
        if to >= 0:
            self.held[to].append(person)
        self.at[person], self.cost[person] = to, cost

    def _fill(self, chief: int) -> None:  # noqa: C901  # the same loop, backwards
        """A seat has become free: its price falls until somebody gains by moving there, and so on along a chain.

        The search runs backwards: who would come here, and who would then take their seat.
        """
        price, at, own = self.price, self.at, self.cost
        found, heap = {chief: 0}, [(0, chief)]
        came: dict[int, _Step] = {}
        bound, end = price[chief], chief
        while heap and heap[0][0] < bound:
            distance, to = heapq.heappop(heap)
            if distance > found[to]:
                continue
            for person, cost in self.asked[to]:
                here = at[person]
                if here in (NOWHERE, to):
                    continue
                paid = price[here] if here >= 0 else 0
                away = distance + cost + price[to] - own[person] - paid
                if away >= bound or away >= found.get(here, bound):
                    continue
                found[here], came[here] = away, (person, to, cost)
                if away + paid < bound:
                    bound, end = away + paid, here
                if here >= 0:
                    heapq.heappush(heap, (away, here))
        if self.kept is not None:
            self.kept.prices(self, found)
        for one, distance in found.items():
            if one >= 0 and distance < bound:
                price[one] -= bound - distance
        while end != chief:
            person, to, cost = came[end]
            self._move(person, end, to, cost)
            end = to


@dataclass
class _Kept:
    """How it stood before one asked, of no more than what the answer touches: a city is not copied for a question."""

    at: dict[int, int] = field(default_factory=dict)
    cost: dict[int, int] = field(default_factory=dict)
    price: dict[int, int] = field(default_factory=dict)
    held: dict[int, list[int]] = field(default_factory=dict)
    seats: dict[int, int] = field(default_factory=dict)

    def person(self, seating: Seating, person: int) -> None:
        """Remember where somebody sits, and who sits there with them."""
        if person not in self.at:
            self.at[person], self.cost[person] = seating.at[person], seating.cost[person]
            self.lists(seating, seating.at[person])

    def lists(self, seating: Seating, *chiefs: int) -> None:
        """Remember who sits with these chiefs."""
        for chief in chiefs:
            if chief >= 0 and chief not in self.held:
                self.held[chief] = list(seating.held[chief])

    def prices(self, seating: Seating, chiefs: Iterable[int]) -> None:
        """Remember what a seat with these chiefs is worth."""
        for chief in chiefs:
            if chief >= 0:
                self.price.setdefault(chief, seating.price[chief])

    def put_back(self, seating: Seating) -> None:
        """Let it stand as it stood."""
        for person, chief in self.at.items():
            seating.at[person], seating.cost[person] = chief, self.cost[person]
        for chief, price in self.price.items():
            seating.price[chief] = price
        for chief, held in self.held.items():
            seating.held[chief] = held
        for chief, seats in self.seats.items():
            seating.seats[chief] = seats


_Step = tuple[int, int, int]  # a person, the other chief of the move, the cost of the pair


@dataclass
class _Search:
    """A shortest-path search over chiefs, prices counted: what is reached, how, and the nearest end so far."""

    found: dict[int, int]
    bound: int = LEFT_COST * 8
    end: int = NOWHERE
    came: dict[int, _Step] = field(default_factory=dict)
    heap: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.heap = [(distance, chief) for chief, distance in self.found.items()]
