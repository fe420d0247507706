"""Disputes on the phone of a chief who mediates."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.cases.queries import disputes as queries
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.disputes import showing, working
from youlin.web.shared.parts import Chip

ROOM = working.Room(template="chief/disputes/dispute.html", names="chief")
PER_PAGE = 30


@page(Can.USE_PHONE)
def disputes(request: HttpRequest) -> HttpResponse:
    """What I mediate; then all that I have to do with."""
    everything = request.GET.get("view") == "all"
    rows = queries.disputes(actor_of(request), queries.Wanted(mine=not everything))
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "chief/disputes/disputes.html",
        {
            "page": listed,
            "lines": [(row, showing.tone(row), showing.waits_until(row)) for row in listed],
            "chips": [Chip(_("在办的"), "?", not everything), Chip(_("全部"), "?view=all", everything)],
        },
    )
