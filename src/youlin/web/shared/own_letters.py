"""What a person decides about letters to themselves, the same on the phone and at the desk: by which way, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.channels.registry import CHANNELS
from youlin.channels.ways import Channel
from youlin.domains.messaging import actions, queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of
from youlin.web.shared.forms import PageForm, run

HOURS = [(hour, f"{hour}:00") for hour in (5, 6, 7, 8, 9, 12, 18, 19, 20)]


class HourForm(PageForm):
    """When the morning's letter should come."""

    hour = forms.TypedChoiceField(label=gettext_lazy("每天几点"), choices=HOURS, coerce=int)


@dataclass(frozen=True, slots=True)
class Room:
    """Where the page stands: its template and URL names."""

    template: str
    page: str
    agree: str
    stop: str


@dataclass(frozen=True, slots=True)
class Way:
    """A channel with what the reader decided about it."""

    channel: Channel
    since: datetime | None
    agree: str
    stop: str


def show(request: HttpRequest, room: Room) -> HttpResponse:
    """The page; a POST sets the hour."""
    actor = actor_of(request)
    own = queries.own(actor)
    choices = HOURS if any(hour == own.hour for hour, _label in HOURS) else [(own.hour, f"{own.hour}:00"), *HOURS]
    form = HourForm(request.POST or None, initial={"hour": own.hour})
    form.fields["hour"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        done = run(form, lambda: actions.wish(actor=actor, hour=form.cleaned_data["hour"], now=clock.now()))
        if done is not None:
            notices.done(request, _("好，每天 %(hour)d 点发。") % {"hour": done.digest})
            return redirect(room.page)
    ways = [
        Way(channel, own.agreed.get(code), reverse(room.agree, args=[code]), reverse(room.stop, args=[code]))
        for code, channel in CHANNELS.items()
    ]
    values = {"form": form, "own": own, "ways": ways, "any": bool(own.agreed)}
    return render(request, room.template, values, status=422 if form.errors else 200)


def agree(request: HttpRequest, room: Room, channel: str) -> HttpResponse:
    """Agree to a channel; undone by stopping."""
    if channel not in CHANNELS:
        raise Http404
    actions.agree(actor=actor_of(request), channel=channel, now=clock.now())
    notices.done(request, _("好，以后也这样告诉您。随时可以停。"), undo=reverse(room.stop, args=[channel]))
    return redirect(room.page)


def stop(request: HttpRequest, room: Room, channel: str) -> HttpResponse:
    """Withdraw; undone by agreeing again."""
    if channel not in CHANNELS:
        raise Http404
    actions.stop(actor=actor_of(request), channel=channel, now=clock.now())
    notices.done(request, _("已停。通知还在“通知”里，您自己打开看。"), undo=reverse(room.agree, args=[channel]))
    return redirect(room.page)
