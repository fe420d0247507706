"""The ways by which residents come to know their chiefs, and how many households do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.messaging import queries as messaging
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Figure


@page(Can.APPOINT)
def known(request: HttpRequest) -> HttpResponse:
    """Every way with what it is for."""
    return render(request, "office/known/known.html", {"waiting": messaging.waiting(actor_of(request))})


@page(Can.APPOINT)
def told(request: HttpRequest) -> HttpResponse:
    """By neighbourhood, in the order of the tree: how many households were handed their chief's card or poster."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    chosen = listing.key(request.GET.get("place"))
    trail = territory.trail(chosen) if chosen else []
    rows = queries.known(actor, day=today, path=trail[-1].path if trail else "")
    if request.GET.get("as") == "xlsx":
        head = [_("邻"), _("邻长"), _("常住户"), _("发到了"), _("还没发"), _("只有前任的"), _("百分比")]
        return listing.workbook(_("知道了多少户"), head, (_line(row) for row in rows))
    homes = sum(row.known.households for row in rows)
    handed = sum(row.known.handed for row in rows)
    return render(
        request,
        "office/known/told.html",
        {
            "page": listing.page_of(request, rows),
            "figures": [
                Figure(_("常住户"), homes),
                Figure(_("发到了"), handed, tone="done" if homes and handed == homes else "plain"),
                Figure(_("还没发"), homes - handed, tone="due" if homes - handed else "plain"),
            ],
            "places": listing.place_chips(request, actor),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )


def _line(row: queries.Neighbourhood) -> list[object]:
    told = row.known
    share = "" if told.percent is None else f"{told.percent}%"
    chiefs = "、".join(row.chiefs)
    return [row.place.full_name, chiefs, told.households, told.handed, told.left, told.anew, share]
