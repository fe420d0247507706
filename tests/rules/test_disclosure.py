"""Whoever puts all published bulletins beside each other and subtracts finds no small number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from youlin.domains.insight.rules.disclosure import Cell, Given, World, given_away, tellable
from youlin.domains.insight.rules.publishing import LEAST, split

FIRST = date(2026, 11, 1)
PARTS = ["东", "西", "南"]
DAYS = 6


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def world(counts: list[list[int]]) -> World:
    return World(
        {"街道": PARTS}, {part: {day(n): c for n, c in enumerate(row)} for part, row in zip(PARTS, counts, strict=True)}
    )


def told_of(counts: list[list[int]], first: int, end: int, before: set[Cell]) -> set[Cell]:
    """A bulletin of a span as the house publishes it: by the rule of one table, then beside all earlier ones."""
    values = [sum(row[first:end]) for row in counts]
    shown, total = split(values)
    wanted = [Cell("街道", day(first), day(end))] if total is not None else []
    wanted += [Cell(part, day(first), day(end)) for part, value in zip(PARTS, shown, strict=True) if value is not None]
    return set(tellable(wanted, before, world(counts)))


@st.composite
def published(draw: st.DrawFn) -> tuple[list[list[int]], set[Cell]]:
    counts = draw(st.lists(st.lists(st.integers(0, 7), min_size=DAYS, max_size=DAYS), min_size=3, max_size=3))
    told: set[Cell] = set()
    for _each in range(draw(st.integers(1, 4))):
        first, end = sorted(draw(st.lists(st.integers(0, DAYS), min_size=2, max_size=2, unique=True)))
        told |= told_of(counts, first, end, told)
    return counts, told


@settings(max_examples=60, deadline=None)
@given(published())
def test_whoever_solves_all_equations_finds_no_small_number_of_a_place(made: tuple[list[list[int]], set[Cell]]) -> None:
    """Tried by rank, over one unknown a place and day: another way than the rule itself goes."""
    counts, told = made

    def row(places: list[int], first: int, end: int) -> list[int]:
        return [int(place in places and first <= at < end) for place in range(3) for at in range(DAYS)]

    def of(name: str) -> list[int]:
        return [PARTS.index(name)] if name in PARTS else [0, 1, 2]

    known = [row(of(cell.place), (cell.first - FIRST).days, (cell.end - FIRST).days) for cell in told]
    rank = np.linalg.matrix_rank(np.array(known)) if known else 0
    for places in ([0], [1], [2], [0, 1, 2]):
        for first, end in combinations(range(DAYS + 1), 2):
            count = sum(sum(counts[place][first:end]) for place in places)
            if 0 < count < LEAST:
                wanted = [*known, row(places, first, end)]
                assert np.linalg.matrix_rank(np.array(wanted)) > rank, f"{places} {first}-{end} is {count}"


@settings(max_examples=60, deadline=None)
@given(published())
def test_nor_what_one_told_span_leaves_of_another(made: tuple[list[list[int]], set[Cell]]) -> None:
    counts, told = made
    values = world(counts).days
    totals = {
        cell: sum(values[part].get(cell.first + timedelta(days=n), 0) for n in range((cell.end - cell.first).days)
                  for part in (PARTS if cell.place == "街道" else [cell.place]))
        for cell in told
    }  # fmt: skip
    for outer in told:
        for inner in told:
            if inner.place == outer.place and outer.first <= inner.first and inner.end <= outer.end:
                assert not 0 < totals[outer] - totals[inner] < LEAST


@settings(max_examples=60, deadline=None)
@given(published(), st.data())
def test_looking_at_what_overlaps_only_finds_the_same(
    made: tuple[list[list[int]], set[Cell]], data: st.DataObject
) -> None:
    """Of spans that touch nowhere nothing can be taken away: beside all that was told the answer is no other."""
    counts, told = made
    first, end = sorted(data.draw(st.lists(st.integers(0, DAYS), min_size=2, max_size=2, unique=True)))
    wanted = [Cell(place, day(first), day(end)) for place in ["街道", *PARTS]]
    kept: set[Cell] = set()
    for cell in tellable(wanted, told, world(counts)):
        kept.add(cell)
    assert given_away(told | kept, world(counts)) == given_away(told, world(counts)) == set()
    for cell in set(wanted) - kept:
        assert given_away(told | kept | {cell}, world(counts)), f"{cell} could have been told"


def test_four_years_of_weeks_are_soon_looked_through() -> None:
    """A new week overlaps with none of them, and with no more than it needs to where months were told as well."""
    weeks = 208
    counts = {"东": 9, "西": 3, "南": 7}
    many = World({"街道": PARTS}, {part: {day(7 * n): each for n in range(weeks)} for part, each in counts.items()})
    told = {Cell(place, day(7 * n), day(7 * n + 7)) for n in range(weeks) for place in ("街道", "南")}
    wanted = [Cell(place, day(7 * weeks), day(7 * weeks + 7)) for place in ("街道", "南")]
    looked = Looking(many.below)
    assert tellable(wanted, told, World(looked, many.days)) == wanted
    assert looked.times < 100, "it grows with what overlaps, not with what was ever told"


class Looking(dict[str, Sequence[str]]):
    """Counts how often the rule asks what a place is the sum of: once a cell, at the least."""

    times = 0

    def __contains__(self, key: object) -> bool:
        self.times += 1
        return super().__contains__(key)


def test_a_month_less_its_last_days_is_held_back() -> None:
    counts = [[9, 9, 9, 9, 9, 2], [9] * 6, [9] * 6]
    told = told_of(counts, 0, 6, set())
    assert len(told) == 4, "alone, all of it may be told"
    later = told_of(counts, 0, 5, told)
    assert Cell("东", day(0), day(5)) not in later
    assert Cell("街道", day(0), day(5)) in later
    assert len(later) == 2, "one held back alone would follow from the total; another goes with it"


def test_a_chain_of_spans_is_as_good_as_one() -> None:
    counts = [[6, 6, 6, 6, 6, 3], [9] * 6, [9] * 6]
    chain: set[Cell] = set()
    for first in (0, 2, 4):
        chain |= {Cell("东", day(first), day(first + 2))}
    found = given_away(chain | {Cell("东", day(0), day(5))}, world(counts))
    assert Given("东", day(5), day(6), 3) in found
    assert {one.count for one in found} == {3}, "the same day, however it is come by"
    assert tellable([Cell("东", day(0), day(5))], chain, world(counts)) == []


def test_what_was_given_away_before_keeps_nobody_from_telling_what_is_harmless() -> None:
    counts = [[9, 2, 9, 9, 9, 9], [9] * 6, [9] * 6]
    leaked = {Cell("东", day(0), day(2)), Cell("东", day(0), day(1))}
    assert given_away(leaked, world(counts))
    assert tellable([Cell("西", day(0), day(6))], leaked, world(counts)) == [Cell("西", day(0), day(6))]
