"""The ledger of disputes as a workbook, with the columns of GB/T 31000; names only where somebody asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from youlin.domains.cases.dispute_wording import party_name
from youlin.domains.cases.queries import disputes as queries
from youlin.domains.cases.rules.disputes import UNSETTLED, Stage
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office import listing

MOST = 2000


def workbook(rows: Iterable[queries.Dispute], *, named: bool) -> HttpResponse:
    """The rows as .xlsx."""
    return listing.workbook(_("纠纷台账"), _head(), _lines(queries.ledger(rows), named))


def _head() -> list[str]:
    return [
        _("编号"),
        _("纠纷名称"),
        _("发生日期"),
        _("发生地点"),
        _("类别"),
        _("涉及人数"),
        _("当事人"),
        _("化解时限"),
        _("化解方式"),
        _("化解组织"),
        _("责任人"),
        _("进展"),
        _("是否化解"),
        _("化解日期"),
        _("履行"),
    ]


def _lines(entries: Iterable[queries.Entry], named: bool) -> Iterator[list[object]]:
    for entry in entries:
        row = entry.dispute
        yield [
            row.case.number,
            row.title,
            _day(row.case.reported_at),
            " ".join(part for part in (row.territory.full_name, row.case.place) if part),
            row.get_kind_display(),
            row.people,
            "、".join(party_name(party, sealed=not named) for party in entry.parties),
            f"{row.deadline:%Y-%m-%d}",
            _("人民调解") + (f"（{entry.agreement.get_form_display()}）" if entry.agreement else ""),
            post_name(row.keeper),
            "、".join(entry.mediators),
            row.get_stage_display(),
            _settled(Stage(row.stage)),
            _day(row.ended_at),
            f"{entry.kept}/{entry.terms}" if entry.terms else "",
        ]


def _settled(stage: Stage) -> str:
    if stage in (Stage.SETTLED, Stage.RECONCILED):
        return _("是")
    return _("否") if stage in UNSETTLED else ""


def _day(at: datetime | None) -> str:
    return f"{clock.day_of(at):%Y-%m-%d}" if at else ""
