"""What is missing where somebody has no seat: the people who compete, the chiefs they could have, and how many seats.

Read off the prices. Where a seat is worth as much as a person left out, everybody who pays that much can only go to
chiefs as dear: these people are more than these chiefs' seats (Hall's condition fails), whatever anybody does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from youlin.domains.care.rules.matching.prices import LEFT, LEFT_COST, NOWHERE
from youlin.domains.care.rules.matching.solve import Matched
from youlin.domains.territory.rules import SEGMENT


@dataclass(frozen=True, slots=True)
class Shortage:
    """`people` can only go to `chiefs`, who have time for `seats` of them: `short` remain.

    `more` is how many chiefs with as much time as the street reckons with would seat them, if not one sits too far off.
    """

    place: str  # the path of the smallest place that holds these people
    short: int
    people: tuple[int, ...]
    chiefs: tuple[int, ...]
    seats: int
    more: int
    must: frozenset[str]  # a skill that all who remain need
    sex: str  # a wish that all who remain have


def shortages(found: Matched) -> list[Shortage]:
    """Each knot of people for whom there are too few seats, the largest want first; empty where everybody is seated."""
    seating, wards = found.seating, found.costs.wards
    if not found.left:
        return []
    dear = [chief for chief, price in enumerate(seating.price) if price >= LEFT_COST // 2]
    poor = [person for person, at in enumerate(seating.at) if at != NOWHERE and seating.worth(person) >= LEFT_COST // 2]
    found_knots = []
    for people, chiefs in _knots(found, poor, dear):
        left = [wards[person] for person in people if seating.at[person] == LEFT]
        if not left:
            continue
        found_knots.append(
            Shortage(
                place=_common([wards[person].place for person in people]),
                short=len(left),
                people=tuple(people),
                chiefs=tuple(chiefs),
                seats=sum(seating.seats[chief] for chief in chiefs),
                more=-(-len(left) // found.costs.terms.seats),
                must=frozenset.intersection(*(one.must for one in left)),
                sex=left[0].sex if len({one.sex for one in left}) == 1 else "",
            )
        )
    return sorted(found_knots, key=lambda one: (-one.short, one.place))


def _common(paths: list[str]) -> str:
    """The path of the smallest place that holds all of them."""
    shortest, longest = min(paths), max(paths)  # whatever both begin with, all begin with
    ends = range(0, len(shortest) + 1, SEGMENT)
    return shortest[: max(end for end in ends if shortest[:end] == longest[:end])]


def _knots(found: Matched, people: list[int], chiefs: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    """People and the chiefs they could have, in knots: two are in one if a chain of such pairs joins them.

    All pairs count, not only those that the solver looked at: it leaves out a full chief who is a little farther.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count, size = len(found.costs.wards), len(found.costs.wards) + len(found.costs.chiefs)
    ward, chief = found.search.reachable(people)
    listed = [(person, one) for person in people for one, _cost in found.seating.pairs[person]]
    pairs = np.concatenate([np.array(listed, dtype=np.int64).reshape(-1, 2), np.column_stack([ward, chief])])
    ward, chief = pairs[np.isin(pairs[:, 1], chiefs)].T
    graph = coo_array((np.ones(len(ward), dtype=np.int8), (ward, count + chief)), shape=(size, size))
    _several, knot = connected_components(graph, directed=False)
    knots: dict[int, tuple[list[int], list[int]]] = {}
    for one in people:
        knots.setdefault(knot[one], ([], []))[0].append(one)
    for one in chiefs:
        if knot[count + one] in knots:
            knots[knot[count + one]][1].append(one)
    yield from knots.values()
