"""What needs another look, as a workbook: each row as it was typed, what is wrong with it, and where it belongs.

The workbook can be corrected and brought in by the same command. It therefore tells for each row what the original told
only by merged cells, by the row above, by a title or by the sheet's name: the place and the household.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from youlin.domains.residents.roster.book import FlaggedRow, RosterBook, SheetRead
from youlin.domains.residents.roster.cells import is_blank
from youlin.domains.residents.roster.columns import Field
from youlin.domains.residents.roster.grouping import RosterHousehold
from youlin.domains.residents.roster.rows import RowProblem

_LEVELS: Final = (
    (Field.COMMUNITY, "community", "社区"),
    (Field.AREA, "area", "片"),
    (Field.GROUP, "group", "组"),
    (Field.NEIGHBOURHOOD, "neighbourhood", "邻"),
)
WRONG: Final = "哪里不对"
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Say = Callable[[RowProblem], str]


@dataclass(frozen=True, slots=True)
class _Extra:
    """A column the original did not have, or had and left to the row above."""

    label: str
    value: Callable[[RosterHousehold], str]
    column: int | None  # where the original has it


def write_rejects(book: RosterBook, target: str | BinaryIO, say: Say) -> int:
    """Write the flagged rows of a book; returns how many. `say` puts a problem into a sentence.

    Where nothing is flagged there is a sheet with the header and no row.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    workbook = xlsxwriter.Workbook(target, options)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    mark = workbook.add_format({"bg_color": "#FBE3D6"})
    written = 0
    for place, sheet in enumerate(book.sheets):
        rows = sorted((flagged for (name, _row), flagged in book.flagged.items() if name == sheet.name), key=_order)
        if not rows and (place or book.flagged):
            continue
        page = workbook.add_worksheet(_sheet_name(sheet.name, place))
        _Page(book, sheet, page, head=head, day=day, mark=mark, say=say).write(rows)
        written += len(rows)
    workbook.close()
    return written


def _order(flagged: FlaggedRow) -> int:
    return flagged.row


def _sheet_name(name: str, place: int) -> str:
    bare = name.translate(_FORBIDDEN).strip(" '")[:31]
    return bare or f"表{place + 1}"


class _Page:
    def __init__(
        self, book: RosterBook, sheet: SheetRead, page: Worksheet, *, head: Format, day: Format, mark: Format, say: Say
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.page = page
        self.formats = (head, day, mark)
        self.say = say
        self.extras = self._extras()
        self.problems: dict[int, list[RowProblem]] = {}
        for problem in book.problems:
            if problem.sheet == sheet.name:
                self.problems.setdefault(problem.row, []).append(problem)

    def _extras(self) -> list[_Extra]:
        header = self.sheet.header
        known = {field: places[0] for field, places in header.columns.items()}
        extras = [
            _Extra(label, _level_of(attribute), known.get(field))
            for field, attribute, label in _LEVELS
            if field in known or Field.PLACE not in known
        ]
        extras.append(_Extra("户编号", lambda home: home.number, known.get(Field.HOUSEHOLD)))
        extras.append(_Extra("户标记", lambda home: "" if home.number else home.mark, known.get(Field.MARK)))
        extras.append(_Extra("同户人身份证号", _anchor, known.get(Field.ANCHOR)))
        return extras

    def write(self, rows: list[FlaggedRow]) -> None:
        labels = list(self.sheet.header.labels)
        added = [extra for extra in self.extras if extra.column is None and self._anybody_needs(extra, rows)]
        head, _day, _mark = self.formats
        wrong = labels.index(WRONG) if WRONG in labels else len(labels)
        heads = [*labels[:wrong], WRONG, *labels[wrong + 1 :], *(extra.label for extra in added)]
        self.page.write_row(0, 0, heads, head)
        self.page.freeze_panes(1, 0)
        self.page.set_column(0, len(heads), 12)
        self.page.set_column(wrong, wrong, 48)
        for line, flagged in enumerate(rows, start=1):
            self._write_row(line, flagged, wrong=wrong, added=added, first_added=max(len(labels), wrong + 1))

    def _anybody_needs(self, extra: _Extra, rows: Iterable[FlaggedRow]) -> bool:
        return any(self._value(extra, flagged) for flagged in rows)

    def _value(self, extra: _Extra, flagged: FlaggedRow) -> str:
        return extra.value(self.book.households[flagged.household]) if flagged.household is not None else ""

    def _write_row(self, line: int, flagged: FlaggedRow, *, wrong: int, added: list[_Extra], first_added: int) -> None:
        problems = self.problems.get(flagged.row, [])
        columns = {problem.column for problem in problems}
        labels = self.sheet.header.labels
        for column, cell in enumerate(flagged.cells):
            if column != wrong:
                marked = column < len(labels) and labels[column] in columns and bool(labels[column])
                self._write_cell(line, column, cell, marked=marked)
        self.page.write_string(line, wrong, " ".join(self.say(problem) for problem in problems))
        for extra in self.extras:
            typed = (
                flagged.cells[extra.column] if extra.column is not None and extra.column < len(flagged.cells) else None
            )
            if extra.column is not None and (typed is None or typed == ""):
                self.page.write_string(line, extra.column, self._value(extra, flagged))
        for place, extra in enumerate(added):
            self.page.write_string(line, first_added + place, self._value(extra, flagged))

    def _write_cell(self, line: int, column: int, cell: object, *, marked: bool) -> None:
        _head, day, mark = self.formats
        style = mark if marked else None
        if isinstance(cell, bool):
            self.page.write_boolean(line, column, cell, style)
        elif isinstance(cell, int | float):
            self.page.write_number(line, column, cell, style)
        elif isinstance(cell, dt.datetime):
            self.page.write_datetime(line, column, cell, day)
        elif isinstance(cell, dt.date):
            self.page.write_datetime(line, column, dt.datetime.combine(cell, dt.time()), day)
        elif cell is not None and not is_blank(str(cell)):
            self.page.write_string(line, column, str(cell), style)
        elif marked:
            self.page.write_blank(line, column, None, style)


def _level_of(attribute: str) -> Callable[[RosterHousehold], str]:
    def told(household: RosterHousehold) -> str:
        return str(getattr(household.place, attribute))

    return told


def _anchor(household: RosterHousehold) -> str:
    """Somebody by whom a household without a number is found again, once it is in."""
    if household.number:
        return ""
    known = next((member.id_number.value for member in household.members if member.id_number is not None), "")
    return known or household.anchor
