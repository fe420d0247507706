"""Reading the authority's register of who receives what: an .xlsx or .xls with names and identity numbers.

Heads are found by their words, wherever the table begins; what else stands in the sheet is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from youlin.domains.benefits.actions.register import Receipt
from youlin.foundation.refusal import Invalid
from youlin.foundation.values import BadValueError, Money, parse_date

MOST_ROWS: Final = 200_000
MOST_BYTES: Final = 20 * 1024 * 1024
_HEADS: Final = {
    "name": re.compile(r"(?:享受人|补贴对象|保障对象|申请人|户主|救助对象|对象)?(?:姓名|名字)"),
    "id": re.compile(r"(?:公民|居民)?身份(?:证件?|证)?(?:号码?|编号)|证件号码?"),
    "since": re.compile(r"(?:开始|起始|享受|发放起始|保障起始|纳入)(?:享受)?(?:时间|日期|年月)"),
    "amount": re.compile(r"(?:月)?(?:补贴|保障金?|发放|救助金?|享受)?(?:金额|标准)(?:元月|元)?"),
    "document": re.compile(r"(?:批准|审批|确认)?文[书号]号?|(?:批准|确认)书?编号"),
}


def read_register(content: bytes, *, since: date) -> list[Receipt]:
    """Rows of the first sheet that has a name and an identity number at its head. `since`: where a row says no day.

    Raises Invalid where the file cannot be read, or has no such sheet.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("file_big", _("文件太大了，请分开导入。"), field="file")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid("file_unreadable", _("这个文件打不开，请存成 .xlsx 再试。"), field="file") from error
    for rows in sheets:
        for place, row in enumerate(rows[:20]):
            heads = _heads(row)
            if {"name", "id"} <= heads.keys():
                return [
                    _receipt(one, heads, since, number)
                    for number, one in enumerate(rows[place + 1 : MOST_ROWS], place + 2)
                    if _text(one, heads["name"])
                ]
    raise Invalid("heads_missing", _("没有找到“姓名”和“身份证号”两列，请核对表头。"), field="file")


def _heads(row: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        bare = re.sub(r"[\s()（）:：/]+", "", str(cell))
        for name, words in _HEADS.items():
            if name not in found and words.fullmatch(bare):
                found[name] = place
    return found


def _text(row: Sequence[Any], place: int | None) -> str:
    if place is None or place >= len(row):
        return ""
    cell = row[place]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _receipt(row: Sequence[Any], heads: dict[str, int], since: date, number: int) -> Receipt:
    started, amount = since, None
    try:
        if "since" in heads and _text(row, heads["since"]):
            started = parse_date(row[heads["since"]])
    except BadValueError:
        pass  # a month without a day is no day; the list's own day stands
    try:
        if "amount" in heads and _text(row, heads["amount"]):
            amount = Money.from_yuan(_text(row, heads["amount"])).fen
    except BadValueError:
        pass
    name = re.sub(r"\s+", "", _text(row, heads["name"]))
    return Receipt(name, _text(row, heads["id"]), started, amount, _text(row, heads.get("document")), number)
