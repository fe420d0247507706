"""The register of the neighbours' groups at the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def chats(request: HttpRequest) -> HttpResponse:
    """Whose group, who runs it, how many households are in it and since when; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    chosen = listing.key(request.GET.get("place"))
    trail = territory.trail(chosen) if chosen else []
    every = request.GET.get("state") == "all"
    rows = queries.chats(actor, path=trail[-1].path if trail else "", open_only=not every)
    if request.GET.get("as") == "xlsx":
        head = [_("群名"), _("哪里的"), _("谁在管"), _("有几户"), _("哪天数的"), _("建群"), _("不用了")]
        lines = _lines(rows, queries.holders({row.run_by_id for row in rows}, day=today))
        return listing.workbook(_("邻里群"), head, lines)
    listed = listing.page_of(request, rows)
    present = queries.holders({row.run_by_id for row in listed}, day=today)
    return render(
        request,
        "office/known/chats.html",
        {
            "page": listed,
            "lines": [
                (row, post_name(row.run_by), [one.name for one in present.get(row.run_by_id, ())]) for row in listed
            ],
            "places": listing.place_chips(request, actor, Can.APPOINT),
            "states": listing.chips(request, "state", [("all", _("连不用了的一起"))], _("在用的")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )


def _lines(rows: Any, present: dict[Any, list[queries.Holder]]) -> list[list[object]]:
    found = []
    for row in rows:
        names = "、".join(one.name for one in present.get(row.run_by_id, ()))
        counted = f"{clock.day_of(row.counted_at):%Y-%m-%d}" if row.counted_at else ""
        closed = f"{row.closed_on:%Y-%m-%d}" if row.closed_on else ""
        found.append(
            [row.name, row.territory.full_name, names, row.households_in, counted, f"{row.since:%Y-%m-%d}", closed]
        )
    return found
