"""Pure rules of adjusting neighbourhoods: which to split, merge or fill up, and which home lies nearer to another.

They propose, an office decides. Five to fifteen households a neighbourhood is what Hunan practises (facts of the
field); each territory may set its own bounds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from uuid import UUID

from youlin.domains.residents.rules.positions import Point, metres, middle

LEAST, MOST = 5, 15
NEARER_METRES = 300.0  # a home moves for no less
NEARER_SHARE = 0.5  # and only where the other is at most half as far
KNOWN_POINTS = 3  # a neighbourhood's middle is none with fewer


class Kind(StrEnum):
    """What an adjustment is about."""

    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    NEARER = "nearer"
    CHIEF_MOVED = "chief_moved"
    BY_HAND = "by_hand"  # the office merged it itself


@dataclass(frozen=True, slots=True)
class Bounds:
    """How few and how many permanent households a neighbourhood has."""

    least: int = LEAST
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Home:
    """A permanent household; its point where it is known, its number for the order where it is not."""

    key: UUID
    number: str
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Lin:
    """A neighbourhood with its homes, and the group and community it lies in."""

    key: UUID
    name: str
    group: UUID
    community: UUID
    homes: tuple[Home, ...]
    bounds: Bounds = field(default_factory=Bounds)

    @property
    def size(self) -> int:
        """How many households it answers for."""
        return len(self.homes)

    def middle(self, without: UUID | None = None) -> Point | None:
        """Where it lies, by the homes whose point is known."""
        known = [home.point for home in self.homes if home.point is not None and home.key != without]
        return middle(known) if len(known) >= KNOWN_POINTS else None


@dataclass(frozen=True, slots=True)
class Draft:
    """One adjustment: which homes go where. A target that is a name is a new neighbourhood beside this one."""

    kind: Kind
    place: UUID
    mark: str  # the same facts have the same mark: nothing is proposed twice, and a decline is remembered
    moves: Mapping[UUID, UUID | str]
    closes: tuple[UUID, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)  # for the sentence that says why

    @property
    def needs_hands(self) -> bool:
        """Whether nothing fits by itself, and somebody must think."""
        return not self.moves and self.kind is not Kind.CHIEF_MOVED


def drafts(lins: Iterable[Lin]) -> list[Draft]:
    """What should change, one thing a neighbourhood at a time: sizes first, then single homes, by running sizes."""
    known = list(lins)
    sizes = {lin.key: lin.size for lin in known}
    names: dict[UUID, set[str]] = {}
    for lin in known:
        names.setdefault(lin.group, set()).add(lin.name)
    busy: set[UUID] = set()
    found: list[Draft] = []
    for lin in sorted(known, key=lambda one: (-one.size, one.key)):
        if lin.size > lin.bounds.most:
            beside = [one for one in known if one.group == lin.group and one.key != lin.key and one.key not in busy]
            draft = spill(lin, beside) or split(lin, names[lin.group])
            found.append(draft)
            busy |= {lin.key, *(key for key in draft.moves.values() if isinstance(key, UUID))}
    for lin in sorted(known, key=lambda one: (one.size, one.key)):
        if lin.size < lin.bounds.least and lin.key not in busy:
            beside = [one for one in known if one.group == lin.group and one.key != lin.key and one.key not in busy]
            draft = fill(lin, beside)
            found.append(draft)
            busy |= {lin.key, *(key for key in draft.moves.values() if isinstance(key, UUID))}
            busy |= {one.key for one in beside if any(home.key in draft.moves for home in one.homes)}
    for lin in known:
        if lin.key not in busy:
            found += _nearer(lin, [one for one in known if one.community == lin.community], busy, sizes)
    return found


def split(lin: Lin, taken: set[str]) -> Draft:
    """Cut a neighbourhood into as few as fit, of even size, along its length; the first part stays."""
    parts = max(2, ceil(lin.size / lin.bounds.most))
    row = in_order(lin.homes)
    moves: dict[UUID, UUID | str] = {}
    for part in range(1, parts):
        name = next_name(taken)
        taken.add(name)
        for home in row[part * lin.size // parts : (part + 1) * lin.size // parts]:
            moves[home.key] = name
    facts = {"size": lin.size, "most": lin.bounds.most, "parts": parts}
    return Draft(Kind.TOO_LARGE, lin.key, f"too_large:{lin.key}:{lin.size}", moves, (), facts)


def spill(lin: Lin, beside: Collection[Lin]) -> Draft | None:
    """Where cutting would leave parts that are too small: what is too much goes to the nearest that has room."""
    parts = max(2, ceil(lin.size / lin.bounds.most))
    if lin.size // parts >= lin.bounds.least:
        return None
    over = lin.size - lin.bounds.most
    for other in sorted(beside, key=lambda one: (_apart(lin, one), one.size, one.key)):
        if lin.bounds.least <= other.size and other.size + over <= other.bounds.most:
            spared = sorted(lin.homes, key=lambda home: _far(home, other))[:over]
            facts = {"size": lin.size, "most": lin.bounds.most, "parts": 1}
            moves: dict[UUID, UUID | str] = {home.key: other.key for home in spared}
            return Draft(Kind.TOO_LARGE, lin.key, f"too_large:{lin.key}:{lin.size}", moves, (), facts)
    return None


def fill(lin: Lin, beside: Collection[Lin]) -> Draft:
    """Merge a small neighbourhood into the nearest with room; else take homes from the nearest that can spare some."""
    facts = {"size": lin.size, "least": lin.bounds.least}
    mark = f"too_small:{lin.key}:{lin.size}"
    near = sorted(beside, key=lambda one: (_apart(lin, one), one.size, one.key))
    for other in near:
        if lin.size + other.size <= other.bounds.most:
            moves: dict[UUID, UUID | str] = {home.key: other.key for home in lin.homes}
            return Draft(Kind.TOO_SMALL, lin.key, mark, moves, (lin.key,), facts)
    need = lin.bounds.least - lin.size
    for other in near:
        if other.size - need >= other.bounds.least:
            spared = sorted(other.homes, key=lambda home: _far(home, lin))[:need]
            return Draft(Kind.TOO_SMALL, lin.key, mark, {home.key: lin.key for home in spared}, (), facts)
    return Draft(Kind.TOO_SMALL, lin.key, mark, {}, (), facts)


def _nearer(lin: Lin, others: Collection[Lin], busy: set[UUID], sizes: dict[UUID, int]) -> list[Draft]:
    found = []
    middles = {one.key: one.middle() for one in others if one.key != lin.key and one.key not in busy}
    by_key = {one.key: one for one in others}
    for home in lin.homes:
        own = lin.middle(without=home.key)
        if home.point is None or own is None:
            continue
        far = metres(home.point, own)
        near = min(
            ((metres(home.point, there), key) for key, there in middles.items() if there is not None), default=None
        )
        if near is None or far - near[0] < NEARER_METRES or near[0] > far * NEARER_SHARE:
            continue
        if sizes[near[1]] >= by_key[near[1]].bounds.most or sizes[lin.key] <= lin.bounds.least:
            continue
        sizes[near[1]] += 1
        sizes[lin.key] -= 1
        facts = {"own": round(far), "other": round(near[0])}
        found.append(Draft(Kind.NEARER, lin.key, f"nearer:{home.key}:{near[1]}", {home.key: near[1]}, (), facts))
    return found


def in_order(homes: Iterable[Home]) -> list[Home]:
    """Homes along the longer side of where they lie; where not all points are known, by their numbers."""
    row = list(homes)
    points = [home.point for home in row if home.point is not None]
    if len(points) < len(row) or not points:
        return sorted(row, key=lambda home: (len(home.number), home.number))
    tall = max(one.latitude for one in points) - min(one.latitude for one in points)
    wide = max(one.longitude for one in points) - min(one.longitude for one in points)

    def along(home: Home) -> tuple[float, str]:
        point = home.point or points[0]
        return (point.latitude if tall > wide else point.longitude, home.number)

    return sorted(row, key=along)


def next_name(taken: Collection[str]) -> str:
    """A name that no neighbourhood of the group has yet.

    >>> next_name({"邻1", "邻3"})
    '邻4'
    """
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(r"邻(\d+)", name))]
    number = max(numbers, default=len(taken)) + 1
    while f"邻{number}" in taken:
        number += 1
    return f"邻{number}"


def _apart(one: Lin, other: Lin) -> float:
    here, there = one.middle(), other.middle()
    return metres(here, there) if here and there else float("inf")


def _far(home: Home, lin: Lin) -> tuple[float, int, str]:
    there = lin.middle()
    return (
        metres(home.point, there) if home.point and there else float("inf"),
        -len(home.number),
        home.number,
    )
