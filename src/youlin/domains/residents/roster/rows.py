"""One row of a roster: a person that can be trusted, or what is wrong with the row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from youlin.domains.residents.roster import clean
from youlin.domains.residents.roster.cells import Cell, Cells, is_blank
from youlin.domains.residents.roster.columns import Field, months_and_wan, on_a_chinese_map
from youlin.domains.residents.roster.header import Header
from youlin.domains.residents.roster.kinds import DISABLED, circumstances_in, merged
from youlin.domains.residents.rules.positions import Point
from youlin.foundation.values import IdNumber

T = TypeVar("T")
_POINT: Final = (Field.LATITUDE, Field.LONGITUDE, Field.POINT)
OLDEST: Final = 130  # years; nobody on record lived longer than 122


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell. `kept` says whether the row goes in all the same, without that cell."""

    sheet: str
    row: int  # as the spreadsheet counts them, from 1
    column: str  # the label that the community gave it
    code: str
    kept: bool
    why: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person as the roster tells of them. Empty means: not told, which never erases what is known."""

    sheet: str
    row: int
    name: str
    id_number: IdNumber | None = None
    birth_date: dt.date | None = None
    sex: str = "0"
    relation: str = ""
    ethnic_group: str = ""
    phone: str = ""
    address: str = ""
    residence: str = ""
    lives_here: bool | None = None
    political_status: str = ""
    health: str = ""
    circumstances: tuple[tuple[str, str], ...] = ()
    income_fen: int | None = None
    note: str = ""

    @property
    def is_head(self) -> bool:
        """Whether this is the 户主."""
        return self.relation == "户主"


@dataclass(slots=True)
class ReadRow:
    """What one row came to: a person (unless it stays out), its problems, and the corrections made."""

    person: RosterRow | None
    problems: list[RowProblem]
    fixes: int


class RowReader:
    """Reads the rows of one sheet by its header."""

    def __init__(self, sheet: str, header: Header, *, today: dt.date) -> None:
        self.sheet = sheet
        self.header = header
        self.today = today
        self.columns = header.columns
        income = self.columns.get(Field.INCOME)
        self.months, self.wan = months_and_wan(header.labels[income[0]]) if income else (1, False)
        self.flags = tuple(
            (place, circumstances_in(_bare(header.labels[place]))) for place in self.columns.get(Field.FLAG, ())
        )
        self.pointed = next((meant for meant in _POINT if meant in self.columns), None)
        self.texts = tuple(
            (name, self.columns[meant])
            for name, meant in (
                ("ethnic_group", Field.ETHNIC),
                ("address", Field.ADDRESS),
                ("political_status", Field.POLITICAL),
                ("note", Field.NOTE),
            )
            if meant in self.columns
        )

    def cell(self, cells: Cells, meant: Field) -> Cell:
        """The first filled cell of a meaning; several columns may carry one (电话, 手机)."""
        for place in self.columns.get(meant, ()):
            cell = cells[place] if place < len(cells) else None
            if cell is not None and cell != "" and not is_blank(cell):
                return cell
        return None

    def point(self, cells: Cells) -> Point | None:
        """Where the household of a row lives, if it says so. Raises clean.BadCell."""
        if self.pointed is None:
            return None
        latitude, longitude, both = (self.cell(cells, meant) for meant in _POINT)
        return clean.point(latitude, longitude, both, shifted=on_a_chinese_map(self.label(self.pointed)))

    def label(self, meant: Field) -> str:
        """What the community calls the column of a meaning; empty where it has none."""
        return self.header.label(meant)

    def read(self, number: int, cells: Cells) -> ReadRow:
        """Read one row; `number` as the spreadsheet counts it."""
        return _Reading(self, number, cells).result()


def _bare(label: str) -> str:
    return "".join(label.split()).removeprefix("是否").removeprefix("为")


class _Reading:
    """The reading of one row, step by step: each step takes what it can and notes what it cannot."""

    def __init__(self, reader: RowReader, number: int, cells: Cells) -> None:
        self.reader = reader
        self.number = number
        self.cells = cells
        self.problems: list[RowProblem] = []
        self.fixes = 0

    def result(self) -> ReadRow:
        name = self._name()
        number = self._id_number()
        born = self._birth_date(number)
        sex = self._sex(number)
        texts = {field_name: self._text(places) for field_name, places in self.reader.texts}
        health, circumstances = self._health_and_circumstances()
        residence, lives_here = self._residence()
        person = RosterRow(
            sheet=self.reader.sheet,
            row=self.number,
            name=name[:60],
            id_number=number,
            birth_date=born,
            sex=sex,
            relation=clean.relation(clean.plain(self._cell(Field.RELATION))),
            phone=self._optional(Field.PHONE, self._phone) or "",
            residence=residence,
            lives_here=lives_here,
            health=health[:100],
            circumstances=circumstances,
            income_fen=self._optional(Field.INCOME, self._income),
            ethnic_group=texts.get("ethnic_group", "")[:20],
            address=texts.get("address", "")[:200],
            political_status=texts.get("political_status", "")[:20],
            note=texts.get("note", "")[:300],
        )
        self._point()
        kept = all(problem.kept for problem in self.problems)
        if not kept:  # a row that stays out stays out with all its problems
            self.problems = [replace(problem, kept=False) for problem in self.problems]
        return ReadRow(person if kept else None, self.problems, self.fixes)

    def _cell(self, meant: Field) -> Cell:
        return self.reader.cell(self.cells, meant)

    def _problem(self, meant: Field, code: str, *, kept: bool, why: str = "", **params: str | int) -> None:
        label = self.reader.label(meant)
        self.problems.append(RowProblem(self.reader.sheet, self.number, label, code, kept, why, params))

    def _name(self) -> str:
        meant = Field.NAME if Field.NAME in self.reader.columns else Field.HEAD_NAME
        name, fixes = clean.name(self._cell(meant))
        self.fixes += fixes
        if not name:
            self._problem(meant, "name_missing", kept=False)
        return name

    def _id_number(self) -> IdNumber | None:
        try:
            number, fixes = clean.id_number(self._cell(Field.ID))
        except clean.BadCell as bad:
            self._problem(Field.ID, bad.code, kept=False, why=bad.why)
            return None
        self.fixes += fixes
        if number is not None and self._impossible(number.born):
            code = "birth_in_future" if number.born > self.reader.today else "id_checksum"
            self._problem(Field.ID, code, kept=False, why="too_old" if code == "id_checksum" else "")
            return None
        return number

    def _impossible(self, born: dt.date) -> bool:
        return born > self.reader.today or born.year < self.reader.today.year - OLDEST

    def _birth_date(self, number: IdNumber | None) -> dt.date | None:
        """The identity number's day where there is one: it was checked, the column was typed."""
        had_bad_id = any(problem.column == self.reader.label(Field.ID) for problem in self.problems if not problem.kept)
        try:
            born = clean.day(self._cell(Field.BIRTH))
        except clean.BadCell as bad:
            self._problem(Field.BIRTH, bad.code, kept=True)
            born = None
        if number is not None:
            if born is not None and born != number.born:
                self._problem(Field.BIRTH, "birth_conflict", kept=True)
            return number.born
        if born is not None and self._impossible(born):
            self._problem(Field.BIRTH, "birth_in_future" if born > self.reader.today else "date_bad", kept=False)
            born = None
        if not had_bad_id and not any(not problem.kept for problem in self.problems):
            # Name, birth date and household tell a person apart; without a birth date nothing does.
            self._problem(Field.ID, "id_missing", kept=born is not None, why="" if born else "nothing")
        return born

    def _sex(self, number: IdNumber | None) -> str:
        told = clean.sex(clean.plain(self._cell(Field.SEX)))
        if number is None:
            return told
        sure = "1" if number.sex == "male" else "2"
        if told not in {"0", sure}:
            self._problem(Field.SEX, "gender_conflict", kept=True)
        return sure

    def _text(self, places: tuple[int, ...]) -> str:
        for place in places:
            if place < len(self.cells):
                words, fixes = clean.text(self.cells[place])
                if words:
                    self.fixes += fixes
                    return words
        return ""

    def _optional(self, meant: Field, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(self._cell(meant))
        except clean.BadCell as bad:
            self._problem(meant, bad.code, kept=True, why=bad.why)
            return None

    def _phone(self, cell: Cell) -> str:
        number, fixes = clean.phone(cell)
        self.fixes += fixes
        return number

    def _income(self, cell: Cell) -> int | None:
        return clean.income(cell, months=self.reader.months, wan=self.reader.wan)

    def _point(self) -> None:
        """A point belongs to the household, which takes it; here it is only said what is wrong with it."""
        try:
            self.reader.point(self.cells)
        except clean.BadCell as bad:
            self._problem(self.reader.pointed or Field.POINT, bad.code, kept=True, why=bad.why)

    def _health_and_circumstances(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What the roster says of health, and what it says calls for care.

        A column for circumstances is the community's own word on who is looked after: a disability grade beside it is a
        fact of health. Only where there is no such column does the grade itself make the circumstance.
        """
        columns = self.reader.columns
        health = self._text(columns.get(Field.HEALTH, ()))
        grade = self._text(columns.get(Field.DISABILITY, ()))
        found = circumstances_in(self._text(columns.get(Field.CIRCUMSTANCE, ())))
        for place, meant in self.reader.flags:
            if place < len(self.cells) and clean.yes_no(clean.plain(self.cells[place])):
                found = merged(found, meant)
        if grade and not self.reader.header.has(Field.CIRCUMSTANCE, Field.FLAG):
            found = merged(found, ((DISABLED, ""),))
        if grade and any(kind == DISABLED for kind, _detail in found):
            return health, tuple((kind, grade[:60] if kind == DISABLED else detail) for kind, detail in found)
        return "；".join(filter(None, (health, grade))), found

    def _residence(self) -> tuple[str, bool | None]:
        """How the person stands to the address, and whether they live there; two columns may tell it, or one."""
        lives_words = clean.plain(self._cell(Field.LIVES_HERE))
        words = clean.plain(self._cell(Field.RESIDENCE))
        told = clean.residence(words)
        if not told and "空挂" in self.reader.label(Field.RESIDENCE):
            told = {True: "registered_only", False: "permanent", None: ""}[clean.yes_no(words)]
        lives = clean.yes_no(lives_words)
        if lives is None and (meant := clean.residence(lives_words)):
            told, lives = told or meant, meant == "permanent"
        if lives is None:
            return told, (told == "permanent") if told else None
        return told or ("permanent" if lives else "registered_only"), lives
