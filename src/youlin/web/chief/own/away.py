"""Going away in three taps: from when, until when, who covers. Each tap is a page; the last one writes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.rules import trouble_with
from youlin.domains.chiefs.wording import post_name, role_name
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere, Refusal
from youlin.web.shared import notices, wording
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm

FROM_DAYS = (0, 1, 2, 3)
LENGTHS = (1, 2, 3, 5, 7, 14, 30)


@page(Can.USE_PHONE)
@require_GET
def away(request: HttpRequest) -> HttpResponse:
    """The next of the three taps, by what the address says already."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    start, end = _day(request.GET.get("from")), _day(request.GET.get("until"))
    if start is None or start < today:
        return _ask_from(request, today)
    if end is None or trouble_with(queries.Days(start, end), today) is not None:
        return _ask_until(request, start, warn=end is not None)
    return _ask_who(request, actor, start, end)


def _ask_from(request: HttpRequest, today: date) -> HttpResponse:
    choices = [
        (f"?from={day.isoformat()}", near, whole if (whole := wording.day(day)) != near else "")
        for day in (today + timedelta(days=ahead) for ahead in FROM_DAYS)
        if (near := wording.day_near(day, today))
    ]
    return render(
        request,
        "chief/own/away_day.html",
        {"title": _("哪天出门"), "choices": choices, "field": "from", "first": today, "start": None, "said": ""},
    )


def _ask_until(request: HttpRequest, start: date, *, warn: bool) -> HttpResponse:
    choices = []
    for days in LENGTHS:
        back = start + timedelta(days=days)
        words = ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}
        label = _("%(day)s回来") % {"day": wording.day(back)}
        choices.append((f"?from={start.isoformat()}&until={back.isoformat()}", label, words))
    values = {"title": _("哪天回来"), "choices": choices, "field": "until", "first": start + timedelta(days=1)}
    said = _("回来的日子要在出门以后、三个月以内。更长的，请告诉社区请一位代理。") if warn else ""
    return render(request, "chief/own/away_day.html", values | {"start": start, "said": said})


def _ask_who(request: HttpRequest, actor: Actor, start: date, end: date) -> HttpResponse:
    sits = [term.post for term in queries.my_terms(actor, day=start) if term.kind == "sitting"]
    days = queries.Days(start, end)
    found = queries.candidates(sits, away=actor.user_id, days=days)
    return render(
        request,
        "chief/own/away_who.html",
        {
            "start": start,
            "end": end,
            "posts": [post_name(post) for post in sits],
            "people": [(one.user, one.name, f"{one.place_name} {role_name(one.role)}") for one in found],
        },
    )


@page(Can.USE_PHONE)
@require_POST
def away_set(request: HttpRequest) -> HttpResponse:
    """The third tap: it is written, and can be undone on the next page."""
    actor, now = actor_of(request), clock.now()
    form = PageForm(request.POST)
    start, end = _day(request.POST.get("from")), _day(request.POST.get("until"))
    if not form.is_valid() or start is None or end is None:
        return redirect("chief:away")
    cover = _key(request.POST.get("cover"))
    said = actions.NewAbsence(start, end, form.identity(), cover)
    try:
        rows = actions.set_absence(actor=actor, absence=said, now=now)
    except NotThere:
        raise
    except Refusal as refusal:
        notices.warn(request, refusal.message)
        return redirect("chief:terms")
    undo = reverse("chief:away_back", args=[rows[0].pk])
    if cover is None:
        notices.done(request, _("已记下，还没有人代。组长和社区会帮着找。"), undo=undo)
    else:
        name = rows[0].cover.user.display_name if rows[0].cover else ""
        notices.done(request, _("已记下。这几天由%(name)s代，您的人和事都看得到。") % {"name": name}, undo=undo)
    return redirect("chief:terms")


@page(Can.USE_PHONE)
@require_POST
def back(request: HttpRequest, absence: UUID) -> HttpResponse:
    """I am back, or I do not go. One who sits in several posts comes back to all of them."""
    actor, now = actor_of(request), clock.now()
    row = actions.end_absence(actor=actor, absence=absence, now=now)
    for other in queries.my_absences(actor, day=clock.day_of(now)):
        if other.client_id == row.client_id:
            actions.end_absence(actor=actor, absence=other.pk, now=now)
    notices.done(request, _("好，您的人和事又归您自己了。"))
    return redirect("chief:terms")


@page(Can.USE_PHONE)
def cover(request: HttpRequest, absence: UUID) -> HttpResponse:
    """Find somebody for days that nobody covers."""
    actor, now = actor_of(request), clock.now()
    row = queries.absence_by_key(actor, absence)
    if row is None or row.user_id != actor.user_id:
        raise NotThere("absence_unknown", _("没有这次外出。"))
    chosen = _key(request.POST.get("cover"))
    if request.method == "POST" and chosen is not None:
        try:
            actions.find_cover(actor=actor, absence=absence, cover=chosen, now=now)
        except Refusal as refusal:
            notices.warn(request, refusal.message)
        else:
            notices.done(request, _("已记下。"))
        return redirect("chief:terms")
    days = queries.Days(max(row.starts_on, clock.day_of(now)), row.ends_on)
    found = queries.candidates([row.post], away=row.user_id, days=days)
    return render(
        request,
        "chief/own/away_who.html",
        {
            "start": days.starts_on,
            "end": row.ends_on,
            "absence": row,
            "posts": [post_name(row.post)],
            "people": [(one.user, one.name, f"{one.place_name} {role_name(one.role)}") for one in found],
        },
    )


@page(Can.USE_PHONE)
@require_POST
def give_back(request: HttpRequest, absence: UUID) -> HttpResponse:
    """I cannot cover."""
    actions.give_back(actor=actor_of(request), absence=absence, now=clock.now())
    notices.done(request, _("已告诉组长和社区，请他们另找一位。"))
    return redirect("chief:terms")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
