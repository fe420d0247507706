"""Asking for a drawing, waiting for it, looking at it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import drawing as actions
from youlin.domains.chiefs.queries import drawing as queries
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.jobs import drawings as background
from youlin.web.office import listing
from youlin.web.office.drawing.forms import AgainForm, WishForm
from youlin.web.office.drawing.picture import picture
from youlin.web.shared import forms, parts
from youlin.web.shared.access import actor_of, page

QUIET_AFTER = timedelta(seconds=8)
PARTS_A_PAGE = 60
Stages = queries.Stages


@page(Can.APPOINT)
def drawings(request: HttpRequest) -> HttpResponse:
    """Choose a place and sizes; below, what was drawn before."""
    actor = actor_of(request)
    choices = [(str(place.pk), place.full_name) for place in queries.places(actor)]
    form = WishForm(request.POST or None, places=choices, initial={"place": request.GET.get("place", "")})
    if request.method == "POST" and form.is_valid():
        asked = _ask(request, form, form.cleaned_data["place"])
        if asked is not None:
            return asked
    context = {"form": form, "drawings": queries.drawings(actor)[:20], "places": choices}
    return render(request, "office/drawing/drawings.html", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, form: WishForm | AgainForm, place: UUID) -> HttpResponse | None:
    actor, said = actor_of(request), form.cleaned_data
    wish = actions.Wish(form.identity(), place, said["smallest"], said["largest"])
    begun = forms.run(form, lambda: actions.begin(actor=actor, wish=wish, now=clock.now()))
    if begun is None or actor.user_id is None:
        return None
    background.ask_for_work(begun.pk, actor.user_id)
    return redirect("office:drawing", drawing=begun.pk)


@page(Can.APPOINT)
def drawing(request: HttpRequest, drawing: UUID) -> HttpResponse:
    """One drawing: its progress, then the proposal. Asked by htmx, only the moving part; posted, drawn again."""
    actor = actor_of(request)
    found = queries.drawing(actor, drawing)
    busy = found.stage == Stages.WAITING
    again = AgainForm(request.POST or None, initial={"smallest": found.smallest, "largest": found.largest})
    if request.method == "POST" and again.is_valid():
        asked = _ask(request, again, found.place_id)
        if asked is not None:
            return asked
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="drawing", now=clock.now())
        return listing.workbook(_("划分"), _head(), _lines(found))
    context: dict[str, Any] = {
        "drawing": found,
        "busy": busy,
        "quiet": busy and _is_quiet(found.beat_at, found.started_at),
        "again": again,
        "export": listing.link(request, **{"as": "xlsx"}),
    }
    if not busy:
        context |= _shown(request, found)
    fragment = bool(request.headers.get("HX-Request")) and busy
    name = "progress" if fragment else "drawing"
    answer = render(request, f"office/drawing/{name}.html", context, status=422 if again.errors else 200)
    if request.headers.get("HX-Request") and not fragment:
        answer["HX-Refresh"] = "true"  # the work is over: show the page as a whole
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest, found: queries.Drawing) -> dict[str, Any]:
    judged = queries.judged(found)
    if judged is None:
        return {"judged": None}
    group = request.GET.get("group", "")
    rows = queries.parts(found)
    groups = list(dict.fromkeys((str(row.group_id), row.group.name) for row in rows))
    chosen = [row for row in rows if not group or str(row.group_id) == group]
    numbers = {row.number for row in chosen}
    return {
        "judged": judged,
        "figures": _figures(found, judged),
        "groups": [parts.Chip(_("全部"), listing.link(request, group="", page=""), not group)]
        + [parts.Chip(name, listing.link(request, group=key, page=""), group == key) for key, name in groups],
        "page": Paginator(chosen, PARTS_A_PAGE).get_page(request.GET.get("page")),
        "picture": picture(spot for spot in queries.spots(found) if spot[0] in numbers),
        "too_small": [row for row in rows if row.size < found.smallest],
        "too_large": [row for row in rows if row.size > found.largest],
    }


def _figures(found: queries.Drawing, judged: queries.Judged) -> list[parts.Figure]:
    sizes = f"{judged.smallest}–{judged.largest}" if judged.smallest != judged.largest else str(judged.smallest)
    return [
        parts.Figure(_("邻"), judged.parts),
        parts.Figure(_("常住户"), judged.homes),
        parts.Figure(_("每邻户数"), sizes),
        parts.Figure(_("最远的一户（米）"), round(judged.widest)),
        parts.Figure(_("离最好的划法最多差"), f"{judged.gap:.1%}"),
    ]


def _head() -> list[str]:
    return [_("组"), _("邻"), _("户编号"), _("住址"), _("原来的邻")]


def _lines(found: queries.Drawing) -> list[list[str]]:
    return [
        [row.group.full_name, row.name, home.household.number, home.household.address, home.left.name]
        for row in queries.parts(found)
        for home in queries.homes_in(row)
    ]


def _is_quiet(beat_at: datetime | None, started_at: datetime) -> bool:
    """Whether nobody has taken the work up although there was time to, or whoever did has fallen silent."""
    patience = QUIET_AFTER if beat_at is None else actions.STALE
    return clock.now() - (beat_at or started_at) > patience


@page(Can.APPOINT)
@require_POST
def work_now(request: HttpRequest, drawing: UUID) -> HttpResponse:
    """Do it in this very request, where nothing works in the background."""
    actor = actor_of(request)
    found = queries.drawing(actor, drawing)
    actions.work(actor=actor, drawing=found.pk, beat=clock.now)
    return redirect("office:drawing", drawing=drawing)
