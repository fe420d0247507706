"""Delimited text: what a spreadsheet program calls CSV, in the encodings it really writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from youlin.domains.residents.roster.cells import Cells, Sheet
from youlin.domains.residents.roster.unreadable import RosterUnreadable

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS: Final = ",\t;，|"
_LONGEST_CELL: Final = 100_000


def decode(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or GB 18030 (which holds GBK and GB 2312). Raises RosterUnreadable."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise RosterUnreadable("unknown_kind") from None


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning holds no control character that text never has."""
    return not any(byte < 9 or 13 < byte < 32 for byte in data[:2048])


def delimited_sheet(data: bytes, name: str) -> Sheet:
    """The one sheet of a CSV, named after its file. Raises RosterUnreadable where the bytes are no text."""
    marked = data.startswith(tuple(mark for mark, _encoding in _MARKS))
    if not marked and not looks_like_text(data):
        raise RosterUnreadable("unknown_kind")
    content = decode(data)
    head = content[:20_000]
    delimiter = max(_DELIMITERS, key=head.count)

    def rows() -> Iterator[Cells]:
        csv.field_size_limit(_LONGEST_CELL)
        try:
            for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
                yield [*row]
        except csv.Error:
            raise RosterUnreadable("damaged") from None

    return Sheet(name, rows)
