"""My posts and my notices."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.wording import role_name
from youlin.domains.insight.queries import ledgers
from youlin.domains.messaging import actions, queries
from youlin.foundation import clock
from youlin.web.shared import letters
from youlin.web.shared.access import actor_of, page

NOTICES_A_PAGE = 30


@page(Can.USE_PHONE)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, and the switches."""
    actor = actor_of(request)
    return render(
        request,
        "chief/me.html",
        {
            "name": actor.name,
            "posts": [(grant.territory_name, role_name(grant.role)) for grant in actor.grants],
            "unread": queries.unread_count(actor),
            "asked": ledgers.asked(actor).count(),
            "reads_figures": actor.can(Can.SEE_FIGURES),
        },
    )


@page(Can.USE_PHONE)
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What I was told, newest first; what proved wrong is struck through, and says so."""
    actor, now = actor_of(request), clock.now()
    found = Paginator(queries.mine(actor), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "chief/notices.html",
        {
            "page": found,
            "notices": letters.lines(found, now),
            "unread": queries.unread_count(actor),
        },
    )


@page(Can.USE_PHONE)
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """I have seen them all."""
    actions.mark_read(actor=actor_of(request), now=clock.now())
    return redirect("chief:notices")
