"""The list of cases to take away: as a workbook, or as CSV for other programs. Nobody's telephone goes with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from youlin.domains.cases import queries
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared.cases import showing

MOST = 20_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so


def workbook(rows: Iterable[queries.Case], now: datetime) -> HttpResponse:
    """The rows as .xlsx."""
    return listing.workbook(_("事项"), _head(), _lines(rows, now))


def comma_separated(rows: Iterable[queries.Case], now: datetime) -> HttpResponse:
    """The rows as CSV, with the mark by which spreadsheets know UTF-8."""
    out = StringIO()
    sheet = csv.writer(out)
    sheet.writerow(_head())
    for line in _lines(rows, now):
        sheet.writerow([_harmless(value) for value in line])
    name = quote(f"{_('事项')} {clock.day_of(now):%Y-%m-%d}.csv")
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"},
    )


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _head() -> list[str]:
    return [
        _("编号"),
        _("类别"),
        _("什么事"),
        _("哪里"),
        _("谁办"),
        _("进展"),
        _("怎么来的"),
        _("报上来"),
        _("时限"),
        _("答复"),
        _("办结"),
        _("评分"),
    ]


def _lines(rows: Iterable[queries.Case], now: datetime) -> Iterator[list[object]]:
    for case in rows:
        yield [
            case.number,
            case.get_kind_display(),
            case.text,
            " ".join(part for part in (case.territory.full_name, case.place) if part),
            post_name(case.holder),
            showing.state(case, now).text,
            " ".join(part for part in (case.get_source_display(), case.source_ref) if part),
            _moment(case.reported_at),
            _moment(case.due_at),
            _moment(case.first_answer_at),
            _moment(case.closed_at),
            case.rating,
        ]


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" if at else ""
