"""Whoever was confirmed takes the seat, or somebody acts for it; and the slip that opens the account."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.states import Candidacy
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office.selection.forms import (
    ActingForm,
    AppointForm,
)
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.RUN_SELECTION)
def appoint(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Put who was elected in the post; then the slip with the first password."""
    actor, now = actor_of(request), clock.now()
    desk = queries.desk(actor, contest)
    row = desk.contest
    won = next(iter(desk.of(Candidacy.ELECTED)), None)
    start = max(row.round.starts_on, clock.day_of(now))
    if desk.sitting and desk.sitting.ends_on:
        start = max(start, desk.sitting.ends_on)
    form = AppointForm(request.POST or None, initial={"starts_on": start, "ends_on": row.round.ends_on})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        taking = actions.TakingOffice(said["starts_on"], said["ends_on"], said["phone"], said["phone_public"])
        slip = run(form, lambda: actions.appoint_elected(actor=actor, contest=contest, taking=taking, now=now))
        if slip is not None:
            return _slip(request, slip, contest)
    hint = ""
    if desk.sitting:
        hint = _("这个岗位现在是%(name)s在任。没到期的，先给这位办离任。") % {"name": desk.sitting.user.display_name}
    values = {
        "form": form,
        "title": _("任命%(name)s") % {"name": won.name if won else ""},
        "kicker": post_name(row.post),
        "hint": hint,
        "back": reverse("office:contest", args=[contest]),
    }
    return render(request, "office/ask.html", values, status=422 if form.errors else 200)


@page(Can.RUN_SELECTION)
def acting(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Nobody was found: somebody acts until a day."""
    actor, now = actor_of(request), clock.now()
    row = queries.contest(actor, contest)
    today = clock.day_of(now)
    form = ActingForm(request.POST or None, initial={"starts_on": today, "ends_on": today + timedelta(days=180)})
    form.order_fields(["name", "phone", "starts_on", "ends_on", "reason"])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        person = chiefs.NewPerson(
            post=row.post_id, starts_on=said["starts_on"], kind="acting", ends_on=said["ends_on"],
            name=said["name"], phone=said["phone"],
        )  # fmt: skip
        slip = run(
            form,
            lambda: actions.name_acting(actor=actor, contest=contest, person=person, reason=said["reason"], now=now),
        )
        if slip is not None:
            return _slip(request, slip, contest)
    values = {
        "form": form,
        "title": _("请人代理"),
        "kicker": post_name(row.post),
        "hint": _("这一轮里这个岗位就办完了。到期前请再开一轮。"),
        "back": reverse("office:contest", args=[contest]),
    }
    return render(request, "office/ask.html", values, status=422 if form.errors else 200)


def _slip(request: HttpRequest, slip: chiefs.Slip, contest: UUID) -> HttpResponse:
    """The paper with the first password, shown this once."""
    response = render(
        request,
        "office/chiefs/slip.html",
        {
            "slip": slip,
            "back": reverse("office:contest", args=[contest]),
            "address": request.build_absolute_uri(reverse("account:login")),
            "today": clock.day_of(clock.now()),
        },
    )
    response["Cache-Control"] = "no-store"
    return response
