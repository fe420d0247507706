"""Who of a surge is still unheard, in the places that one answers for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.care import queries
from youlin.foundation import clock
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.surges import by_place, circumstances


@page(Can.USE_PHONE)
@require_GET
def surge(request: HttpRequest, surge: UUID) -> HttpResponse:
    """The board of one surge, as far as one answers for it."""
    now = clock.now()
    actor = actor_of(request)
    board = queries.board(actor, surge, now=now)
    return render(
        request,
        "chief/care/surge.html",
        {
            "board": board,
            "surge": board.surge,
            "who": circumstances(board.surge),
            "places": by_place(board),
            "supervises": not only_own(actor),
            "total": len(board.unheard) + len(board.heard),
            "runs": board.surge.ended_at is None and board.surge.last >= clock.day_of(now),
        },
    )


def only_own(actor: Actor) -> bool:
    """Whether somebody answers for neighbourhoods alone, and supervises nobody."""
    return all(grant.role == Role.NEIGHBOURHOOD_CHIEF for grant in actor.grants)
