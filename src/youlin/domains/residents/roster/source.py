"""From the bytes of a file to sheets of raw cells. The content decides what a file is; its name only helps a CSV."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, Protocol, cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from youlin.domains.residents.roster.cells import Cells, Merge, Sheet, spread
from youlin.domains.residents.roster.text import delimited_sheet, looks_like_text
from youlin.domains.residents.roster.unreadable import RosterUnreadable
from youlin.domains.residents.roster.webpage import is_web_page, web_sheets

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 1024 * 1024 * 1024  # a workbook of 200,000 rows unpacks to about a third of this

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_STRANGERS: Final = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"%PDF", "pdf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_OLE_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLE_WORD: Final = "WordDocument".encode("utf-16-le")


class _Part(Protocol):
    """What is used of a calamine sheet, which ships without these types."""

    start: tuple[int, int] | None
    merged_cell_ranges: list[Merge] | None

    def iter_rows(self) -> Iterator[Cells]: ...


def open_sheets(data: bytes, filename: str) -> list[Sheet]:
    """The sheets of a file, in its order. Raises RosterUnreadable where the file is none that holds a table."""
    if not data.strip(b"\x00 \r\n\t"):
        raise RosterUnreadable("empty_file")
    if len(data) > MAX_BYTES:
        raise RosterUnreadable("too_big", limit=MAX_BYTES // (1024 * 1024))
    if data.startswith((_OLE, _ZIP)):
        _refuse_what_is_no_workbook(data)
        return _workbook_sheets(data)
    for magic, code in _STRANGERS:
        if data.startswith(magic) and not (magic == b"BM" and looks_like_text(data)):
            raise RosterUnreadable(code)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise RosterUnreadable("picture")
    if is_web_page(data):
        return web_sheets(data)
    return [delimited_sheet(data, PurePath(filename).stem)]


def _refuse_what_is_no_workbook(data: bytes) -> None:
    if data.startswith(_OLE):
        if _OLE_ENCRYPTED in data:
            raise RosterUnreadable("encrypted")
        if _OLE_WORD in data:
            raise RosterUnreadable("word")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            names = set(parcel.namelist())
            unpacked = sum(part.file_size for part in parcel.infolist())
    except zipfile.BadZipFile:
        raise RosterUnreadable("damaged") from None
    if unpacked > MAX_UNPACKED:
        raise RosterUnreadable("too_big", limit=MAX_BYTES // (1024 * 1024))
    if "word/document.xml" in names:
        raise RosterUnreadable("word")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise RosterUnreadable("archive")


def _workbook_sheets(data: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise RosterUnreadable("encrypted") from None
    except (CalamineError, OSError, ValueError):
        raise RosterUnreadable("damaged") from None
    held: dict[str, _Part] = {}
    return [
        Sheet(part.name, _Reader(book, part.name, held), hidden=part.visible != SheetVisibleEnum.Visible)
        for part in book.sheets_metadata
        if part.typ == SheetTypeEnum.WorkSheet
    ]


class _Reader:
    """Reads a sheet as often as asked: its cells stay in calamine's memory and become Python's one row at a time.

    Of all sheets the one read last is held, because it is asked for again: once for its header, once for its rows.
    """

    def __init__(self, book: CalamineWorkbook, name: str, held: dict[str, _Part]) -> None:
        self.book = book
        self.name = name
        self.held = held

    def __call__(self) -> Iterator[Cells]:
        if self.name not in self.held:
            self.held.clear()
            try:
                self.held[self.name] = cast("_Part", self.book.get_sheet_by_name(self.name))
            except (CalamineError, OSError, ValueError):
                raise RosterUnreadable("damaged") from None
        part = self.held[self.name]
        if part.start is None:
            return iter(())
        return spread(part.iter_rows(), part.merged_cell_ranges or (), first_column=part.start[1])
