"""A community's neighbourhoods: each region drawn by itself, all of them one drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from youlin.domains.chiefs.rules.drawing.bound import begin
from youlin.domains.chiefs.rules.drawing.ground import Ground, survey
from youlin.domains.chiefs.rules.drawing.plan import MISSING, Drawing, Home, Part, Sizes
from youlin.domains.chiefs.rules.drawing.regions import regions
from youlin.domains.chiefs.rules.drawing.search import LEAST, Atoms, Search, lines

Progress = Callable[[int, int], None]
SEED: Final = 20260101
TURNS: Final = 6
STIR: Final = 0.02  # by how much prices are stirred, more with every turn
NEAR_ENOUGH: Final = 5e-4


def draw(homes: Iterable[Home], sizes: Sizes, progress: Progress | None = None) -> Drawing:
    """Draw neighbourhoods; the same homes in any order give the same drawing. `progress` hears of households done."""
    found = regions(homes, sizes)
    total, done = sum(region.size for region in found), 0
    parts: list[Part] = []
    cost = bound = missing = 0.0
    by_doors = 0
    for region in found:
        ground = survey(region)
        search = Search(ground, sizes)
        drawn, below = best_of(search)
        price = search.total(drawn)
        cost += price
        bound += below
        missing += MISSING * sum(max(0, sizes.smallest - search.size(part)) for part in drawn)
        by_doors += ground.by_doors
        parts += [part_of(ground, part, region.group) for part in drawn]
        done += region.size
        if progress is not None:
            progress(done, total)
    return Drawing(tuple(parts), cost, bound, missing, by_doors)


def best_of(search: Search) -> tuple[list[Atoms], float]:
    """The best of several beginnings, and the bound. Prices that make the bound sharp make good beginnings too."""
    ground, sizes = search.ground, search.sizes
    best = search.improve(min(map(search.along, lines(ground)), key=search.total))
    cost = search.total(best)
    bound = begin(ground, sizes, cost)
    bound.sharpen(cost)
    dice = np.random.default_rng(SEED)
    for turn in range(TURNS):
        if cost - bound.value <= NEAR_ENOUGH * cost:
            break
        stir = 1 + STIR * turn * dice.standard_normal(len(bound.prices))
        fresh = search.improve(search.whole(bound.proposal(bound.prices * stir)))
        if search.total(fresh) < cost - LEAST:
            best, cost = fresh, search.total(fresh)
    return best, min(cost, bound.value)


def part_of(ground: Ground, atoms: Atoms, group: str) -> Part:
    """A neighbourhood in words of the household."""
    homes = sorted(home for atom in atoms for home in ground.members[atom])
    metres = ground.metres(homes, homes)
    centre = int(metres.sum(axis=0).argmin())
    walks = metres[:, centre]
    return Part(
        group,
        tuple(ground.homes[home].key for home in homes),
        ground.homes[homes[centre]].key,
        float(walks.sum()),
        float(walks.max()),
    )
