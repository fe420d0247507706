"""Reading a template: where its header ends, where its rows lie, and what stands beneath them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from youlin.domains.insight.rules.ledgers import Fact, Subject, suggest

LOOK_AT: Final = 30  # rows from the top in which a header is looked for
_FEWEST: Final = 2
_FOOT: Final = re.compile(
    r"^\s*(?:合\s*计|总\s*计|小\s*计|填\s*表|制\s*表|审\s*核|负责人|说\s*明|备\s*注\s*[：:]|注\s*[：:])"
)
_SPAN: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")


class TemplateUnreadable(Exception):
    """`code`: `file` (no .xlsx), `header` (none found), `rows` (no empty row beneath it)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet of a template. Rows and columns count from 1."""

    sheet: str
    header: int  # the last row of the header
    first: int  # the first row to fill
    last: int  # the last row before whatever stands beneath
    labels: tuple[tuple[int, str, str], ...]  # column, words of the row above the last, words of the last
    formulas: frozenset[int]  # columns that count for themselves
    has_drawings: bool  # diagrams, which the writer cannot carry over


def opened(content: bytes) -> Workbook:
    """A template as a workbook. Raises TemplateUnreadable `file`."""
    try:
        return load_workbook(BytesIO(content))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise TemplateUnreadable("file") from error


def read(content: bytes) -> Shape:
    """The shape of the sheet in which most headers are recognised. Raises TemplateUnreadable."""
    book = opened(content)
    headed = [(sheet, *_header(sheet)) for sheet in book.worksheets]
    sheet, row, score = max(headed, key=lambda one: one[2])
    if score < _FEWEST:
        raise TemplateUnreadable("header")
    last = _foot(sheet, row + 1) - 1
    if last <= row:
        raise TemplateUnreadable("rows")
    words = _spread(sheet, row)
    above = _spread(sheet, row - 1) if row > 1 and _is_header(_spread(sheet, row - 1)) else {}
    labels = tuple((column, above.get(column, ""), words[column]) for column in sorted(words))
    formulas = frozenset(cell.column for cell in sheet[row + 1] if isinstance(cell, Cell) and cell.data_type == "f")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        drawn = any(name.startswith("xl/charts/") for name in parts.namelist())
    return Shape(sheet.title, row, row + 1, last, labels, formulas, drawn)


def _header(sheet: Worksheet) -> tuple[int, int]:
    """The last row of the header, and how many of its words are known. Of two alike, the lower one."""
    best = (0, 0)
    for row in range(1, min(sheet.max_row, LOOK_AT) + 1):
        score = _known(_spread(sheet, row))
        if score and score >= best[1]:
            best = (row, score)
    return best


def _known(words: dict[int, str]) -> int:
    return sum(any(suggest(word, one) is not Fact.LEAVE for one in Subject) for word in set(words.values()))


def _is_header(words: dict[int, str]) -> bool:
    """Whether the row above belongs to the header: it says more than one thing, which a title does not."""
    return len(set(words.values())) > 1


def _spread(sheet: Worksheet, row: int) -> dict[int, str]:
    """The words of a row by column, those of merged cells in each column that they cover."""
    found = {int(cell.column or 0): _text(cell) for cell in sheet[row] if _text(cell)}
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row:
            said = _text(sheet.cell(area.min_row, area.min_col))
            if said:
                found.update(dict.fromkeys(range(area.min_col, area.max_col + 1), said))
    return found


def _text(cell: Cell | MergedCell) -> str:
    return " ".join(cell.value.split()) if isinstance(cell.value, str) and cell.data_type == "s" else ""


def _foot(sheet: Worksheet, first: int) -> int:
    """The first row that is no row of the ledger any more: sums, signatures, notes; past the end without any."""
    for cells in sheet.iter_rows(min_row=first):
        for cell in cells:
            if _FOOT.match(_text(cell)) or (cell.data_type == "f" and _sums_up(str(cell.value))):
                return int(cells[0].row or first)
    return sheet.max_row + 1 if sheet.max_row >= first else first + 1


def _sums_up(formula: str) -> bool:
    """Whether a formula reaches over several rows."""
    return any(int(top) != int(bottom) for _left, top, _right, bottom in _SPAN.findall(formula))
