"""Making room in a sheet, as Excel would: what stands beneath moves down, and whoever counts rows counts the new ones.

openpyxl moves cells and leaves everything that speaks of them where it was: formulas, merged cells, heights, rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")
_ROWS = re.compile(r"^(\$?)(\d+):(\$?)(\d+)$")


@dataclass(frozen=True, slots=True)
class Growth:
    """`by` rows come in after row `last` of the sheet called `sheet`."""

    sheet: str
    last: int
    by: int

    def start(self, row: int) -> int:
        """Where a row, or the beginning of an area, lies afterwards."""
        return row + self.by if row > self.last else row

    def end(self, row: int) -> int:
        """Where the end of an area lies: one that reached to the last row reaches to the new last one."""
        return row + self.by if row >= self.last else row


def grow(book: Workbook, growth: Growth) -> None:
    """Let the rows in."""
    sheet = book[growth.sheet]
    merged = [CellRange(area.coord) for area in sheet.merged_cells.ranges if area.min_row > growth.last]
    for area in merged:
        sheet.unmerge_cells(area.coord)
    heights = {row: sheet.row_dimensions[row] for row in list(sheet.row_dimensions) if row > growth.last}
    sheet.insert_rows(growth.last + 1, growth.by)
    for area in merged:
        area.shift(row_shift=growth.by)
        sheet.merge_cells(area.coord)
    for row in sorted(heights, reverse=True):
        dimension = sheet.row_dimensions.pop(row)
        dimension.index = row + growth.by
        sheet.row_dimensions[row + growth.by] = dimension
    _formulas(book, growth)
    _rules(sheet, growth)
    _names(book, growth)


def _formulas(book: Workbook, growth: Growth) -> None:
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, ArrayFormula):
                    cell.value.text = moved(str(cell.value.text), sheet.title, growth)
                    if sheet.title == growth.sheet:
                        cell.value.ref = _area(cell.value.ref, growth)
                elif cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = moved(cell.value, sheet.title, growth)


def _rules(sheet: Worksheet, growth: Growth) -> None:
    """What is allowed in cells, how they are coloured, filtered, printed, and laid out as tables."""
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(_areas(str(validation.sqref), growth))
        for name in ("formula1", "formula2"):
            said = getattr(validation, name)
            if said:
                setattr(validation, name, moved(f"={said}", sheet.title, growth)[1:])
    coloured = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        for rule in formatting.rules:
            rule.formula = [moved(f"={said}", sheet.title, growth)[1:] for said in rule.formula]
            coloured.add(_areas(str(formatting.sqref), growth), rule)
    sheet.conditional_formatting = coloured
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _area(sheet.auto_filter.ref, growth)
    if sheet.print_area:
        sheet.print_area = ",".join(_area(part.rpartition("!")[2], growth) for part in str(sheet.print_area).split(","))
    for table in sheet.tables.values():
        table.ref = _area(table.ref, growth)
        if table.autoFilter is not None and table.autoFilter.ref:
            table.autoFilter.ref = _area(table.autoFilter.ref, growth)


def _names(book: Workbook, growth: Growth) -> None:
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for named in names.values():
            if named.attr_text:
                named.attr_text = moved(f"={named.attr_text}", "", growth)[1:]


def _areas(text: str, growth: Growth) -> str:
    return " ".join(_area(part, growth) for part in text.split())


def _area(text: str, growth: Growth) -> str:
    """An address or an area of the sheet itself, moved."""
    first, colon, last = text.partition(":")
    if not colon:
        return _CELL.sub(lambda found: f"{found[1]}{growth.start(int(found[2]))}", text)
    return f"{_with(first, growth.start)}:{_with(last, growth.end)}"


def _with(address: str, where: Callable[[int], int]) -> str:
    return _CELL.sub(lambda found: f"{found[1]}{where(int(found[2]))}", address)


def moved(formula: str, home: str, growth: Growth) -> str:
    """A formula of the sheet called `home`, with everything it says of the grown sheet put right.

    >>> moved("=SUM(E4:E6)+E8", "表", Growth("表", 6, 3)), moved("=SUM(E4:E5)", "表", Growth("表", 6, 3))
    ('=SUM(E4:E9)+E11', '=SUM(E4:E5)')
    >>> moved("='表'!$A$7&A7", "别的", Growth("表", 6, 3))
    "='表'!$A$10&A7"
    """
    read = Tokenizer(formula)
    return "=" + "".join(_spoken(read.items, home, growth))


def _spoken(tokens: Iterable[Token], home: str, growth: Growth) -> Iterable[str]:
    for token in tokens:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            yield token.value
            continue
        sheet, mark, address = token.value.rpartition("!")
        named = sheet.strip("'").replace("''", "'") if mark else home
        if named != growth.sheet:
            yield token.value
            continue
        rows = _ROWS.match(address)
        if rows:
            address = f"{rows[1]}{growth.start(int(rows[2]))}:{rows[3]}{growth.end(int(rows[4]))}"
        else:
            address = _area(address, growth)
        yield f"{sheet}{mark}{address}"
