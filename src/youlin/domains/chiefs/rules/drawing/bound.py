"""What no drawing of a region can be better than.

That every atom goes into exactly one neighbourhood is relaxed: each atom gets a price, and every household draws, as a
centre and for itself alone, the neighbourhood that is worth most at these prices. Whatever the prices are, the sum of
all prices less what these centres gain is a lower bound of every drawing (Lagrange); good prices make it a sharp one.
For a centre the best neighbourhood is found exactly: of the atoms of one weight only the cheapest can be in it, and
sizes are few. Nothing asks that a neighbourhood hang together, which keeps the bound valid for those that must.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from youlin.domains.chiefs.rules.drawing.ground import Floats, Ground, Ints
from youlin.domains.chiefs.rules.drawing.plan import Sizes
from youlin.domains.residents.rules.positions import DETOUR

ALL: Final = 500  # of so many atoms a centre looks at each
NEAR: Final = 160  # of more only at the nearest; of those beyond it knows how near they can be, square by square
IN_A_SQUARE: Final = 30  # atoms, about
STEPS: Final = 220
KEEP_GOING: Final = 0.7  # how much of the last step goes into the next: prices swing less
PATIENCE: Final = 10  # steps without a better bound until they become shorter
CLOSE: Final = 1e-4  # of the cost: nearer than that nobody asks
LEAST: Final = 1e-6  # metres


@dataclass(slots=True)
class _Offers:
    """For each centre the atoms it may draw, class by class of weight; the own atom comes first of all."""

    atoms: list[Ints]  # centre by candidate, for each weight
    walks: list[Floats]
    weights: list[int]
    beyond: list[_Beyond | None]  # for each weight, what is known of the atoms that are no candidates


@dataclass(slots=True)
class _Beyond:
    """Atoms that are no candidates, square by square of the ground."""

    atoms: Ints
    square_of: Ints
    walks: Floats  # centre by square: no atom there that is not a candidate costs less

    def least(self, prices: Floats) -> Floats:
        """For each centre: no such atom is cheaper than this at some prices."""
        dearest = np.full(self.walks.shape[1], -np.inf)
        np.maximum.at(dearest, self.square_of, prices[self.atoms])
        found: Floats = (self.walks - dearest).min(axis=1)
        return found


@dataclass(slots=True)
class Bound:
    """The prices at which the bound is sharpest, and how to ask at others."""

    ground: Ground
    offers: _Offers
    own_walk: Floats
    size_price: Floats
    prices: Floats
    value: float = -np.inf

    def drawn(self, prices: Floats) -> _Drawn:
        """What every centre would draw at some prices."""
        return _relaxed(self.ground, self.offers, prices, self.own_walk, self.size_price)

    def sharpen(self, cost: float) -> None:
        """Better prices, step by step along what is drawn too often or not at all; `cost` of a drawing steers."""
        prices, stalled, pace = self.prices, 0, 1.0
        going = np.zeros_like(prices)
        for _step in range(STEPS):
            drawn = self.drawn(prices)
            if drawn.value > self.value + LEAST:
                self.value, self.prices, stalled = drawn.value, prices, 0
            else:
                stalled += 1
            if cost - self.value <= CLOSE * cost or pace < 0.002:
                return
            if stalled >= PATIENCE:
                pace, stalled, prices = 0.7 * pace, 0, self.prices
                drawn = self.drawn(prices)
                going[:] = 0
            going = 1.0 - drawn.times + KEEP_GOING * going
            steep = float(going @ going)
            if steep == 0:
                return
            prices = prices + pace * (cost * 1.001 - drawn.value) / steep * going

    def proposal(self, prices: Floats) -> list[tuple[int, ...]]:
        """Neighbourhoods that centres would draw at some prices, those of most worth first; no atom twice."""
        drawn = self.drawn(prices)
        taken: set[int] = set()
        found = []
        for home in np.argsort(drawn.gain, kind="stable"):
            atoms = drawn.atoms_of(int(home))
            if drawn.gain[home] < 0 and taken.isdisjoint(atoms):
                taken.update(atoms)
                found.append(atoms)
        return found


@dataclass(slots=True)
class _Drawn:
    """What every centre drew."""

    value: float
    gain: Floats
    times: Floats  # how often each atom was drawn
    own: Ints
    picks: list[tuple[Ints, Ints]]  # for each weight: centre by place the atoms, and how many of them

    def atoms_of(self, home: int) -> tuple[int, ...]:
        """The atoms that one centre drew."""
        chosen = {int(self.own[home])}
        for atoms, many in self.picks:
            chosen |= {int(atom) for atom in atoms[home, : many[home]]}
        return tuple(sorted(chosen))


def begin(ground: Ground, sizes: Sizes, cost: float) -> Bound:
    """The bound of a region before it is sharpened; `cost` is that of some drawing, shared out evenly."""
    own = ground.atom_of
    own_walk = np.array([float(ground.metres(ground.members[own[home]], [home]).sum()) for home in range(len(own))])
    price = np.array([sizes.cost(size) for size in range(sizes.largest + 1)])
    return Bound(ground, _offers(ground), own_walk, price, cost * ground.weight / ground.weight.sum())


def _offers(ground: Ground) -> _Offers:
    """Candidates of every centre, the nearest of each weight."""
    found = _Offers([], [], [], [])
    homes = len(ground.homes)
    for weight in sorted({int(one) for one in ground.weight}):
        atoms = np.flatnonzero(ground.weight == weight)
        households = np.array([ground.members[atom] for atom in atoms])
        if len(atoms) <= ALL:
            chosen, beyond = np.broadcast_to(atoms, (homes, len(atoms))), None
        else:
            middles = ground.spots[households].mean(axis=1)
            distances, near = cKDTree(middles).query(ground.spots, k=NEAR)
            away = np.asarray(distances)[:, -1]
            chosen, beyond = atoms[near], _squares(ground.spots, middles, atoms, weight, away)
        there = ground.spots[households[np.searchsorted(atoms, chosen)]]
        walks = DETOUR * np.sqrt(((there - ground.spots[:, None, None, :]) ** 2).sum(axis=3)).sum(axis=2)
        found.atoms.append(chosen)
        found.walks.append(walks)
        found.weights.append(weight)
        found.beyond.append(beyond)
    return found


def _squares(spots: Floats, middles: Floats, atoms: Ints, weight: int, away: Floats) -> _Beyond:
    """The ground in squares, and how near at least each is to each centre: no nearer than the last candidate either.

    Walking to each of an atom's households is, all together, no shorter than to its middle as many times.
    """
    corner, flat = middles[:, :2].min(axis=0), middles[:, :2]
    side = max(1.0, float(np.prod(np.ptp(flat, axis=0)) * IN_A_SQUARE / len(atoms)) ** 0.5)
    _known, square_of = np.unique(((flat - corner) // side).astype(np.int64), axis=0, return_inverse=True)
    square_of = square_of.ravel()
    many = int(square_of.max()) + 1
    low, high = np.full((many, 2), np.inf), np.full((many, 2), -np.inf)
    np.minimum.at(low, square_of, flat)
    np.maximum.at(high, square_of, flat)
    here = spots[:, None, :2]
    outside = np.maximum(0, np.maximum(low[None] - here, here - high[None]))
    walks = DETOUR * weight * np.maximum(np.sqrt((outside**2).sum(axis=2)), away[:, None])
    return _Beyond(atoms, square_of, walks)


def _relaxed(ground: Ground, offers: _Offers, prices: Floats, own_walk: Floats, price: Floats) -> _Drawn:
    """The bound at some prices: each centre for itself."""
    homes, largest = len(ground.homes), len(price) - 1
    rows = np.arange(homes)
    worth = np.full((homes, largest + 1), np.inf)
    own_weight = ground.weight[ground.atom_of]
    worth[rows, own_weight] = own_walk - prices[ground.atom_of]
    choices: list[tuple[Ints, Ints]] = []
    for atoms, walks, weight, beyond in zip(offers.atoms, offers.walks, offers.weights, offers.beyond, strict=True):
        most = largest // weight
        left = walks - prices[atoms]
        left = np.where(atoms == ground.atom_of[:, None], np.inf, left)
        take = min(most, left.shape[1])
        if take < left.shape[1]:
            near = np.argpartition(left, take - 1, axis=1)[:, :take]
        else:
            near = np.broadcast_to(np.arange(take), (homes, take))
        values = np.take_along_axis(left, near, axis=1)
        order = np.argsort(values, axis=1, kind="stable")
        near, values = np.take_along_axis(near, order, axis=1), np.take_along_axis(values, order, axis=1)
        if beyond is not None:  # that such an atom may be drawn many times makes the bound lower, never higher
            values = np.minimum(values, beyond.least(prices)[:, None])
        summed = np.cumsum(values, axis=1)
        worth, count = _with_class(worth, summed, weight)
        choices.append((np.take_along_axis(atoms, near, axis=1), count))
    gains = worth + price[None, :]
    size = gains.argmin(axis=1)
    gain = gains[rows, size]
    open_ = gain < 0
    times = np.bincount(ground.atom_of[open_], minlength=len(ground.members)).astype(float)
    picks = []
    for (chosen, count), weight in zip(reversed(choices), reversed(offers.weights), strict=True):
        many = count[rows, size]
        mask = open_[:, None] & (np.arange(chosen.shape[1])[None, :] < many[:, None])
        times += np.bincount(chosen[mask], minlength=len(ground.members))
        picks.append((chosen, many))
        size = size - weight * many
    return _Drawn(float(prices.sum() + gain[open_].sum()), gain, times, ground.atom_of, picks)


def _with_class(worth: Floats, summed: Floats, weight: int) -> tuple[Floats, Ints]:
    """The best of every size once atoms of one more weight may be taken, and how many of them it takes."""
    best, count = worth.copy(), np.zeros(worth.shape, dtype=np.int64)
    if weight == 1 and not np.isfinite(worth[:, 2:]).any():  # single homes only: a size says how many
        many = min(summed.shape[1], worth.shape[1] - 2)
        best[:, 2 : 2 + many] = worth[:, 1:2] + summed[:, :many]
        count[:, 2 : 2 + many] = np.arange(1, many + 1)
        return best, count
    for many in range(1, summed.shape[1] + 1):
        shift = many * weight
        if shift >= worth.shape[1]:
            break
        tried = worth[:, : worth.shape[1] - shift] + summed[:, many - 1 : many]
        better = tried < best[:, shift:]
        best[:, shift:] = np.where(better, tried, best[:, shift:])
        count[:, shift:] = np.where(better, many, count[:, shift:])
    return best, count
