"""A roster as a whole: `read_roster`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from youlin.domains.residents.roster.cells import Cells, Sheet, is_blank
from youlin.domains.residents.roster.clean import DITTO
from youlin.domains.residents.roster.columns import Field
from youlin.domains.residents.roster.grouping import Grouper, Households, RosterHousehold
from youlin.domains.residents.roster.header import LOOK_AT, Header, find_header
from youlin.domains.residents.roster.place import context_of, street_in
from youlin.domains.residents.roster.rows import RosterRow, RowProblem, RowReader
from youlin.domains.residents.roster.source import open_sheets
from youlin.domains.residents.roster.unreadable import RosterUnreadable
from youlin.foundation.memory import uncollected

MAX_ROWS: Final = 200_000
EVERY: Final = 1_000  # rows between two words on progress

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class SkippedSheet:
    """A sheet that was not read: `because` is `no_header`, `hidden` or `empty`."""

    name: str
    because: str


@dataclass(slots=True)
class SheetRead:
    """A sheet that was read, and what the rejects workbook needs of it."""

    name: str
    header: Header
    rows: int = 0
    notes: list[int] = field(default_factory=list)  # rows that are no person: 合计, 填表人


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """A row with something wrong, as it was typed, and the household it belongs to."""

    sheet: str
    row: int
    cells: tuple[object, ...]
    household: int | None


@dataclass(slots=True)
class RosterBook:
    """What a file came to. Every data row is either somebody's row in a household, or a problem that is not `kept`."""

    filename: str
    sheets: list[SheetRead] = field(default_factory=list)
    skipped: list[SkippedSheet] = field(default_factory=list)
    households: list[RosterHousehold] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    flagged: dict[tuple[str, int], FlaggedRow] = field(default_factory=dict)
    cleaned: int = 0
    source: list[Sheet] = field(default_factory=list, repr=False)

    def add_problems(self, problems: Sequence[RowProblem]) -> None:
        """Note what only the database could tell; the rows as typed are fetched once more."""
        self.problems.extend(problems)
        self.fetch({(problem.sheet, problem.row) for problem in problems})

    def fetch(self, wanted: set[tuple[str, int]]) -> None:
        """Keep these rows as typed. Rows are not held while reading: the few that are needed are read again."""
        wanted = wanted - self.flagged.keys()
        if not wanted:
            return
        homes = {(member.sheet, member.row): home.key for home in self.households for member in home.members}
        headers = {sheet.name: sheet.header for sheet in self.sheets}
        for sheet in self.source:
            if not any(name == sheet.name for name, _row in wanted):
                continue
            for number, cells, _dittos in data_rows(sheet, SheetRead(sheet.name, headers[sheet.name])):
                key = (sheet.name, number)
                if key in wanted:
                    self.flagged[key] = FlaggedRow(sheet.name, number, tuple(cells), homes.get(key))

    @property
    def street(self) -> str:
        """The street that the titles or the file's name speak of; empty where they name none."""
        told = [text for sheet in self.sheets for text in (*sheet.header.titles, sheet.name)]
        return next((street for text in (*told, PurePath(self.filename).stem) if (street := street_in(text))), "")

    @property
    def rows(self) -> int:
        """How many rows speak of a person."""
        return sum(sheet.rows for sheet in self.sheets)

    @property
    def people(self) -> int:
        """How many of them are trusted."""
        return sum(len(household.members) for household in self.households)

    @property
    def duplicates(self) -> int:
        """How many rows tell of somebody again."""
        return sum(problem.code == "duplicate" for problem in self.problems)


def read_roster(
    source: Path | bytes, filename: str = "", *, today: dt.date, progress: Progress | None = None
) -> RosterBook:
    """Read a roster. Raises RosterUnreadable where the file holds none; a bad row is never an error but a problem.

    `today` decides what lies in the future. `progress` is called with the number of rows read so far.
    """
    if isinstance(source, Path):
        filename = filename or source.name
        source = source.read_bytes()
    with uncollected():
        return _Reading(filename, today, progress).read(open_sheets(source, filename))


