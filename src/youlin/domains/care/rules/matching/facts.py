"""What matching is told: people in care, chiefs, and what a metre more or a missing skill weighs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from youlin.domains.residents.rules.positions import DETOUR
from youlin.domains.territory.rules import SEGMENT

Point = tuple[float, float]  # latitude, longitude, in degrees

UNIT = 1 << 20  # a metre in the solver's whole numbers; what is left below counts moves, so that a tie moves nobody
LEFT_OUT = 1_000_000_000  # metres that one person without a chief weighs: more than any chain of moves can save


class Nearness(StrEnum):
    """How a distance is known: between two points, or from the places that both belong to."""

    POINTS = "points"
    NEIGHBOURHOOD = "neighbourhood"
    GROUP = "group"
    AREA = "area"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is weighed against what, in metres of walking. Configuration: no law names these figures.

    A path is longer than the line through the air by `detour` hundredths.
    """

    detour: int = round(DETOUR * 100)
    same_neighbourhood: int = 150  # walked, where a point is missing
    same_group: int = 400
    same_area: int = 1200
    same_community: int = 3000
    reach: int = 2000  # nobody walks farther, but to the own neighbourhood and to whom one goes already
    missing_skill: int = 300  # a skill that would be good and is not there
    known_face: int = 100  # a gain below this changes nobody's chief,
    known_visit: int = 5  # and each visit made adds this,
    known_visits: int = 10  # up to so many
    seats: int = 8  # people a week that a chief has time for who has not said

    def continuity(self, visits: int) -> int:
        """Metres that a change of chief must gain to be worth it.

        >>> Terms().continuity(0), Terms().continuity(25)
        (100, 150)
        """
        return self.known_face + self.known_visit * min(max(visits, 0), self.known_visits)

    def by_place(self, nearness: Nearness) -> int:
        """Metres for two who share a place, where a point is missing."""
        return {
            Nearness.NEIGHBOURHOOD: self.same_neighbourhood,
            Nearness.GROUP: self.same_group,
            Nearness.AREA: self.same_area,
        }.get(nearness, self.same_community)


@dataclass(frozen=True, slots=True)
class Ward:
    """Somebody in care. `place` is the path of the neighbourhood, `present` the chief who answers now, by number."""

    key: str
    place: str
    point: Point | None = None
    present: int | None = None
    visits: int = 0  # that the present chief has made
    must: frozenset[str] = field(default_factory=frozenset)
    good: frozenset[str] = field(default_factory=frozenset)
    sex: str = ""  # the chief's must be this one; empty: no wish
    declined: frozenset[int] = field(default_factory=frozenset)  # chiefs whom a human said no to


@dataclass(frozen=True, slots=True)
class Chief:
    """Whoever sits in a neighbourhood's post: where, what they can do, and for how many people they have time."""

    key: str
    place: str
    seats: int
    point: Point | None = None
    sex: str = ""
    skills: frozenset[str] = field(default_factory=frozenset)


def shared_place(one: str, other: str) -> Nearness:
    """The smallest place that two neighbourhoods' paths share.

    >>> shared_place("a" * 72, "a" * 60 + "b" * 12)
    <Nearness.GROUP: 'group'>
    """
    if one == other:
        return Nearness.NEIGHBOURHOOD
    if one[:-SEGMENT] == other[:-SEGMENT]:
        return Nearness.GROUP
    return Nearness.AREA if one[: -2 * SEGMENT] == other[: -2 * SEGMENT] else Nearness.COMMUNITY
