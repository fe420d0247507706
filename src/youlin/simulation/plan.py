"""How large the street is, and how it is divided: pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from youlin.simulation import names

HOUSEHOLDS_PER_NEIGHBOURHOOD = 15
SMALLEST = 30  # households: below that a street has no three communities


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbourhood with the names above it, and how many households live there."""

    community: str
    area: str
    group: str
    neighbourhood: str
    households: int


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each.

    >>> size = Size.of(1500)
    >>> size.areas, size.groups, size.neighbourhoods, size.chiefs
    (9, 15, 100, 124)
    """

    households: int
    communities: int
    areas: int
    groups: int
    neighbourhoods: int

    @classmethod
    def of(cls, households: int, *, chiefs: int | None = None) -> Size:
        """The shape of a street of so many households; 1,500 have as many chiefs as the report's street.

        With `chiefs`, as nearly so many at all three levels together.
        """
        per_chief = 100 / 124  # of the report's chiefs, as many are 邻长
        wanted = households / HOUSEHOLDS_PER_NEIGHBOURHOOD if chiefs is None else chiefs * per_chief
        neighbourhoods = max(3, round(wanted))
        communities = max(3, round(neighbourhoods / 33))
        groups = min(neighbourhoods, max(communities, round(neighbourhoods * 0.15)))
        areas = min(groups, max(communities, round(neighbourhoods * 0.09)))
        return cls(households, communities, areas, groups, neighbourhoods)

    @property
    def chiefs(self) -> int:
        """Posts at the three levels."""
        return self.areas + self.groups + self.neighbourhoods

    def places(self) -> Iterator[Place]:
        """Every neighbourhood, street end to street end."""
        homes = spread(self.households, self.neighbourhoods)
        lins = spread(self.neighbourhoods, self.groups)
        groups_of_areas = spread(self.groups, self.areas)
        areas_of = spread(self.areas, self.communities)
        area = group = lin = 0
        for place, areas in enumerate(areas_of):
            first_group = group
            for number in range(areas):
                for _group in range(groups_of_areas[area]):
                    for one in range(lins[group]):
                        yield Place(
                            names.community(place),
                            f"第{number + 1}片",
                            names.group(group - first_group),
                            f"邻{one + 1}",
                            homes[lin],
                        )
                        lin += 1
                    group += 1
                area += 1


def spread(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole shares that differ by one at most.

    >>> spread(10, 4)
    [3, 2, 3, 2]
    """
    edges = [-(-total * place // parts) for place in range(parts + 1)]
    return [after - before for before, after in pairwise(edges)]
