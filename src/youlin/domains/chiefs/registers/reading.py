"""A register as a whole: `read_register`. A bad row is never an error, but a problem that names it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from youlin.domains.access.rules import LEVEL_OF, Role
from youlin.domains.chiefs.registers.columns import Extra, extras, role_in
from youlin.domains.residents.roster import clean
from youlin.domains.residents.roster.book import SheetRead, SkippedSheet, data_rows
from youlin.domains.residents.roster.cells import Cell, Cells, Sheet, is_blank
from youlin.domains.residents.roster.columns import Field
from youlin.domains.residents.roster.header import LOOK_AT, Header, find_header
from youlin.domains.residents.roster.place import Place, context_of, place_in, with_level
from youlin.domains.residents.roster.rows import RowProblem
from youlin.domains.residents.roster.source import open_sheets
from youlin.domains.residents.roster.unreadable import RosterUnreadable
from youlin.foundation.values import IdNumber, half_width

MAX_ROWS: Final = 20_000
_LEVELS: Final = (
    (Field.COMMUNITY, "community"),
    (Field.AREA, "area"),
    (Field.GROUP, "group"),
    (Field.NEIGHBOURHOOD, "neighbourhood"),
)
_OFFICE: Final = re.compile(r"(三长|(?<=[区道村片组邻])[片组邻]长)")  # 溪布社区三长名册
_MONTH: Final = re.compile(r"([12]\d{3})\s*[年.\-/]\s*(\d{1,2})\s*月?")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """Somebody in a post, as the register tells. Empty means: not told."""

    sheet: str
    row: int
    name: str
    role: Role
    place: Place
    id_number: IdNumber | None = None
    phone: str = ""
    acting: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(slots=True)
class RegisterBook:
    """What a file came to: rows that can be trusted, and problems; `typed` are the rows as they were written."""

    filename: str
    sheets: list[SheetRead] = field(default_factory=list)
    skipped: list[SkippedSheet] = field(default_factory=list)
    rows: list[RegisterRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    typed: dict[tuple[str, int], Cells] = field(default_factory=dict)
    places: dict[tuple[str, int], Place] = field(default_factory=dict)

    @property
    def unused(self) -> list[str]:
        """Labels of columns that are not kept, so that nothing is left out silently."""
        found = []
        for sheet in self.sheets:
            own = set(extras(sheet.header.labels).values())
            found += [label for label in sheet.header.unused if sheet.header.labels.index(label) not in own]
        return sorted(set(found))


def read_register(data: bytes, filename: str, *, today: dt.date) -> RegisterBook:
    """Read a register of any layout. `today` decides which birthdays cannot be. Raises RosterUnreadable."""
    book = RegisterBook(filename)
    for sheet in open_sheets(data, filename):
        _read_sheet(book, sheet, today)
    if not book.sheets:
        raise RosterUnreadable("no_roster", sheets="、".join(skipped.name for skipped in book.skipped))
    if not book.typed:
        raise RosterUnreadable("no_rows")
    _note_doubles(book)
    return book


def _read_sheet(book: RegisterBook, sheet: Sheet, today: dt.date) -> None:
    first = [row for row, _count in zip(sheet.rows(), range(LOOK_AT), strict=False)]
    header = None if sheet.hidden else find_header(first)
    if header is None:
        empty = all(is_blank(cell) for row in first for cell in row)
        because = "hidden" if sheet.hidden else "empty" if empty else "no_header"
        book.skipped.append(SkippedSheet(sheet.name, because))
        return
    reading = SheetRead(sheet.name, header)
    book.sheets.append(reading)
    told = [_OFFICE.sub(r" \1", text) for text in (sheet.name, *header.titles, PurePath(book.filename).stem)]
    context = context_of(told[0], told[1:-1], told[-1])
    of_sheet = role_in(sheet.name) or next((role for title in header.titles if (role := role_in(title))), None)
    reader = _Rows(sheet.name, header, context, of_sheet, today)
    for number, cells, _dittos in data_rows(sheet, reading):
        reading.rows += 1
        if len(book.typed) >= MAX_ROWS:
            raise RosterUnreadable("too_many_rows", limit=MAX_ROWS)
        book.typed[sheet.name, number] = list(cells)
        row, place, problems = reader.read(number, cells)
        book.places[sheet.name, number] = place
        book.problems += problems
        if row is not None:
            book.rows.append(row)


def _note_doubles(book: RegisterBook) -> None:
    """One post, two rows: where they tell of one person the second says nothing new, else neither is believed."""
    seen: dict[tuple[Role, Place, bool], RegisterRow] = {}
    stay: list[RegisterRow] = []
    doubted: set[int] = set()
    for row in book.rows:
        before = seen.setdefault((row.role, row.place, row.acting), row)
        if before is row:
            stay.append(row)
            continue
        same = before.name == row.name
        params: dict[str, str | int] = {"sheet": before.sheet, "row": before.row}
        code = "duplicate" if same else "two_in_one_post"
        book.problems.append(RowProblem(row.sheet, row.row, "", code, False, "", params))
        if not same and id(before) not in doubted:
            doubted.add(id(before))
            other: dict[str, str | int] = {"sheet": row.sheet, "row": row.row}
            book.problems.append(RowProblem(before.sheet, before.row, "", code, False, "", other))
    book.rows = [row for row in stay if id(row) not in doubted]


class _Rows:
    """Reads the rows of one sheet by its header."""

    def __init__(self, sheet: str, header: Header, context: Place, role: Role | None, today: dt.date) -> None:
        self.sheet, self.header, self.context, self.role, self.today = sheet, header, context, role, today
        self.extras = extras(header.labels)

    def read(self, number: int, cells: Cells) -> tuple[RegisterRow | None, Place, list[RowProblem]]:
        """One row: somebody in a post or None, the place it speaks of, and what is wrong with it."""
        problems: list[RowProblem] = []

        def wrong(label: str, code: str, *, kept: bool, why: str = "") -> None:
            problems.append(RowProblem(self.sheet, number, label, code, kept, why))

        place = self._place(cells)
        name, _fixes = clean.name(self._cell(cells, Field.NAME) or self._cell(cells, Field.HEAD_NAME))
        if not name:
            wrong(self.header.label(Field.NAME), "name_missing", kept=False)
        id_number = None
        try:
            id_number, _fixes = clean.id_number(self._told(cells, Field.ID))
        except clean.BadCell as bad:
            wrong(self.header.label(Field.ID), bad.code, kept=False, why=bad.why)
        phone = ""
        try:
            phone, _fixes = clean.phone(self._told(cells, Field.PHONE))
        except clean.BadCell as bad:
            wrong(self.header.label(Field.PHONE), bad.code, kept=True)
        days = {}
        for extra in (Extra.SINCE, Extra.UNTIL):
            days[extra], code = _day(self._extra(cells, extra))
            if code:
                wrong(self._label(extra), code, kept=True)
        written = clean.plain(self._extra(cells, Extra.ROLE))
        role = role_in(written) if written.strip() else self.role or _by_level(place)
        if role is None:
            wrong(self._label(Extra.ROLE), "role_unclear", kept=False)
        elif not getattr(place, LEVEL_OF[role].name.lower()):
            wrong(self._label(Extra.ROLE), "place_missing", kept=False, why=role.value)
        acting = "代理" in written or "代理" in clean.plain(self._extra(cells, Extra.KIND))
        if any(not problem.kept for problem in problems) or role is None:
            return None, place, [replace(problem, kept=False) for problem in problems]
        told = _as_far_as(place, role)
        row = RegisterRow(
            self.sheet, number, name[:60], role, told, id_number, phone, acting, days[Extra.SINCE], days[Extra.UNTIL]
        )
        return row, place, problems

    def _place(self, cells: Cells) -> Place:
        place = self.context
        several = clean.plain(self._cell(cells, Field.PLACE))
        if several.strip():
            place = place_in(several).filled_by(place)
        for meant, level in _LEVELS:
            written = clean.plain(self._cell(cells, meant)).strip()
            if written and written not in ("/", "-", "—", "无"):
                place = with_level(place, level, written)
        return place

    def _cell(self, cells: Cells, meant: Field) -> Cell:
        for place in self.header.columns.get(meant, ()):
            if place < len(cells) and not is_blank(cells[place]):
                return cells[place]
        return None

    def _told(self, cells: Cells, meant: Field) -> Cell:
        """A cell, unless it is masked: what is hidden was not told."""
        cell = self._cell(cells, meant)
        return None if isinstance(cell, str) and "*" in cell else cell

    def _extra(self, cells: Cells, extra: Extra) -> Cell:
        place = self.extras.get(extra)
        return cells[place] if place is not None and place < len(cells) else None

    def _label(self, extra: Extra) -> str:
        place = self.extras.get(extra)
        return self.header.labels[place] if place is not None else ""


def _day(cell: Cell) -> tuple[dt.date | None, str]:
    """A day, and what was wrong with how it was written. A month without a day counts from its first, and is told."""
    try:
        return clean.day(cell), ""
    except clean.BadCell:
        month = _MONTH.fullmatch(half_width(cell).strip()) if isinstance(cell, str) else None
    if month is None or not 1 <= int(month[2]) <= 12:
        return None, "date_bad"
    return dt.date(int(month[1]), int(month[2]), 1), "month_only"


def _by_level(place: Place) -> Role | None:
    """Whoever stands beside a neighbourhood looks after it, where no column says more."""
    if place.neighbourhood:
        return Role.NEIGHBOURHOOD_CHIEF
    if place.group:
        return Role.GROUP_CHIEF
    return Role.AREA_CHIEF if place.area else None


def _as_far_as(place: Place, role: Role) -> Place:
    """The place of the post: a 组长's row may also say in which neighbourhood they live."""
    if role is Role.AREA_CHIEF:
        return replace(place, group="", neighbourhood="")
    return replace(place, neighbourhood="") if role is Role.GROUP_CHIEF else place
