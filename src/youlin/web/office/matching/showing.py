"""Runs and proposals, in words and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.care.queries.matching import Changes, MatchProposal
from youlin.domains.care.wording import shortage_text
from youlin.web.shared import matches
from youlin.web.shared.parts import Figure, Tone

TONES: dict[str, Tone] = {
    "open": "due",
    "left": "late",
    "accepted": "done",
    "same": "plain",
    "declined": "plain",
    "stale": "plain",
}


def figures(outcome: Mapping[str, Any], waiting: int, link: str) -> list[Figure]:
    """What a run found."""
    gap = _("已证明最优") if not outcome["gap"] else _("离最优不到 %(share)s%%") % {"share": outcome["gap"] * 100}
    return [
        Figure(_("在关照的人"), outcome["people"]),
        Figure(_("建议换人"), outcome["moved"]),
        Figure(_("等您定"), waiting, url=link if waiting else "", tone="due" if waiting else "done"),
        Figure(_("没有合适的人"), outcome["left"], tone="late" if outcome["left"] else "plain"),
        Figure(_("一共要走（米）"), outcome["objective"], note=gap),
    ]


def wants(outcome: Mapping[str, Any]) -> list[str]:
    """What is missing, place by place."""
    return [shortage_text(want) for want in outcome.get("missing", ())]


def lines(rows: Iterable[MatchProposal]) -> list[dict[str, object]]:
    """Proposals for the table."""
    return [
        {
            "row": row,
            "now": row.before.name,
            "new": row.why.get("name", ""),
            "where": row.why.get("where", ""),
            "why": _("；").join(matches.reasons(row.why, same=row.after_id == row.before_id)),
            "tone": TONES[row.state],
            "waits": row.state == "open",
        }
        for row in rows
    ]


def sheet(rows: Iterable[MatchProposal]) -> Iterator[list[object]]:
    """Proposals for a workbook."""
    for row in rows:
        yield [
            row.plan.resident.name,
            row.plan.resident.household.address,
            row.before.full_name,
            row.why.get("where", ""),
            row.why.get("name", ""),
            row.metres,
            _("；").join(matches.reasons(row.why, same=row.after_id == row.before_id)),
            row.get_state_display(),
        ]


def head() -> list[str]:
    """The columns of the workbook."""
    return [_("姓名"), _("住在"), _("现在属于"), _("建议"), _("邻长"), _("走多少米"), _("为什么"), _("定了吗")]


def changes(found: Changes) -> str:
    """What happened since a run, in one sentence; empty where nothing did."""
    said = [
        ngettext("%(n)d 位老乡进出关照", "%(n)d 位老乡进出关照", found.plans) % {"n": found.plans}
        if found.plans
        else "",
        ngettext("%(n)d 位邻长上任或离任", "%(n)d 位邻长上任或离任", found.chiefs) % {"n": found.chiefs}
        if found.chiefs
        else "",
        ngettext("%(n)d 位邻长改了能帮什么", "%(n)d 位邻长改了能帮什么", found.offers) % {"n": found.offers}
        if found.offers
        else "",
        ngettext("%(n)d 位老乡改了需要", "%(n)d 位老乡改了需要", found.needs) % {"n": found.needs}
        if found.needs
        else "",
    ]
    return _("，").join(part for part in said if part)
