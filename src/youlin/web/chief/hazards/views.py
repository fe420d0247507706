"""Hazards of the own places: mine to see to first, then what else is listed; and noting one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.cases.queries import hazards as queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.hazards import finding, showing, working

ROOM = working.Room(template="chief/hazards/hazard.html", names="chief")
SHOWN = 50


@page(Can.USE_PHONE)
def hazards(request: HttpRequest) -> HttpResponse:
    """What waits for me, then the rest of what is listed around me."""
    actor, now = actor_of(request), clock.now()
    mine = queries.to_do(actor, now=now, limit=SHOWN)
    kept = {row.pk for row in mine}
    others = queries.hazards(actor, queries.Wanted(listed=True), now=now)[: SHOWN + len(kept)]
    return render(
        request,
        "chief/hazards/hazards.html",
        {
            "mine": showing.lines(mine, now),
            "others": showing.lines([row for row in others if row.pk not in kept], now),
        },
    )


@page(Can.USE_PHONE)
def hazard(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """One hazard, and the next thing to do with it."""
    return working.show(request, ROOM, hazard)


@page(Can.USE_PHONE)
@require_POST
def step(request: HttpRequest, hazard: UUID, step: str) -> HttpResponse:
    """Take a step."""
    return working.take(request, ROOM, hazard, step)


@page(Can.USE_PHONE)
def photo(request: HttpRequest, hazard: UUID, picture: UUID) -> HttpResponseBase:
    """A photograph of a hazard."""
    return working.photo(request, hazard, picture)


@page(Can.USE_PHONE)
def found(request: HttpRequest) -> HttpResponse:
    """Note a hazard that one sees; from a case, only what it is about and how bad."""
    asked = finding.ask(request, ROOM)
    if asked.made is not None:
        notices.done(request, _("已记进隐患台账，%(number)s。") % {"number": asked.made.number})
        return redirect("chief:hazard", asked.made.pk)
    return render(request, "chief/hazards/new.html", asked.values, status=422 if asked.form.errors else 200)