class _Reading:
    def __init__(self, filename: str, today: dt.date, progress: Progress | None) -> None:
        self.book = RosterBook(filename)
        self.today = today
        self.progress = progress
        self.households = Households()
        self.by_number: dict[str, RosterRow] = {}
        self.by_name: dict[tuple[int, str, dt.date], RosterRow] = {}
        self.counterparts: set[tuple[str, int]] = set()

    def read(self, sheets: list[Sheet]) -> RosterBook:
        for sheet in sheets:
            self._read_sheet(sheet)
        if not self.book.sheets:
            raise RosterUnreadable("no_roster", sheets="、".join(skipped.name for skipped in self.book.skipped))
        if not self.book.rows:
            raise RosterUnreadable("no_rows")
        self.book.households = self.households.all
        self.book.source = sheets
        # What a rejected row collides with goes into the rejects workbook beside it, so that either can go.
        self.book.fetch(self.counterparts)
        return self.book

    def _read_sheet(self, sheet: Sheet) -> None:
        if sheet.hidden:
            self.book.skipped.append(SkippedSheet(sheet.name, "hidden"))
            return
        header = find_header(_first_rows(sheet))
        if header is None:
            empty = all(is_blank(cell) for row in _first_rows(sheet) for cell in row)
            self.book.skipped.append(SkippedSheet(sheet.name, "empty" if empty else "no_header"))
            return
        reading = SheetRead(sheet.name, header)
        self.book.sheets.append(reading)
        reader = RowReader(sheet.name, header, today=self.today)
        context = context_of(sheet.name, header.titles, PurePath(self.book.filename).stem)
        grouper = Grouper(reader, context, self.households)
        for number, cells, dittos in data_rows(sheet, reading):
            reading.rows += 1
            self.book.cleaned += dittos
            self._read_row(reader, grouper, number, cells)
            total = self.book.rows
            if total > MAX_ROWS:
                raise RosterUnreadable("too_many_rows", limit=MAX_ROWS)
            if self.progress and total % EVERY == 0:
                self.progress(total)
        self.book.cleaned += grouper.fixes

    def _read_row(self, reader: RowReader, grouper: Grouper, number: int, cells: Cells) -> None:
        household = grouper.household_of(number, cells)
        read = reader.read(number, cells)
        person, problems = read.person, read.problems
        if household is None:
            why = "household" if grouper.place.community else "community"
            meant = Field.HOUSEHOLD if why == "household" else Field.COMMUNITY
            problems = [
                *problems,
                RowProblem(reader.sheet, number, reader.label(meant), "household_missing", False, why),
            ]
            person = None
        elif person is not None:
            again = self._met_before(reader, person, household)
            if again is not None:
                problems, person = [again], None
        if person is not None and household is not None:
            self.book.cleaned += read.fixes
            self._remember(person, household)
        if problems:
            self.book.problems.extend(problems)
            key = household.key if household else None
            self.book.flagged[reader.sheet, number] = FlaggedRow(reader.sheet, number, tuple(cells), key)

    def _met_before(self, reader: RowReader, person: RosterRow, household: RosterHousehold) -> RowProblem | None:
        """The problem of a row that tells of somebody who was told of before, or takes somebody's number."""
        if person.id_number is not None:
            earlier, meant = self.by_number.get(person.id_number.value), Field.ID
        elif person.birth_date is not None:
            earlier, meant = self.by_name.get((household.key, person.name, person.birth_date)), Field.NAME
        else:
            return None
        if earlier is None:
            return None
        code = "duplicate" if earlier.name == person.name else "id_conflict"
        if code == "id_conflict" or all(earlier is not member for member in household.members):
            self.counterparts.add((earlier.sheet, earlier.row))  # which of the two is right, a person must say
        params: dict[str, str | int] = {"sheet": earlier.sheet, "row": earlier.row}
        return RowProblem(person.sheet, person.row, reader.label(meant), code, False, "", params)

    def _remember(self, person: RosterRow, household: RosterHousehold) -> None:
        household.members.append(person)
        if person.id_number is not None:
            self.by_number[person.id_number.value] = person
        if person.birth_date is not None:
            self.by_name.setdefault((household.key, person.name, person.birth_date), person)


def _first_rows(sheet: Sheet) -> list[Cells]:
    return [row for row, _count in zip(sheet.rows(), range(LOOK_AT), strict=False)]


def data_rows(sheet: Sheet, reading: SheetRead) -> Iterator[tuple[int, Cells, int]]:
    """The rows that speak of people: their number from 1, their cells with each 同上 replaced, how many were replaced.

    Empty rows, pages' repeated headers, and sums and signatures at the foot are passed over; the last are noted.
    """
    header = reading.header
    identity = [
        place
        for meant in (Field.NAME, Field.HEAD_NAME, Field.ID, Field.RELATION, Field.BIRTH, Field.PHONE, Field.SEX)
        for place in header.columns.get(meant, ())
    ]
    names = header.columns.get(Field.NAME) or header.columns[Field.HEAD_NAME]
    above: Cells = []
    for place, cells in enumerate(sheet.rows()):
        if place <= header.last_row:
            continue
        first = cells[names[0]] if names[0] < len(cells) else None
        if is_blank(first):
            unnamed = all(column >= len(cells) or is_blank(cells[column]) for column in identity)
        elif isinstance(first, str) and " ".join(first.split()) == header.labels[names[0]]:
            continue
        else:
            unnamed = False
        if unnamed:
            if any(isinstance(cell, str) and cell.strip() for cell in cells):
                reading.notes.append(place + 1)
            continue
        if _is_foot(cells):
            reading.notes.append(place + 1)
            continue
        dittos = _repeat_what_stands_above(cells, above)
        above = cells
        yield place + 1, cells, dittos


_FEET: Final = (
    "合计",
    "总计",
    "小计",
    "共计",
    "填表人",
    "制表人",
    "审核人",
    "填报人",
    "负责人",
    "说明:",
    "说明：",
    "注:",
    "注：",
    "备注:",
    "备注：",
)


def _is_foot(cells: Cells) -> bool:
    first = next((cell for cell in cells if not is_blank(cell)), "")
    return isinstance(first, str) and "".join(first.split()).startswith(_FEET)


def _repeat_what_stands_above(cells: Cells, above: Cells) -> int:
    if DITTO.isdisjoint(cells):
        return 0
    count = 0
    for place, cell in enumerate(cells):
        if cell in DITTO:
            if place < len(above):
                cells[place] = above[place]
            count += 1
    return count
