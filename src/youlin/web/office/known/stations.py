"""Stations at the desk: which place has its own, which uses the one above, and the weekly roster of each."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm
from youlin.web.shared.weekdays import WEEKDAYS

HOUR = {"type": "time"}
BAD_HOUR = {"required": gettext_lazy("请写上时间。"), "invalid": gettext_lazy("时间请写成 09:00。")}


class ShiftForm(PageForm):
    """Who is there on which days, from when to when."""

    post = forms.ChoiceField(label=gettext_lazy("谁值班"), error_messages={"required": gettext_lazy("请选一个岗位。")})
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("星期几"),
        coerce=int,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请选星期几。")},
    )
    starts = forms.TimeField(
        label=gettext_lazy("几点到"), widget=forms.TimeInput(attrs=HOUR), error_messages=BAD_HOUR, initial="09:00"
    )
    ends = forms.TimeField(
        label=gettext_lazy("几点走"), widget=forms.TimeInput(attrs=HOUR), error_messages=BAD_HOUR, initial="11:30"
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


@page(Can.APPOINT)
def stations(request: HttpRequest) -> HttpResponse:
    """Each place down to the group, with the station that serves it."""
    actor = actor_of(request)
    chosen = listing.key(request.GET.get("place"))
    trail = territory.trail(chosen) if chosen else []
    roots = [trail[-1]] if trail and actor.can_at(Can.APPOINT, trail[-1].path) else access.roots(actor, Can.APPOINT)
    places = [
        place
        for root in roots
        for place in territory.within(root.path).filter(level__lt=Level.NEIGHBOURHOOD).order_by("path")
    ]
    lines = queries.stations_of_places(places)
    if request.GET.get("as") == "xlsx":
        head = [_("辖区"), _("阵地"), _("地址"), _("什么时候有人"), _("阵地电话")]
        own = [(place, one) for place, one, is_own in lines if one and is_own]
        rows = ([place.full_name, one.name, one.address, one.hours, one.phone] for place, one in own)
        return listing.workbook(_("阵地"), head, rows)
    return render(
        request,
        "office/known/stations.html",
        {
            "page": listing.page_of(request, lines),
            "places": listing.place_chips(request, actor, Can.APPOINT),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.APPOINT)
def roster(request: HttpRequest, place: UUID) -> HttpResponse:
    """One station with its week."""
    where, today = _place(request, place), clock.day_of(clock.now())
    found = queries.station_at(where, day=today)
    _where, serving, _own = queries.stations_of_places([where])[0]
    week = [(name, found.on(number)) for number, name in WEEKDAYS] if found else []
    return render(
        request,
        "office/known/roster.html",
        {"place": where, "station": found.station if found else None, "serving": serving, "week": week},
    )


@page(Can.APPOINT)
def shift(request: HttpRequest, place: UUID) -> HttpResponse:
    """Put somebody on the roster."""
    where, actor = _place(request, place), actor_of(request)
    posts = [(str(key), name) for key, name in queries.posts_near(where)]
    form = ShiftForm(request.POST or None, posts=posts)

    def change() -> bool:
        said = form.cleaned_data
        new = actions.NewShift(place, UUID(said["post"]), tuple(said["weekdays"]), said["starts"], said["ends"])
        actions.add_shifts(actor=actor, shift=new, now=clock.now())
        return True

    return ask(
        request,
        form,
        change,
        back=reverse("office:station_roster", args=[place]),
        title=_("排值班"),
        kicker=where.full_name,
        hint=_("按岗位排，换了人不用重排：居民看到的总是当天在任的那一位。"),
        done=_("已经排上。"),
    )


@page(Can.APPOINT)
@require_POST
def off(request: HttpRequest, shift: UUID) -> HttpResponse:
    """Take a line off; the next page can put it back."""
    gone = actions.remove_shift(actor=actor_of(request), shift=shift, now=clock.now())
    hours = f"{gone.starts:%H%M}-{gone.ends:%H%M}"
    undo = reverse("office:shift_back", args=[gone.territory, gone.post, gone.weekdays[0], hours])
    notices.done(request, _("已经从值班表上拿掉。"), undo=undo)
    return redirect("office:station_roster", gone.territory)


@page(Can.APPOINT)
@require_POST
def back_on(request: HttpRequest, place: UUID, post: UUID, weekday: int, hours: str) -> HttpResponse:
    """Put a line back that was taken off a moment ago."""
    starts, ends = (_hour(text) for text in (hours[:4], hours[5:]))
    new = actions.NewShift(place, post, (weekday,), starts, ends)
    actions.add_shifts(actor=actor_of(request), shift=new, now=clock.now())
    notices.done(request, _("又排上了。"))
    return redirect("office:station_roster", place)


def _hour(text: str) -> time:
    try:
        return time(int(text[:2]), int(text[2:]))
    except ValueError as error:
        raise NotThere("shift_unknown", _("值班表上没有这一行。")) from error


def _place(request: HttpRequest, key: UUID) -> territory.Place:
    found = territory.get(key)
    if not actor_of(request).can_at(Can.APPOINT, found.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return found
