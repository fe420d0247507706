"""What a drawing is made from and by what it is judged."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

# 5 to 15 households are practised in Hunan, and one representative of 5 to 15 households is what the law on residents'
# committees knows (村民代表). Both are configuration.
SMALLEST, LARGEST = 5, 15
# A neighbourhood needs a chief who must be found, trained and kept: one more is worth it where it saves this many
# metres of walking. Without it the smallest sizes would always win.
CHIEF: Final = 300.0
# Metres that a neighbourhood costs for being k households off its aim: k squared times this. One household too many is
# a few steps more, five too many are as bad as one household 75 metres further off. In a block of flats, where nobody
# walks far, sizes come out even; in the hills the lie of the land decides.
UNEVEN: Final = 3.0
# What one household missing to the smallest size costs: more than any walk, so that it happens only where it must.
MISSING: Final = 20_000.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many households a neighbourhood may have."""

    smallest: int = SMALLEST
    largest: int = LARGEST

    @property
    def aim(self) -> float:
        """The size that costs nothing more."""
        return (self.smallest + self.largest) / 2

    def cost(self, size: int) -> float:
        """What a neighbourhood of this size costs, in metres.

        >>> Sizes(5, 15).cost(10), Sizes(5, 15).cost(13), Sizes(5, 15).cost(4) > 20_000
        (300.0, 327.0, True)
        """
        return CHIEF + UNEVEN * (size - self.aim) ** 2 + MISSING * max(0, self.smallest - size)


@dataclass(frozen=True, slots=True)
class Home:
    """A household to be drawn into a neighbourhood."""

    key: Hashable
    group: str  # nobody is drawn across the groups of the tree
    hamlet: str  # what its address calls the place inside the group; empty where it is the group itself
    building: str  # empty where the address names none: then the household is one by itself
    order: tuple[tuple[int, int, str], ...]  # of doors, as one walks
    spot: tuple[float, float] | None  # metres east and north; None where nobody wrote it down


@dataclass(frozen=True, slots=True)
class Part:
    """One neighbourhood of a drawing: households in the order of their doors."""

    group: str
    homes: tuple[Hashable, ...]
    centre: Hashable  # from which all are reached with the least walking
    walk: float  # metres from the centre to all, each way by itself
    widest: float  # metres to the one furthest off

    @property
    def size(self) -> int:
        """How many households."""
        return len(self.homes)


@dataclass(frozen=True, slots=True)
class Drawing:
    """All neighbourhoods of a place, and how near they are to the best there can be."""

    parts: tuple[Part, ...]
    cost: float  # metres: all walks, and what uneven sizes cost
    bound: float  # metres: no drawing costs less
    missing: float  # of the cost, what is owed to places too small to have a whole neighbourhood
    by_doors: int  # households whose place is only known by the order of doors

    @property
    def gap(self) -> float:
        """By which share the drawing may at most be above the best possible one.

        Measured against walking and unevenness alone: what every drawing owes for its chiefs would make it look better.
        """
        open_to_choice = self.cost - self.missing - CHIEF * len(self.parts)
        return max(0.0, self.cost - self.bound) / open_to_choice if open_to_choice > 0 else 0.0
