"""What is said about a row of a register, and what to do. No identity number is ever repeated."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.residents.roster.rows import RowProblem


def row_problem(problem: RowProblem) -> str:
    """What is wrong with a row, in plain words."""
    said = _sentence(problem.code) % problem.params
    return said + _("其他内容已照收。") if problem.kept else said


def _sentence(code: str) -> str:
    return {
        "name_missing": _("没有姓名，请补上。"),
        "id_length": _("身份证号位数不对，应是 18 位。请照证件重填。"),
        "id_checksum": _("身份证号的校验位对不上，有一位抄错了。请照证件核对。"),
        "id_conflict": _("这个身份证号已登记在另一个名字下。请核对号码和姓名。"),
        "phone_bad": _("电话号码不像电话，没有收。请填 11 位手机号或带区号的座机。"),
        "date_bad": _("日期看不懂，没有收。请写成 2026-01-01 这样。"),
        "month_only": _("只写了年月，按那个月的 1 日算。"),
        "role_unclear": _("看不出是片长、组长还是邻长。请在“职务”里只写一个。"),
        "place_missing": _("没写是哪个片、组或邻的。请补上。"),
        "place_unknown": _("没有“%(place)s”这个地方。请从几个相近的里选，或先在设置里建好。"),
        "not_yours": _("“%(place)s”不在您负责的地方，请街道来导入。"),
        "duplicate": _("和“%(sheet)s”第 %(row)s 行说的是同一个人，只收一次。"),
        "two_in_one_post": _("和“%(sheet)s”第 %(row)s 行是同一个岗位，写的却是两个人，两行都没收。请留下对的一行。"),
        "post_taken": _("“%(place)s”现在是%(who)s。请先办离任，再导入这一行。"),
        "term_over": _("任期已经结束，没有收。"),
        "acting_end_missing": _("代理要写明到哪天为止。"),
        "term_too_long": _("一届任期最长五年，请把结束的日子提前。"),
        "starts_too_early": _("前一任 %(day)s 才离任，请把任职时间改到那天或以后。"),
    }[code]
