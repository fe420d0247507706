"""The ground of one region: metres between households, and which atoms lie next to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError

from youlin.domains.chiefs.rules.drawing.plan import Home
from youlin.domains.chiefs.rules.drawing.regions import Region
from youlin.domains.residents.rules.positions import DETOUR

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
STAIRS: Final = 3.0  # metres from one door to the next inside a building
KEPT: Final = 1000  # households of a region whose distances are kept
LANE: Final = 20.0  # metres from one door to the next where no point is known at all


@dataclass(slots=True)
class Ground:
    """A region as numbers. Households are counted as its atoms list them."""

    homes: list[Home]
    atom_of: Ints  # atom of each household
    weight: Ints  # households of each atom
    members: list[list[int]]  # households of each atom
    spots: Floats  # metres: east, north, and up the stairs
    beside: list[frozenset[int]]  # atoms next to each atom; as a whole they hang together
    by_doors: int  # households whose place is only known by the order of doors
    between: Floats | None  # all walking metres of a region that is not too large to keep them

    def metres(self, some: Sequence[int], others: Sequence[int]) -> Floats:
        """Walking metres from each of some households to each of others."""
        if self.between is not None:
            known: Floats = self.between[np.asarray(some)[:, None], np.asarray(others)]
            return known
        return _walks(self.spots[np.asarray(some)], self.spots[np.asarray(others)])

    def hangs_together(self, atoms: Sequence[int]) -> bool:
        """Whether one can go from any of these atoms to any other without leaving them."""
        return len(self.pieces(atoms)) == 1

    def pieces(self, atoms: Sequence[int]) -> list[tuple[int, ...]]:
        """The parts of some atoms that hang together."""
        left, found = set(atoms), []
        while left:
            reached = [min(left)]
            left -= set(reached)
            for atom in reached:
                near = sorted(self.beside[atom] & left)
                left -= set(near)
                reached += near
            found.append(tuple(sorted(reached)))
        return found


def survey(region: Region) -> Ground:
    """The ground of a region."""
    homes = [home for atom in region.atoms for home in atom]
    members: list[list[int]] = []
    for atom in region.atoms:
        start = sum(map(len, members[-1:])) + (members[-1][0] if members else 0)
        members.append(list(range(start, start + len(atom))))
    spots, by_doors = _spots(homes)
    middles = np.array([spots[atom].mean(axis=0) for atom in members])
    return Ground(
        homes=homes,
        atom_of=np.repeat(np.arange(len(members)), [len(atom) for atom in members]),
        weight=np.array([len(atom) for atom in members], dtype=np.int64),
        members=members,
        spots=spots,
        beside=_beside(middles),
        by_doors=by_doors,
        between=_walks(spots, spots) if len(homes) <= KEPT else None,
    )


def _walks(here: Floats, there: Floats) -> Floats:
    found: Floats = DETOUR * np.sqrt(((here[:, None, :] - there[None, :, :]) ** 2).sum(axis=2))
    return found


def _spots(homes: Sequence[Home]) -> tuple[Floats, int]:
    """Each household's place; who has none stands between the known doors before and after, or counts as a lane."""
    order = sorted(range(len(homes)), key=lambda place: (homes[place].hamlet, homes[place].order, place))
    known = [rank for rank, place in enumerate(order) if homes[place].spot is not None]
    found = np.zeros((len(homes), 3))
    if known:
        told = np.array([homes[order[rank]].spot for rank in known], dtype=float)
        for axis in (0, 1):
            found[order, axis] = np.interp(np.arange(len(order)), known, told[:, axis])
    else:
        # Doors of one building share their step on the lane.
        steps = np.cumsum([_is_next(homes[order[rank - 1]], homes[place]) for rank, place in enumerate(order)])
        found[order, 0] = LANE * steps
    floors: dict[str, int] = {}
    for place in order:
        building = homes[place].building
        if building:
            found[place, 2] = STAIRS * floors.get(building, 0)
            floors[building] = floors.get(building, 0) + 1
    return found, len(homes) - len(known)


def _is_next(before: Home, home: Home) -> bool:
    return not home.building or before.building != home.building


def _beside(middles: Floats) -> list[frozenset[int]]:
    """Neighbours in the triangulation of the atoms; along a line, or up a stair, the one before and the one after."""
    many = len(middles)
    pairs: set[tuple[int, int]] = set()
    # Up and down counts as aside, so that doors above one another have neighbours too.
    flat = middles[:, :2] + 0.37 * middles[:, 2:3] * np.array([[1.0, 0.6]])
    if many >= 4:
        try:
            for corners in Delaunay(flat, qhull_options="Qbb Qc Q12 QJ").simplices:
                pairs |= {(int(one), int(other)) for one in corners for other in corners if one < other}
        except QhullError:
            pairs = set()
    if not pairs:
        spread = flat - flat.mean(axis=0)
        axis = np.linalg.svd(spread, full_matrices=False)[2][0] if many > 1 else np.zeros(2)
        line = np.lexsort((np.arange(many), np.round(spread @ axis, 6)))
        pairs = {(int(one), int(other)) for one, other in pairwise(line)}
    beside: list[set[int]] = [set() for _atom in range(many)]
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    return [frozenset(near) for near in beside]
