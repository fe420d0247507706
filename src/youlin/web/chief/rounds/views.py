"""Today's walk and the days ahead; both follow from what is due and are kept nowhere."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.care.actions import rounds as actions
from youlin.domains.care.queries import rounds as queries
from youlin.domains.care.rules import REACHED, Kind
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.rounds.forms import CalendarForm, DaysForm
from youlin.web.chief.rounds.sketch import sketch
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.USE_PHONE)
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Today's visits in the order of the walk, those done ticked; below, the days ahead."""
    actor, now = actor_of(request), clock.now()
    plan = queries.plan(actor, now)
    walk = queries.walk_of(plan, plan.today)
    said = queries.wish(actor)
    return render(
        request,
        "chief/rounds/rounds.html",
        {
            "day": plan.today,
            "walk": walk,
            "lines": [(stop, _where(actor, stop)) for stop in walk.stops],
            "sketch": sketch(walk.stops, plan.home),
            "done": _done(actor, now),
            "ahead": [(day, stops) for day, stops in sorted(plan.days.items()) if day > plan.today],
            "weekdays": plan.weekdays,
            "shared": bool(said and said.token),
        },
    )


def _where(actor: Actor, stop: queries.Stop) -> str:
    place = stop.household.neighbourhood
    return wording.near(actor, stop.household.address, place.full_name, place.name)


def _done(actor: Actor, now: datetime) -> list[care.Contact]:
    """Whom the actor met at home today, the first one first."""
    met = [row for row in care.done_today(actor, now) if row.kind == Kind.VISIT and row.outcome in REACHED]
    return met[::-1]


@page(Can.USE_PHONE)
def days(request: HttpRequest) -> HttpResponse:
    """On which days there is time."""
    actor, now = actor_of(request), clock.now()
    said = queries.wish(actor)
    chosen = said.weekdays.split(",") if said and said.weekdays else []
    form = DaysForm(request.POST or None, initial={"weekdays": chosen})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["weekdays"]
        if run(form, lambda: actions.set_days(actor=actor, weekdays=wanted, now=now)) is not None:
            notices.done(request, _("记下了，路线按这几天排。"))
            return redirect("chief:rounds")
    return render(request, "chief/rounds/days.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@page(Can.USE_PHONE)
def calendar(request: HttpRequest) -> HttpResponse:
    """The address for the phone's calendar: made, made anew, or seen again."""
    actor, now = actor_of(request), clock.now()
    said = queries.wish(actor)
    form = CalendarForm(request.POST or None, initial={"shows": said.shows if said else "count"})
    if request.method == "POST" and form.is_valid():
        shows = form.cleaned_data["shows"]
        if (
            run(form, lambda: actions.share_calendar(actor=actor, shows=shows, client_id=form.identity(), now=now))
            is not None
        ):
            notices.done(
                request, _("地址做好了。原来的地址从现在起没有用了。") if said and said.token else _("地址做好了。")
            )
            return redirect("chief:round_calendar")
    address = ""
    if said and said.token:
        address = request.build_absolute_uri(reverse("public:rounds_calendar", args=[said.token]))
    context = {"form": form, "address": address}
    return render(request, "chief/rounds/calendar.html", context, status=422 if form.errors else 200)


@page(Can.USE_PHONE)
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """The address is dead from now on."""
    actions.stop_calendar(actor=actor_of(request), now=clock.now())
    notices.done(request, _("停了，原来的地址没有用了。"))
    return redirect("chief:round_calendar")
