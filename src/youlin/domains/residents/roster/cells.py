"""What a sheet is made of, however it was stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Cells: TypeAlias = list[Cell]
Merge: TypeAlias = tuple[tuple[int, int], tuple[int, int]]  # first (row, column), last (row, column), from zero

BLANK = frozenset({None, ""})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows` begins anew at each call; blank rows come too, so that counting them is right."""

    name: str
    rows: Callable[[], Iterator[Cells]]
    hidden: bool = False


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing a person would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def spread(rows: Iterable[Cells], merges: Iterable[Merge], first_column: int = 0) -> Iterator[Cells]:
    """Repeat the value of each merged area in all the cells it covers. `first_column` is where the rows begin."""
    starts: dict[int, list[Merge]] = {}
    for merge in merges:
        starts.setdefault(merge[0][0], []).append(merge)
    running: list[tuple[int, int, int, Cell]] = []  # last row, first column, past the last column, value
    for number, cells in enumerate(rows):
        if number in starts:
            for (_top, left), (bottom, right) in starts[number]:
                place = left - first_column
                value = cells[place] if 0 <= place < len(cells) else None
                running.append((bottom, max(place, 0), right - first_column + 1, value))
        if running:
            for _bottom, left, past, value in running:
                for place in range(left, min(past, len(cells))):
                    cells[place] = value
            running = [area for area in running if area[0] > number]
        yield cells
