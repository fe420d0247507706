"""Filling a template: each line a row in the form of the first one, formulas and merged cells with it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from youlin.domains.insight.ledgers.growing import Growth, grow
from youlin.domains.insight.ledgers.shape import Shape, opened
from youlin.domains.insight.rules.ledgers import Column, Fact

Line = Mapping[Fact, object]
DAY: Final = "yyyy-mm-dd"
TEXT: Final = "@"


def fill(content: bytes, shape: Shape, columns: Sequence[Column], lines: Sequence[Line]) -> bytes:
    """The template with a row for each line. What no column names stays as it was; sums count every row."""
    book = opened(content)
    sheet = book[shape.sheet]
    room = shape.last - shape.first + 1
    if len(lines) > room:
        grow(book, Growth(shape.sheet, shape.last, len(lines) - room))
        _repeat_form(sheet, shape, len(lines))
    _repeat_formulas(sheet, shape, len(lines))
    wanted = [column for column in columns if column.fact is not Fact.LEAVE and column.place not in shape.formulas]
    for row in range(shape.first, max(shape.last, shape.first + len(lines) - 1) + 1):
        number = row - shape.first
        line = lines[number] if number < len(lines) else None
        for column in wanted:
            cell = sheet.cell(row, column.place)
            if isinstance(cell, Cell):
                put(cell, None if line is None else line.get(column.fact) if not column.constant else column.constant)
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: Cell, value: object) -> None:
    """A value as what it is: a day is a day, and what somebody typed is never a formula."""
    cell.value = value  # type: ignore[assignment]  # text, number, day or nothing
    if isinstance(value, str):
        cell.data_type = "s"
        if value.isdigit() and len(value) > 10 and cell.number_format == "General":
            cell.number_format = TEXT  # a long number of an account or a card, not a quantity
    elif isinstance(value, date) and not cell.is_date:
        cell.number_format = DAY


def _repeat_form(sheet: Worksheet, shape: Shape, count: int) -> None:
    """Give the new rows the form of the first: style, height, and cells merged within the row."""
    model = {cell.column: cell for cell in sheet[shape.first] if isinstance(cell, Cell)}
    height = sheet.row_dimensions[shape.first].height
    within = [
        (area.min_col, area.max_col)
        for area in sheet.merged_cells.ranges
        if area.min_row == area.max_row == shape.first
    ]
    for row in range(shape.last + 1, shape.first + count):
        for column, like in model.items():
            cell = sheet.cell(row, column)
            if like.has_style and isinstance(cell, Cell):
                cell._style = copy.copy(like._style)  # type: ignore[attr-defined]  # the form, whole
        if height is not None:
            sheet.row_dimensions[row].height = height
        for left, right in within:
            sheet.merge_cells(f"{get_column_letter(left)}{row}:{get_column_letter(right)}{row}")


def _repeat_formulas(sheet: Worksheet, shape: Shape, count: int) -> None:
    for place in shape.formulas:
        first = sheet.cell(shape.first, place)
        formula = str(first.value)
        for row in range(shape.first + 1, shape.first + count):
            cell = sheet.cell(row, place)
            if not isinstance(cell, MergedCell) and cell.data_type != "f":
                cell.value = Translator(formula, first.coordinate).translate_formula(cell.coordinate)


def draw(title: str, labels: Sequence[str]) -> bytes:
    """A plain template: a title over all columns, a header, and a row to fill."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title[:31]
    thin = Side(style="thin", color="999999")
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(labels))
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    sheet.append(list(labels))
    sheet.append([None] * len(labels))
    for row, bold in ((2, True), (3, False)):
        for column, label in enumerate(labels, 1):
            cell = sheet.cell(row, column)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.font = Font(bold=bold)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if bold else None)
            sheet.column_dimensions[get_column_letter(column)].width = max(8, min(24, 3 + 2 * len(label)))
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
