"""Rosters as communities keep them, made for a test. Nobody in them lives."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from youlin.domains.residents.roster.book import RosterBook, read_roster
from youlin.domains.residents.roster.rows import RosterRow
from youlin.foundation.values import check_character

TODAY = dt.date(2026, 11, 22)
HEADER = ("社区", "片", "组", "邻", "户编号", "与户主关系", "姓名", "性别", "公民身份号码", "联系电话", "现住地址")


def identity(born: str, serial: int) -> str:
    """A right identity number of the county that exists nowhere; an even serial is a woman's."""
    first17 = f"430899{born}{serial:03}"
    return first17 + check_character(first17)


WANG = identity("19430302", 2)  # 王奶奶
LI = identity("19700809", 11)  # 李邻长
XIAOMAN = identity("20160901", 24)  # 刘小满
ZHAO = identity("19510101", 31)  # 赵大伯
PLACE = ("溪布社区", "第1片", "老屋场组", "邻1")


def workbook(*sheets: tuple[str, Sequence[object]], merges: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook with the rows of each sheet; `merges` are (first row, first column, last row, last column)."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                assert isinstance(cells, list | tuple)
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        page.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
                    elif isinstance(cell, str):
                        page.write_string(row, column, cell)
                    elif cell is not None:
                        page.write(row, column, cell)
            for top, left, bottom, right in merges:
                page.merge_range(top, left, bottom, right, _cell(rows[top], left))
    return target.getvalue()


def _cell(row: object, column: int) -> object:
    assert isinstance(row, list | tuple)
    return row[column]


def read(data: bytes, filename: str = "花名册.xlsx") -> RosterBook:
    """Read as of the day of the tests."""
    return read_roster(data, filename, today=TODAY)


def sheet(*rows: Sequence[object], header: Sequence[str] = HEADER, name: str = "花名册") -> RosterBook:
    """Read one plain sheet."""
    return read(workbook((name, [header, *rows])))


def people(book: RosterBook) -> list[RosterRow]:
    """Everybody who was trusted, in the order of households."""
    return [member for household in book.households for member in household.members]


def codes(book: RosterBook) -> list[tuple[int, str, str]]:
    """What is wrong: row, column, code."""
    return [(problem.row, problem.column, problem.code) for problem in book.problems]


def homes(book: RosterBook) -> list[list[str]]:
    """The names in each household."""
    return [[member.name for member in household.members] for household in book.households]
