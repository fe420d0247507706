"""Coverage as a workbook: each neighbourhood, or each permanent household, with who answers for it on the day."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.chiefs.wording import reason_text
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.web.office.coverage.asked import asked
from youlin.web.office.listing import XLSX
from youlin.web.shared.access import page

IN_MEMORY = 1_000_000  # bytes; what is bigger waits on the disk


@page(Can.SEE_POSTS)
def roll(request: HttpRequest) -> FileResponse:
    """Every neighbourhood of the place with its chief, or why it has none."""
    here = asked(request)
    standings = queries.in_order(here.count().standings)
    head = [*_levels(), _("常住户"), _("谁管"), _("怎么任的"), _("从哪天起"), _("为什么没人管")]
    rows = ([*line.names, line.homes, *_answer(line)] for line in queries.lines(standings, day=here.day))
    return streamed(_("覆盖按邻"), here.day, head, rows)


@page(Can.SEE_HOUSEHOLDS)
def households(request: HttpRequest) -> FileResponse:
    """Every permanent household of the place with its neighbourhood and chief. That it left the house is on record."""
    here = asked(request)
    standings = queries.in_order([one for one in here.count().standings if one.homes])
    residents.note_export(actor=here.actor, what="coverage", now=clock.now())
    head = [_("户编号"), _("地址"), *_levels(), _("谁管"), _("怎么任的"), _("从哪天起"), _("为什么没人管")]
    rows = (
        [home.number, home.address, *line.names, *_answer(line)]
        for home, line in queries.home_lines(here.actor, standings, day=here.day)
    )
    return streamed(_("覆盖按户"), here.day, head, rows)


def _levels() -> list[str]:
    return [_("街道"), _("社区"), _("片"), _("组"), _("邻")]


def _answer(line: queries.Line) -> list[object]:
    since = line.since.isoformat() if line.since else ""
    return [line.chief or _("没有人"), line.kind, since, reason_text(line.reason) if line.reason else ""]


def streamed(name: str, day: date, head: Sequence[str], rows: Iterable[Sequence[object]]) -> FileResponse:
    """Rows written one by one into a file that is sent in pieces: a county's roll is never held as a whole."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, 16)
        sheet.write_row(0, 0, head, book.add_format({"bold": True, "bottom": 1}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=f"{name} {day:%Y-%m-%d}.xlsx", content_type=XLSX)
    response["Cache-Control"] = "no-store"
    return response
