"""What I was told at the desk, and how else I want to be told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.messaging import actions, queries
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import letters, own_letters
from youlin.web.shared.access import actor_of, page

ROOM = own_letters.Room("office/letters/own.html", "office:own_letters", "office:own_agree", "office:own_stop")


@page(Can.USE_DESK)
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """My notices, newest first; what proved wrong is struck through."""
    actor = actor_of(request)
    found = listing.page_of(request, queries.mine(actor))
    return render(
        request,
        "office/letters/mine.html",
        {"page": found, "lines": letters.lines(found, clock.now()), "unread": queries.unread_count(actor)},
    )


@page(Can.USE_DESK)
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """I have seen them all."""
    actions.mark_read(actor=actor_of(request), now=clock.now())
    return redirect("office:notices_mine")


@page(Can.USE_DESK)
def own(request: HttpRequest) -> HttpResponse:
    """My consent and my hour."""
    return own_letters.show(request, ROOM)


@page(Can.USE_DESK)
@require_POST
def agree(request: HttpRequest, channel: str) -> HttpResponse:
    """Yes, tell me this way too."""
    return own_letters.agree(request, ROOM, channel)


@page(Can.USE_DESK)
@require_POST
def stop(request: HttpRequest, channel: str) -> HttpResponse:
    """No more."""
    return own_letters.stop(request, ROOM, channel)
