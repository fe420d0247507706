"""The application form as a workbook, for a bureau that takes forms in rather than paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

WIDTH = 24


def workbook(form: dict[str, Any]) -> bytes:
    """The form as `filled` gives it: a sheet for each of its parts. Nothing in it is taken for a formula or a link."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    words = form["words"]
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, head, rows in (
            (_("申请书"), [_("哪一项"), _("情况")], _first(form)),
            (_("家庭成员"), [words[key] for key in MEMBER], [[one[key] for key in MEMBER] for one in form["members"]]),
            (
                _("了解到的情况"),
                [_("条件"), _("是否符合"), _("依据")],
                _rows(form["conditions"], "label", "word", "why"),
            ),
            (_("材料"), [_("材料"), _("是否备齐")], [[one["text"], _yes(one["ready"])] for one in form["checklist"]]),
            (
                _("签名"),
                [words["name"], _("怎么签的"), words["day"], words["proxy"]],
                _rows(form["signers"], "name", "way", "day", "proxy"),
            ),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(head) - 1, WIDTH)
            sheet.write_row(0, 0, head, bold)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, row)
    return out.getvalue()


MEMBER = ("name", "relation", "born", "health", "disability")


def _first(form: dict[str, Any]) -> list[list[str]]:
    words = form["words"]
    return [
        [words["number"], form["number"]],
        [_("表名"), form["title"]],
        *([words[key], form[key]] for key in ("applicant", "address", "income")),
        [_("家庭经济状况核对授权书"), _yes(form["consented"])],
        [_("近亲属备案"), form["staff_relative"]],
        [words["day"], form["day"]],
    ]


def _rows(found: Iterable[dict[str, str]], *keys: str) -> list[Sequence[str]]:
    return [[one[key] for key in keys] for one in found]


def _yes(there: bool) -> str:
    return _("是") if there else _("否")
