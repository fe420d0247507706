"""Finding the row that names the columns, below however many title rows there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from youlin.domains.residents.roster.cells import Cell, Cells, is_blank
from youlin.domains.residents.roster.columns import Field, meaning

LOOK_AT: Final = 30  # rows from the top in which a header is looked for
_WORTHLESS: Final = frozenset({Field.IGNORED, Field.UNKEPT})
_FEWEST: Final = 3  # meanings that make a row a header


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header ends, its labels, and which columns carry each meaning."""

    last_row: int  # from zero, within the sheet
    labels: tuple[str, ...]
    columns: Mapping[Field, tuple[int, ...]]
    titles: tuple[str, ...]  # what stood above it

    def has(self, *fields: Field) -> bool:
        """Whether any of the meanings has a column."""
        return any(field in self.columns for field in fields)

    def label(self, field: Field) -> str:
        """What the community calls the column of a meaning; empty where it has none."""
        places = self.columns.get(field)
        return self.labels[places[0]] if places else ""

    @property
    def unused(self) -> tuple[str, ...]:
        """Labels of columns that are not kept, so that nothing is left out silently."""
        used = {place for field, places in self.columns.items() if field is not Field.UNKEPT for place in places}
        return tuple(label for place, label in enumerate(self.labels) if label and place not in used)


def find_header(rows: Sequence[Cells]) -> Header | None:
    """The header among the first rows of a sheet, of one row or two; None where the sheet is no roster."""
    singles = [_read(rows, place, place) for place in range(len(rows))]
    for place, single in enumerate(singles):
        if single is None:
            continue
        candidates = [(single, 1)]
        if place + 1 < len(rows) and _continues(rows, place, single):
            candidates.append((_read(rows, place, place + 1) or single, 2 if _only_labels(rows, place) else 0))
        if place:
            candidates.append((_read(rows, place - 1, place) or single, 0))
        # A tie goes to the plain reading, unless the row below holds nothing but labels and units.
        return max(candidates, key=_worth)[0]
    return None


def _worth(candidate: tuple[Header, int]) -> tuple[int, int]:
    header, rank = candidate
    return sum(len(places) for field, places in header.columns.items() if field not in _WORTHLESS), rank


def _continues(rows: Sequence[Cells], place: int, header: Header) -> bool:
    """Whether the next row may still belong to the header: nobody is named or numbered in it."""
    below = rows[place + 1]
    if any(not isinstance(cell, str) and not is_blank(cell) for cell in below):
        return False
    named = header.columns.get(Field.NAME, header.columns.get(Field.HEAD_NAME, ()))
    telling = [*named, *header.columns.get(Field.ID, ())]
    labels = [_label(below, column) for column in telling]
    return all(not label or meaning(label) is not None for label in labels)


def _only_labels(rows: Sequence[Cells], place: int) -> bool:
    """Whether each cell of the next row repeats the label above it, is a label itself, or a unit in brackets."""
    above, below = rows[place], rows[place + 1]
    pairs = [(_label(above, column), _label(below, column)) for column in range(len(below))]
    filled = [(upper, lower) for upper, lower in pairs if lower]
    return bool(filled) and all(
        lower == upper or lower[0] in "(（" or meaning(lower) is not None for upper, lower in filled
    )


def _read(rows: Sequence[Cells], first: int, last: int) -> Header | None:
    width = max(len(rows[first]), len(rows[last]))
    labels = []
    columns: dict[Field, list[int]] = {}
    for column in range(width):
        above, below = _label(rows[first], column), _label(rows[last], column)
        label, field = _choose(above, below)
        labels.append(label)
        if field is not None:
            columns.setdefault(field, []).append(column)
    known = columns.keys() - _WORTHLESS
    if len(known) < _FEWEST or not known & {Field.NAME, Field.HEAD_NAME}:
        return None
    titles = tuple(
        text for row in rows[:first] for text in dict.fromkeys(_label(row, place) for place in range(len(row))) if text
    )
    return Header(last, tuple(labels), {field: tuple(places) for field, places in columns.items()}, titles)


def _choose(above: str, below: str) -> tuple[str, Field | None]:
    """The label of a column and its meaning: the lower words say it best, the upper ones may complete them."""
    if above == below:
        return below, meaning(below)
    for label in (below, above + below, f"{above}({below})" if below else "", "" if below else above):
        if label and (field := meaning(label)) is not None:
            # The unit may stand in the row that did not decide: 家庭年收入 over (万元).
            return (above + below if label == above + below else label), field
    return below or above, None


def _label(row: Cells, column: int) -> str:
    cell: Cell = row[column] if column < len(row) else None
    return "" if is_blank(cell) else " ".join(str(cell).split())
