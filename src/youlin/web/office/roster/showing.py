"""What the pages say of an outcome, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.book import SkippedSheet
from youlin.domains.residents.roster.rows import RowProblem
from youlin.domains.residents.roster.unreadable import RosterUnreadable
from youlin.web.shared.parts import Figure, Row


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference, in words."""

    who: str
    where: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """What is wrong with one cell, in words."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome for the page."""

    figures: list[Figure]
    problems: list[ShownProblem]
    circumstances: list[Row]
    changes: list[ShownChange]
    places: list[Row]
    skipped: list[str]
    raw: Mapping[str, Any]


def told(outcome: Mapping[str, Any]) -> Told:
    """The figures and differences of a run."""
    problems = [RowProblem(**problem) for problem in outcome["rejected"]]
    return Told(
        _figures(outcome),
        [ShownProblem(one.sheet, one.row, one.column, wording.row_problem(one)) for one in problems],
        [Row(gettext(name), count) for name, count in outcome["circumstances"].items()],
        _changes(outcome["changes"]),
        [Row(name, _places_below(count)) for name, count in outcome["new_places"].items()],
        [wording.skipped(SkippedSheet(**sheet)) for sheet in outcome["skipped"]],
        outcome,
    )


def _places_below(count: int) -> str:
    return ngettext("%(n)s 个邻", "%(n)s 个邻", count) % {"n": count} if count else ""


def failure(problem: str, outcome: Mapping[str, Any]) -> str:
    """Why a run failed, in the reader's language where the reason has a code."""
    if "unreadable" not in outcome:
        return problem
    return wording.unreadable(RosterUnreadable(outcome["unreadable"], **outcome["params"]))


def _figures(outcome: Mapping[str, Any]) -> list[Figure]:
    homes, people = outcome["households"], outcome["people"]
    return [
        Figure(_("新增户"), homes["created"]),
        Figure(_("新增人"), people["created"]),
        Figure(_("更新户"), homes["updated"]),
        Figure(_("更新人"), people["updated"]),
        Figure(_("没有变化的人"), people["unchanged"]),
        Figure(_("名单里的空挂户"), homes["registered_only"]),
        Figure(_("没有录入的行"), outcome["kept_out"], tone="due" if outcome["kept_out"] else "plain"),
        Figure(_("理顺的写法"), outcome["cleaned"]),
    ]


def _changes(changes: list[dict[str, str]]) -> list[ShownChange]:
    names = {
        "address": _("住址"),
        "residence": _("居住状态"),
        "annual_income_fen": _("家庭年收入"),
        "neighbourhood": _("所在邻"),
        "point": _("位置"),
        "household": _("所在户"),
        "sex": _("性别"),
        "birth_date": _("出生日期"),
        "ethnic_group": _("民族"),
        "relation": _("与户主关系"),
        "political_status": _("政治面貌"),
        "health": _("健康状况"),
        "note": _("备注"),
        "id_number": _("身份证号"),
        "phone": _("电话"),
        "lives_here": _("是否常住"),
    }
    return [
        ShownChange(
            change["who"],
            change["where"],
            names[change["field"]],
            _words(change["field"], change["before"]),
            _words(change["field"], change["after"]),
        )
        for change in changes
    ]


def _words(field: str, value: str) -> str:
    if field in ("id_number", "phone"):
        return ""  # hidden: that it changes is all that is said
    spoken = {
        "permanent": _("常住"),
        "registered_only": _("空挂户"),
        "away": _("暂时外出"),
        "empty": _("空房"),
        "moved": _("已搬离"),
        "True": _("是"),
        "False": _("否"),
    }
    if field == "annual_income_fen" and value.isdigit():
        return _("%(yuan)s 元") % {"yuan": f"{Decimal(value) / 100:,.2f}"}
    if field == "sex":
        return {"1": _("男"), "2": _("女")}.get(value, "")
    return spoken.get(value, value) if field in ("residence", "lives_here") else value
