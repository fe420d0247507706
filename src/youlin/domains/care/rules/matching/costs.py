"""What each pair costs: metres to walk, skills that are missing, and a known face lost; or that it may not be.

In columns, because a county has a hundred million pairs, and a proof that looks at all of them must be cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from youlin.domains.care.rules.matching.facts import UNIT, Chief, Nearness, Point, Terms, Ward, shared_place
from youlin.domains.residents.rules.positions import EARTH
from youlin.domains.territory.rules import SEGMENT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Real: TypeAlias = NDArray[np.float64]

FORBIDDEN = -1
FARTHEST = 100_000  # metres; what lies farther is one distance


class Costs:
    """The costs of pairs of one problem, in whole metres, by the numbers of persons and chiefs."""

    def __init__(self, wards: Sequence[Ward], chiefs: Sequence[Chief], terms: Terms) -> None:
        import numpy as np

        self.wards, self.chiefs, self.terms = wards, chiefs, terms
        self.ward_at, self.chief_at = (
            _on_sphere([one.point for one in wards]),
            _on_sphere([one.point for one in chiefs]),
        )
        self._ward_places, self._chief_places = _places([one.place for one in wards], [one.place for one in chiefs])
        bits = {skill: 1 << at for at, skill in enumerate(sorted(_skills(wards, chiefs)))}

        def mask(skills: frozenset[str]) -> int:
            return sum(bits[skill] for skill in skills)

        self._kinds = len(bits)
        self._must, self._good = _column([mask(one.must) for one in wards]), _column([mask(one.good) for one in wards])
        self._able = _column([mask(one.skills) for one in chiefs])
        sexes = {"": 0}
        self._wish = _column([sexes.setdefault(one.sex, len(sexes)) for one in wards])
        self._sex = _column([sexes.setdefault(one.sex, len(sexes)) for one in chiefs])
        self._present = _column([-1 if one.present is None else one.present for one in wards])
        self._change = _column([terms.continuity(one.visits) for one in wards])
        no = [ward * max(len(chiefs), 1) + chief for ward, one in enumerate(wards) for chief in one.declined]
        self._declined = np.sort(_column(no))

    def metres(self, ward: Whole, chief: Whole) -> Whole:
        """How far each pair has to walk."""
        import numpy as np

        gap = np.linalg.norm(self.ward_at[ward] - self.chief_at[chief], axis=1)
        straight = 2 * EARTH * np.arcsin(np.minimum(gap / 2, 1.0))
        walked = np.ceil(np.where(np.isnan(straight), 0, straight) * self.terms.detour / 100)
        levels = [Nearness.AREA, Nearness.GROUP, Nearness.NEIGHBOURHOOD]
        by_place = np.full(len(ward), self.terms.same_community, dtype=np.int64)
        for column, level in enumerate(levels):  # the smallest shared place comes last, and stays
            same = self._ward_places[ward, column] == self._chief_places[chief, column]
            by_place[same] = self.terms.by_place(level)
        found: Whole = np.where(np.isnan(straight), by_place, np.minimum(walked, FARTHEST).astype(np.int64))
        return found

    def weigh(self, ward: Whole, chief: Whole) -> Whole:
        """The cost of each pair in metres, whether it may be or not."""
        import numpy as np

        cost = self.metres(ward, chief)
        missing = self._good[ward] & ~self._able[chief]
        for bit in range(self._kinds):
            cost = cost + self.terms.missing_skill * ((missing >> bit) & 1)
        return cost + np.where(self._present[ward] == chief, 0, self._change[ward])

    def of(self, ward: Whole, chief: Whole) -> Whole:
        """The cost of each pair in metres; FORBIDDEN where the pair may not be."""
        import numpy as np

        barred = (self._must[ward] & ~self._able[chief]) != 0
        barred |= (self._wish[ward] != 0) & (self._wish[ward] != self._sex[chief])
        familiar = self._present[ward] == chief
        familiar |= self._ward_places[ward, 2] == self._chief_places[chief, 2]
        barred |= (self.metres(ward, chief) > self.terms.reach) & ~familiar
        if len(self._declined):
            barred |= np.isin(ward * len(self.chiefs) + chief, self._declined)
        return np.where(barred, FORBIDDEN, self.weigh(ward, chief))

    def units(self, ward: Whole, chief: Whole, cost: Whole) -> Whole:
        """The solver's whole numbers: metres, and below them one for a move, so that a tie moves nobody."""
        moved = (self._present[ward] >= 0) & (self._present[ward] != chief)
        found: Whole = cost * UNIT + moved
        return found


@dataclass(frozen=True, slots=True)
class Parts:
    """What one pair's cost is made of."""

    metres: int
    nearness: Nearness
    missing: frozenset[str]  # skills that would be good and are not there
    continuity: int  # metres that the change of chief weighs


def parts(ward: Ward, chief: Chief, number: int, terms: Terms, metres: int) -> Parts:
    """One pair's cost, taken apart for people to read."""
    known = ward.point is not None and chief.point is not None
    return Parts(
        metres=metres,
        nearness=Nearness.POINTS if known else shared_place(ward.place, chief.place),
        missing=ward.good - chief.skills,
        continuity=0 if ward.present == number else terms.continuity(ward.visits),
    )


def _skills(wards: Sequence[Ward], chiefs: Sequence[Chief]) -> set[str]:
    return {skill for one in wards for skill in one.must | one.good} | {skill for one in chiefs for skill in one.skills}


def _column(values: list[int]) -> Whole:
    import numpy as np

    return np.array(values, dtype=np.int64)


def _on_sphere(points: Sequence[Point | None]) -> Real:
    """Points as directions: the straight line between two grows with the way over the ground; nan where none is."""
    import numpy as np

    nowhere = (float("nan"), float("nan"))
    degrees = np.radians(np.array([point or nowhere for point in points], dtype=np.float64).reshape(-1, 2))
    north, east = degrees[:, 0], degrees[:, 1]
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _places(wards: Sequence[str], chiefs: Sequence[str]) -> tuple[Whole, Whole]:
    """Area, group and neighbourhood of each, as numbers that are equal for the same place."""
    import numpy as np

    numbers: dict[str, int] = {}

    def row(path: str) -> list[int]:
        ways = (path[: -2 * SEGMENT], path[:-SEGMENT], path)
        return [numbers.setdefault(f"{level}{way}", len(numbers)) for level, way in enumerate(ways)]

    def table(paths: Sequence[str]) -> Whole:
        return np.array([row(path) for path in paths], dtype=np.int64).reshape(-1, 3)

    return table(wards), table(chiefs)
