"""What must not be cut.

A hamlet, and in it a building, goes into a neighbourhood whole. One that has more households than a neighbourhood may
have is cut inside itself: its neighbourhoods hold nobody else. So the households fall into regions that know nothing
of one another, and each region into atoms that stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from youlin.domains.chiefs.rules.drawing.plan import Home, Sizes


@dataclass(frozen=True, slots=True)
class Region:
    """Households that are drawn by themselves; each atom stays together."""

    group: str
    atoms: tuple[tuple[Home, ...], ...]

    @property
    def size(self) -> int:
        """How many households."""
        return sum(map(len, self.atoms))


def in_order(homes: Iterable[Home]) -> list[Home]:
    """As one walks: group by group, hamlet by hamlet, door by door. The same whatever order they come in."""
    return sorted(homes, key=lambda home: (home.group, home.hamlet, home.order, str(home.key)))


def regions(homes: Iterable[Home], sizes: Sizes) -> list[Region]:
    """All households, each in exactly one atom of one region."""
    found = []
    for _group, members in groupby(in_order(homes), key=lambda home: home.group):
        found += _of_group(list(members), sizes)
    return found


def _of_group(homes: Sequence[Home], sizes: Sizes) -> list[Region]:
    """The small hamlets of a group together, and each large one by itself."""
    small: list[tuple[Home, ...]] = []
    large: list[list[Region]] = []
    for _name, members in groupby(homes, key=lambda home: home.hamlet):
        hamlet = tuple(members)
        if len(hamlet) <= sizes.largest:
            small.append(hamlet)
        else:
            large.append(_of_hamlet(hamlet, sizes))
    return _with_leftover(homes[0].group, small, [region for hamlet in large for region in hamlet], sizes)


def _of_hamlet(homes: tuple[Home, ...], sizes: Sizes) -> list[Region]:
    """The small buildings of a large hamlet together, and each large building by itself, door by door."""
    small: list[tuple[Home, ...]] = []
    large: list[Region] = []
    buildings: dict[str, list[Home]] = {}
    for place, home in enumerate(homes):
        buildings.setdefault(home.building or f"\0{place}", []).append(home)
    for building in buildings.values():
        if len(building) <= sizes.largest:
            small.append(tuple(building))
        else:
            large.append(Region(homes[0].group, tuple((home,) for home in building)))
    return _with_leftover(homes[0].group, small, large, sizes)


def _with_leftover(group: str, small: list[tuple[Home, ...]], large: list[Region], sizes: Sizes) -> list[Region]:
    """What is left over beside large neighbours and too small for a neighbourhood joins the smallest of them.

    That one is larger than a neighbourhood and must be cut anyway; nobody is left alone for the sake of a line.
    """
    if not small:
        return large
    rest = Region(group, tuple(small))
    if rest.size >= sizes.smallest or not large:
        return [rest, *large]
    host = min(large, key=lambda region: region.size)
    joined = Region(group, (*rest.atoms, *host.atoms))
    return [joined if region is host else region for region in large]
