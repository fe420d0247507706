"""A good drawing of one region: begin along a line, then cut pairs of neighbours anew, each as well as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, TypeAlias

import numpy as np

from youlin.domains.chiefs.rules.drawing.ground import Floats, Ground, Ints
from youlin.domains.chiefs.rules.drawing.plan import Sizes

Atoms: TypeAlias = tuple[int, ...]  # of one neighbourhood, in order
LEAST: Final = 1e-6  # metres; what gains less gains nothing
TRIES: Final = 12  # cuts of a pair looked at until one hangs together
FORCED: Final = 1e9


@dataclass(slots=True)
class Search:
    """The search in one region. What a set of atoms costs is worked out once."""

    ground: Ground
    sizes: Sizes
    costs: dict[Atoms, float] = field(default_factory=dict)
    settled: dict[Atoms, float] = field(default_factory=dict)  # for a union, the best that one or two can make of it

    def size(self, atoms: Atoms) -> int:
        """How many households."""
        weight = self.ground.weight
        return int(sum(weight[atom] for atom in atoms))

    def cost(self, atoms: Atoms) -> float:
        """Metres to the best centre, and what the size costs."""
        known = self.costs.get(atoms)
        if known is None:
            homes = [home for atom in atoms for home in self.ground.members[atom]]
            walk = float(self.ground.metres(homes, homes).sum(axis=0).min())
            known = self.costs[atoms] = walk + self.sizes.cost(len(homes))
        return known

    def total(self, parts: Iterable[Atoms]) -> float:
        """What a drawing costs."""
        return sum(self.cost(part) for part in parts)

    # ----------------------------------------------------------------------------------------------- the beginning
    def along(self, line: Sequence[int]) -> list[Atoms]:
        """The best drawing whose neighbourhoods follow one another along a line of atoms. None is too large."""
        many, weight = len(line), self.ground.weight
        best, cut = [0.0] + [float("inf")] * many, [0] * (many + 1)
        for end in range(1, many + 1):
            size = 0
            for start in range(end - 1, -1, -1):
                size += int(weight[line[start]])
                if size > self.sizes.largest:
                    break
                cost = best[start] + self.cost(tuple(sorted(line[start:end])))
                if cost < best[end]:
                    best[end], cut[end] = cost, start
        parts, end = [], many
        while end:
            parts.append(tuple(sorted(line[cut[end] : end])))
            end = cut[end]
        return parts[::-1]

    def whole(self, parts: Iterable[Atoms]) -> list[Atoms]:
        """A drawing of every atom from neighbourhoods that leave some out, or do not hang together."""
        standing = [list(piece) for part in parts for piece in self.ground.pieces(part)]
        owner = {atom: number for number, part in enumerate(standing) for atom in part}
        left = [atom for atom in range(len(self.ground.members)) if atom not in owner]
        while left:
            later = []
            for atom in left:
                room = [
                    (
                        self.cost(tuple(sorted([*standing[number], atom])))
                        - self.cost(tuple(sorted(standing[number]))),
                        number,
                    )
                    for number in sorted({owner[near] for near in self.ground.beside[atom] if near in owner})
                    if self.size(tuple(standing[number])) + int(self.ground.weight[atom]) <= self.sizes.largest
                ]
                if room:
                    owner[atom] = min(room)[1]
                    standing[owner[atom]].append(atom)
                else:
                    later.append(atom)
            if len(later) == len(left):  # nobody beside has room: one of them begins anew
                owner[later[0]] = len(standing)
                standing.append([later.pop(0)])
            left = later
        return [tuple(sorted(part)) for part in standing]

    # -------------------------------------------------------------------------------------------------- improving
    def improve(self, parts: Iterable[Atoms]) -> list[Atoms]:
        """Cut, join and split until no pair of neighbours can be drawn better."""
        standing = dict(enumerate(sorted(parts)))
        owner = {atom: number for number, part in standing.items() for atom in part}
        names = count(len(standing))
        waiting = list(standing)
        while waiting:
            number = waiting.pop()
            part = standing.get(number)
            if part is None:
                continue
            near = {owner[other] for atom in part for other in self.ground.beside[atom]} - {number}
            for other in [None, *sorted(near)]:
                now = [part] if other is None else [part, standing[other]]
                better = self.best_cut(now)
                if better is None:
                    continue
                for gone in (number, other):
                    if gone is not None:
                        del standing[gone]
                for fresh in better:
                    name = next(names)
                    standing[name] = fresh
                    owner.update(dict.fromkeys(fresh, name))
                    waiting.append(name)
                waiting += sorted(near - {other})
                break
        return sorted(standing.values())

    def best_cut(self, parts: Sequence[Atoms]) -> list[Atoms] | None:
        """One neighbourhood or two, drawn anew as one or two; None where nothing is gained."""
        union = tuple(sorted(atom for part in parts for atom in part))
        standing = self.total(parts)
        if len(union) < 2 or standing <= self.settled.get(union, -1.0) + LEAST:
            return None
        found: tuple[float, list[Atoms]] | None = None
        if len(parts) == 2 and self.size(union) <= self.sizes.largest and self.ground.hangs_together(union):
            found = (self.cost(union), [union])
        limit = min(standing, found[0] if found else standing)
        for one, other in self._cuts(union, limit):
            cost = self.cost(one) + self.cost(other)
            if cost < limit - LEAST and self.ground.hangs_together(one) and self.ground.hangs_together(other):
                found = (cost, [one, other])
                break
        if found is None or found[0] >= standing - LEAST:
            self.settled[union] = standing
            return None
        self.settled[union] = found[0]
        return found[1]

    def _cuts(self, union: Atoms, limit: float) -> Iterable[tuple[Atoms, Atoms]]:
        """Ways to cut a union in two, the cheapest first, below a limit: exact for every pair of centres."""
        members = [self.ground.members[atom] for atom in union]
        homes = [home for atom in members for home in atom]
        owner = np.repeat(np.arange(len(union)), [len(atom) for atom in members])
        starts = np.cumsum([0, *(len(atom) for atom in members[:-1])])
        walks = np.add.reduceat(self.ground.metres(homes, homes), starts, axis=0)  # atom by centre
        first, second = np.triu_indices(len(homes), 1)
        apart = owner[first] != owner[second]
        first, second = first[apart], second[apart]
        weight = self.ground.weight[list(union)]
        price = np.array([self.sizes.cost(size) for size in range(len(homes) + 1)])
        price[self.sizes.largest + 1 :] = np.inf
        if len(homes) == len(union):
            return self._cuts_of_single_homes(union, walks, first, second, price, limit)
        return self._cuts_of_atoms(union, walks, (first, second), owner, weight, price, limit)

    def _cuts_of_single_homes(
        self, union: Atoms, walks: Floats, first: Ints, second: Ints, price: Floats, limit: float
    ) -> Iterable[tuple[Atoms, Atoms]]:
        """For two given centres who is relatively nearer to the first goes to it; only how many is open."""
        many, rows = len(union), np.arange(len(first))
        gain = (walks[:, first] - walks[:, second]).T.copy()
        own = gain[rows, first]
        gain[rows, first], gain[rows, second] = -FORCED, FORCED
        ranks = np.argsort(gain, axis=1, kind="stable")
        summed = np.cumsum(np.take_along_axis(gain, ranks, axis=1), axis=1)[:, :-1]
        shares = np.arange(1, many)
        both = (price[shares] + price[many - shares])[None, :]
        costs = summed + (walks.sum(axis=0)[second] + own + FORCED)[:, None] + both
        seen: set[Atoms] = set()
        for place in _cheapest(costs, limit):
            pair, share = divmod(int(place), many - 1)
            one = tuple(sorted(union[rank] for rank in ranks[pair, : share + 1]))
            if one not in seen:
                seen.add(one)
                chosen = set(one)
                yield one, tuple(atom for atom in union if atom not in chosen)

    def _cuts_of_atoms(
        self,
        union: Atoms,
        walks: Floats,
        centres: tuple[Ints, Ints],
        owner: Ints,
        weight: Ints,
        price: Floats,
        limit: float,
    ) -> Iterable[tuple[Atoms, Atoms]]:
        """The same where atoms weigh: for each pair of centres the best cut of every size, atom by atom."""
        first, second = centres
        top = int(weight.sum())
        costs = np.full((len(first), top + 1), np.inf)
        costs[:, 0] = 0.0
        taken = np.zeros((len(union), len(first), top + 1), dtype=bool)
        for place, heavy in enumerate(int(one) for one in weight):
            to_first = walks[place, first] + np.where(owner[second] == place, np.inf, 0.0)
            to_second = walks[place, second] + np.where(owner[first] == place, np.inf, 0.0)
            into = np.full_like(costs, np.inf)
            into[:, heavy:] = costs[:, : top + 1 - heavy] + to_first[:, None]
            stay = costs + to_second[:, None]
            taken[place] = into < stay
            costs = np.minimum(into, stay)
        costs = costs + price[None, :] + price[::-1][None, :]
        seen: set[Atoms] = set()
        for found in _cheapest(costs, limit):
            pair, size = divmod(int(found), top + 1)
            one: list[int] = []
            for place in range(len(union) - 1, -1, -1):
                if taken[place, pair, size]:
                    one.append(union[place])
                    size -= int(weight[place])
            key = tuple(sorted(one))
            if key not in seen:
                seen.add(key)
                chosen = set(key)
                yield key, tuple(atom for atom in union if atom not in chosen)


def _cheapest(costs: Floats, limit: float) -> list[int]:
    """The places of the cheapest entries below a limit, the cheapest first; ties in the order of places."""
    flat = costs.ravel()
    below = np.flatnonzero(flat < limit - LEAST)
    if len(below) > TRIES:
        below = below[np.argsort(flat[below], kind="stable")[: 4 * TRIES]]
        return [int(place) for place in below]
    return [int(place) for place in below[np.argsort(flat[below], kind="stable")]]


def lines(ground: Ground) -> list[list[int]]:
    """Lines through all atoms to begin along: as doors follow one another, and to and fro both ways."""
    many = len(ground.members)
    found = [list(range(many))]
    middles = np.array([ground.spots[atom].mean(axis=0) for atom in ground.members])
    for angle in (0.0, np.pi / 2):
        along = middles[:, 0] * np.cos(angle) + middles[:, 1] * np.sin(angle) + 0.1 * middles[:, 2]
        across = -middles[:, 0] * np.sin(angle) + middles[:, 1] * np.cos(angle)
        wide = max(1.0, float(np.ptp(across))) / max(1, round((many / 8) ** 0.5))
        strip = np.floor((across - across.min()) / wide).astype(int)
        found.append([int(atom) for atom in np.lexsort((np.where(strip % 2 == 0, along, -along), strip))])
    return found
