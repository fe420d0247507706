"""What the street's notices cost its chiefs: how many a day, in sums, never by person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from youlin.domains.access.rules import Can
from youlin.domains.messaging import queries
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import charts
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.wording import day as day_in_words

DAYS = 14


@page(Can.CONFIGURE)
@require_GET
def burden(request: HttpRequest) -> HttpResponse:
    """The last two weeks, day by day."""
    today = clock.day_of(clock.now())
    found = queries.burden(actor_of(request), last=today, days=DAYS)
    if request.GET.get("as") == "xlsx":
        head = [_("日期"), _("三长人数"), _("收到通知的人"), _("通知总数"), _("平均每人"), _("最多的一位")]
        rows = ([one.day.isoformat(), one.chiefs, one.told, one.notices, one.each, one.most] for one in found)
        return listing.workbook(_("通知有多少"), head, rows)
    series = [charts.Series(_("通知总数"), [one.notices for one in reversed(found)])]
    labels = [day_in_words(one.day) for one in reversed(found)]
    return render(
        request,
        "office/letters/burden.html",
        {
            "lines": found,
            "chart": charts.lines(_("每天给三长的通知"), labels, series, head=_("日期"), unit=_("条")),
            "notices": sum(one.notices for one in found),
            "days": DAYS,
            "each": round(sum(one.each for one in found) / len(found), 1),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )
