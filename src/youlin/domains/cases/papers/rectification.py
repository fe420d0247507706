"""隐患整改通知书, A4: what was found where, who must remove it by when, and who signs that somebody else looked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from youlin.domains.cases.hazard_wording import said
from youlin.domains.cases.queries.hazards import Record
from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.wording import post_name

ROOM = Path(__file__).parent


def notice_pdf(record: Record, *, title: str, fixer: str, day: date) -> bytes:
    """The notice of the last order. `title` and `fixer` as the page says them; `day`: it was printed on."""
    hazard = record.hazard
    order = record.orders[-1] if record.orders else None
    due = order.due_on if order else None
    return setting.pdf(
        "rectification",
        {
            "words": _words(),
            "number": hazard.number,
            "street": hazard.territory.full_name,
            "to": fixer or hazard.where,
            "rows": [
                [_("隐患"), title],
                [_("类别"), f"{hazard.get_topic_display()} · {hazard.get_severity_display()}"],
                [_("位置"), hazard.where or hazard.territory.full_name],
                [_("发现"), f"{_day(hazard.found_at.date())} {hazard.found_by_name}"],
                [_("当场要做的"), said(hazard.at_once)],
                [_("整改期限"), _("%(day)s以前") % {"day": _day(due)} if due else _("未配置，请与通知人商定")],
                [_("第几次整改"), str(order.attempt) if order else ""],
            ],
            "holder": post_name(hazard.holder),
            "day": _day(day),
        },
        room=ROOM,
    )


def _day(day: date) -> str:
    return date_format(day, _("Y年n月j日"))


def _words() -> dict[str, str]:
    return {
        "title": _("隐患整改通知书"),
        "to": _("致"),
        "ask": _(
            "经检查发现下面的隐患，请在期限内整改。整改好后告诉发通知的人，由没有参与整改的人来复查，复查合格才算消除。"
        ),
        "help": _("改起来有困难，请尽早说，大家一起想办法；要延期的，写明原因。"),
        "sign_to": _("收到的人签字"),
        "sign_from": _("发通知的人签字"),
        "sign_check": _("复查的人签字（不能是整改的人）"),
        "result": _("复查结果：□ 合格　□ 不合格"),
        "date": _("日期"),
        "seal": _("（盖章处）"),
        "number": _("编号"),
    }
