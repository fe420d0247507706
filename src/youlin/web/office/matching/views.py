"""Runs of matching: asking for one, its progress, and what it proposes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.care.actions import matching as actions
from youlin.domains.care.actions.matching.runs import STALE
from youlin.domains.care.queries import matching as queries
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.jobs import matching as jobs
from youlin.web.office import listing
from youlin.web.office.matching import showing
from youlin.web.office.matching import sketch as sketches
from youlin.web.office.matching.forms import RunForm
from youlin.web.shared import forms
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Chip

QUIET_AFTER = timedelta(seconds=8)
States = queries.MatchProposal.States
WORKING = queries.MatchRun.Stages.WORKING


@page(Can.MANAGE_CARE)
def matching(request: HttpRequest) -> HttpResponse:
    """Ask for a run; below, what was worked out before."""
    actor, now = actor_of(request), clock.now()
    places = [
        (str(place.pk), place.full_name)
        for root in access.roots(actor, Can.MANAGE_CARE)
        for place in territory.within(root.path).filter(level__lte=Level.COMMUNITY).order_by("path")
    ]
    form = RunForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        place, key = UUID(form.cleaned_data["place"]), form.identity()
        begun = forms.run(form, lambda: actions.begin_run(actor=actor, place=place, client_id=key, now=now))
        if begun is not None and actor.user_id is not None:
            jobs.ask_for_work(begun.pk, actor.user_id)
            return redirect("office:match_run", run=begun.pk)
    latest = queries.latest_run(actor)
    news = queries.changed_since(actor, latest, today=clock.day_of(now)) if latest else None
    return render(
        request,
        "office/matching/matching.html",
        {
            "form": form,
            "runs": queries.runs(actor)[:20],
            "latest": latest,
            "news": showing.changes(news) if news else "",
            "may_configure": actor.can(Can.CONFIGURE),
        },
        status=422 if form.errors else 200,
    )


@page(Can.MANAGE_CARE)
@require_GET
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One run: progress, then the proposals. Asked by htmx, only the moving part; a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    found = queries.run(actor, run)
    if found.stage == WORKING:
        fragment = bool(request.headers.get("HX-Request"))
        context = {"run": found, "busy": True, "quiet": _is_quiet(found.beat_at, found.started_at)}
        answer = render(request, f"office/matching/{'progress' if fragment else 'run'}.html", context)
        answer["Cache-Control"] = "no-store"
        return answer
    state = request.GET.get("state", "")
    rows = queries.proposals(actor, run, state=state, text=listing.words(request))
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="matching", now=clock.now())
        return listing.workbook(_("就近匹配"), showing.head(), showing.sheet(rows))
    waiting = queries.proposals(actor, run, state=States.OPEN).count()
    listed = listing.page_of(request, rows)
    context = {
        "run": found,
        "busy": False,
        "page": listed,
        "lines": showing.lines(listed),
        "waiting": waiting,
        "figures": _figures(found, waiting),
        "wants": showing.wants(found.outcome),
        "states": listing.chips(request, "state", States.choices, _("全部")),
        "narrowed": bool(state or request.GET.get("q")),
        "export": listing.link(request, **{"as": "xlsx"}),
        "today": clock.day_of(clock.now()),
    }
    answer = render(request, "office/matching/run.html", context)
    if request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"  # the work is over: show the page as a whole
    answer["Cache-Control"] = "no-store"
    return answer


def _figures(found: queries.MatchRun, waiting: int) -> list[Any]:
    return list(showing.figures(found.outcome, waiting, "?state=open")) if found.outcome else []


def _is_quiet(beat_at: datetime | None, started_at: datetime) -> bool:
    """Whether nobody has taken the work up although there was time to, or whoever did has fallen silent."""
    patience = QUIET_AFTER if beat_at is None else STALE
    return clock.now() - (beat_at or started_at) > patience


@page(Can.MANAGE_CARE)
@require_POST
def work_now(request: HttpRequest, run: UUID) -> HttpResponse:
    """Do it in this very request, where nothing works in the background."""
    actor = actor_of(request)
    actions.work_run(actor=actor, run=queries.run(actor, run).pk, beat=clock.now)
    return redirect("office:match_run", run=run)


@page(Can.MANAGE_CARE)
@require_GET
def sketch(request: HttpRequest, run: UUID) -> HttpResponse:
    """Where the proposed ways lead, drawn to scale."""
    actor = actor_of(request)
    found = queries.run(actor, run)
    place = listing.key(request.GET.get("place"))
    communities = queries.communities(actor, found.territory)
    chosen = next((one for one in communities if one.pk == place), communities[0] if communities else None)
    rows = queries.proposals(actor, run).filter(state__in=(States.OPEN, States.ACCEPTED))
    drawn = (
        sketches.sketch(
            actor,
            (row for row in rows if row.plan.resident.household.neighbourhood.path.startswith(chosen.path)),
            chosen.path,
        )
        if chosen
        else None
    )
    return render(
        request,
        "office/matching/sketch.html",
        {
            "run": found,
            "drawn": drawn,
            "places": [Chip(one.name, listing.link(request, place=str(one.pk)), one == chosen) for one in communities],
            "chosen": chosen,
            "back": reverse("office:match_run", args=[run]),
            "today": clock.day_of(clock.now()),
        },
    )
