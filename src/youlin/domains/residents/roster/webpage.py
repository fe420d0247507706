"""A web page saved as .xls: what many government systems call "export to Excel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from youlin.domains.residents.roster.cells import Cells, Sheet
from youlin.domains.residents.roster.text import decode
from youlin.domains.residents.roster.unreadable import RosterUnreadable

_TAGS: Final = re.compile(rb"<\s*(?:!doctype|html|head|body|table|meta)\b", re.IGNORECASE)
_XML_BOOK: Final = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_MOST_CELLS: Final = 8_000_000  # 200,000 rows of 40 columns
_MOST: Final = 2_000  # columns or rows one cell may span: beyond it is a mistake or an attack


def is_web_page(data: bytes) -> bool:
    """Whether the file is markup. Raises RosterUnreadable for the XML workbooks of 2003, which are another thing."""
    head = data[:4096]
    if _XML_BOOK.search(head) and b"<Workbook" in head:
        raise RosterUnreadable("xml_workbook")
    return bool(_TAGS.search(head))


def web_sheets(data: bytes) -> list[Sheet]:
    """Each table of the page as a sheet, spans repeated as merged cells are."""
    reader = _Tables()
    reader.feed(decode(data))
    reader.close()
    if not reader.tables:
        raise RosterUnreadable("no_roster")
    return [Sheet(f"{place}", _Rows(table)) for place, table in enumerate(reader.tables, start=1)]


class _Rows:
    def __init__(self, table: list[Cells]) -> None:
        self.table = table

    def __call__(self) -> Iterator[Cells]:
        return (list(row) for row in self.table)


class _Tables(HTMLParser):
    """Collects the cells of each table. A table inside a table is one more table: exports have none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Cells]] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.count = 0
        self.below: dict[int, tuple[int, str]] = {}  # column -> rows still covered from above, and their text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self.tables.append([])
            self.below = {}
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append([])
            self._fill_from_above()
        elif tag in {"td", "th"} and self.tables and self.tables[-1]:
            self._end_cell()
            given = dict(attrs)
            self.span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        text = "".join(self.cell).strip()
        self.cell = None
        row = self.tables[-1][-1]
        down, across = self.span
        self._count(across)
        for _place in range(across):
            if down > 1:
                self.below[len(row)] = (down - 1, text)
            row.append(text)
        self._fill_from_above()

    def _fill_from_above(self) -> None:
        row = self.tables[-1][-1]
        while (held := self.below.get(len(row))) is not None:
            left, text = held
            if left > 1:
                self.below[len(row)] = (left - 1, text)
            else:
                del self.below[len(row)]
            self._count(1)
            row.append(text)

    def _count(self, cells: int) -> None:
        """Spans make much of little: a page of a few lines could fill any memory."""
        self.count += cells
        if self.count > _MOST_CELLS:
            raise RosterUnreadable("damaged")


def _span(written: str | None) -> int:
    return min(max(int(written), 1), _MOST) if written and written.isdigit() else 1
