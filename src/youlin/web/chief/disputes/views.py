"""Disputes on the phone of a chief who mediates."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.cases import queries as cases
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


@page(Can.USE_PHONE)
def begin(request: HttpRequest, case: UUID) -> HttpResponse:
    """Begin to mediate a case."""
    found = cases.get(actor_of(request), case)
    return working.begin(request, ROOM, found.pk, found.text)


@page(Can.USE_PHONE)
def dispute(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """One dispute, and the next thing to do."""
    return working.show(request, ROOM, dispute)


@page(Can.USE_PHONE)
@require_POST
def unseal(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """Read what is sealed, for a reason."""
    return working.unseal(request, ROOM, dispute)


@page(Can.USE_PHONE)
@require_POST
def move(request: HttpRequest, dispute: UUID, move: str) -> HttpResponse:
    """Make a move."""
    return working.make(request, ROOM, dispute, move)


@page(Can.USE_PHONE)
def agreement(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """The agreement on paper."""
    return working.agreement(request, dispute)


@page(Can.USE_PHONE)
def routes(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """The ways of the law on paper."""
    return working.routes(request, dispute)
